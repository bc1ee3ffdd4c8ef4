package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.wire.Answers;
import cc.profitmaker.adapter.exchange.wire.Answers.Fate;
import cc.profitmaker.adapter.exchange.wire.Answers.Refusal;
import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.JsonScan;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.market.ExchangeFault.Kind;

import java.time.Duration;
import java.util.Optional;

/** KuCoin says no, and why, by the code in the body, whatever the status. */
final class KucoinRefusals implements Answers.Refusals {
    private static final String SUCCESS = "200000";
    private static final int TOO_MANY_REQUESTS = 429;

    @Override
    public Optional<Refusal> in(HttpOutcome.Answered answer) {
        if (isSuccessful(answer) && peek(answer.body()).filter(SUCCESS::equals).isPresent()) {
            return Optional.empty();
        }
        Optional<JsonFields> error = error(answer.body());
        Optional<String> code = error.flatMap(KucoinRefusals::code);
        String text = error.flatMap(fields -> fields.text("msg")).orElse("");
        if (answer.status() == TOO_MANY_REQUESTS) {
            // Limits come before anything else.
            return Optional.of(
                    new Refusal(
                            Kind.RATE_LIMITED,
                            code,
                            text,
                            Fate.NOT_CARRIED_OUT,
                            answer.retryAfter()));
        }
        return Optional.of(
                code.map(c -> refusal(answer, c, text)).orElseGet(Refusal::unintelligible));
    }

    private static boolean isSuccessful(HttpOutcome.Answered answer) {
        return answer.status() >= 200 && answer.status() < 300;
    }

    /** Of every 5xx KuCoin's documentation says that it is the server's trouble, and no more. */
    private static Refusal refusal(HttpOutcome.Answered answer, String code, String text) {
        Kind kind = KucoinErrors.kind(code, text);
        boolean certain =
                (isSuccessful(answer) || (answer.status() >= 400 && answer.status() < 500))
                        && !KucoinErrors.leavesFateOpen(code, text);
        Optional<Duration> wait =
                kind == Kind.MAINTENANCE || kind == Kind.RATE_LIMITED
                        ? answer.retryAfter()
                        : Optional.empty();
        return new Refusal(
                kind, Optional.of(code), text, certain ? Fate.NOT_CARRIED_OUT : Fate.OPEN, wait);
    }

    /** Whether it says that all went well, of an answer that may be long. */
    private static Optional<String> peek(HttpOutcome.Body body) {
        try {
            return JsonScan.text(body, "code");
        } catch (Nonsense _) {
            return Optional.empty();
        }
    }

    /** A refusal is read to its end: what is cut off settles nothing. */
    private static Optional<JsonFields> error(HttpOutcome.Body body) {
        try {
            return Optional.of(JsonFields.read(body)).filter(fields -> !fields.isArray());
        } catch (Nonsense _) {
            return Optional.empty();
        }
    }

    /** Nothing but a code of KuCoin's shape: it is shown as it is. */
    private static Optional<String> code(JsonFields error) {
        return error.text("code").filter(code -> code.matches("\\d{1,9}|order_not_exist"));
    }
}

package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.wire.Answers;
import cc.profitmaker.adapter.exchange.wire.Answers.Fate;
import cc.profitmaker.adapter.exchange.wire.Answers.Refusal;
import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.market.ExchangeFault.Kind;

import java.time.Duration;
import java.util.Optional;

/** KuCoin says no, and why, by the code in the body, whatever the status. */
final class KucoinRefusals implements Answers.Refusals {
    private static final String SUCCESS = "200000";

    @Override
    public Optional<Refusal> in(HttpOutcome.Answered answer) {
        boolean successful = answer.status() >= 200 && answer.status() < 300;
        Optional<String> code = code(answer.body());
        if (successful && code.filter(SUCCESS::equals).isPresent()) {
            return Optional.empty();
        }
        if (answer.status() == 429) {
            // Limits come before anything else.
            return Optional.of(
                    new Refusal(
                            Kind.RATE_LIMITED,
                            code,
                            text(answer.body()),
                            Fate.NOT_CARRIED_OUT,
                            answer.retryAfter()));
        }
        return Optional.of(
                code.map(c -> refusal(answer, c, text(answer.body())))
                        .orElseGet(Refusal::unintelligible));
    }

    private static Refusal refusal(HttpOutcome.Answered answer, String code, String text) {
        Kind kind = KucoinErrors.kind(code, text);
        boolean certain =
                ((answer.status() >= 200 && answer.status() < 300)
                                || (answer.status() >= 400 && answer.status() < 500))
                        && !KucoinErrors.leavesFateOpen(code, text);
        Optional<Duration> wait =
                kind == Kind.MAINTENANCE || kind == Kind.RATE_LIMITED
                        ? answer.retryAfter()
                        : Optional.empty();
        return new Refusal(
                kind, Optional.of(code), text, certain ? Fate.NOT_CARRIED_OUT : Fate.OPEN, wait);
    }

    /** Nothing but a code of KuCoin's shape: it is shown as it is. */
    private static Optional<String> code(HttpOutcome.Body body) {
        return peek(body, "code").filter(code -> code.matches("\\d{1,9}|order_not_exist"));
    }

    private static String text(HttpOutcome.Body body) {
        return peek(body, "msg").orElse("");
    }

    private static Optional<String> peek(HttpOutcome.Body body, String field) {
        try {
            return JsonFields.peek(body, field);
        } catch (Nonsense _) {
            return Optional.empty();
        }
    }
}

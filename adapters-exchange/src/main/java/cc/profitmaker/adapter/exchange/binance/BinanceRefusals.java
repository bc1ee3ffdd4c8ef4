package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.adapter.exchange.wire.Answers;
import cc.profitmaker.adapter.exchange.wire.Answers.Fate;
import cc.profitmaker.adapter.exchange.wire.Answers.Refusal;
import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.market.ExchangeFault.Kind;

import java.time.Duration;
import java.util.Optional;

/** Binance says no by the status; why, by the code in the body. */
final class BinanceRefusals implements Answers.Refusals {
    private final Codes codes;

    /** What the codes of one of Binance's markets mean: they do not mean the same on all. */
    interface Codes {
        Kind kind(int code, String sentence);
    }

    BinanceRefusals(Codes codes) {
        this.codes = codes;
    }

    @Override
    public Optional<Refusal> in(HttpOutcome.Answered answer) {
        if (answer.status() >= 200 && answer.status() < 300) {
            return Optional.empty();
        }
        Optional<JsonFields> error = error(answer.body());
        Optional<Integer> code =
                error.flatMap(fields -> fields.text("code")).flatMap(BinanceRefusals::code);
        String text = error.flatMap(fields -> fields.text("msg")).orElse("");
        Kind kind =
                switch (answer.status()) {
                    // Our address is banned for a while; more calls make the ban longer.
                    case 418 -> Kind.MAINTENANCE;
                    case 429 -> Kind.RATE_LIMITED;
                    default -> code.map(c -> codes.kind(c, text)).orElse(Kind.NONSENSE);
                };
        Optional<Duration> wait =
                kind == Kind.MAINTENANCE || kind == Kind.RATE_LIMITED
                        ? answer.retryAfter()
                        : Optional.empty();
        return Optional.of(
                new Refusal(
                        kind,
                        code.map(String::valueOf),
                        text,
                        fate(answer.status(), code, text),
                        wait));
    }

    /**
     * Limits are enforced before anything else happens. Of every 5xx Binance's documentation says
     * that the execution status is unknown; a 4xx without a code is some proxy's and proves
     * nothing.
     */
    private static Fate fate(int status, Optional<Integer> code, String text) {
        boolean certain =
                status == 418
                        || status == 429
                        || (status >= 400
                                && status < 500
                                && code.isPresent()
                                && !BinanceErrors.leavesFateOpen(code.get(), text));
        return certain ? Fate.NOT_CARRIED_OUT : Fate.OPEN;
    }

    private static Optional<JsonFields> error(HttpOutcome.Body body) {
        try {
            return Optional.of(JsonFields.read(body)).filter(fields -> !fields.isArray());
        } catch (Nonsense _) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> code(String text) {
        return text.matches("-?\\d{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }
}

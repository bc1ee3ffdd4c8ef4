package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.ExchangeFault.Said;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.Placed;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Tells an answer from a refusal, and a refusal from nonsense. */
final class BinanceAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(BinanceAnswers.class);
    private static final int LONGEST_TEXT = 200;

    private BinanceAnswers() {}

    /** Of a public call. */
    static <T> Reply<T> reply(HttpOutcome outcome, Function<HttpOutcome.Body, T> read) {
        return reply(outcome, List.of(), read);
    }

    /** Of a private call: whatever of its keys the exchange repeats is taken out. */
    static <T> Reply<T> reply(
            HttpOutcome outcome, KeyHolder keys, Function<HttpOutcome.Body, T> read) {
        return reply(outcome, secrets(keys), read);
    }

    private static <T> Reply<T> reply(
            HttpOutcome outcome, List<Secret> secrets, Function<HttpOutcome.Body, T> read) {
        return switch (outcome) {
            case HttpOutcome.NeverSent(var why) -> Reply.failed(why);
            case HttpOutcome.Lost(var why) -> Reply.failed(why);
            case HttpOutcome.Answered answer when isSuccess(answer) -> {
                try {
                    yield Reply.answered(read.apply(answer.body()));
                } catch (Nonsense | IllegalArgumentException e) {
                    // The domain's records refuse what cannot be, such as a negative price.
                    LOG.warn("binance answered nonsense: {}", e.getMessage());
                    yield Reply.failed(Kind.NONSENSE);
                }
            }
            case HttpOutcome.Answered answer -> Reply.failed(refusal(answer, secrets).fault());
        };
    }

    /** Of an order: only what is certainly a refusal is one. */
    static Placed placed(
            HttpOutcome outcome,
            ClientOrderId id,
            KeyHolder keys,
            Function<HttpOutcome.Body, Order> read) {
        return switch (outcome) {
            case HttpOutcome.NeverSent(var why) -> new Placed.Rejected(ExchangeFault.of(why));
            case HttpOutcome.Lost(var why) -> new Placed.Unconfirmed(id, ExchangeFault.of(why));
            case HttpOutcome.Answered answer when isSuccess(answer) -> {
                try {
                    yield new Placed.Accepted(read.apply(answer.body()));
                } catch (Nonsense | IllegalArgumentException e) {
                    LOG.warn("binance answered an order with nonsense: {}", e.getMessage());
                    yield new Placed.Unconfirmed(id, ExchangeFault.of(Kind.NONSENSE));
                }
            }
            case HttpOutcome.Answered answer -> {
                Refusal refusal = refusal(answer, secrets(keys));
                yield refusal.certain()
                        ? new Placed.Rejected(refusal.fault())
                        : new Placed.Unconfirmed(id, refusal.fault());
            }
        };
    }

    private static boolean isSuccess(HttpOutcome.Answered answer) {
        return answer.status() >= 200 && answer.status() < 300;
    }

    /** {@code certain}: the request was not carried out, and never will be. */
    private record Refusal(ExchangeFault fault, boolean certain) {}

    private static Refusal refusal(HttpOutcome.Answered answer, List<Secret> secrets) {
        Optional<JsonFields> error = error(answer.body());
        Optional<Integer> code =
                error.flatMap(fields -> fields.text("code")).flatMap(BinanceAnswers::code);
        Optional<Said> said =
                code.map(
                        c ->
                                new Said(
                                        Integer.toString(c),
                                        shown(error.get().text("msg").orElse(""), secrets)));
        Kind kind =
                switch (answer.status()) {
                    // Our address is banned for a while; more calls make the ban longer.
                    case 418 -> Kind.MAINTENANCE;
                    case 429 -> Kind.RATE_LIMITED;
                    default ->
                            code.map(c -> BinanceErrors.kind(c, error.get().text("msg").orElse("")))
                                    .orElse(Kind.NONSENSE);
                };
        Optional<Duration> wait =
                kind == Kind.MAINTENANCE || kind == Kind.RATE_LIMITED
                        ? answer.retryAfter()
                        : Optional.empty();
        return new Refusal(new ExchangeFault(kind, said, wait), certain(answer.status(), code));
    }

    /**
     * Limits are enforced before anything else happens. Of every 5xx Binance's documentation says
     * that the execution status is unknown; a 4xx without a code is some proxy's and proves
     * nothing.
     */
    private static boolean certain(int status, Optional<Integer> code) {
        return status == 418
                || status == 429
                || (status >= 400
                        && status < 500
                        && code.isPresent()
                        && !BinanceErrors.leavesFateOpen(code.get()));
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

    private static List<Secret> secrets(KeyHolder keys) {
        return List.of(keys.credential().key(), keys.credential().secret());
    }

    private static String shown(String text, List<Secret> secrets) {
        String clean = text;
        for (Secret secret : secrets) {
            if (!secret.isEmpty()) {
                clean = clean.replace(secret.reveal(), "***");
            }
        }
        clean = clean.replaceAll("\\p{Cntrl}", " ");
        return clean.length() > LONGEST_TEXT ? clean.substring(0, LONGEST_TEXT) : clean;
    }
}

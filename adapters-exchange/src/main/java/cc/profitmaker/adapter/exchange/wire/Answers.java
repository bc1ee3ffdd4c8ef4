package cc.profitmaker.adapter.exchange.wire;

import cc.profitmaker.domain.credential.ApiCredential;
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
import java.util.stream.Stream;

/**
 * Tells an answer from a refusal, and a refusal from nonsense, the same way for every exchange; how
 * one exchange says no is its {@link Refusals}. Safe for any number of threads.
 */
public final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final int LONGEST_TEXT = 200;

    /** How one exchange says no. */
    public interface Refusals {
        /**
         * Empty: this is what was asked for, and may be read as such. May throw {@link Nonsense},
         * which leaves the fate of an order open.
         */
        Optional<Refusal> in(HttpOutcome.Answered answer);
    }

    /**
     * A no.
     *
     * @param code the exchange's own, where it gave one
     * @param text the exchange's words, unfiltered; bounded and cleaned here
     * @param fate whether an order refused so may be carried out all the same
     * @param retryAfter how long not to ask again, where it said so
     */
    public record Refusal(
            Kind kind,
            Optional<String> code,
            String text,
            Fate fate,
            Optional<Duration> retryAfter) {

        /** A refusal without a code is some proxy's: it proves nothing of an order. */
        public static Refusal unintelligible() {
            return new Refusal(Kind.NONSENSE, Optional.empty(), "", Fate.OPEN, Optional.empty());
        }
    }

    /** What a refusal says of an order. */
    public enum Fate {
        /** The request was not carried out, and never will be. */
        NOT_CARRIED_OUT,
        OPEN
    }

    private final String exchange;
    private final Refusals refusals;

    /**
     * Of one exchange.
     *
     * @param exchange its CCXT id, for the log
     */
    public Answers(String exchange, Refusals refusals) {
        this.exchange = exchange;
        this.refusals = refusals;
    }

    /** Of a public call. */
    public <T> Reply<T> reply(HttpOutcome outcome, Function<HttpOutcome.Body, T> read) {
        return reply(outcome, List.of(), read);
    }

    /** Of a private call: whatever of its keys the exchange repeats is taken out. */
    public <T> Reply<T> reply(
            HttpOutcome outcome, ApiCredential keys, Function<HttpOutcome.Body, T> read) {
        return reply(outcome, secrets(keys), read);
    }

    private <T> Reply<T> reply(
            HttpOutcome outcome, List<Secret> secrets, Function<HttpOutcome.Body, T> read) {
        return switch (outcome) {
            case HttpOutcome.NeverSent(var why, var wait) ->
                    Reply.failed(new ExchangeFault(why, Optional.empty(), wait));
            case HttpOutcome.Lost(var why) -> Reply.failed(why);
            case HttpOutcome.GivenUp() -> Reply.failed(Kind.TIMED_OUT);
            case HttpOutcome.Answered answer -> {
                try {
                    Optional<Refusal> refusal = refusals.in(answer);
                    yield refusal.isPresent()
                            ? Reply.failed(fault(refusal.get(), secrets))
                            : Reply.answered(read.apply(answer.body()));
                } catch (Nonsense | IllegalArgumentException e) {
                    // The domain's records refuse what cannot be, such as a negative price.
                    LOG.warn("{} answered nonsense: {}", exchange, e.getMessage());
                    yield Reply.failed(Kind.NONSENSE);
                }
            }
        };
    }

    /** Of an order: only what is certainly a refusal is one. */
    public Placed placed(
            HttpOutcome outcome,
            ClientOrderId id,
            ApiCredential keys,
            Function<HttpOutcome.Body, Order> read) {
        return switch (outcome) {
            case HttpOutcome.NeverSent(var why, var wait) ->
                    new Placed.Rejected(new ExchangeFault(why, Optional.empty(), wait));
            case HttpOutcome.Lost(var why) -> new Placed.Unconfirmed(id, ExchangeFault.of(why));
            case HttpOutcome.GivenUp() ->
                    new Placed.Unconfirmed(id, ExchangeFault.of(Kind.TIMED_OUT));
            case HttpOutcome.Answered answer -> {
                try {
                    Optional<Refusal> refusal = refusals.in(answer);
                    yield refusal.isPresent()
                            ? refused(refusal.get(), id, secrets(keys))
                            : new Placed.Accepted(read.apply(answer.body()));
                } catch (Nonsense | IllegalArgumentException e) {
                    LOG.warn("{} answered an order with nonsense: {}", exchange, e.getMessage());
                    yield new Placed.Unconfirmed(id, ExchangeFault.of(Kind.NONSENSE));
                }
            }
        };
    }

    private static Placed refused(Refusal refusal, ClientOrderId id, List<Secret> secrets) {
        ExchangeFault fault = fault(refusal, secrets);
        return switch (refusal.fate()) {
            case NOT_CARRIED_OUT -> new Placed.Rejected(fault);
            case OPEN -> new Placed.Unconfirmed(id, fault);
        };
    }

    private static ExchangeFault fault(Refusal refusal, List<Secret> secrets) {
        return new ExchangeFault(
                refusal.kind(),
                refusal.code().map(code -> new Said(code, shown(refusal.text(), secrets))),
                refusal.retryAfter());
    }

    /** An order that was asked for by its name; one of another name is not what was asked for. */
    public static Order named(Order order, String name) {
        if (order.clientOrderId().filter(name::equals).isEmpty()) {
            throw new Nonsense("an order of another name");
        }
        return order;
    }

    private static List<Secret> secrets(ApiCredential keys) {
        return Stream.of(keys.key(), keys.secret(), keys.passphrase())
                .filter(secret -> !secret.isEmpty())
                .toList();
    }

    private static String shown(String text, List<Secret> secrets) {
        String clean = text;
        for (Secret secret : secrets) {
            clean = clean.replace(secret.reveal(), "***");
        }
        clean = clean.replaceAll("\\p{Cntrl}", " ");
        return clean.length() > LONGEST_TEXT ? clean.substring(0, LONGEST_TEXT) : clean;
    }
}

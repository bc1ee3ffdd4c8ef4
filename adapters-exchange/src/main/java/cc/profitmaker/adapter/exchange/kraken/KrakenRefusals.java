package cc.profitmaker.adapter.exchange.kraken;

import cc.profitmaker.adapter.exchange.kraken.KrakenErrors.KrakenError;
import cc.profitmaker.adapter.exchange.wire.Answers;
import cc.profitmaker.adapter.exchange.wire.Answers.Fate;
import cc.profitmaker.adapter.exchange.wire.Answers.Refusal;
import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.JsonScan;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.market.ExchangeFault.Kind;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Kraken says no in the list of errors of an answer whose status is mostly 200. */
final class KrakenRefusals implements Answers.Refusals {
    private static final int TOO_MANY_REQUESTS = 429;

    /** After too many bad keys in a row, as its documentation has it. */
    private static final Duration LOCKED_OUT = Duration.ofMinutes(15);

    @Override
    public Optional<Refusal> in(HttpOutcome.Answered answer) {
        if (answer.status() == TOO_MANY_REQUESTS) {
            // Limits come before anything else.
            return Optional.of(
                    new Refusal(
                            Kind.RATE_LIMITED,
                            Optional.empty(),
                            "",
                            Fate.NOT_CARRIED_OUT,
                            answer.retryAfter()));
        }
        Optional<List<KrakenError>> errors = errors(answer.body());
        if (isSuccessful(answer) && errors.filter(List::isEmpty).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                errors.filter(all -> !all.isEmpty() && isWhole(answer.body()))
                        .map(all -> refusal(answer, all))
                        .orElseGet(Refusal::unintelligible));
    }

    private static boolean isSuccessful(HttpOutcome.Answered answer) {
        return answer.status() >= 200 && answer.status() < 300;
    }

    /** The first is told; any of them may leave open what became of an order. */
    private static Refusal refusal(HttpOutcome.Answered answer, List<KrakenError> errors) {
        KrakenError first = errors.getFirst();
        boolean certain =
                (isSuccessful(answer) || (answer.status() >= 400 && answer.status() < 500))
                        && errors.stream().noneMatch(KrakenError::leavesFateOpen);
        Optional<Duration> wait =
                switch (first.kind()) {
                    case MAINTENANCE -> answer.retryAfter();
                    case RATE_LIMITED ->
                            first.code().equals("EGeneral:Temporary lockout")
                                    ? Optional.of(LOCKED_OUT)
                                    : answer.retryAfter();
                    default -> Optional.empty();
                };
        return new Refusal(
                first.kind(),
                Optional.of(first.code()),
                first.words(),
                certain ? Fate.NOT_CARRIED_OUT : Fate.OPEN,
                wait);
    }

    /** Empty when the answer is not Kraken's: all of its answers have this list. */
    private static Optional<List<KrakenError>> errors(HttpOutcome.Body body) {
        try {
            return JsonScan.texts(body, "error")
                    .map(
                            texts ->
                                    texts.stream()
                                            .flatMap(text -> KrakenError.of(text).stream())
                                            .toList());
        } catch (Nonsense _) {
            return Optional.empty();
        }
    }

    /** A refusal is read to its end: what is cut off settles nothing. */
    private static boolean isWhole(HttpOutcome.Body body) {
        try {
            return !JsonFields.read(body).isArray();
        } catch (Nonsense _) {
            return false;
        }
    }
}

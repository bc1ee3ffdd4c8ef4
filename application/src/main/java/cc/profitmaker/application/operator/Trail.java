package cc.profitmaker.application.operator;

import cc.profitmaker.application.audit.AuditChain;
import cc.profitmaker.application.audit.AuditFile;
import cc.profitmaker.application.audit.AuditKey;
import cc.profitmaker.application.audit.AuditPages;
import cc.profitmaker.application.audit.AuditReport;
import cc.profitmaker.application.audit.AuditVerification;
import cc.profitmaker.domain.audit.AuditId;
import cc.profitmaker.domain.session.Operator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The audit trail, to an operator. */
public final class Trail {
    /** So many rows are shown at once. */
    public static final int MOST = 500;

    /** How long a verification may take; beyond that it is for the command line. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AuditPages pages;
    private final AuditChain chain;
    private final Optional<AuditKey> key;
    private final InstantSource clock;
    private final AtomicBoolean verifying = new AtomicBoolean();

    /**
     * Made once: one verification at a time.
     *
     * @param key empty while there is none; then nothing can be verified
     */
    public Trail(AuditPages pages, AuditChain chain, Optional<AuditKey> key, InstantSource clock) {
        this.pages = pages;
        this.chain = chain;
        this.key = key;
        this.clock = clock;
    }

    public sealed interface Verified {
        /** Whole or not. */
        record Done(AuditReport report) implements Verified {}

        /** The vault is off, so there is nothing to verify with. */
        record NoKey() implements Verified {}

        /** Another one runs. */
        record Running() implements Verified {}

        /** The trail is too long for that; nothing is known of it. */
        record TooLong() implements Verified {}
    }

    /** Newest first; {@code most}: {@value #MOST} at most. */
    public AuditPages.Page page(
            Operator operator, AuditPages.Filter filter, Optional<AuditId> before, int most) {
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException("a page has 1 to " + MOST + " rows");
        }
        return pages.page(filter, before, most);
    }

    /** Whether the whole trail still is what was sealed, as far as that can be told in time. */
    public Verified verify(Operator operator) {
        if (key.isEmpty()) {
            return new Verified.NoKey();
        }
        if (!verifying.compareAndSet(false, true)) {
            return new Verified.Running();
        }
        try {
            var inTime = new InTime(chain, clock, clock.instant().plus(PATIENCE));
            return new Verified.Done(
                    new AuditVerification(inTime, key.get()).verify(List.of(), AuditFile.none()));
        } catch (OutOfTime _) {
            return new Verified.TooLong();
        } finally {
            verifying.set(false);
        }
    }

    /** Leaves a walk that takes too long. */
    private record InTime(AuditChain chain, InstantSource clock, Instant end)
            implements AuditChain {
        @Override
        public Standing standing() {
            return chain.standing();
        }

        @Override
        public void walk(Consumer<Piece> visitor) {
            chain.walk(
                    piece -> {
                        if (clock.instant().isAfter(end)) {
                            throw new OutOfTime();
                        }
                        visitor.accept(piece);
                    });
        }
    }

    private static final class OutOfTime extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutOfTime() {
            super("out of time", null, false, false);
        }
    }
}

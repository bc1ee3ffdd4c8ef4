package cc.profitmaker.application.audit;

import cc.profitmaker.application.audit.AuditChain.Piece;
import cc.profitmaker.domain.audit.Anchor;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.audit.Digest;
import cc.profitmaker.domain.audit.Retirement;
import cc.profitmaker.domain.audit.SealNumber;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Writes sealed rows with their seals to a file, and only of a trail that is whole. Rows that are
 * retired so may be removed afterwards: their seals stay, and a verification takes the file's word
 * of honour for them, which the audit key has signed.
 */
public final class AuditExports {
    private final AuditChain chain;
    private final AuditKey key;
    private final AuditTrail trail;
    private final InstantSource clock;

    public AuditExports(AuditChain chain, AuditKey key, AuditTrail trail, InstantSource clock) {
        this.chain = chain;
        this.key = key;
        this.trail = trail;
        this.clock = clock;
    }

    public sealed interface Outcome {
        record Written(long rows, Digest file) implements Outcome {}

        /** Nothing was written: the trail is broken. */
        record Broken(AuditReport report) implements Outcome {}

        /** Nothing was written: so many rows of that time wait for their seals. */
        record Unsealed(long rows) implements Outcome {}

        /** Nothing was written: no row of that time is there. */
        record Nothing() implements Outcome {}

        /** Nothing was written: that time is not over. */
        record NotOver() implements Outcome {}
    }

    /** All that is sealed; a copy, no row may go because of it. */
    public Outcome export(AuditFile.Writing file) {
        var copy = new Copy(_ -> true, _ -> false, file);
        return copy.write(
                digest ->
                        trail.record(
                                new AuditEvent.AuditExported(copy.rows, digest), clock.instant()));
    }

    /** What happened before that instant; those rows may go afterwards. */
    public Outcome retire(Instant before, AuditFile.Writing file) {
        if (before.isAfter(clock.instant())) {
            file.discard();
            return new Outcome.NotOver();
        }
        Predicate<Instant> range = at -> at.isBefore(before);
        var copy = new Copy(range, range, file);
        return copy.write(
                digest ->
                        trail.record(
                                new AuditEvent.AuditRetired(
                                        signed(before, copy.through(), copy.rows, digest, key)),
                                clock.instant()));
    }

    private static Retirement signed(
            Instant before, SealNumber through, long rows, Digest file, AuditKey key) {
        return new Retirement(before, through, rows, file, proof(before, through, rows, file, key));
    }

    /** What the proof of that retirement must be. */
    static Digest proof(Retirement claim, AuditKey key) {
        return proof(claim.before(), claim.through(), claim.rows(), claim.file(), key);
    }

    private static Digest proof(
            Instant before, SealNumber through, long rows, Digest file, AuditKey key) {
        return Seal.Signed.with(
                key,
                "audit retirement 1",
                List.of(before.toString(), through.toString(), Long.toString(rows), file.hex()));
    }

    private final class Copy {
        private final Predicate<Instant> range;
        private final Predicate<Instant> mustBeSealed;
        private final AuditFile.Writing file;
        private final AuditWalk walk =
                new AuditWalk(key, List.of(), new FileComparison(AuditFile.none()));
        private long rows;
        private long unsealed;

        Copy(Predicate<Instant> range, Predicate<Instant> mustBeSealed, AuditFile.Writing file) {
            this.range = range;
            this.mustBeSealed = mustBeSealed;
            this.file = file;
        }

        /** A file that is whole stays even when it cannot be put on record: it harms nobody. */
        Outcome write(Consumer<Digest> record) {
            boolean whole = false;
            try {
                chain.walk(this::see);
                AuditReport report = walk.report();
                if (!report.isWhole()) {
                    return new Outcome.Broken(report);
                }
                if (unsealed > 0) {
                    return new Outcome.Unsealed(unsealed);
                }
                if (rows == 0) {
                    return new Outcome.Nothing();
                }
                Digest digest = file.finish();
                whole = true;
                record.accept(digest);
                return new Outcome.Written(rows, digest);
            } finally {
                if (!whole) {
                    file.discard();
                }
            }
        }

        SealNumber through() {
            return walk.report().extent().head().map(Anchor::number).orElseThrow();
        }

        private void see(Piece piece) {
            walk.accept(piece);
            switch (piece) {
                case Piece.Link(var seal, var row) ->
                        row.filter(entry -> range.test(entry.at()))
                                .ifPresent(
                                        entry -> {
                                            file.add(seal, entry);
                                            rows++;
                                        });
                case Piece.Waiting(_, var at) -> unsealed += mustBeSealed.test(at) ? 1 : 0;
                case Piece.Retired _, Piece.Vanished _, Piece.Stray _ -> {}
            }
        }
    }
}

package cc.profitmaker.application.testing;

import cc.profitmaker.application.audit.AuditChain;
import cc.profitmaker.application.audit.AuditEntry;
import cc.profitmaker.application.audit.AuditKey;
import cc.profitmaker.application.audit.Seal;
import cc.profitmaker.domain.audit.Anchor;
import cc.profitmaker.domain.audit.AuditId;
import cc.profitmaker.domain.audit.Retirement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A trail and its seals that a test meddles with as it likes: its lists are open. */
public final class InMemoryAuditChain implements AuditChain {
    public final List<AuditEntry> rows = new ArrayList<>();
    public final List<Seal> seals = new ArrayList<>();
    public final List<Retirement> retirements = new ArrayList<>();
    public final Set<AuditId> waiting = new HashSet<>();
    private long lastId;

    /** As a row gets there that nobody meddled with. */
    public AuditEntry record(Instant at, String kind) {
        var entry = new AuditEntry(new AuditId(++lastId), at, kind, Optional.empty(), "{}");
        rows.add(entry);
        waiting.add(entry.id());
        return entry;
    }

    public void seal(AuditKey key, Instant now) {
        for (AuditEntry row : rows) {
            if (waiting.remove(row.id())) {
                seals.add(Seal.after(standing().head(), row.trace(), now, key));
            }
        }
    }

    @Override
    public Standing standing() {
        Optional<Anchor> head =
                seals.isEmpty() ? Optional.empty() : Optional.of(seals.getLast().anchor());
        return new Standing(
                head,
                new Unsealed(
                        waiting.size(),
                        rows.stream()
                                .filter(row -> waiting.contains(row.id()))
                                .map(AuditEntry::at)
                                .min(Comparator.naturalOrder())));
    }

    @Override
    public void walk(Consumer<Piece> visitor) {
        retirements.forEach(claim -> visitor.accept(new Piece.Retired(claim)));
        Set<AuditId> rest = new HashSet<>(waiting);
        Set<AuditId> sealed = new HashSet<>();
        for (Seal seal : seals) {
            sealed.add(seal.entry().id());
            visitor.accept(
                    new Piece.Link(
                            seal,
                            rows.stream()
                                    .filter(row -> row.id().equals(seal.entry().id()))
                                    .findFirst()));
        }
        for (AuditEntry row : rows) {
            if (rest.remove(row.id())) {
                visitor.accept(new Piece.Waiting(row.id(), row.at()));
            } else if (!sealed.contains(row.id())) {
                visitor.accept(new Piece.Stray(row.id()));
            }
        }
        rest.forEach(id -> visitor.accept(new Piece.Vanished(id)));
    }
}

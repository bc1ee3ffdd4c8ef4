package cc.profitmaker.application.audit;

import cc.profitmaker.application.audit.AuditChain.Piece;
import cc.profitmaker.domain.audit.Anchor;
import cc.profitmaker.domain.audit.Digest;
import cc.profitmaker.domain.audit.Retirement;
import cc.profitmaker.domain.audit.SealNumber;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One verification under way; goes on past a fault, so as to count them. */
final class AuditWalk implements Consumer<Piece> {
    private final AuditKey key;
    private final List<Anchor> anchors;
    private final FileComparison file;
    private final List<Retirement> retirements = new ArrayList<>();

    private SealNumber expected = SealNumber.FIRST;
    private Optional<Digest> previous = Optional.of(Seal.NOTHING);
    private Optional<Anchor> head = Optional.empty();
    private long seals;
    private long retired;
    private long waiting;
    private Optional<Instant> oldest = Optional.empty();
    private final List<AuditFault> found = new ArrayList<>();
    private Optional<Digest> editedTo = Optional.empty();
    private long faults;

    AuditWalk(AuditKey key, List<Anchor> anchors, FileComparison file) {
        this.key = key;
        this.anchors = new ArrayList<>(anchors);
        this.file = file;
    }

    @Override
    public void accept(Piece piece) {
        switch (piece) {
            case Piece.Retired(var claim) -> {
                if (claim.proof().equals(AuditExports.proof(claim, key))) {
                    retirements.add(claim);
                }
            }
            case Piece.Link(var seal, var row) -> {
                chained(seal);
                row(seal, row);
                anchored(seal);
                file.differs(seal).ifPresent(line -> fault(new AuditFault.FileDiffers(line)));
                seals++;
            }
            case Piece.Waiting(_, var at) -> {
                waiting++;
                oldest = Optional.of(oldest.filter(at::isAfter).orElse(at));
            }
            case Piece.Vanished(var id) -> fault(new AuditFault.RemovedUnsealed(id));
            case Piece.Stray(var id) -> fault(new AuditFault.Inserted(id));
        }
    }

    private void chained(Seal seal) {
        if (!seal.number().equals(expected)) {
            fault(
                    new AuditFault.SealsMissing(
                            expected, new SealNumber(Math.max(1, seal.number().value() - 1))));
            previous = Optional.empty();
        }
        if (!seal.key().equals(key.id())) {
            fault(new AuditFault.OtherKey(seal.number(), seal.key()));
        } else if (previous.isPresent() && !seal.follows(previous.get(), key)) {
            fault(new AuditFault.Unchained(seal.number()));
        }
        previous = Optional.of(seal.value());
        expected = seal.number().next();
        head = Optional.of(seal.anchor());
    }

    private void row(Seal seal, Optional<AuditEntry> row) {
        if (row.isEmpty()) {
            if (mayBeGone(seal)) {
                retired++;
            } else {
                fault(new AuditFault.Removed(seal.number(), seal.entry().id()));
            }
            return;
        }
        nameMove(seal);
        if (!row.get().trace().equals(seal.entry())) {
            if (found.isEmpty()) {
                editedTo = Optional.of(row.get().content());
            }
            fault(new AuditFault.Edited(seal.number(), seal.entry().id()));
        }
    }

    boolean mayBeGone(Seal seal) {
        return retirements.stream().anyMatch(r -> r.covers(seal.number(), seal.entry().at()));
    }

    /** The first of two rows that changed places looks edited until the second one's seal comes. */
    private void nameMove(Seal seal) {
        if (editedTo.filter(seal.entry().content()::equals).isPresent()
                && found.getFirst() instanceof AuditFault.Edited(var number, var row)) {
            found.set(0, new AuditFault.Moved(number, row, seal.entry().id()));
            editedTo = Optional.empty();
        }
    }

    private void anchored(Seal seal) {
        for (var each = anchors.iterator(); each.hasNext(); ) {
            Anchor anchor = each.next();
            if (anchor.number().equals(seal.number())) {
                each.remove();
                if (!anchor.seal().equals(seal.value())) {
                    fault(new AuditFault.Replaced(anchor));
                }
            }
        }
    }

    private void fault(AuditFault fault) {
        if (found.size() < AuditReport.MOST_NAMED) {
            found.add(fault);
        }
        faults++;
    }

    AuditReport report() {
        anchors.forEach(anchor -> fault(new AuditFault.Cut(anchor)));
        anchors.clear();
        file.unmatched().ifPresent(line -> fault(new AuditFault.FileDiffers(line)));
        return new AuditReport(
                new AuditReport.Extent(seals, retired, head),
                new AuditChain.Unsealed(waiting, oldest),
                found,
                faults);
    }
}

package cc.profitmaker.application.testing;

import cc.profitmaker.application.audit.AuditPages;
import cc.profitmaker.domain.audit.AuditId;

import java.util.List;
import java.util.Optional;

/** The rows of an {@link InMemoryAuditChain}; nobody's address is known. */
public final class InMemoryAuditPages implements AuditPages {
    private final InMemoryAuditChain chain;

    public InMemoryAuditPages(InMemoryAuditChain chain) {
        this.chain = chain;
    }

    @Override
    public Page page(Filter filter, Optional<AuditId> before, int most) {
        List<Row> found =
                chain.rows.reversed().stream()
                        .filter(
                                row ->
                                        before.filter(end -> row.id().value() >= end.value())
                                                .isEmpty())
                        .filter(row -> filter.kind().filter(k -> !k.equals(row.kind())).isEmpty())
                        .filter(row -> filter.user().isEmpty() || filter.user().equals(row.user()))
                        .limit(most)
                        .map(
                                row ->
                                        new Row(
                                                row,
                                                Optional.empty(),
                                                chain.waiting.contains(row.id())
                                                        ? Seal.NONE
                                                        : Seal.SEALED))
                        .toList();
        return new Page(
                found,
                found.size() < most
                        ? Optional.empty()
                        : Optional.of(found.getLast().entry().id())
                                .filter(last -> last.value() > 1));
    }
}

package cc.profitmaker.application.testing;

import cc.profitmaker.application.trading.PaperAccounts;
import cc.profitmaker.domain.credential.Fingerprint;
import cc.profitmaker.domain.identity.UserId;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Paper accounts in memory, behind one lock. */
public final class InMemoryPaperAccounts implements PaperAccounts {
    private record Row(UserId opener, String state, Instant lastUsed) {}

    private final Map<Fingerprint, Row> rows = new HashMap<>();

    @Override
    public synchronized <T> T change(
            Fingerprint account,
            UserId opener,
            Instant now,
            Function<Optional<String>, Changed<T>> change) {
        Optional<Row> row = Optional.ofNullable(rows.get(account));
        Changed<T> changed = change.apply(row.map(Row::state));
        UserId owner = row.map(Row::opener).orElse(opener);
        rows.put(account, new Row(owner, changed.state(), now));
        if (row.isEmpty()) {
            dropOldestOver(MAX_PER_USER, opener);
        }
        return changed.result();
    }

    private void dropOldestOver(int most, UserId opener) {
        while (rows.values().stream().filter(r -> r.opener().equals(opener)).count() > most) {
            rows.entrySet().stream()
                    .filter(e -> e.getValue().opener().equals(opener))
                    .min(Comparator.comparing(e -> e.getValue().lastUsed()))
                    .map(Map.Entry::getKey)
                    .ifPresent(rows::remove);
        }
    }
}

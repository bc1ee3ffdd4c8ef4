package cc.profitmaker.adapter.exchange.kraken;

import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.vault.KeyReport;
import cc.profitmaker.domain.vault.KeyReport.Permission;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What Kraken says of a key: {@code POST /0/private/GetApiKeyInfo}, "Get API Key Info". It names
 * the rights a key has, so that what it does not name the key may not do.
 */
final class KrakenKeys {
    private KrakenKeys() {}

    static KeyReport report(JsonFields answer) {
        if (answer.inner("permissions").filter(JsonFields::isArray).isEmpty()) {
            // What matters most must be said: silence is no leave to store the key.
            throw new Nonsense("a key's report tells what it may do");
        }
        Set<Permission> told = EnumSet.noneOf(Permission.class);
        answer.list("permissions").stream()
                .flatMap(word -> word.text().stream())
                .flatMap(word -> permission(word).stream())
                .forEach(told::add);
        return new KeyReport(
                Optional.of(told),
                answer.inner("ipAllowlist").map(_ -> !answer.list("ipAllowlist").isEmpty()),
                answer.seconds("validUntil"));
    }

    private static Optional<Permission> permission(String word) {
        if (word.startsWith("query-")) {
            return Optional.of(Permission.READ);
        }
        if (word.startsWith("withdraw")) {
            return Optional.of(Permission.WITHDRAW);
        }
        return switch (word) {
            case "modify-trades", "close-trades" -> Optional.of(Permission.SPOT_TRADE);
            default -> Optional.empty();
        };
    }
}

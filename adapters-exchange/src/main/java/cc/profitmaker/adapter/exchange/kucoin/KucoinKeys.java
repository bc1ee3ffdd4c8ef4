package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.domain.vault.KeyReport;
import cc.profitmaker.domain.vault.KeyReport.Permission;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What KuCoin says of a key: {@code GET /api/v1/user/api-key}, "Get Apikey Info". It names the
 * rights a key has, so that what it does not name the key may not do.
 */
final class KucoinKeys {
    private static final Map<String, Permission> PERMISSIONS =
            Map.of(
                    "General", Permission.READ,
                    "Spot", Permission.SPOT_TRADE,
                    "Trade", Permission.SPOT_TRADE,
                    "Margin", Permission.MARGIN_TRADE,
                    "Futures", Permission.DERIVATIVES_TRADE,
                    "InnerTransfer", Permission.INTERNAL_TRANSFER,
                    "FlexTransfers", Permission.INTERNAL_TRANSFER,
                    // To addresses outside KuCoin.
                    "Transfer", Permission.WITHDRAW,
                    "Withdrawal", Permission.WITHDRAW,
                    "Withdraw", Permission.WITHDRAW);

    private KucoinKeys() {}

    static KeyReport report(JsonFields answer) {
        Set<Permission> told = EnumSet.noneOf(Permission.class);
        for (String word : answer.need("permission").split(",", -1)) {
            Optional.ofNullable(PERMISSIONS.get(word.strip())).ifPresent(told::add);
        }
        return new KeyReport(
                Optional.of(told),
                answer.has("ipWhitelist")
                        ? Optional.of(answer.text("ipWhitelist").isPresent())
                        : Optional.empty(),
                Optional.empty());
    }
}

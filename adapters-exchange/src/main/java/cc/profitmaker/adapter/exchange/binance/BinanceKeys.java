package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.vault.KeyReport;
import cc.profitmaker.domain.vault.KeyReport.Permission;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Binance says of a key: {@code GET /sapi/v1/account/apiRestrictions}, "Get API Key
 * Permission" in its wallet API.
 */
final class BinanceKeys {
    private static final String FUNDS_OUT = "enableWithdrawals";
    private static final Map<String, Permission> PERMISSIONS =
            Map.of(
                    "enableReading",
                    Permission.READ,
                    "enableSpotAndMarginTrading",
                    Permission.SPOT_TRADE,
                    "enableMargin",
                    Permission.MARGIN_TRADE,
                    "enableFutures",
                    Permission.DERIVATIVES_TRADE,
                    "enableVanillaOptions",
                    Permission.DERIVATIVES_TRADE,
                    "enableInternalTransfer",
                    Permission.INTERNAL_TRANSFER,
                    "permitsUniversalTransfer",
                    Permission.INTERNAL_TRANSFER,
                    FUNDS_OUT,
                    Permission.WITHDRAW);

    private BinanceKeys() {}

    static KeyReport report(JsonFields answer) {
        if (answer.truth(FUNDS_OUT).isEmpty()) {
            // What matters most must be said: silence is no leave to store the key.
            throw new Nonsense("a key's report tells whether it can take funds out");
        }
        Set<Permission> told = EnumSet.noneOf(Permission.class);
        PERMISSIONS.forEach(
                (field, permission) -> {
                    if (answer.truth(field).orElse(false)) {
                        told.add(permission);
                    }
                });
        return new KeyReport(
                Optional.of(told),
                answer.truth("ipRestrict"),
                answer.time("tradingAuthorityExpirationTime"));
    }
}

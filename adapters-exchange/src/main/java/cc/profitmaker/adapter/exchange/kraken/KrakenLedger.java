package cc.profitmaker.adapter.exchange.kraken;

import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.account.LedgerEntry;

import java.util.Optional;

/** Reads entries of the ledger. */
final class KrakenLedger {
    private KrakenLedger() {}

    /** Empty for a currency whose name is none here. */
    static Optional<LedgerEntry> read(JsonFields fields) {
        return KrakenCurrencies.currency(fields.need("asset"))
                .map(
                        currency ->
                                new LedgerEntry(
                                        fields.need("id"),
                                        fields.seconds("time")
                                                .orElseThrow(() -> new Nonsense("time is missing")),
                                        type(fields.need("type")),
                                        currency,
                                        fields.needDecimal("amount"),
                                        fields.decimal("balance"),
                                        fields.text("refid"),
                                        fields.raw()));
    }

    /** CCXT's word for one of Kraken's; its own where CCXT has none. */
    private static String type(String krakens) {
        return switch (krakens) {
            case "withdrawal", "deposit" -> "transaction";
            default -> krakens;
        };
    }
}

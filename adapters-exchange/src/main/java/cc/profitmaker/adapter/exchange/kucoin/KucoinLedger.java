package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.account.LedgerEntry;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** Reads entries of the trading account's ledger. */
final class KucoinLedger {
    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("Assets Transferred in After Upgrading", "transfer"),
                    Map.entry("Deposit", "transaction"),
                    Map.entry("Withdrawal", "transaction"),
                    Map.entry("Transfer", "transfer"),
                    Map.entry("Trade_Exchange", "trade"),
                    Map.entry("KuCoin Bonus", "bonus"),
                    Map.entry("Referral Bonus", "referral"),
                    Map.entry("Rewards", "bonus"),
                    Map.entry("Airdrop/Fork", "airdrop"),
                    Map.entry("Other rewards", "bonus"),
                    Map.entry("Fee Rebate", "rebate"),
                    Map.entry("Buy Crypto", "trade"),
                    Map.entry("Sell Crypto", "sell"),
                    Map.entry("Public Offering Purchase", "trade"),
                    Map.entry("Refunded Fees", "fee"),
                    Map.entry("KCS Pay Fees", "fee"),
                    Map.entry("Margin Trade", "trade"),
                    Map.entry("Loans", "Loans"),
                    Map.entry("Instant Exchange", "trade"),
                    Map.entry("Sub-account transfer", "transfer"),
                    Map.entry("Liquidation Fees", "fee"),
                    Map.entry("RealisedPNL", "trade"),
                    Map.entry("TransferIn", "transfer"),
                    Map.entry("TransferOut", "transfer"),
                    Map.entry("TRADE_EXCHANGE", "trade"),
                    Map.entry("TRANSFER", "transfer"),
                    Map.entry("SUB_TRANSFER", "transfer"),
                    Map.entry("RETURNED_FEES", "fee"),
                    Map.entry("DEDUCTION_FEES", "fee"),
                    Map.entry("OTHER", "other"),
                    Map.entry("SUB_TO_SUB_TRANSFER", "transfer"),
                    Map.entry("SPOT_EXCHANGE", "trade"),
                    Map.entry("SPOT_EXCHANGE_REBATE", "rebate"));

    private KucoinLedger() {}

    /** Empty for a currency whose name is none here. */
    static Optional<LedgerEntry> read(JsonFields fields) {
        BigDecimal amount = fields.needDecimal("amount").abs();
        boolean out = fields.text("direction").filter("out"::equals).isPresent();
        return KucoinMarkets.currency(fields.need("currency"))
                .map(
                        currency ->
                                new LedgerEntry(
                                        fields.need("id"),
                                        fields.time("createdAt")
                                                .orElseThrow(
                                                        () -> new Nonsense("createdAt is missing")),
                                        type(fields.need("bizType")),
                                        currency,
                                        out ? amount.negate() : amount,
                                        fields.decimal("balance")
                                                .filter(balance -> balance.signum() != 0),
                                        fields.text("context").flatMap(KucoinLedger::reference),
                                        fields.raw()));
    }

    /** CCXT's word for one of KuCoin's; its own where CCXT has none. */
    static String type(String kucoins) {
        return TYPES.getOrDefault(kucoins, kucoins);
    }

    /** The trade, else the order; a context that is no JSON is the reference itself. */
    private static Optional<String> reference(String context) {
        return JsonFields.parse(context)
                .map(inner -> inner.text("tradeId").or(() -> inner.text("orderId")))
                .orElse(Optional.of(context));
    }
}

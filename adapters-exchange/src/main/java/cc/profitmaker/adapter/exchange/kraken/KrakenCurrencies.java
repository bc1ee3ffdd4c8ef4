package cc.profitmaker.adapter.exchange.kraken;

import cc.profitmaker.domain.market.Currency;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Kraken's names of currencies. The old ones have an X before (crypto) or a Z (cash); {@code .M},
 * {@code .S}, {@code .F} behind a name are what earns rewards, each a currency of its own.
 */
final class KrakenCurrencies {
    /** CCXT's codes where they differ; of two names of one currency first the balance's. */
    private static final Map<String, String> CODES =
            pairs(
                    "XXBT", "BTC", "XBT", "BTC", "XXDG", "DOGE", "XDG", "DOGE", "XETC", "ETC",
                    "XETH", "ETH", "XLTC", "LTC", "XMLN", "MLN", "XXLM", "XLM", "XXMR", "XMR",
                    "XXRP", "XRP", "XZEC", "ZEC", "ZAUD", "AUD", "ZCAD", "CAD", "ZEUR", "EUR",
                    "ZGBP", "GBP", "ZJPY", "JPY", "ZUSD", "USD", "LUNA", "LUNC", "LUNA2", "LUNA",
                    "UST", "USTC", "REPV2", "REP", "XREP", "REPV1", "REP", "REPV1", "FEE", "KFEE");

    private KrakenCurrencies() {}

    private static Map<String, String> pairs(String... words) {
        var pairs = new LinkedHashMap<String, String>();
        for (int i = 0; i < words.length; i += 2) {
            pairs.put(words[i], words[i + 1]);
        }
        return pairs;
    }

    static String code(String id) {
        int dot = id.indexOf('.');
        return dot < 0
                ? CODES.getOrDefault(id, id)
                : code(id.substring(0, dot)) + id.substring(dot);
    }

    /** Empty for what is no currency code. */
    static Optional<Currency> currency(String id) {
        return Currency.parse(code(id));
    }

    /** Kraken's name, as it stands in balances and ledgers. */
    static String id(Currency currency) {
        return CODES.entrySet().stream()
                .filter(pair -> pair.getValue().equals(currency.code()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(currency.code());
    }
}

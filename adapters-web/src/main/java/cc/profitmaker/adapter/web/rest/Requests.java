package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.domain.credential.Secret;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

import io.swagger.v3.oas.annotations.media.Schema;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The bodies of the exchange calls, as clients send them; any part may be missing. */
final class Requests {
    private Requests() {}

    /** Where a call goes and whose keys it uses, in either of the two spellings. */
    interface Routed {
        Config config();

        String exchange();

        String market();

        Boolean sandbox();

        String accountId();

        String want();
    }

    @Schema(name = "Config")
    record Config(
            @Schema(description = "A CCXT id") String exchangeId,
            @Schema(description = "spot (default), margin, swap, future, option") String marketType,
            @Schema(allowableValues = {"regular", "pro"}) String ccxtType,
            Boolean sandbox,
            @Schema(type = "string") Secret apiKey,
            @Schema(type = "string") Secret secret,
            @Schema(type = "string") Secret password) {
        static final Config EMPTY = new Config(null, null, null, null, null, null, null);

        boolean hasKeys() {
            return apiKey != null || secret != null || password != null;
        }
    }

    @Schema(name = "Query")
    record Query(
            Config config,
            String exchange,
            String market,
            Boolean sandbox,
            String accountId,
            @Schema(allowableValues = {"read", "trade"}) String want,
            String marketType,
            String symbol,
            List<String> symbols,
            @Schema(description = "Milliseconds since 1970") Long since,
            @Schema(minimum = "1", maximum = "1000") Integer limit,
            @Schema(defaultValue = "1m") String timeframe,
            @Schema(description = "A currency") String code)
            implements Routed {}

    @Schema(name = "OrderRequest")
    record NewOrder(
            Config config,
            String exchange,
            String market,
            Boolean sandbox,
            String accountId,
            @Schema(allowableValues = {"read", "trade"}) String want,
            String symbol,
            @Schema(allowableValues = {"market", "limit", "stop", "stop_market", "stop_limit"})
                    String type,
            @Schema(allowableValues = {"buy", "sell"}) String side,
            BigDecimal amount,
            BigDecimal price,
            OrderOptions params)
            implements Routed {}

    @Schema(name = "CancelRequest")
    record Cancel(
            Config config,
            String exchange,
            String market,
            Boolean sandbox,
            String accountId,
            @Schema(allowableValues = {"read", "trade"}) String want,
            String orderId,
            String symbol)
            implements Routed {}

    @Schema(name = "LeverageRequest")
    record NewLeverages(
            Config config,
            String exchange,
            String market,
            Boolean sandbox,
            String accountId,
            @Schema(allowableValues = {"read", "trade"}) String want,
            List<String> symbols,
            @Schema(type = "string", description = "A number from 1, or \"max\"")
                    @JsonDeserialize(using = OrderOptions.LeverageReader.class)
                    LeverageWish leverage,
            Boolean dryRun)
            implements Routed {}

    /** Empty means the greatest the market allows. */
    record LeverageWish(Optional<BigDecimal> exactly) {}
}

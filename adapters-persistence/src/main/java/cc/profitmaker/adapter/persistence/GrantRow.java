package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.generated.Tables.GRANTS;

import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Grant;
import cc.profitmaker.domain.access.GrantId;
import cc.profitmaker.domain.access.GrantLimits;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Symbol;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.jooq.JSONB;
import org.jooq.Record;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How a grant is written, its limits as one document. */
final class GrantRow {
    // A limit that a newer server knows and this one does not must not be taken for none.
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .build();

    private GrantRow() {}

    /** Amounts as texts: as exact as they were given, and equal to it when they come back. */
    private record Limits(
            @JsonProperty("symbols") List<String> symbols,
            @JsonProperty("max_notional") Map<String, String> maxNotional,
            @JsonProperty("daily_notional") Map<String, String> dailyNotional,
            @JsonProperty("max_leverage") String maxLeverage) {}

    /** A row that holds, among others, the columns of {@code grants}. */
    static Grant grant(Record row) {
        return new Grant(
                new GrantId(row.get(GRANTS.ID)),
                new AccountId(row.get(GRANTS.ACCOUNT)),
                new UserId(row.get(GRANTS.GRANTEE)),
                AccessLevel.valueOf(row.get(GRANTS.LEVEL)),
                limits(row.get(GRANTS.LIMITS)),
                row.get(GRANTS.CREATED_AT),
                Optional.ofNullable(row.get(GRANTS.EXPIRES_AT)));
    }

    static JSONB json(GrantLimits limits) {
        var written =
                new Limits(
                        limits.symbols()
                                .map(some -> some.stream().map(Symbol::value).sorted().toList())
                                .orElse(null),
                        texts(limits.maxNotional()),
                        texts(limits.dailyNotional()),
                        limits.maxLeverage().map(BigDecimal::toString).orElse(null));
        try {
            return JSONB.valueOf(JSON.writeValueAsString(written));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always JSON", e);
        }
    }

    private static Map<String, String> texts(Map<Currency, BigDecimal> amounts) {
        Map<String, String> texts = new TreeMap<>();
        amounts.forEach((currency, most) -> texts.put(currency.code(), most.toString()));
        return texts;
    }

    private static GrantLimits limits(JSONB json) {
        Limits read;
        try {
            read = JSON.readValue(json.data(), Limits.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("limits of a grant that cannot be read", e);
        }
        return new GrantLimits(
                Optional.ofNullable(read.symbols())
                        .map(some -> some.stream().map(Symbol::new).collect(Collectors.toSet())),
                amounts(read.maxNotional()),
                amounts(read.dailyNotional()),
                Optional.ofNullable(read.maxLeverage()).map(BigDecimal::new));
    }

    private static Map<Currency, BigDecimal> amounts(Map<String, String> texts) {
        return texts.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                entry -> new Currency(entry.getKey()),
                                entry -> new BigDecimal(entry.getValue())));
    }
}

package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.application.vault.AccountStore;
import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.Grant;
import cc.profitmaker.domain.access.GrantLimits;
import cc.profitmaker.domain.access.Standing;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.vault.Account;
import cc.profitmaker.domain.vault.KeySlot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.swagger.v3.oas.annotations.media.Schema;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Accounts and grants as clients see them: never anything of a key but its suffix. */
final class AccountViews {
    private AccountViews() {}

    @Schema(name = "Account")
    record AccountView(
            String id,
            String exchange,
            String label,
            @JsonProperty("read_only") boolean readOnly,
            @JsonProperty("has_ro_keys") boolean hasRoKeys,
            @JsonProperty("owner_user_id") String ownerUserId,
            @JsonProperty("access_level") String accessLevel,
            @Schema(description = "Whether it is somebody else's") boolean shared,
            @JsonProperty("created_at") String createdAt,
            @JsonProperty("api_key_suffix")
                    @JsonInclude(JsonInclude.Include.NON_NULL)
                    @Schema(description = "To the owner only")
                    String apiKeySuffix,
            @Schema(description = "What the exchange says the key may do; null: it did not say")
                    List<String> permissions,
            @JsonProperty("ip_restricted") Boolean ipRestricted,
            @JsonProperty("key_expires_at") String keyExpiresAt) {
        static AccountView of(AccountStore.Seen seen) {
            Account account = seen.account();
            boolean own = seen.standing() instanceof Standing.Owner;
            var report = account.report();
            return new AccountView(
                    account.id().value(),
                    account.exchange().value(),
                    account.label().value(),
                    account.ceiling() == AccessLevel.READ,
                    account.versions().containsKey(KeySlot.READ_ONLY),
                    account.owner().toString(),
                    name(level(seen)),
                    !own,
                    Times.iso(account.createdAt()),
                    own ? account.suffix().value() : null,
                    report.permissions()
                            .map(told -> told.stream().map(AccountViews::name).sorted().toList())
                            .orElse(null),
                    report.ipRestricted().orElse(null),
                    Times.iso(report.expiresAt()));
        }

        private static AccessLevel level(AccountStore.Seen seen) {
            return switch (seen.standing()) {
                case Standing.Owner _ -> AccessLevel.TRADE;
                case Standing.Grantee(var grant) -> grant.level();
                case Standing.Vouched(var level) -> level;
            };
        }
    }

    @Schema(name = "Grant")
    record GrantView(
            String id,
            @JsonProperty("grantee_user_id") String granteeUserId,
            @JsonProperty("grantee_email") String granteeEmail,
            @JsonProperty("access_level") String accessLevel,
            @JsonProperty("created_at") String createdAt,
            LimitsView limits,
            @JsonProperty("expires_at") String expiresAt) {
        static GrantView of(AccountStore.Given given) {
            Grant grant = given.grant();
            return new GrantView(
                    grant.id().toString(),
                    grant.grantee().toString(),
                    given.grantee().toString(),
                    name(grant.level()),
                    Times.iso(grant.createdAt()),
                    LimitsView.of(grant.limits()),
                    Times.iso(grant.expiresAt()));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "GrantLimitsView")
    record LimitsView(
            List<String> symbols,
            @JsonProperty("max_notional") Map<String, BigDecimal> maxNotional,
            @JsonProperty("daily_notional") Map<String, BigDecimal> dailyNotional,
            @JsonProperty("max_leverage") BigDecimal maxLeverage) {
        /** Null for a grant without limits. */
        static LimitsView of(GrantLimits limits) {
            if (limits.equals(GrantLimits.NONE)) {
                return null;
            }
            return new LimitsView(
                    limits.symbols()
                            .map(all -> all.stream().map(Symbol::value).sorted().toList())
                            .orElse(null),
                    amounts(limits.maxNotional()),
                    amounts(limits.dailyNotional()),
                    limits.maxLeverage().orElse(null));
        }

        private static Map<String, BigDecimal> amounts(Map<Currency, BigDecimal> limits) {
            if (limits.isEmpty()) {
                return null;
            }
            Map<String, BigDecimal> amounts = new TreeMap<>();
            limits.forEach((currency, most) -> amounts.put(currency.code(), most));
            return amounts;
        }
    }

    @Schema(name = "Ok")
    record OkView(boolean ok) {
        static final OkView OK = new OkView(true);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

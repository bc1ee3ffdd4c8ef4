package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.application.vault.Accounts;
import cc.profitmaker.application.vault.Grants;
import cc.profitmaker.application.vault.KeyChecks.FundsOut;
import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.GrantLimits;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.vault.KeySlot;
import cc.profitmaker.domain.vault.Label;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.swagger.v3.oas.annotations.media.Schema;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The bodies of the account routes, as clients send them; any part may be missing. */
final class AccountRequests {
    private static final Secret NONE = Secret.of("");
    private static final Instant END_OF_9999 = Instant.parse("9999-12-31T23:59:59Z");

    private AccountRequests() {}

    /** For {@code POST}; {@code PATCH} takes the same and ignores {@code exchange}. */
    @Schema(name = "AccountRequest")
    record AccountBody(
            @Schema(description = "A CCXT id; cannot be changed") String exchange,
            @JsonProperty("api_key") @Schema(type = "string") Secret apiKey,
            @JsonProperty("api_secret") @Schema(type = "string") Secret apiSecret,
            @Schema(type = "string") Secret passphrase,
            String label,
            @JsonProperty("read_only") Boolean readOnly,
            @JsonProperty("api_key_ro") @Schema(type = "string") Secret apiKeyRo,
            @JsonProperty("api_secret_ro") @Schema(type = "string") Secret apiSecretRo,
            @JsonProperty("passphrase_ro") @Schema(type = "string") Secret passphraseRo,
            @JsonProperty("allow_withdraw_key")
                    @Schema(description = "Store the key although it can take funds out")
                    Boolean allowWithdrawKey) {

        Accounts.NewAccount toNewAccount() {
            ExchangeId id =
                    ExchangeId.parse(present("exchange", exchange))
                            .orElseThrow(() -> new Malformed(Faults.UNKNOWN_EXCHANGE));
            Map<KeySlot, ApiCredential> keys = keys();
            if (!keys.containsKey(KeySlot.MAIN)) {
                throw Malformed.field("api_key", "is missing");
            }
            return new Accounts.NewAccount(
                    id,
                    possibleLabel().orElse(Label.NONE),
                    ceiling().orElse(AccessLevel.TRADE),
                    keys,
                    fundsOut());
        }

        Accounts.Wish toWish() {
            return new Accounts.Wish(possibleLabel(), ceiling(), keys(), fundsOut());
        }

        private Optional<Label> possibleLabel() {
            return label == null
                    ? Optional.empty()
                    : Optional.of(
                            Fields.parsed(
                                    "label",
                                    "must have at most 100 printable characters",
                                    Label::parse,
                                    label));
        }

        private Optional<AccessLevel> ceiling() {
            return Optional.ofNullable(readOnly)
                    .map(only -> only ? AccessLevel.READ : AccessLevel.TRADE);
        }

        private FundsOut fundsOut() {
            return Boolean.TRUE.equals(allowWithdrawKey) ? FundsOut.ALLOWED : FundsOut.REFUSED;
        }

        private Map<KeySlot, ApiCredential> keys() {
            Map<KeySlot, ApiCredential> keys = new EnumMap<>(KeySlot.class);
            credential("", apiKey, apiSecret, passphrase)
                    .ifPresent(main -> keys.put(KeySlot.MAIN, main));
            credential("_ro", apiKeyRo, apiSecretRo, passphraseRo)
                    .ifPresent(readOnlyKey -> keys.put(KeySlot.READ_ONLY, readOnlyKey));
            return keys;
        }

        /** A credential is changed whole: half of an old one and half of a new one open nothing. */
        private static Optional<ApiCredential> credential(
                String suffix, Secret key, Secret secret, Secret passphrase) {
            if (key == null && secret == null && passphrase == null) {
                return Optional.empty();
            }
            return Optional.of(
                    new ApiCredential(
                            given("api_key" + suffix, key),
                            given("api_secret" + suffix, secret),
                            passphrase == null ? NONE : passphrase));
        }

        private static Secret given(String field, Secret secret) {
            if (secret == null || secret.isEmpty()) {
                throw Malformed.field(field, "is missing");
            }
            return secret;
        }
    }

    @Schema(name = "GrantRequest")
    record GrantBody(
            @JsonProperty("grantee_email") String granteeEmail,
            @JsonProperty("grantee_user_id") String granteeUserId,
            @JsonProperty("access_level") @Schema(allowableValues = {"read", "trade"})
                    String accessLevel,
            LimitsBody limits,
            @JsonProperty("expires_at") @Schema(description = "ISO 8601 with an offset")
                    String expiresAt) {

        Grants.Grantee grantee() {
            if ((granteeEmail == null) == (granteeUserId == null)) {
                throw Malformed.field(
                        "grantee_email", "or grantee_user_id is needed, and only one of them");
            }
            // What cannot be an id names nobody; the answer is that of an unknown one.
            return granteeEmail == null
                    ? new Grants.Grantee.ById(
                            UserId.parse(granteeUserId)
                                    .orElseThrow(() -> new Malformed(Faults.UNKNOWN_GRANTEE)))
                    : new Grants.Grantee.ByEmail(
                            Fields.parsed(
                                    "grantee_email",
                                    "must be an e-mail address",
                                    Email::parse,
                                    granteeEmail));
        }

        Grants.Terms terms(Instant now) {
            return new Grants.Terms(level(), reach(), end(now));
        }

        AccessLevel level() {
            return switch (present("access_level", accessLevel)) {
                case "read" -> AccessLevel.READ;
                case "trade" -> AccessLevel.TRADE;
                default -> throw Malformed.field("access_level", "must be read or trade");
            };
        }

        private GrantLimits reach() {
            return limits == null ? GrantLimits.NONE : limits.limits();
        }

        private Optional<Instant> end(Instant now) {
            if (expiresAt == null) {
                return Optional.empty();
            }
            try {
                Instant end = OffsetDateTime.parse(expiresAt).toInstant();
                if (!end.isAfter(now) || end.isAfter(END_OF_9999)) {
                    throw Malformed.field("expires_at", "must lie in the future, before 10000");
                }
                return Optional.of(end);
            } catch (DateTimeParseException _) {
                throw Malformed.field("expires_at", "must be like 2027-01-31T12:00:00Z");
            }
        }
    }

    private static <T> T present(String field, T value) {
        if (value == null) {
            throw Malformed.field(field, "is missing");
        }
        return value;
    }
}

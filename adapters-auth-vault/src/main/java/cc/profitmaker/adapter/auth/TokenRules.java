package cc.profitmaker.adapter.auth;

import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.SsoIdentity;

import com.fasterxml.jackson.databind.JsonNode;

import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Everything a token must be and say; the contract's list. */
final class TokenRules {
    /** How far the auth service's clock may be from ours. */
    static final Duration SKEW = Duration.ofSeconds(60);

    private static final double END_OF_9999 = 253_402_300_799d;
    private static final int LONGEST_SUBJECT = 255;

    private final String issuer;
    private final SsoConfig.Demands demands;

    TokenRules(SsoConfig config) {
        this.issuer = config.base();
        this.demands = config.demands();
    }

    /** What a good token vouches for; its end is the instant from which it is refused. */
    Optional<SsoIdentity> identity(CompactToken token, RSAPublicKey key, Instant now) {
        return isSigned(token, key, now) ? token.claims().flatMap(c -> identity(c, now)) : none();
    }

    /** Signature, {@code exp}, {@code nbf}, and {@code aud} and {@code iss} as demanded. */
    private boolean isSigned(CompactToken token, RSAPublicKey key, Instant now) {
        var rules =
                new JwtConsumerBuilder()
                        .setJwsAlgorithmConstraints(
                                ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256)
                        .setVerificationKey(key)
                        .setEvaluationTime(NumericDate.fromSeconds(now.getEpochSecond()))
                        .setAllowedClockSkewInSeconds(Math.toIntExact(SKEW.toSeconds()))
                        .setRequireExpirationTime()
                        .setRequireSubject();
        demands.audience()
                .ifPresentOrElse(
                        audience -> rules.setExpectedAudience(true, audience),
                        rules::setSkipDefaultAudienceValidation);
        if (demands.issuer() == SsoConfig.Issuer.VERIFIED) {
            rules.setExpectedIssuers(true, issuer, issuer + "/");
        }
        try {
            rules.build().processToClaims(token.text());
            return true;
        } catch (InvalidJwtException _) {
            // Its message holds the claims.
            return false;
        }
    }

    private Optional<SsoIdentity> identity(JsonNode claims, Instant now) {
        boolean timely =
                isTime(claims.path("exp"))
                        && (!claims.has("nbf") || isTime(claims.path("nbf")))
                        && (!claims.has("iat") || isPast(claims.path("iat"), now));
        JsonNode subject = claims.path("sub");
        JsonNode email = claims.path("email");
        JsonNode roles = claims.has("roles") ? claims.path("roles") : claims.path("services");
        boolean complete =
                subject.isTextual()
                        && isSubject(subject.asText())
                        && email.isTextual()
                        && roles.isObject()
                        && demands.service().map(roles::hasNonNull).orElse(true);
        if (!timely || !complete) {
            return none();
        }
        Instant end = Instant.ofEpochSecond(claims.path("exp").asLong()).plus(SKEW);
        return Email.parse(email.asText())
                .map(address -> new SsoIdentity(subject.asText(), address, texts(roles), end));
    }

    /** A JSON number, not its text, of a year with four digits. */
    private static boolean isTime(JsonNode node) {
        return node.isNumber() && node.asDouble() >= 0 && node.asDouble() <= END_OF_9999;
    }

    private static boolean isPast(JsonNode node, Instant now) {
        return isTime(node) && node.asDouble() <= now.plus(SKEW).getEpochSecond();
    }

    /** What the database can keep and compare: no controls, no half characters. */
    private static boolean isSubject(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST_SUBJECT
                && text.codePoints()
                        .map(Character::getType)
                        .noneMatch(c -> c == Character.CONTROL || c == Character.SURROGATE);
    }

    private static Map<String, String> texts(JsonNode roles) {
        Map<String, String> texts = new HashMap<>();
        roles.properties()
                .forEach(
                        role -> {
                            JsonNode value = role.getValue();
                            if (!value.isNull()) {
                                String text = value.isTextual() ? value.asText() : value.toString();
                                texts.put(role.getKey(), text);
                            }
                        });
        return texts;
    }

    private static Optional<SsoIdentity> none() {
        return Optional.empty();
    }
}

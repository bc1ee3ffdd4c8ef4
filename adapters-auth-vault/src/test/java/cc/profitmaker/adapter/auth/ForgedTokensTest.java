package cc.profitmaker.adapter.auth;

import static cc.profitmaker.adapter.auth.Sso.claims;
import static cc.profitmaker.adapter.auth.testing.SigningKeys.base64;
import static cc.profitmaker.adapter.auth.testing.SigningKeys.jwk;
import static cc.profitmaker.adapter.auth.testing.SigningKeys.newKey;
import static cc.profitmaker.adapter.auth.testing.SigningKeys.sign;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.adapter.auth.testing.Plane;
import cc.profitmaker.adapter.auth.testing.StandInAuthService;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Whatever somebody without the auth service's key can make; and what its key must not say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ForgedTokensTest {
    private final KeyPair weak = newKey(1024);
    private final Sso sso = open(weak);
    private final StandInAuthService attacker = StandInAuthService.start("attacker");
    private final String kid = sso.auth().keys().kid();
    private final KeyPair ours = sso.auth().keys().pair(kid);
    private final KeyPair theirs = attacker.keys().pair(attacker.keys().kid());

    private static Sso open(KeyPair weak) {
        var auth = StandInAuthService.start("internal");
        auth.keys().publishToo(jwk("weak", (RSAPublicKey) weak.getPublic()));
        return Sso.of(auth, SsoConfig.Demands.NONE, SsoConfig.Timing.DEFAULT);
    }

    @BeforeAll
    void the_keys_are_there() {
        assertThat(sso.accepts(sso.token())).isTrue();
    }

    @AfterEach
    void no_address_was_asked_but_that_of_the_keys() {
        assertThat(sso.auth().counts()).containsOnlyKeys(Plane.KEYS.path());
        assertThat(attacker.counts()).isEmpty();
    }

    @AfterAll
    void close() {
        sso.close();
        attacker.close();
    }

    private ObjectNode header(String alg) {
        return JsonNodeFactory.instance.objectNode().put("alg", alg).put("kid", kid);
    }

    private String signed(ObjectNode header, KeyPair key) {
        return sign(header.toString(), claims().toString(), key);
    }

    private static String input(ObjectNode header) {
        return base64(header.toString().getBytes(UTF_8))
                + "."
                + base64(claims().toString().getBytes(UTF_8));
    }

    private String hmac(byte[] key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String input = input(header("HS256"));
        return input + "." + base64(mac.doFinal(input.getBytes(UTF_8)));
    }

    private String pss() throws GeneralSecurityException {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(
                new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        return signed("PS256", signature, ours);
    }

    private String signed(String alg, Signature signature, KeyPair key)
            throws GeneralSecurityException {
        String input = input(header(alg));
        signature.initSign(key.getPrivate());
        signature.update(input.getBytes(UTF_8));
        return input + "." + base64(signature.sign());
    }

    private static byte[] pem(PublicKey key) {
        return ("-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(key.getEncoded())
                        + "\n-----END PUBLIC KEY-----\n")
                .getBytes(UTF_8);
    }

    Stream<Arguments> foreign_signatures() throws GeneralSecurityException {
        KeyPairGenerator curves = KeyPairGenerator.getInstance("EC");
        curves.initialize(256);
        String good = sso.token();
        String body = good.substring(0, good.lastIndexOf('.') + 1);
        String theirKeys = attacker.url() + Plane.KEYS.path();
        ObjectNode theirJwk = jwk("theirs", (RSAPublicKey) theirs.getPublic());
        ObjectNode withJwk = header("RS256");
        withJwk.set("jwk", theirJwk);
        ObjectNode withChain = header("RS256");
        withChain.putArray("x5c").add(base64(theirs.getPublic().getEncoded()));
        return Stream.of(
                Arguments.of("none", input(header("none")) + "."),
                Arguments.of("none, signed", signed(header("none"), ours)),
                Arguments.of("NoNe", input(header("NoNe")) + "."),
                Arguments.of("RS256 unsigned", input(header("RS256")) + "."),
                Arguments.of("HS256 with the key's DER", hmac(ours.getPublic().getEncoded())),
                Arguments.of("HS256 with the key's PEM", hmac(pem(ours.getPublic()))),
                Arguments.of(
                        "HS256 with the modulus",
                        hmac(((RSAPublicKey) ours.getPublic()).getModulus().toByteArray())),
                Arguments.of("PS256 by our key", pss()),
                Arguments.of(
                        "RS512 by our key",
                        signed("RS512", Signature.getInstance("SHA512withRSA"), ours)),
                Arguments.of(
                        "RS256 that is RS512",
                        signed("RS256", Signature.getInstance("SHA512withRSA"), ours)),
                Arguments.of(
                        "RS256 that is RS1",
                        signed("RS256", Signature.getInstance("SHA1withRSA"), ours)),
                Arguments.of(
                        "ES256",
                        signed(
                                "ES256",
                                Signature.getInstance("SHA256withECDSAinP1363Format"),
                                curves.generateKeyPair())),
                Arguments.of("another key", signed(header("RS256"), theirs)),
                Arguments.of("rs256", signed(header("rs256"), ours)),
                Arguments.of(
                        "a published key of 1024 bits",
                        signed(header("RS256").put("kid", "weak"), weak)),
                Arguments.of("jku", signed(header("RS256").put("jku", theirKeys), theirs)),
                Arguments.of("x5u", signed(header("RS256").put("x5u", theirKeys), theirs)),
                Arguments.of("jwk", signed(withJwk, theirs)),
                Arguments.of("x5c", signed(withChain, theirs)),
                Arguments.of(
                        "a key id that is an address",
                        signed(header("RS256").put("kid", theirKeys), theirs)),
                Arguments.of("an altered signature", body + altered(good.substring(body.length()))),
                Arguments.of(
                        "altered claims",
                        good.substring(0, good.indexOf('.'))
                                + "."
                                + base64(claims().put("sub", "sub-eve").toString().getBytes(UTF_8))
                                + "."
                                + good.substring(body.length())));
    }

    private static String altered(String signature) {
        char first = signature.charAt(0) == 'A' ? 'B' : 'A';
        return first + signature.substring(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("foreign_signatures")
    void what_the_auth_service_did_not_sign_is_rejected(String how, String token) {
        assertThat(sso.accepts(token)).isFalse();
    }

    private Arguments headed(String how, Consumer<ObjectNode> change) {
        ObjectNode header = header("RS256");
        change.accept(header);
        return Arguments.of(how, signed(header, ours));
    }

    /** Signed by the very key, so that it is the form alone that is judged. */
    Stream<Arguments> wrong_forms() {
        String good = sso.token();
        List<String> parts = List.of(good.split("\\.", -1));
        byte[] header = header("RS256").toString().getBytes(UTF_8);
        String text = claims().toString();
        byte[] broken = text.replace("sub-ann", "sub-?").getBytes(UTF_8);
        broken[new String(broken, UTF_8).indexOf('?')] = (byte) 0xC3;
        List<Arguments> forms = new ArrayList<>();
        forms.add(headed("unknown crit", h -> h.put("x", 1).putArray("crit").add("x")));
        forms.add(headed("empty crit", h -> h.putArray("crit")));
        forms.add(headed("crit that is text", h -> h.put("crit", "exp")));
        forms.add(headed("b64", h -> h.put("b64", false).putArray("crit").add("b64")));
        forms.add(headed("jku of our own", h -> h.put("jku", "http://127.0.0.1:1/")));
        forms.add(headed("no kid", h -> h.remove("kid")));
        forms.add(headed("empty kid", h -> h.put("kid", "")));
        forms.add(headed("kid that is a number", h -> h.put("kid", 7)));
        forms.add(headed("unknown kid", h -> h.put("kid", "nobody's")));
        forms.add(headed("no alg", h -> h.remove("alg")));
        forms.add(headed("alg that is an array", h -> h.putArray("alg").add("RS256")));
        forms.add(headed("nested", h -> h.put("cty", "JWT")));
        forms.add(headed("compressed", h -> h.put("zip", "DEF")));
        forms.add(Arguments.of("JWE", good + "." + parts.get(2) + "." + parts.get(2)));
        forms.add(
                Arguments.of(
                        "JWE by its header",
                        base64("{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\"}".getBytes(UTF_8))
                                + ".AAAA.AAAA.AAAA.AAAA"));
        String flat =
                "\"protected\":\"%s\",\"signature\":\"%s\"".formatted(parts.get(0), parts.get(2));
        forms.add(
                Arguments.of(
                        "flattened JSON", "{\"payload\":\"" + parts.get(1) + "\"," + flat + "}"));
        forms.add(
                Arguments.of(
                        "general JSON",
                        "{\"payload\":\"%s\",\"signatures\":[{%s}]}"
                                .formatted(parts.get(1), flat)));
        forms.add(Arguments.of("padding", good + "=="));
        forms.add(Arguments.of("padding inside", good.replaceFirst("\\.", "=.")));
        forms.add(Arguments.of("space in front", " " + good));
        forms.add(Arguments.of("line end behind", good + "\n"));
        forms.add(Arguments.of("plain base64", good.replaceFirst("\\.", "+.")));
        forms.add(Arguments.of("two parts", parts.get(0) + "." + parts.get(1)));
        forms.add(Arguments.of("one more dot", good + "."));
        forms.add(Arguments.of("bad UTF-8 in claims", sign(header, broken, ours)));
        forms.add(
                Arguments.of(
                        "bad UTF-8 in the header",
                        sign(new byte[] {'{', (byte) 0xFF, '}'}, text.getBytes(UTF_8), ours)));
        forms.add(Arguments.of("UTF-16", sign(header, text.getBytes(UTF_16BE), ours)));
        forms.add(
                Arguments.of(
                        "a header name twice",
                        sign(
                                "{\"alg\":\"RS256\",\"kid\":\"x\",\"kid\":\"%s\"}".formatted(kid),
                                text,
                                ours)));
        forms.add(
                Arguments.of(
                        "a claim twice",
                        sign(
                                new String(header, UTF_8),
                                text.replaceFirst("\\{", "{\"sub\":\"sub-eve\","),
                                ours)));
        forms.add(
                Arguments.of(
                        "claims with a tail", sign(new String(header, UTF_8), text + "{}", ours)));
        forms.add(
                Arguments.of(
                        "sub with half a character",
                        sign(
                                new String(header, UTF_8),
                                text.replace("sub-ann", "sub\\ud800"),
                                ours)));
        forms.add(Arguments.of("claims that are a list", sign(header, bytes("[]"), ours)));
        forms.add(Arguments.of("claims that are null", sign(header, bytes("null"), ours)));
        forms.add(Arguments.of("no claims", sign(header, bytes(" "), ours)));
        forms.add(
                Arguments.of(
                        "deep claims",
                        sign(
                                new String(header, UTF_8),
                                text.replaceFirst(
                                        "\\{", "{\"x\":" + "[".repeat(800) + "]".repeat(800) + ","),
                                ours)));
        return forms.stream();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong_forms")
    void a_token_of_another_form_is_rejected_whoever_signed_it(String how, String token) {
        assertThat(sso.accepts(token)).isFalse();
    }

    private static Arguments saying(String what, Consumer<ObjectNode> change) {
        ObjectNode claims = claims();
        change.accept(claims);
        return Arguments.of(what, claims);
    }

    static Stream<Arguments> odd_claims() {
        long now = Sso.NOW.getEpochSecond();
        return Stream.of(
                saying("no exp", c -> c.remove("exp")),
                saying("exp null", c -> c.putNull("exp")),
                saying("exp as text", c -> c.put("exp", c.path("exp").asText())),
                saying("exp as a list", c -> c.putArray("exp").add(now + 100)),
                saying("exp past", c -> c.put("exp", now - 60).put("iat", now - 100)),
                saying("exp 0", c -> c.put("exp", 0)),
                saying("exp negative", c -> c.put("exp", -1)),
                saying("exp beyond time", c -> c.put("exp", Long.MAX_VALUE)),
                saying("exp beyond numbers", c -> c.put("exp", 1e300)),
                saying("nbf future", c -> c.put("nbf", now + 61)),
                saying("nbf as text", c -> c.put("nbf", "0")),
                saying("nbf null", c -> c.putNull("nbf")),
                saying("iat future", c -> c.put("iat", now + 61)),
                saying("iat far future", c -> c.put("iat", now + 10_000_000_000L)),
                saying("iat as text", c -> c.put("iat", "0")),
                saying("iat null", c -> c.putNull("iat")),
                saying("no sub", c -> c.remove("sub")),
                saying("sub empty", c -> c.put("sub", "")),
                saying("sub blank", c -> c.put("sub", " \t")),
                saying("sub a number", c -> c.put("sub", 7)),
                saying("sub null", c -> c.putNull("sub")),
                saying("sub with NUL", c -> c.put("sub", "sub\0ann")),
                saying("sub without end", c -> c.put("sub", "s".repeat(256))),
                saying("no email", c -> c.remove("email")),
                saying("email empty", c -> c.put("email", "")),
                saying("email that is none", c -> c.put("email", "ann")),
                saying("email a list", c -> c.putArray("email").add("ann@example.com")),
                saying("no roles", c -> c.remove("roles")),
                saying("roles null", c -> c.putNull("roles")),
                saying("roles a list", c -> c.putArray("roles").add("terminal")),
                saying("roles as text", c -> c.put("roles", "terminal")),
                saying(
                        "roles a list, services a map",
                        c -> {
                            c.putArray("roles");
                            c.putObject("services").put("terminal", "user");
                        }),
                saying(
                        "services a list",
                        c -> {
                            c.remove("roles");
                            c.putArray("services");
                        }),
                saying("over 8 KiB", c -> c.put("fill", "x".repeat(8 << 10))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("odd_claims")
    void a_signed_token_that_says_odd_things_is_rejected(String what, ObjectNode claims) {
        assertThat(sso.accepts(sso.auth().keys().sign(claims))).isFalse();
    }

    static Stream<String> no_tokens() {
        return Stream.of(
                "",
                " ",
                ".",
                "..",
                "...",
                "a.b.c",
                "\0",
                "\ud800",
                "ключ.ключ.ключ",
                "e30.e30.e30",
                "{}",
                "%2e%2e",
                "A".repeat(8 << 10),
                "A.".repeat(4 << 10),
                "x".repeat(10 << 20));
    }

    @ParameterizedTest
    @MethodSource("no_tokens")
    void what_is_no_token_at_all_is_rejected(String text) {
        assertThat(sso.accepts(text)).isFalse();
    }
}

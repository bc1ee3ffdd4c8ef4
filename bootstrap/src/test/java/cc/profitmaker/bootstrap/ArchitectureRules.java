package cc.profitmaker.bootstrap;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.access.Inquiry;
import cc.profitmaker.domain.access.Permit;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.session.Operator;
import cc.profitmaker.domain.session.Proof;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * What may depend on what, as allow-lists: a typo in a deny-list passes silently, in an allow-list
 * it fails. The root is a parameter so that the same rules can be tried on classes that break them.
 */
final class ArchitectureRules {
    /** Libraries an adapter may use besides the JDK; an adapter that is not here has no rule. */
    static final Map<String, List<String>> ADAPTERS =
            Map.of(
                    "web",
                    List.of(
                            "jakarta..",
                            "org.eclipse.jetty..",
                            "org.glassfish..",
                            "com.fasterxml.jackson..",
                            "io.swagger..",
                            "io.micrometer..",
                            "org.bouncycastle..",
                            "javax.net.ssl..",
                            "org.slf4j.."),
                    "persistence",
                    List.of(
                            "javax.sql..",
                            "javax.crypto..",
                            "org.jooq..",
                            "org.flywaydb..",
                            "com.zaxxer.hikari..",
                            "org.postgresql..",
                            "io.zonky..",
                            "com.github.benmanes.caffeine..",
                            "com.fasterxml.jackson..",
                            "org.slf4j.."),
                    "exchange",
                    List.of(
                            "org.knowm.xchange..",
                            "si.mazi.rescu..",
                            "jakarta.ws.rs..",
                            "org.eclipse.jetty.client..",
                            "org.eclipse.jetty.http..",
                            "org.eclipse.jetty.util..",
                            "org.eclipse.jetty.websocket.core..",
                            "javax.net.ssl..",
                            "javax.crypto..",
                            "com.fasterxml.jackson..",
                            "io.github.resilience4j.circuitbreaker..",
                            "com.github.benmanes.caffeine..",
                            "org.slf4j.."),
                    "auth",
                    List.of(
                            "com.password4j..",
                            "io.github.bucket4j..",
                            "com.github.benmanes.caffeine..",
                            "org.jose4j..",
                            "com.fasterxml.jackson..",
                            "org.slf4j.."),
                    "vault",
                    List.of(
                            "javax.crypto..",
                            "com.fasterxml.jackson..",
                            "com.github.benmanes.caffeine..",
                            "org.slf4j.."));

    /** Who may turn a secret into a String anyone can log, each with its reason. */
    static final Map<String, String> MAY_REVEAL =
            Map.ofEntries(
                    Map.entry("domain.credential.ApiCredential", "fingerprints the triple"),
                    Map.entry("domain.identity.NewPassword", "checks length, bytes and NUL"),
                    Map.entry("domain.session.ApiToken", "hashes the token to compare it"),
                    Map.entry("domain.session.SessionId", "hashes the token to name the session"),
                    Map.entry(
                            "application.session.Authentication",
                            "tells a session token from a JWT by its form"),
                    Map.entry("application.session.SetupCode", "compares it in constant time"),
                    Map.entry("domain.vault.KeySuffix", "keeps what its owner knows it by"),
                    Map.entry("adapter.auth.BcryptPasswordHash", "hashes the password"),
                    Map.entry("adapter.auth.JwksVerifier", "reads the token to verify it"),
                    Map.entry("adapter.exchange.wire.Answers", "cuts it out of answers"),
                    Map.entry("adapter.exchange.binance.BinanceClient", "signs with it"),
                    Map.entry("adapter.exchange.kraken.KrakenClient", "signs with it"),
                    Map.entry("adapter.exchange.kucoin.KucoinClient", "signs with it"),
                    Map.entry("adapter.exchange.paper.AccountName", "hashes key and secret"),
                    Map.entry("adapter.persistence.DataHome", "keeps it in a file of ours"),
                    Map.entry("adapter.persistence.EmbeddedServer", "sets the roles' passwords"),
                    Map.entry("adapter.persistence.Endpoint", "connects with it"),
                    Map.entry("adapter.vault.BrowserCipher", "makes a key of the password"),
                    Map.entry("adapter.vault.AccountLists", "sends the caller's own token"),
                    Map.entry("adapter.vault.AccountsProxy", "sends a body and the token with it"),
                    Map.entry("adapter.vault.KeyedOrderIds", "makes a MAC with it"),
                    Map.entry("adapter.vault.CentralConfig", "checks its characters"),
                    Map.entry("adapter.vault.Credentials", "sends it to the internal plane"),
                    Map.entry("adapter.vault.CredentialBytes", "turns it into bytes to seal"),
                    Map.entry("adapter.vault.MasterKey", "reads the keys given in it"),
                    Map.entry("adapter.web.rest.AuthResource", "shows a new session's token"),
                    Map.entry(
                            "adapter.web.rest.CentralBodies",
                            "puts keys into a body for the auth service"),
                    Map.entry("bootstrap.OpenedVault", "joins the configured master keys"),
                    Map.entry("bootstrap.StartBanner", "prints the set-up code once, on purpose"));

    /**
     * Who may hold a caller, the proof (a token, with SSO) that they are one, or what carries them
     * to a vault: one call each.
     */
    static final Set<String> MAY_HOLD_A_CALLER =
            Set.of(
                    "domain.session.Caller",
                    "domain.session.Resumption",
                    "domain.access.Asker",
                    "domain.access.Inquiry",
                    "domain.access.Inquired",
                    "application.session.Authentication",
                    "adapter.web.front.Call");

    /** The parts of the bootstrap module that put adapters together. */
    static final Set<String> COMPOSE =
            Set.of(
                    "Server",
                    "OperatorAccess",
                    "AdapterConfigs",
                    "OpenedVault",
                    "SingleSignOns",
                    "VaultAccess");

    private static final Map<String, String> MODULE_ROOTS =
            Map.of(
                    "domain", "domain",
                    "application", "application",
                    "adapters-web", "adapter.web",
                    "adapters-persistence", "adapter.persistence",
                    "adapters-persistence/schema", "adapter.persistence.generated",
                    "adapters-exchange", "adapter.exchange",
                    "adapters-auth-vault", "adapter.(auth|vault)",
                    "bootstrap", "bootstrap");

    private final String root;

    ArchitectureRules(String root) {
        this.root = root;
    }

    ArchRule the_domain_needs_nothing_but_the_language() {
        return classes()
                .that()
                .resideInAPackage(root + ".domain..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(
                                        root + ".domain..",
                                        "cc.profitmaker.domain..",
                                        "java.lang",
                                        "java.lang.annotation",
                                        "java.lang.invoke",
                                        "java.lang.runtime",
                                        "java.util",
                                        "java.util.function..",
                                        "java.util.stream..",
                                        "java.util.regex..",
                                        "java.util.random..",
                                        "java.util.concurrent..",
                                        "java.math..",
                                        "java.time..",
                                        "java.nio.charset..")
                                .or(
                                        belongToAnyOf(
                                                Serializable.class,
                                                MessageDigest.class,
                                                NoSuchAlgorithmException.class)))
                .because(
                        "it is the part that must be right whatever surrounds it; MessageDigest and"
                                + " charsets are allowed because only hashes of tokens leave it");
    }

    ArchRule the_application_needs_only_the_domain_and_the_jdk() {
        return classes()
                .that()
                .resideInAPackage(root + ".application..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        root + ".application..",
                        root + ".domain..",
                        "cc.profitmaker.domain..",
                        "java..")
                .because("use cases know ports, not who stands behind them");
    }

    ArchRule an_adapter_needs_only_the_core_and_its_own_libraries(String adapter) {
        List<String> allowed =
                new ArrayList<>(
                        List.of(
                                root + ".adapter." + adapter + "..",
                                root + ".application..",
                                root + ".domain..",
                                "cc.profitmaker.application..",
                                "cc.profitmaker.domain..",
                                "java.."));
        allowed.addAll(ADAPTERS.get(adapter));
        return classes()
                .that()
                .resideInAPackage(root + ".adapter." + adapter + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed.toArray(String[]::new))
                .because("a library is one adapter's affair")
                .allowEmptyShould(true);
    }

    ArchRule adapters_do_not_know_each_other() {
        return slices().matching(root + ".adapter.(*)..")
                .should()
                .notDependOnEachOther()
                .because("what two adapters share belongs behind a port");
    }

    ArchRule features_are_free_of_cycles() {
        return slices().matching(root + ".(*).(*)..")
                .should()
                .beFreeOfCycles()
                // A market tells of trades and of what an order may carry, an order of its market:
                // one language in two packages.
                .ignoreDependency(
                        resideInAPackage(root + ".domain.market"),
                        resideInAPackage(root + ".domain.order"))
                .because("a cycle is one feature in two packages");
    }

    ArchRule only_a_few_reveal_secrets() {
        return noClasses()
                .that(not(named(MAY_REVEAL.keySet())))
                .should(accessTargetWhere(targets("Secret.reveal", Secret.class, "reveal")))
                .because("it becomes a String anyone can log");
    }

    ArchRule a_permit_lives_on_the_stack() {
        return fields().that(
                        describe(
                                "hold a Permit, in a collection or alone",
                                (JavaField field) ->
                                        field.getAllInvolvedRawTypes().stream()
                                                .anyMatch(t -> t.isEquivalentTo(Permit.class))))
                .should()
                .beDeclaredIn(Decision.Allowed.class)
                .because("a kept proof outlives what it proves");
    }

    ArchRule a_caller_ends_with_the_call() {
        return fields().that(
                        describe(
                                "hold a Caller, its Proof, an Operator or an Inquiry, alone or not",
                                (JavaField field) ->
                                        field.getAllInvolvedRawTypes().stream()
                                                .anyMatch(
                                                        t ->
                                                                t.isEquivalentTo(Caller.class)
                                                                        || t.isEquivalentTo(
                                                                                Operator.class)
                                                                        || t.isEquivalentTo(
                                                                                Inquiry.class)
                                                                        || t.isAssignableTo(
                                                                                Proof.class))))
                .should()
                .beDeclaredInClassesThat(named(MAY_HOLD_A_CALLER))
                .because("a single sign-on caller carries the token, and every call asks anew");
    }

    ArchRule resources_are_the_web_adapters_own() {
        return classes()
                .that()
                .resideInAPackage(root + ".adapter.web.rest..")
                .should()
                .onlyHaveDependentClassesThat()
                .resideInAPackage(root + ".adapter.web..")
                .because("JAX-RS makes them public, which invites nobody");
    }

    ArchRule the_core_takes_time_and_chance_from_outside() {
        return noClasses()
                .that()
                .resideInAnyPackage(root + ".domain..", root + ".application..")
                .should(
                        accessTargetWhere(
                                targets("the clock", Instant.class, "now")
                                        .or(targets("", LocalDate.class, "now"))
                                        .or(targets("", LocalDateTime.class, "now"))
                                        .or(targets("", OffsetDateTime.class, "now"))
                                        .or(targets("", ZonedDateTime.class, "now"))
                                        .or(targets("", Clock.class, "system.*"))
                                        .or(targets("", System.class, "currentTimeMillis|nanoTime"))
                                        .or(targets("", Thread.class, "sleep"))
                                        .or(targets("", UUID.class, "randomUUID"))
                                        .or(targets("", Math.class, "random"))
                                        .or(targets("", Random.class, ".*"))
                                        .or(targets("", ThreadLocalRandom.class, ".*"))
                                        .as("time or chance of the JDK's own")))
                .because("a test must be able to say what time it is and what the dice show");
    }

    ArchRule names_say_what_things_are() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .haveNameMatching(".*(Impl|Manager|Helper|Utils?|Mapper|Dto|Service|UseCase|Port)")
                .orShould()
                .haveNameMatching(".*[.$](Abstract[A-Z].*|I[A-Z][a-z].*)")
                .because("these words stand where a name should");
    }

    ArchRule nothing_withdraws() {
        return noClasses()
                .should(
                        accessTargetWhere(
                                describe(
                                        "the target is named withdraw…",
                                        (JavaAccess<?> access) ->
                                                access.getTarget()
                                                                .getName()
                                                                .matches("(?i).*withdraw.*")
                                                        && access.getTarget()
                                                                instanceof
                                                                AccessTarget.CodeUnitAccessTarget)))
                .because("what is not there cannot be abused");
    }

    ArchRule only_adapters_and_bootstrap_log() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(root + ".adapter..", root + ".bootstrap..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.slf4j..", "ch.qos.logback..")
                .because("the core answers with outcomes, it does not tell stories");
    }

    ArchRule nobody_uses_java_util_logging() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "java.util.prefs..")
                .because("there is one logging API");
    }

    ArchRule nobody_prints_to_the_standard_streams() {
        return noClasses()
                .should(
                        accessTargetWhere(
                                targets("System.out", System.class, "out|err")
                                        .or(targets("", Throwable.class, "printStackTrace"))
                                        .as("a standard stream")))
                .because("commands write to their picocli streams and all else is logged");
    }

    ArchRule nobody_reflects() {
        return noClasses()
                // ResCU's interceptor is told of a call by its Method; ours looks nothing up by
                // name.
                .that(not(named(Set.of("adapter.exchange.wire.RestInvoker"))))
                .should()
                .dependOnClassesThat(
                        resideInAPackage("java.lang.reflect..")
                                .and(not(belongToAnyOf(java.lang.reflect.Type.class))))
                .orShould(
                        accessTargetWhere(
                                targets("Class.forName", Class.class, "forName|getDeclared.*")
                                        .or(targets("", ClassLoader.class, "loadClass"))
                                        .as("a class or member by its name")))
                .because("names from outside must not reach classes");
    }

    ArchRule only_the_composition_root_knows_the_adapters() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".bootstrap..")
                .and(
                        not(
                                named(
                                        COMPOSE.stream()
                                                .map("bootstrap."::concat)
                                                .collect(Collectors.toUnmodifiableSet()))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + ".adapter..")
                .because("there is one place where everything is put together");
    }

    ArchRule every_module_stays_under_its_root() {
        return classes()
                .should(
                        new ArchCondition<>("reside under the root of their module") {
                            @Override
                            public void check(JavaClass type, ConditionEvents events) {
                                String where = type.getSource().orElseThrow().getUri().toString();
                                boolean atHome =
                                        MODULE_ROOTS.entrySet().stream()
                                                .anyMatch(
                                                        module ->
                                                                isIn(where, module.getKey())
                                                                        && isUnder(
                                                                                type,
                                                                                module.getValue()));
                                events.add(
                                        new SimpleConditionEvent(
                                                type, atHome, "<" + type.getName() + "> strays"));
                            }
                        });
    }

    private static boolean isIn(String location, String module) {
        return location.contains("/" + module + "/target/");
    }

    private static boolean isUnder(JavaClass type, String moduleRoot) {
        return type.getPackageName().matches("cc\\.profitmaker\\." + moduleRoot + "(\\..*)?");
    }

    /** Those classes and what is nested in them; their lambdas are theirs already. */
    private static DescribedPredicate<JavaClass> named(Set<String> names) {
        return describe(
                "are one of " + names,
                type ->
                        names.stream()
                                .map("cc.profitmaker."::concat)
                                .anyMatch(
                                        name ->
                                                type.getName().equals(name)
                                                        || type.getName().startsWith(name + "$")));
    }

    private static DescribedPredicate<JavaAccess<?>> targets(
            String description, Class<?> owner, String member) {
        return describe(
                description,
                access ->
                        access.getTargetOwner().isAssignableTo(owner)
                                && access.getTarget().getName().matches(member));
    }
}

package cc.profitmaker.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.bootstrap.violations.adapter.web.KnowsAnotherAdapter;
import cc.profitmaker.bootstrap.violations.adapter.web.NeedsADatabase;
import cc.profitmaker.bootstrap.violations.application.KeepsACaller;
import cc.profitmaker.bootstrap.violations.application.KeepsAPermit;
import cc.profitmaker.bootstrap.violations.application.KeepsAnInquiry;
import cc.profitmaker.bootstrap.violations.application.Logs;
import cc.profitmaker.bootstrap.violations.application.NeedsADataSource;
import cc.profitmaker.bootstrap.violations.application.RevealsASecret;
import cc.profitmaker.bootstrap.violations.application.UsesJavaLogging;
import cc.profitmaker.bootstrap.violations.application.one.NeedsTwo;
import cc.profitmaker.bootstrap.violations.application.two.NeedsOne;
import cc.profitmaker.bootstrap.violations.bootstrap.LoadsByName;
import cc.profitmaker.bootstrap.violations.bootstrap.OrderManager;
import cc.profitmaker.bootstrap.violations.bootstrap.PrintsToStandardOutput;
import cc.profitmaker.bootstrap.violations.bootstrap.ReachesIntoRest;
import cc.profitmaker.bootstrap.violations.bootstrap.WithdrawsFunds;
import cc.profitmaker.bootstrap.violations.domain.AsksTheClock;
import cc.profitmaker.bootstrap.violations.domain.ReadsAFile;
import cc.profitmaker.stray.OutsideItsModule;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The arrows of the hexagon: each rule holds for what we ship, and bites where it is broken. */
final class ArchitectureTest {
    private static final JavaClasses SHIPPED =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .importPackages("cc.profitmaker");

    private static final String BROKEN_ROOT = "cc.profitmaker.bootstrap.violations";
    private static final JavaClasses BROKEN = new ClassFileImporter().importPackages(BROKEN_ROOT);

    private static final ArchitectureRules RULES = new ArchitectureRules("cc.profitmaker");
    private static final ArchitectureRules ON_BROKEN = new ArchitectureRules(BROKEN_ROOT);

    private static final Pattern A_CLASS =
            Pattern.compile("[<(]?(cc\\.profitmaker\\.(?:[a-z]+\\.)+[A-Z][A-Za-z]*)");

    static Stream<ArchRule> rules() {
        return Stream.concat(
                Stream.of(
                        RULES.the_domain_needs_nothing_but_the_language(),
                        RULES.the_application_needs_only_the_domain_and_the_jdk(),
                        RULES.adapters_do_not_know_each_other(),
                        RULES.features_are_free_of_cycles(),
                        RULES.only_a_few_reveal_secrets(),
                        RULES.a_permit_lives_on_the_stack(),
                        RULES.a_caller_ends_with_the_call(),
                        RULES.resources_are_the_web_adapters_own().allowEmptyShould(true),
                        RULES.the_core_takes_time_and_chance_from_outside(),
                        RULES.names_say_what_things_are(),
                        RULES.nothing_withdraws(),
                        RULES.only_adapters_and_bootstrap_log(),
                        RULES.nobody_uses_java_util_logging(),
                        RULES.nobody_prints_to_the_standard_streams(),
                        RULES.nobody_reflects(),
                        RULES.only_the_composition_root_knows_the_adapters(),
                        RULES.every_module_stays_under_its_root()),
                ArchitectureRules.ADAPTERS.keySet().stream()
                        .sorted()
                        .map(RULES::an_adapter_needs_only_the_core_and_its_own_libraries));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void what_we_ship_keeps_the_rule(ArchRule rule) {
        rule.check(SHIPPED);
    }

    @Test
    void only_what_we_ship_is_judged() {
        assertThat(SHIPPED.contain("cc.profitmaker.bootstrap.Main")).isTrue();
        assertThat(SHIPPED.contain("cc.profitmaker.domain.credential.Secret")).isTrue();
        assertThat(SHIPPED.contain(ArchitectureTest.class)).isFalse();
        assertThat(SHIPPED)
                .noneMatch(
                        type ->
                                type.getPackageName()
                                        .startsWith("cc.profitmaker.application.testing"));
    }

    @Test
    void every_adapter_has_an_allow_list() {
        assertThat(
                        SHIPPED.stream()
                                .map(type -> type.getPackageName())
                                .filter(name -> name.startsWith("cc.profitmaker.adapter."))
                                .map(name -> name.split("\\.", -1)[3])
                                .collect(Collectors.toSet()))
                .isSubsetOf(ArchitectureRules.ADAPTERS.keySet());
    }

    @Test
    void every_class_that_may_reveal_is_there() {
        for (String name : ArchitectureRules.MAY_REVEAL.keySet()) {
            assertThat(SHIPPED.contain("cc.profitmaker." + name)).as(name).isTrue();
        }
    }

    private static void bites(ArchRule rule, Class<?>... expected) {
        Set<String> reported = new TreeSet<>();
        for (String detail : rule.evaluate(BROKEN).getFailureReport().getDetails()) {
            reported.add(firstClass(detail));
        }
        assertThat(reported)
                .containsExactlyInAnyOrder(
                        Arrays.stream(expected).map(Class::getName).toArray(String[]::new));
    }

    private static String firstClass(String text) {
        return A_CLASS.matcher(text).results().map(r -> r.group(1)).findFirst().orElseThrow();
    }

    @Test
    void a_domain_class_that_reads_a_file_is_reported() {
        bites(ON_BROKEN.the_domain_needs_nothing_but_the_language(), ReadsAFile.class);
    }

    @Test
    void an_application_class_with_a_library_is_reported() {
        bites(
                ON_BROKEN.the_application_needs_only_the_domain_and_the_jdk(),
                NeedsADataSource.class,
                Logs.class);
    }

    @Test
    void an_adapter_with_anothers_library_is_reported() {
        bites(
                ON_BROKEN.an_adapter_needs_only_the_core_and_its_own_libraries("web"),
                NeedsADatabase.class,
                KnowsAnotherAdapter.class);
    }

    @Test
    void an_adapter_that_knows_another_is_reported() {
        bites(ON_BROKEN.adapters_do_not_know_each_other(), KnowsAnotherAdapter.class);
    }

    @Test
    void a_cycle_is_reported() {
        var report =
                String.join(
                        "\n",
                        ON_BROKEN
                                .features_are_free_of_cycles()
                                .evaluate(BROKEN)
                                .getFailureReport()
                                .getDetails());
        assertThat(A_CLASS.matcher(report).results().map((MatchResult r) -> r.group(1)))
                .contains(NeedsTwo.class.getName(), NeedsOne.class.getName())
                .allMatch(
                        name ->
                                name.equals(NeedsTwo.class.getName())
                                        || name.equals(NeedsOne.class.getName()));
    }

    @Test
    void a_class_that_reveals_a_secret_by_method_reference_is_reported() {
        bites(ON_BROKEN.only_a_few_reveal_secrets(), RevealsASecret.class);
    }

    @Test
    void a_permit_kept_in_a_list_is_reported() {
        bites(ON_BROKEN.a_permit_lives_on_the_stack(), KeepsAPermit.class);
    }

    @Test
    void a_caller_or_an_inquiry_kept_in_a_list_is_reported() {
        bites(ON_BROKEN.a_caller_ends_with_the_call(), KeepsACaller.class, KeepsAnInquiry.class);
    }

    @Test
    void a_class_outside_the_web_adapter_that_uses_a_resource_is_reported() {
        bites(ON_BROKEN.resources_are_the_web_adapters_own(), ReachesIntoRest.class);
    }

    @Test
    void a_domain_class_that_asks_the_clock_is_reported() {
        bites(ON_BROKEN.the_core_takes_time_and_chance_from_outside(), AsksTheClock.class);
    }

    @Test
    void a_name_that_says_nothing_is_reported() {
        bites(ON_BROKEN.names_say_what_things_are(), OrderManager.class);
    }

    @Test
    void a_withdrawal_is_reported() {
        bites(ON_BROKEN.nothing_withdraws(), WithdrawsFunds.class);
    }

    @Test
    void a_logging_application_class_is_reported() {
        bites(ON_BROKEN.only_adapters_and_bootstrap_log(), Logs.class);
    }

    @Test
    void java_util_logging_is_reported() {
        bites(ON_BROKEN.nobody_uses_java_util_logging(), UsesJavaLogging.class);
    }

    @Test
    void printing_to_standard_output_is_reported() {
        bites(ON_BROKEN.nobody_prints_to_the_standard_streams(), PrintsToStandardOutput.class);
    }

    @Test
    void loading_a_class_by_name_is_reported() {
        bites(ON_BROKEN.nobody_reflects(), LoadsByName.class);
    }

    @Test
    void a_second_composition_root_is_reported() {
        bites(ON_BROKEN.only_the_composition_root_knows_the_adapters(), ReachesIntoRest.class);
    }

    @Test
    void a_class_outside_its_modules_root_is_reported() {
        var both =
                new ClassFileImporter().importClasses(OutsideItsModule.class, OrderManager.class);
        assertThat(
                        RULES.every_module_stays_under_its_root()
                                .evaluate(both)
                                .getFailureReport()
                                .getDetails())
                .map(ArchitectureTest::firstClass)
                .containsExactly(OutsideItsModule.class.getName());
    }
}

package io.tocsin.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.tocsin.engine.AlertEngine;
import io.tocsin.pipeline.RuntimeFlags;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules of the house hold in what we ship, and each of them can fail: it reports every line of a class that was
 * written to break it. A rule that cannot fail is a toy.
 */
final class HouseRulesTest {
    private static final String PRODUCTION = "io.tocsin";
    private static final String FIXTURES = "io.tocsin.house.fixtures";

    private static JavaClasses production = new ClassFileImporter().importClasses();
    private static JavaClasses fixtures = production;

    @BeforeAll
    static void importClasses() {
        production = new ClassFileImporter()
                .importUrl(
                        RuntimeFlags.class.getProtectionDomain().getCodeSource().getLocation());
        fixtures = new ClassFileImporter().importPackages(FIXTURES);
    }

    static List<HouseRule> rulesOfProduction() {
        return rulesIn(PRODUCTION);
    }

    static List<HouseRule> rulesOfFixtures() {
        return rulesIn(FIXTURES);
    }

    @ParameterizedTest
    @MethodSource("rulesOfProduction")
    void shouldHoldInProduction(final HouseRule rule) {
        rule.rule().check(production);
    }

    @ParameterizedTest
    @MethodSource("rulesOfFixtures")
    void shouldReportEveryLineOfItsFixture(final HouseRule rule) {
        final List<String> violations = rule.rule().evaluate(fixtures).getFailureReport().getDetails().stream()
                .filter(violation -> violation.contains(rule.fixture().getName()))
                .toList();

        final List<String> missed = new ArrayList<>();
        final List<String> wronglyReported = new ArrayList<>();
        for (final String member : membersOf(rule.fixture())) {
            final boolean reported = violations.stream().anyMatch(violation -> violation.contains(member));
            final boolean allowed = member.toLowerCase(Locale.ROOT).contains(".allowed");
            if (!reported && !allowed) {
                missed.add(member);
            }
            if (reported && allowed) {
                wronglyReported.add(member);
            }
        }

        assertThat(missed)
                .as("not reported by '%s', which said %s", rule, violations)
                .isEmpty();
        assertThat(wronglyReported)
                .as("reported by '%s', which said %s", rule, violations)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rulesOfProduction")
    void shouldHoldWhereThereIsNothing(final HouseRule rule) {
        rule.rule().check(new ClassFileImporter().importClasses());
    }

    @Test
    void shouldJudgeTheClassesThatAreShipped() {
        assertThat(production.contain(AlertEngine.class)).isTrue();
        assertThat(production.contain(RuntimeFlags.class)).isTrue();
        assertThat(production.contain(HouseRulesTest.class)).isFalse();
    }

    private static List<HouseRule> rulesIn(final String base) {
        return Stream.concat(PackageRules.in(base).stream(), DeterminismRules.in(base).stream())
                .toList();
    }

    /** Every method and field of a fixture, as ArchUnit writes it. */
    private static List<String> membersOf(final Class<?> fixture) {
        final List<String> members = new ArrayList<>();
        Stream.of(fixture.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .forEach(method -> members.add(nameOf(method) + "("));
        Stream.of(fixture.getDeclaredFields())
                .filter(field -> !field.isSynthetic())
                .forEach(field -> members.add(nameOf(field) + ">"));
        assertThat(members).as("%s has nothing that breaks a rule", fixture).isNotEmpty();
        return members;
    }

    private static String nameOf(final Member member) {
        return "<" + member.getDeclaringClass().getName() + "." + member.getName();
    }
}

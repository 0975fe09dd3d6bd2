package io.tocsin;

import static io.tocsin.Policy.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.testkit.RouterTestKit;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A router that comes back is given its site again: what the engine holds already is not sent. */
@Timeout(60)
final class RecoveredSiteTest {
    private final Lives lives = new Lives();

    /** Everything that a site can say. */
    private static Site.Builder large() {
        return North.builder()
                .person("zoe")
                .person("cleo")
                .unit("er")
                .bed("er-1", "er")
                .role("er", "lead", "zoe", "ann", "cleo")
                .role("icu", "lead")
                .patientInUnit("p-18", "er")
                .patient("p-19", "er-1")
                .spo2ScaleTwo("p-19")
                .care("p-19", "zoe", "bob")
                .careForBed("er-1", "cleo", "ann")
                .policy(North.STANDARD.severities(Severity.CRITICAL, Severity.EMERGENT))
                .policy(Policy.named("calm")
                        .person("zoe", seconds(30), Channel.SMS, Channel.VOICE)
                        .unitRole("lead", seconds(40))
                        .failSafe("desk", seconds(90))
                        .severities(Severity.URGENT, Severity.SEMI_URGENT, Severity.NON_URGENT))
                .offersPerPerson(3, 5)
                .interfaceSource(77);
    }

    static Stream<Site> sites() {
        final ServiceLevel promise =
                ServiceLevel.standard().administrators("zoe").deviceLost(seconds(90));
        return Stream.of(
                North.site(), large().build(), large().serviceLevel(promise).build());
    }

    @ParameterizedTest
    @MethodSource("sites")
    void shouldSendNothingWhenNothingHasChanged(final Site site) {
        RouterTestKit kit = lives.launch(site);
        for (final Lives.End end : Lives.End.values()) {
            final long before = lives.commands();
            kit = lives.relaunch(kit, end, site);

            assertThat(kit.events(RouterEvent.ConfigApplied.class)).isEmpty();
            assertThat(lives.commands() - before)
                    .as("the question for the last number")
                    .isEqualTo(1);
        }
        assertThat(kit.answer(kit.router().configure(site)).entryCount()).isZero();
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change(
                        "a person and what she does",
                        2,
                        site -> site.person("dora").care("p-17", "dora")),
                change("who cares", 1, site -> site.care("p-17", "bob", "ann")),
                change("the order of who cares", 1, site -> site.care("p-19", "bob", "zoe")),
                change("who has a role", 1, site -> site.role("icu", "charge-nurse", "ann")),
                change("nobody to care", 1, site -> site.careForBed("er-1")),
                change("a patient elsewhere", 1, site -> site.patient("p-17", "er-1")),
                change("a desk that was a person", 1, site -> site.desk("cleo")),
                change(
                        "rules",
                        1,
                        site -> site.rules(LimitRules.adult().above(Parameter.HEART_RATE, 150, Severity.EMERGENT))),
                change("credit", 1, site -> site.offersPerPerson(4, 5)),
                // Policies are sent together, because the one configured last wins.
                change(
                        "a step",
                        2,
                        site -> site.policy(North.STANDARD
                                .severities(Severity.CRITICAL, Severity.EMERGENT)
                                .person("cleo", seconds(5)))));
    }

    private static Arguments change(final String name, final int entries, final Consumer<Site.Builder> change) {
        return Arguments.of(name, entries, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void shouldSendWhatHasChangedOnly(final String name, final int entries, final Consumer<Site.Builder> change) {
        final Site changed = large().apply(change).build();

        final RouterTestKit after = lives.relaunch(lives.launch(large().build()), Lives.End.DEATH, changed);
        assertThat(after.events(RouterEvent.ConfigApplied.class))
                .singleElement()
                .satisfies(applied -> assertThat(applied.entryCount()).isEqualTo(entries));

        final RouterTestKit again = lives.relaunch(after, Lives.End.CLOSE, changed);
        assertThat(again.events(RouterEvent.ConfigApplied.class))
                .as("it is held now")
                .isEmpty();
        final RouterTestKit back = lives.relaunch(again, Lives.End.DEATH, large().build());
        assertThat(back.events(RouterEvent.ConfigApplied.class))
                .as("and the way back")
                .hasSize(1);
    }

    @Test
    void shouldTakePeopleOutWhoAreNotNamedAnyMore() {
        final Site without = Site.named("north")
                .person("bob")
                .desk("desk")
                .unit("icu")
                .bed("icu-1", "icu")
                .role("icu", "charge-nurse", "bob")
                .patient("p-17", "icu-1")
                .policy(North.STANDARD)
                .build();
        final RouterTestKit before = lives.launch(North.site());
        before.router().connect("ann", offer -> {});
        before.answer(before.router().raise(North.arrest("old")));

        final RouterTestKit after = lives.relaunch(before, Lives.End.CLOSE, without);
        assertThat(after.events(RouterEvent.ConfigApplied.class))
                .singleElement()
                .satisfies(applied -> assertThat(applied.entryCount()).isEqualTo(1));
        after.answer(after.router().connect("bob", offer -> {}).opened());
        after.answer(after.router().raise(North.arrest("new")));

        final List<AlertState> open = after.router().openAlerts();
        assertThat(open.get(0).responses()).as("told before").containsOnlyKeys("ann");
        assertThat(open.get(1).responses()).containsOnlyKeys("bob");
        final RouterTestKit again = lives.relaunch(after, Lives.End.DEATH, without);
        assertThat(again.events(RouterEvent.ConfigApplied.class)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Lives.End.class)
    void shouldKeepThePolicyAnAlertStartedWith(final Lives.End end) {
        final Site faster = North.builder()
                .policy(Policy.named("standard")
                        .careTeam(seconds(2))
                        .unitRole("charge-nurse", seconds(20))
                        .failSafe("desk", seconds(60)))
                .build();
        final RouterTestKit before = lives.launch(North.site());
        before.router().connect("ann", offer -> {});
        before.answer(before.router().raise(North.arrest("old")));

        final RouterTestKit after = lives.relaunch(before, end, faster);
        after.router().connect("ann", offer -> {});
        after.router().connect("bob", offer -> {});
        after.answer(after.router().raise(North.arrest("new")));
        after.advance(seconds(2));
        assertThat(after.router().openAlerts().get(0).responses()).doesNotContainKey("bob");
        assertThat(after.router().openAlerts().get(1).responses()).containsEntry("bob", Response.OFFERED);
        after.advance(seconds(8));
        assertThat(after.router().openAlerts().get(0).responses()).containsEntry("bob", Response.OFFERED);
    }

    @Test
    void shouldReconfigureOverManyLives() {
        RouterTestKit kit = lives.launch(North.site());
        for (int life = 1; life <= 8; life++) {
            final Site site = North.builder()
                    .policy(Policy.named("standard").careTeam(seconds(life)).failSafe("desk", seconds(60)))
                    .rules(LimitRules.none().above(Parameter.HEART_RATE, 100 + life, Severity.URGENT))
                    .build();
            kit = lives.relaunch(kit, Lives.End.ofTurn(life), site);
            kit.router().connect("ann", offer -> {});
            kit.answer(kit.router().raise(North.arrest("life" + life)));
            kit.advance(seconds(life));
            assertThat(kit.router().openAlerts())
                    .last()
                    .satisfies(alert -> assertThat(alert.responses()).containsEntry("desk", Response.OFFERED));
        }
    }

    @Test
    void shouldSayWhichEntryOfTheDifferenceIsRefused() {
        final RouterTestKit before = lives.launch(North.site());
        final Site.Builder crowded = North.builder();
        for (int i = 0; i < 2_100; i++) {
            crowded.person("person-" + i);
        }
        assertThatThrownBy(() -> lives.relaunch(before, Lives.End.CLOSE, crowded.build()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("nothing was changed");
    }

    /** An alert of a condition that only rules find. */
    @Test
    void shouldGoOnWithRulesAndReadings() {
        final Site site = North.builder()
                .rules(LimitRules.none().above(Parameter.HEART_RATE, 150, Severity.EMERGENT))
                .build();
        final RouterTestKit before = lives.launch(site);
        before.answer(before.router().readings(Readings.ofPatient("p-17").value(Parameter.HEART_RATE, 160)));
        final List<AlertState> shown = before.router().openAlerts();
        assertThat(shown).hasSize(1);

        final RouterTestKit after = lives.relaunch(before, Lives.End.DEATH, site);
        assertThat(after.router().openAlerts()).isEqualTo(shown);
        after.answer(after.router().readings(Readings.ofPatient("p-17").value(Parameter.HEART_RATE, 170)));
        assertThat(after.router().openAlerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.occurrence()).isEqualTo(2));
        assertThat(after.router().openAlerts().get(0).type()).isNotEqualTo(EmergencyType.CARDIAC_ARREST);
    }
}

package io.tocsin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.schedule.Duty;
import io.tocsin.schedule.Exchange;
import io.tocsin.schedule.Rotation;
import io.tocsin.schedule.Schedule;
import io.tocsin.schedule.ScheduleException;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rosters, hand-over at the end of a shift and breaks, as somebody who embeds a router meets them. */
final class DutyTest {
    private static final DutyPlace NURSES = DutyPlace.role("icu", "nurse");
    private static final Instant NOW = RouterTestKit.START;
    private static final Duration HOUR = Duration.ofHours(1);

    private static Site site() {
        return Site.named("north")
                .person("nina")
                .person("dora")
                .person("otto")
                .desk("desk")
                .unit("icu")
                .bed("icu-1", "icu")
                .role("icu", "nurse", "nina", "dora", "otto")
                .policy(Policy.named("all")
                        .unitRole("nurse", Policy.seconds(120))
                        .failSafe("desk", Policy.seconds(60)))
                .build();
    }

    private static Roster night(final boolean handsOver) {
        return new Roster(
                NURSES,
                handsOver,
                List.of(
                        new Roster.Shift("dora", NOW.plus(HOUR), NOW.plus(HOUR.multipliedBy(2))),
                        new Roster.Shift("nina", NOW.minus(HOUR), NOW.plus(HOUR))));
    }

    private static RouterTestKit staffed() {
        final RouterTestKit kit = RouterTestKit.launch(site());
        for (final String person : List.of("nina", "dora", "otto")) {
            kit.router().connect(person, offer -> {});
        }
        kit.settle();
        return kit;
    }

    private static AlertState raise(final RouterTestKit kit, final String key) {
        final Raised raised = kit.answer(kit.router()
                .raise(Raise.alert(key)
                        .type(EmergencyType.STROKE)
                        .severity(Severity.URGENT)
                        .bed("icu-1")));
        kit.settle();
        return alert(kit, raised.alertId());
    }

    private static AlertState alert(final RouterTestKit kit, final long alertId) {
        final AlertState state = kit.router().view().alert(alertId);
        assertThat(state).isNotNull();
        return state == null ? raise(kit, "never") : state;
    }

    @Test
    void shouldAskWhoIsOnDutyAndNobodyElse() {
        try (RouterTestKit kit = staffed()) {
            kit.answer(kit.router().duty().replace(List.of(night(false))));
            kit.settle();

            assertThat(kit.router().view().duties())
                    .extracting(OnDuty::place, OnDuty::person)
                    .containsExactly(tuple(NURSES, "nina"));
            assertThat(raise(kit, "a").responses()).containsOnlyKeys("nina");
            kit.advance(HOUR);
            assertThat(raise(kit, "b").responses()).containsOnlyKeys("dora");
            kit.advance(HOUR);
            assertThat(raise(kit, "c").responses())
                    .as("nobody is on duty any more")
                    .containsOnlyKeys("desk");
            assertThat(kit.router().duty().places()).containsExactly(NURSES);
            kit.answer(kit.router().duty().remove(List.of(NURSES)));
            assertThat(kit.router().duty().places()).isEmpty();
            kit.settle();
            assertThat(raise(kit, "d").responses()).containsOnlyKeys("nina", "dora", "otto");
        }
    }

    @Test
    void shouldKeepRostersWhenTheSiteChanges() {
        try (RouterTestKit kit = staffed()) {
            kit.answer(kit.router().duty().replace(List.of(night(false))));
            kit.answer(kit.router().configure(site().toBuilder().person("new").build()));
            kit.settle();

            assertThat(raise(kit, "a").responses()).containsOnlyKeys("nina");
        }
    }

    @Test
    void shouldSayWhatIsWrongWithARoster() {
        try (RouterTestKit kit = staffed()) {
            final Roster unknown = new Roster(NURSES, List.of(new Roster.Shift("nobody", NOW, NOW.plus(HOUR))));
            final DutyDesk duty = kit.router().duty();

            assertThatThrownBy(() -> kit.answer(duty.replace(List.of(unknown))))
                    .hasMessageContaining("rosters entry 1 (roster of role 'nurse' of unit 'icu'")
                    .hasMessageContaining("UNKNOWN_PERSON; nothing was changed");
            assertThatThrownBy(() -> duty.replace(List.of(unknown, unknown)))
                    .hasMessageContaining("two are of the role 'nurse' of unit 'icu'");
            assertThatThrownBy(() -> new Roster(
                            NURSES,
                            List.of(
                                    new Roster.Shift("nina", NOW, NOW.plus(HOUR)),
                                    new Roster.Shift("nina", NOW.plusSeconds(60), NOW.plus(HOUR)))))
                    .isInstanceOf(ScheduleException.class)
                    .hasMessageContaining("from: 'nina' is on duty from");
            assertThatThrownBy(() -> new Roster.Shift("nina", NOW, NOW))
                    .isInstanceOf(ScheduleException.class)
                    .hasMessageContaining("until: ");
        }
    }

    @Test
    void shouldHandAnAlertOverAtTheEndOfAShift() {
        try (RouterTestKit kit = staffed()) {
            kit.answer(kit.router().duty().replace(List.of(night(true))));
            final AlertState alert = raise(kit, "a");
            final RecipientSession nina = kit.router().connect("nina", offer -> {});
            kit.settle();
            kit.answer(nina.accept(alert.alertId()));
            kit.settle();
            assertThat(alert(kit, alert.alertId()).owner()).isEqualTo("nina");

            kit.advance(HOUR);

            assertThat(alert(kit, alert.alertId()).owner()).isNull();
            assertThat(alert(kit, alert.alertId()).responses().get("dora")).hasToString("OFFERED");
            assertThat(kit.events(RouterEvent.AlertRedirected.class))
                    .extracting(RouterEvent.AlertRedirected::to)
                    .containsExactly("dora");
        }
    }

    @Test
    void shouldAskTheCoverDuringABreak() {
        try (RouterTestKit kit = staffed()) {
            kit.answer(kit.router().duty().replace(List.of(night(false))));
            final RecipientSession nina = kit.router().connect("nina", offer -> {});
            kit.settle();
            kit.answer(nina.beginBreak(Duration.ofMinutes(20), "otto"));
            kit.settle();

            assertThat(kit.router().view().breaks())
                    .extracting(OnBreak::person, OnBreak::cover)
                    .containsExactly(tuple("nina", "otto"));
            assertThat(raise(kit, "a").responses()).containsOnlyKeys("otto");
            kit.answer(nina.endBreak());
            kit.settle();
            assertThat(kit.router().view().breaks()).isEmpty();
            assertThat(raise(kit, "b").responses()).containsOnlyKeys("nina");
            assertThatThrownBy(() -> kit.answer(nina.beginBreak(Duration.ofMinutes(20), "nina")))
                    .hasMessageContaining("INVALID_FIELD");
        }
    }

    @Test
    void shouldRollARotaOnAsTimeGoesOn() {
        final Schedule schedule = Schedule.named("night and day", "icu", "nurse", ZoneOffset.UTC)
                .layer(Rotation.of(LocalDate.of(2025, 12, 1), LocalTime.of(7, 0), Duration.ofHours(12), "nina", "dora"))
                .with(new Exchange.Cover(
                        "nina", "otto", LocalDateTime.of(2026, 1, 3, 0, 0), LocalDateTime.of(2026, 1, 4, 0, 0)));
        final Rota rota = new Rota(List.of(schedule), List.of(), false);
        try (RouterTestKit kit = staffed()) {
            final DutyRoll roll = new DutyRoll(
                    kit.router().duty(), rota, Duration.ofDays(2), () -> Instant.ofEpochSecond(0, kit.nowNs()));
            kit.answer(roll.send());
            kit.settle();
            final String first = kit.router().view().duties().get(0).person();
            kit.advance(Duration.ofDays(1));
            kit.answer(roll.send());
            kit.settle();

            assertThat(kit.router().view().duties()).extracting(OnDuty::person).containsExactly(first);
            kit.advance(Duration.ofDays(1).plusHours(12));
            assertThat(kit.router().view().duties())
                    .as("beyond the first horizon")
                    .extracting(OnDuty::person)
                    .containsExactly(first.equals("nina") ? "dora" : "otto");
        }
    }

    @Test
    void shouldGoOnWithOneScheduleWhenAnotherHasEnded() {
        final Schedule ends = Schedule.named("winter", "icu", "nurse", ZoneOffset.UTC)
                .layer(Rotation.of(LocalDate.of(2025, 12, 1), LocalTime.of(7, 0), Duration.ofHours(12), "nina"))
                .valid(null, LocalDateTime.of(2026, 1, 2, 0, 0));
        final Schedule stays = Schedule.named("porters", "icu", "porter", ZoneOffset.UTC)
                .layer(Rotation.of(
                        LocalDate.of(2025, 12, 1), LocalTime.of(7, 0), Duration.ofHours(12), "dora", "otto"));
        final Rota rota = new Rota(List.of(ends, stays), List.of(), false);
        final Site site =
                site().toBuilder().role("icu", "porter", "dora", "otto").build();
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            final DutyRoll roll = new DutyRoll(
                    kit.router().duty(), rota, Duration.ofDays(2), () -> Instant.ofEpochSecond(0, kit.nowNs()));
            kit.answer(roll.send());
            kit.settle();
            assertThat(kit.router().view().duties())
                    .extracting(OnDuty::person)
                    .as("now")
                    .contains("nina")
                    .hasSize(2);

            for (int day = 1; day < 6; day++) {
                kit.advance(Duration.ofDays(1));
                kit.answer(roll.send());
                kit.settle();
                assertThat(kit.router().view().duties())
                        .as("day %d", day)
                        .extracting(OnDuty::place)
                        .containsExactly(DutyPlace.role("icu", "porter"));
            }
            assertThat(kit.router().duty().places())
                    .as("where a rota has ended nobody is on duty, until somebody says otherwise")
                    .containsExactly(NURSES, DutyPlace.role("icu", "porter"));
            assertThat(ends.isOver(Instant.ofEpochSecond(0, kit.nowNs()))).isTrue();
            assertThat(stays.isOver(Instant.ofEpochSecond(0, kit.nowNs()))).isFalse();
        }
    }

    @Test
    void shouldTakeTheNextScheduleOfARoleWhenTheOneBeforeHasEnded() {
        final LocalDateTime change = LocalDateTime.of(2025, 12, 1, 0, 0);
        final Schedule before = Schedule.named("old", "icu", "nurse", ZoneId.of("Europe/Berlin"))
                .layer(Rotation.of(LocalDate.of(2025, 1, 1), LocalTime.of(7, 0), Duration.ofHours(12), "nina"));
        final Schedule then = Schedule.named("new", "icu", "nurse", ZoneId.of("Europe/Berlin"))
                .layer(Rotation.of(LocalDate.of(2025, 1, 1), LocalTime.of(7, 0), Duration.ofHours(12), "dora"));

        assertThat(new Rota(List.of(before.valid(null, change), then.valid(change, null)), List.of(), false)
                        .rosters(NOW, HOUR))
                .singleElement()
                .satisfies(roster -> assertThat(roster.shifts())
                        .extracting(Roster.Shift::person)
                        .containsOnly("dora"));
        assertThat(new Rota(List.of(before.valid(null, change)), List.of(), false).rosters(NOW, HOUR))
                .singleElement()
                .satisfies(roster -> assertThat(roster.shifts()).isEmpty());
    }

    @Test
    void shouldRefuseARotaThatSaysTwoThings() {
        final Schedule schedule = Schedule.named("old", "icu", "nurse", ZoneId.of("Europe/Berlin"))
                .layer(Rotation.of(LocalDate.of(2025, 1, 1), LocalTime.of(7, 0), Duration.ofHours(12), "nina"));

        assertThatThrownBy(() -> new Rota(
                        List.of(schedule), List.of(new Duty("icu", "nurse", "dora", NOW, NOW.plus(HOUR))), false))
                .isInstanceOf(ScheduleException.class)
                .hasMessageContaining("schedule 'old': role: dated duties say already");
    }
}

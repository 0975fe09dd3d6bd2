package io.tocsin.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is on duty when, as a nurse would ask: on that day, at that time on the clock, who holds the role? */
class ScheduleTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalTime SEVEN = LocalTime.of(7, 0);

    /** Three nurses, twelve hours each from seven to seven, from Monday 2 March 2026. */
    private static final Schedule NIGHTS_AND_DAYS = Schedule.named("icu-nurses", "icu", "nurse", BERLIN)
            .layer(Rotation.of(LocalDate.of(2026, 3, 2), SEVEN, Duration.ofHours(12), "ann", "bob", "cleo"));

    @ParameterizedTest
    @CsvSource(textBlock = """
            # on the clock,   on duty
            2026-03-02T06:59, nobody
            2026-03-02T07:00, ann
            2026-03-02T18:59, ann
            2026-03-02T19:00, bob
            2026-03-03T06:59, bob
            2026-03-03T07:00, cleo
            2026-03-03T19:00, ann
            2026-03-04T07:00, bob
            """)
    void shouldTakeTurnsInOrder(final LocalDateTime clock, final String person) {
        assertThat(onDuty(NIGHTS_AND_DAYS, clock)).isEqualTo(person);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # on the clock,   on duty,  why
            2026-03-06T18:59, ann,      weekly rotation
            2026-03-06T19:00, weekend,  the second layer speaks from Friday evening
            2026-03-08T12:00, weekend,
            2026-03-09T06:59, weekend,
            2026-03-09T07:00, bob,      Monday morning: the first layer again with the next in turn
            """)
    void shouldLetALaterLayerSpeakInItsWindow(final LocalDateTime clock, final String person, final String why) {
        final Schedule schedule = Schedule.named("icu-on-call", "icu", "on-call", BERLIN)
                .layer(Rotation.of(LocalDate.of(2026, 3, 2), SEVEN, Duration.ofDays(7), "ann", "bob"))
                .layer(new Layer(
                        Rotation.of(LocalDate.of(2026, 3, 2), SEVEN, Duration.ofDays(7), "weekend"),
                        List.of(
                                new Window(EnumSet.of(DayOfWeek.FRIDAY), LocalTime.of(19, 0), LocalTime.MIDNIGHT),
                                new Window(
                                        EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
                                        LocalTime.MIDNIGHT,
                                        LocalTime.MIDNIGHT),
                                new Window(EnumSet.of(DayOfWeek.MONDAY), LocalTime.MIDNIGHT, SEVEN))));

        assertThat(onDuty(schedule, clock)).as(why).isEqualTo(person);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # on the clock,   on duty, why
            2026-03-02T11:59, ann,
            2026-03-02T12:00, dora,    the override
            2026-03-02T14:00, ann,     it is over
            2026-03-02T20:00, eve,     stands in for bob all of Monday night
            2026-03-03T00:00, bob,     she stands in until midnight
            2026-03-03T08:00, ann,     has cleo's Tuesday
            2026-03-03T20:00, cleo,    has ann's Tuesday night instead
            """)
    void shouldFollowWhatWasAgreedBesideTheRotation(final LocalDateTime clock, final String person, final String why) {
        final Schedule schedule = NIGHTS_AND_DAYS
                .with(new Exchange.Overriding(List.of("dora"), at("2026-03-02T12:00"), at("2026-03-02T14:00")))
                .with(new Exchange.Cover("bob", "eve", at("2026-03-02T19:00"), at("2026-03-03T00:00")))
                .with(new Exchange.Swap(
                        "cleo",
                        at("2026-03-03T07:00"),
                        at("2026-03-03T19:00"),
                        "ann",
                        at("2026-03-03T19:00"),
                        at("2026-03-04T07:00")));

        assertThat(onDuty(schedule, clock)).as(why).isEqualTo(person);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # zone,           first day,  hand-off, every h, turn, begins (UTC),         lasts, why
            Europe/Berlin,    2026-03-28, 19:00,    12,      0,    2026-03-28T18:00:00Z, 11 h,  the spring night is an hour shorter
            Europe/Berlin,    2026-10-24, 19:00,    12,      0,    2026-10-24T17:00:00Z, 13 h,  the autumn night is an hour longer
            Europe/Berlin,    2026-03-28, 02:30,    24,      1,    2026-03-29T01:00:00Z, 23 h 30 min, 02:30 is skipped: it begins when the clock jumps
            Europe/Berlin,    2026-10-24, 02:30,    24,      1,    2026-10-25T00:30:00Z, 25 h,  02:30 comes twice: it begins at the first
            America/New_York, 2026-03-07, 19:00,    12,      0,    2026-03-08T00:00:00Z, 11 h,  the spring night
            America/New_York, 2026-10-31, 19:00,    12,      0,    2026-10-31T23:00:00Z, 13 h,  the autumn night
            America/New_York, 2026-03-07, 02:15,    24,      1,    2026-03-08T07:00:00Z, 23 h 15 min, skipped
            America/New_York, 2026-10-31, 01:15,    24,      1,    2026-11-01T05:15:00Z, 25 h,  comes twice
            Asia/Tokyo,       2026-03-28, 19:00,    12,      0,    2026-03-28T10:00:00Z, 12 h,  no change of clocks
            """)
    void shouldHandOffByTheClockOnTheWall(
            final ZoneId zone,
            final LocalDate first,
            final LocalTime handOff,
            final int everyHours,
            final int turn,
            final Instant begins,
            final String lasts,
            final String why) {
        final Schedule schedule = Schedule.named("nights", "icu", "nurse", zone)
                .layer(Rotation.of(first, handOff, Duration.ofHours(everyHours), "turn0", "turn1", "turn2"));

        final Duty duty = expand(schedule, begins.minus(Duration.ofDays(2)), begins.plus(Duration.ofDays(3))).stream()
                .filter(it -> it.person().equals("turn" + turn))
                .findFirst()
                .orElseThrow();

        assertThat(duty.from()).as(why).isEqualTo(begins);
        final Duration length = Duration.between(duty.from(), duty.until());
        assertThat(length.toHours() + " h" + (length.toMinutesPart() > 0 ? " " + length.toMinutesPart() + " min" : ""))
                .as(why)
                .isEqualTo(lasts);
    }

    @Test
    void shouldNeitherOverlapNorLeaveAGapInAYearOfClockChanges() {
        for (final String zone :
                List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca")) {
            final Schedule schedule = Schedule.named("quarter-hours", "icu", "nurse", ZoneId.of(zone))
                    .layer(Rotation.of(
                            LocalDate.of(2025, 12, 1), LocalTime.of(0, 5), Duration.ofMinutes(45), "a", "b"));
            final Instant from = Instant.parse("2026-01-01T00:00:00Z");
            final Instant until = Instant.parse("2027-01-01T00:00:00Z");
            Instant last = from;
            for (final Span span : schedule.between(from, until)) {
                assertThat(span.from()).as(zone).isEqualTo(last);
                last = span.until();
            }
            assertThat(last).as(zone).isEqualTo(until);
        }
    }

    @Test
    void shouldSayAtEachInstantWhatItSaysOverAMonth() {
        final List<Duty> month =
                expand(NIGHTS_AND_DAYS, Instant.parse("2026-03-15T00:00:00Z"), Instant.parse("2026-04-14T00:00:00Z"));

        for (final Duty duty : month) {
            assertThat(expand(NIGHTS_AND_DAYS, duty.from(), duty.from().plusSeconds(1)))
                    .extracting(Duty::person)
                    .containsExactly(duty.person());
        }
        assertThat(month).hasSize(61);
    }

    @Test
    void shouldHaveSeveralPeopleOnDutyTogether() {
        final Schedule schedule = Schedule.named("pairs", "icu", "nurse", BERLIN)
                .layer(new Rotation(
                        LocalDate.of(2026, 3, 2),
                        null,
                        SEVEN,
                        Duration.ofHours(12),
                        List.of(List.of("ann", "bob"), List.of("ann", "cleo"))));

        assertThat(expand(schedule, Instant.parse("2026-03-02T06:00:00Z"), Instant.parse("2026-03-03T06:00:00Z")))
                .as("ann stays: hers is one duty")
                .extracting(duty -> duty.person() + " " + duty.from() + " " + duty.until())
                .containsExactly(
                        "bob 2026-03-02T06:00:00Z 2026-03-02T18:00:00Z",
                        "ann 2026-03-02T06:00:00Z 2026-03-03T06:00:00Z",
                        "cleo 2026-03-02T18:00:00Z 2026-03-03T06:00:00Z");
    }

    @Test
    void shouldNameNobodyOnceItHasEnded() {
        final Schedule ended = NIGHTS_AND_DAYS.valid(null, at("2026-02-01T00:00"));

        assertThat(expand(ended, Instant.parse("2026-03-02T06:00:00Z"), Instant.parse("2026-03-09T06:00:00Z")))
                .isEmpty();
        assertThat(ended.isOver(Instant.parse("2026-01-31T22:59:59Z")))
                .as("until midnight in Berlin")
                .isFalse();
        assertThat(ended.isOver(Instant.parse("2026-01-31T23:00:00Z"))).isTrue();
    }

    @Test
    void shouldRefuseWhatContradictsItself() {
        refused(
                NIGHTS_AND_DAYS.valid(at("2026-05-01T00:00"), at("2026-04-01T00:00")),
                "schedule 'icu-nurses': until: 2026-04-01T00:00 is no later than from, 2026-05-01T00:00");
        refused(
                Schedule.named("empty", "icu", "nurse", BERLIN),
                "schedule 'empty': layers: there are none: the schedule names nobody");
        refused(
                NIGHTS_AND_DAYS
                        .with(new Exchange.Overriding(List.of("x"), at("2026-03-02T12:00"), at("2026-03-02T14:00")))
                        .with(new Exchange.Cover("ann", "y", at("2026-03-02T12:00"), at("2026-03-02T14:00")))
                        .with(new Exchange.Overriding(List.of("z"), at("2026-03-02T13:00"), at("2026-03-02T15:00"))),
                "schedule 'icu-nurses': overrides[1].from: 2026-03-02T13:00 lies in overrides[0], which lasts until "
                        + "2026-03-02T14:00: overrides must not overlap");
        refused(
                NIGHTS_AND_DAYS.with(new Exchange.Swap(
                        "ann",
                        at("2026-03-02T07:00"),
                        at("2026-03-02T19:00"),
                        "bob",
                        at("2026-03-03T07:00"),
                        at("2026-03-03T19:00"))),
                "schedule 'icu-nurses': swaps[0].second: 'bob' is not on duty from 2026-03-03T07:00 until "
                        + "2026-03-03T19:00: nothing to swap");
        assertThatThrownBy(() -> Rotation.of(LocalDate.of(2026, 3, 2), SEVEN, Duration.ZERO, "ann"))
                .hasMessage("shift: PT0S is not from 15 minutes to a year in whole minutes");
        assertThatThrownBy(() -> Rotation.of(LocalDate.of(2026, 3, 2), SEVEN, Duration.ofHours(1)))
                .hasMessage("people: names nobody");
    }

    @Test
    void shouldRefuseTwoSchedulesForOneRoleAtOneTime() {
        final Schedule other = Schedule.named("other", "icu", "nurse", BERLIN)
                .layer(Rotation.of(LocalDate.of(2026, 3, 2), SEVEN, Duration.ofHours(12), "zoe"));

        assertThatThrownBy(() -> Schedules.check(List.of(NIGHTS_AND_DAYS, other)))
                .isInstanceOf(ScheduleException.class)
                .hasMessage(
                        "schedule 'other': role: schedule 'icu-nurses' says already who holds 'nurse' of unit 'icu' "
                                + "at that time");
        Schedules.check(List.of(
                NIGHTS_AND_DAYS.valid(null, at("2026-04-01T00:00")), other.valid(at("2026-04-01T00:00"), null)));
    }

    private static void refused(final Schedule schedule, final String message) {
        assertThatThrownBy(() ->
                        expand(schedule, Instant.parse("2026-03-02T00:00:00Z"), Instant.parse("2026-03-09T00:00:00Z")))
                .isInstanceOf(ScheduleException.class)
                .hasMessage(message);
    }

    private static String onDuty(final Schedule schedule, final LocalDateTime clock) {
        final Instant instant = new LocalClock(BERLIN).instant(clock);
        final String people = expand(schedule, instant, instant.plusSeconds(60)).stream()
                .map(Duty::person)
                .collect(Collectors.joining(" "));
        return people.isEmpty() ? "nobody" : people;
    }

    private static List<Duty> expand(final Schedule schedule, final Instant from, final Instant until) {
        return Schedules.expand(List.of(schedule), from, until);
    }

    private static LocalDateTime at(final String text) {
        return LocalDateTime.parse(text);
    }
}

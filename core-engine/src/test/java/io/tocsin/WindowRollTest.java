package io.tocsin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SilenceOrigin;
import io.tocsin.codecs.sbe.SilenceState;
import io.tocsin.schedule.Window;
import io.tocsin.schedule.WindowTimes;
import io.tocsin.testkit.RouterTestKit;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Windows of maintenance and of a calendar are told to a router as silences, each once. Kits begin at 2026-01-01T00:00Z, a Thursday. */
final class WindowRollTest {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Duration TWO_DAYS = Duration.ofDays(2);
    private static final SilenceScope ICU = new SilenceScope("icu", "", "", null, Severity.EMERGENT, null, null);

    private static WindowTimes daily(final String from, final String until, final ZoneId zone) {
        return WindowTimes.weekly(
                new Window(EnumSet.allOf(DayOfWeek.class), LocalTime.parse(from), LocalTime.parse(until)), zone);
    }

    private static SilenceWindow window(final String name, final WindowTimes times) {
        return new SilenceWindow(name, SilenceOrigin.CALENDAR, ICU, times, "rounds");
    }

    private static WindowTimes.Time time(final String from, final String until) {
        return new WindowTimes.Time(Instant.parse(from), Instant.parse(until));
    }

    /** Two and a half days, once. */
    private static SilenceWindow move() {
        return window(
                "move",
                WindowTimes.once(
                        LocalDateTime.parse("2026-01-01T00:00:00"), LocalDateTime.parse("2026-01-03T12:00:00"), UTC));
    }

    private static WindowRoll roll(final RouterTestKit kit, final SilenceWindow... windows) {
        return new WindowRoll(kit.router(), List.of(windows), TWO_DAYS, () -> Instant.EPOCH.plusNanos(kit.nowNs()));
    }

    private static void send(final RouterTestKit kit, final WindowRoll roll) {
        final CompletableFuture<Void> sent = roll.send();
        kit.settle();
        assertThat(sent).isCompleted();
    }

    private static List<String> times(final RouterTestKit kit) {
        return kit.router().view().silences().stream()
                .map(held -> Instant.EPOCH.plusNanos(held.startNs()) + " " + Instant.EPOCH.plusNanos(held.endNs()))
                .toList();
    }

    private static Raise stroke(final String key, final Severity severity) {
        return Raise.alert(key).type(EmergencyType.STROKE).severity(severity).patient("p-17");
    }

    @Test
    void shouldTellTwoDaysAheadAndEachTimeOnce() {
        try (RouterTestKit kit = RouterTestKit.launch(North.site())) {
            final WindowRoll roll = roll(kit, window("rounds", daily("08:00", "09:00", UTC)));
            send(kit, roll);
            send(kit, roll);

            assertThat(times(kit))
                    .containsExactly(
                            "2026-01-01T08:00:00Z 2026-01-01T09:00:00Z", "2026-01-02T08:00:00Z 2026-01-02T09:00:00Z");
            assertThat(kit.router().view().silences()).allSatisfy(held -> {
                assertThat(held.origin()).isEqualTo(SilenceOrigin.CALENDAR);
                assertThat(held.author()).isEmpty();
                assertThat(held.comment()).isEqualTo("window 'rounds': rounds");
            });

            kit.advance(Duration.ofHours(10));
            send(kit, roll);

            assertThat(times(kit))
                    .containsExactly(
                            "2026-01-02T08:00:00Z 2026-01-02T09:00:00Z", "2026-01-03T08:00:00Z 2026-01-03T09:00:00Z");
        }
    }

    @Test
    void shouldHoldBackWhatIsNotCriticalUntilTheWindowEnds() {
        try (RouterTestKit kit = RouterTestKit.launch(North.site())) {
            send(kit, roll(kit, window("rounds", daily("08:00", "09:00", UTC))));
            kit.advance(Duration.ofMinutes(8 * 60 + 30));
            kit.answer(kit.router().raise(stroke("emergent", Severity.EMERGENT)));
            kit.answer(kit.router().raise(stroke("critical", Severity.CRITICAL)));

            assertThat(kit.router().openAlerts())
                    .extracting(alert -> alert.mutedBy() > 0)
                    .containsExactly(true, false);

            kit.advance(Duration.ofMinutes(31));

            assertThat(kit.router().openAlerts())
                    .allSatisfy(alert -> assertThat(alert.mutedBy()).isZero());
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldDoubleNothingOverARestart(final Lives.End end) {
        final Lives lives = new Lives();
        final RouterTestKit before = lives.launch(North.site());
        final SilenceWindow rounds = window("rounds", daily("23:30", "01:30", UTC));
        before.advance(Duration.ofMinutes(10));
        send(before, roll(before, rounds));
        assertThat(times(before))
                .as("the first has begun the day before")
                .containsExactly(
                        "2026-01-01T00:10:00Z 2026-01-01T01:30:00Z",
                        "2026-01-01T23:30:00Z 2026-01-02T01:30:00Z",
                        "2026-01-02T23:30:00Z 2026-01-03T01:30:00Z");
        final List<Long> ids = numbers(before);

        final RouterTestKit after = lives.relaunch(before, end, North.site());
        send(after, roll(after, rounds));

        assertThat(numbers(after)).isEqualTo(ids);
    }

    @Test
    void shouldEndWhatIsNoLongerConfiguredAfterWhatTakesItsPlaceIsThere() {
        final Lives lives = new Lives();
        final RouterTestKit before = lives.launch(North.site());
        before.answer(before.router()
                .silence(Silence.until(Instant.EPOCH.plusNanos(before.nowNs()).plusSeconds(60), "no window's")
                        .unit("icu")));
        send(
                before,
                roll(
                        before,
                        window("gone", daily("08:00", "09:00", UTC)),
                        window("longer", daily("10:00", "11:00", UTC))));

        final RouterTestKit after = lives.relaunch(before, Lives.End.CLOSE, North.site());
        send(after, roll(after, window("longer", daily("09:30", "11:00", UTC))));

        assertThat(times(after))
                .containsExactly(
                        "2026-01-01T00:00:00Z 2026-01-01T00:01:00Z",
                        "2026-01-01T09:30:00Z 2026-01-01T11:00:00Z",
                        "2026-01-02T09:30:00Z 2026-01-02T11:00:00Z");
    }

    @Test
    void shouldLeaveToPeopleWhatTheyEnded() {
        try (RouterTestKit kit = RouterTestKit.launch(North.site())) {
            final WindowRoll roll = roll(kit, window("rounds", daily("00:00", "09:00", UTC)));
            send(kit, roll);
            final RecipientSession ann = kit.router().connect("ann", offer -> {});
            kit.answer(ann.endSilence(1));
            send(kit, roll);

            assertThat(numbers(kit)).containsExactly(2L);
        }
    }

    /** Of two routers of one engine one tells; when the other does, it knows what was told, and what somebody ended. */
    @Test
    void shouldKnowWhatAnotherToldAndWhatSomebodyEndedWhenItTells() {
        try (RouterTestKit kit = RouterTestKit.launch(North.site())) {
            final WindowRoll first = roll(kit, window("rounds", daily("00:00", "09:00", UTC)));
            final WindowRoll second = roll(kit, window("rounds", daily("00:00", "09:00", UTC)));
            second.look();
            assertThat(numbers(kit)).isEmpty();
            send(kit, first);
            second.look();
            final RecipientSession ann = kit.router().connect("ann", offer -> {});
            kit.answer(ann.endSilence(1));
            send(kit, second);

            assertThat(numbers(kit)).containsExactly(2L);
        }
    }

    @ParameterizedTest(name = "ended after {0}, told again after {1}")
    @CsvSource({
        // the first silence lasts until hour 24; the second, from hour 23 to 46, is made at the beginning as well
        "PT2H, PT3H",
        "PT2H, PT23H",
        // both are active: one of them is ended
        "PT23H10M, PT23H50M",
    })
    void shouldLeaveAllOfALongOneToPeopleWhoEndedAPartOfIt(final Duration endedAfter, final Duration toldAfter) {
        try (RouterTestKit kit = RouterTestKit.launch(North.site())) {
            final WindowRoll roll = roll(kit, move(), window("rounds", daily("08:00", "09:00", UTC)));
            send(kit, roll);
            final RecipientSession ann = kit.router().connect("ann", offer -> {});
            kit.advance(endedAfter);
            kit.answer(ann.endSilence(1));
            kit.advance(toldAfter.minus(endedAfter));
            send(kit, roll);

            assertThat(kit.router().view().silences())
                    .as("nothing of the move silences again by itself")
                    .extracting(RouterEvent.SilenceChanged::comment)
                    .containsOnly("window 'rounds': rounds");

            kit.advance(Duration.ofHours(30));
            send(kit, roll);

            assertThat(kit.router().view().silences())
                    .as("nor later")
                    .extracting(RouterEvent.SilenceChanged::comment)
                    .containsOnly("window 'rounds': rounds");
        }
    }

    @Test
    void shouldNotTakeAPartThatHasRunOutForOneThatSomebodyEnded() {
        try (RouterTestKit kit = RouterTestKit.launch(North.site())) {
            final Duration behind = Duration.ofSeconds(30);
            final WindowRoll roll = new WindowRoll(
                    kit.router(),
                    List.of(move()),
                    TWO_DAYS,
                    () -> Instant.EPOCH.plusNanos(kit.nowNs()).minus(behind));
            send(kit, roll);
            kit.advance(Duration.ofHours(24).plusSeconds(10));
            send(kit, roll);

            assertThat(numbers(kit))
                    .as("the clock on the wall is behind the router's")
                    .containsExactly(2L, 3L);
        }
    }

    @Test
    void shouldMakeSeveralOfALongOneAndPageNobodyBetween() {
        try (RouterTestKit kit = RouterTestKit.launch(North.site())) {
            final WindowRoll roll = roll(kit, move());
            send(kit, roll);
            assertThat(times(kit))
                    .containsExactly(
                            "2026-01-01T00:00:00Z 2026-01-02T00:00:00Z",
                            "2026-01-01T23:00:00Z 2026-01-02T23:00:00Z",
                            "2026-01-02T22:00:00Z 2026-01-03T12:00:00Z");
            kit.answer(kit.router().raise(stroke("held back", Severity.URGENT)));
            kit.advance(Duration.ofHours(59));

            assertThat(kit.events(RouterEvent.AlertUnmuted.class)).isEmpty();

            kit.advance(Duration.ofHours(2));

            assertThat(kit.events(RouterEvent.AlertUnmuted.class)).hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0}: {1} to {2} in Berlin is {3} to {4}")
    @CsvSource({
        // The clock goes forward on 29 March at 02:00, and back on 25 October at 03:00.
        "2026-03-28, 22:00, 06:00, 2026-03-28T21:00:00Z, 2026-03-29T04:00:00Z",
        "2026-03-29, 02:30, 04:00, 2026-03-29T01:00:00Z, 2026-03-29T02:00:00Z",
        "2026-03-29, 02:15, 02:45, , ",
        "2026-10-25, 02:30, 04:00, 2026-10-25T00:30:00Z, 2026-10-25T03:00:00Z",
        "2026-10-24, 22:00, 06:00, 2026-10-24T20:00:00Z, 2026-10-25T05:00:00Z",
    })
    void shouldFollowTheClockOnTheWall(
            final String day, final String from, final String until, final String begins, final String ends) {
        final Instant midnight =
                LocalDateTime.parse(day + "T00:00:00").atZone(BERLIN).toInstant();
        final List<WindowTimes.Time> times =
                daily(from, until, BERLIN).between(midnight, midnight.plus(Duration.ofHours(23))).stream()
                        .filter(time -> !time.from().isBefore(midnight))
                        .toList();

        assertThat(times)
                .isEqualTo(
                        begins == null
                                ? List.of()
                                : List.of(new WindowTimes.Time(Instant.parse(begins), Instant.parse(ends))));
    }

    @Test
    void shouldMakeTwoSilencesOfADayOf25Hours() {
        final SilenceWindow allDay = window("day", daily("00:00", "00:00", BERLIN));

        assertThat(allDay.dated(Instant.parse("2026-10-24T22:00:00Z"), Duration.ofHours(24)))
                .containsExactly(entry(
                        time("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"),
                        List.of(
                                time("2026-10-24T22:00:00Z", "2026-10-25T22:00:00Z"),
                                time("2026-10-25T21:00:00Z", "2026-10-25T23:00:00Z"))));
    }

    @Test
    void shouldSayWhichWindowWasRefusedAndTellTheOthers() {
        try (RouterTestKit kit = RouterTestKit.launch(North.site())) {
            final SilenceScope unknown = new SilenceScope("attic", "", "", null, Severity.EMERGENT, Cause.LIMIT, null);
            final SilenceWindow attic = new SilenceWindow(
                    "attic", SilenceOrigin.MAINTENANCE, unknown, daily("08:00", "09:00", UTC), "dust");
            final CompletableFuture<Void> sent = roll(kit, attic, window("rounds", daily("08:00", "09:00", UTC)))
                    .send();
            kit.settle();

            assertThatThrownBy(sent::join).rootCause().hasMessageContaining("INVALID_FIELD");
            assertThatThrownBy(sent::join).hasMessageContaining("window 'attic'");
            assertThat(kit.router().view().silences())
                    .extracting(RouterEvent.SilenceChanged::state)
                    .containsExactly(SilenceState.PENDING, SilenceState.PENDING);
        }
    }

    private static List<Long> numbers(final RouterTestKit kit) {
        return kit.router().view().silences().stream()
                .map(RouterEvent.SilenceChanged::silenceId)
                .toList();
    }
}

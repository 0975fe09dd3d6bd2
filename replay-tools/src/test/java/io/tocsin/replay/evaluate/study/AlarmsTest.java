package io.tocsin.replay.evaluate.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.codecs.sbe.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alerts against what happened, by hand. A digit is the score of an hour from 1 on; the threshold is 5. */
final class AlarmsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "none below the threshold,                          4444444444444444, 12, 0, 0, 0, 0",
        "one when it is reached,                            1115111111111111, 12, 1, 1, 1, 8",
        "again after six hours if it stays,                 5555555555555555, 99, 3, 3, 0, 0",
        "not again within six hours,                        5111151111111111, 99, 1, 1, 0, 0",
        "again at six hours,                                5111115111111111, 99, 2, 2, 0, 0",
        "twelve hours before the onset announce it,         1115111111111111, 16, 1, 1, 1, 12",
        "thirteen hours do not,                             1151111111111111, 16, 1, 1, 0, 0",
        "at the onset it is no announcement,                1111111151111111,  9, 1, 0, 0, 0",
        "one hour before it is,                             1111111511111111,  9, 1, 1, 1, 1",
        "the earliest within the horizon is the lead,       5111115111111111, 12, 2, 2, 2, 11",
        "one too early and one in time,                     5111115111111111, 14, 2, 2, 1, 7"
    })
    void shouldCount(
            final String name,
            final String scores,
            final int onset,
            final int alerts,
            final int judged,
            final int right,
            final int lead) {
        final Stays stays = stays(scores, onset);
        final Alarms alarms = Alarms.of(stays, digits(scores), 5);
        assertThat(List.of(alarms.alerts(0), alarms.judged(0), alarms.right(0)))
                .as(name)
                .containsExactly(alerts, judged, right);
        assertThat(alarms.isAnnounced(0)).isEqualTo(lead > 0);
        assertThat(alarms.leadHours(stays.everybody())).isEqualTo(lead > 0 ? new int[] {lead} : new int[0]);
    }

    @ParameterizedTest(name = "{0} with hysteresis {1}: {2} changes")
    @CsvSource({
        "1551551111111111,0,4",
        "1551451111111111,0,4",
        "1551451111111111,1,4",
        "1554551111111111,0,4",
        "1554551111111111,1,2",
        "1553551111111111,1,4",
        "1553551111111111,2,2",
        "5555555555555555,0,0"
    })
    void shouldChangeLessOftenWithHysteresis(final String scores, final int hysteresis, final int changes) {
        final Stays stays = stays(scores, 99);
        assertThat(Stability.flipsPerDay(stays, stays.everybody(), digits(scores), 5, hysteresis))
                .isEqualTo(changes * 24.0 / scores.length(), within(1e-12));
    }

    @Test
    void shouldTellHowManyAlertsAPatientHasInADay() {
        final StaysBuilder builder = new StaysBuilder(List.of(Parameter.HEART_RATE));
        final int[] ofRows = new int[20 * 12];
        for (int patient = 0; patient < 20; patient++) {
            for (int hour = 1; hour <= 12; hour++) {
                builder.add(new byte[] {(byte) patient}, hour, false, Stays.NOT_MEASURED);
            }
            ofRows[patient * 12] = patient;
        }
        final Stays stays = builder.build();
        final Burden burden = Burden.of(stays, stays.everybody(), new Alarms(stays, ofRows));
        // 0 to 19 alerts in half a day each: the middle of the doubled numbers, and the two patients with most.
        assertThat(burden.alerts()).isEqualTo(190);
        assertThat(burden.median()).isEqualTo(18);
        assertThat(burden.mean()).isEqualTo(19);
        assertThat(burden.p95()).isEqualTo(36);
        assertThat(burden.topTenthShare()).isEqualTo(37 / 190.0, within(1e-12));
        assertThat(burden.per100BedHours()).isEqualTo(190 / 240.0 * 100, within(1e-12));
    }

    @Test
    void shouldLeaveOutWhoHasTwoRowsOfOneHourAndOrderTheOthersByIdAndHour() {
        final StaysBuilder builder = new StaysBuilder(List.of(Parameter.HEART_RATE));
        builder.add(bytes("p2"), 2, false, 2);
        builder.add(bytes("p1"), 3, true, 3);
        builder.add(bytes("twice"), 1, false, 9);
        builder.add(bytes("p2"), 1, false, 1);
        builder.add(bytes("twice"), 1, false, 9);
        final Stays stays = builder.build();
        assertThat(stays.leftOut()).isOne();
        assertThat(stays.patients()).isEqualTo(2);
        assertThat(stays.id(0)).isEqualTo(bytes("p1"));
        assertThat(stays.hoursToOnset(0, 0)).isEqualTo(6);
        assertThat(stays.value(1, Parameter.HEART_RATE)).isEqualTo(1);
        assertThat(stays.value(2, Parameter.HEART_RATE)).isEqualTo(2);
        assertThat(stays.isSeptic(1)).isFalse();
    }

    /** Remainders of SHA-256 by another program. */
    @ParameterizedTest
    @CsvSource({
        "p100039, TUNE",
        "p100024, TUNE",
        "p100003, TUNE",
        "p100015, TUNE",
        "p100010, TUNE",
        "p100006, TUNE",
        "p100004, TUNE",
        "p100005, CALIBRATE",
        "p100011, TEST",
        "p100027, TEST"
    })
    void shouldDivideByTheIdAlone(final String id, final Split split) {
        assertThat(Split.of(bytes(id))).isEqualTo(split);
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Stays stays(final String scores, final int onset) {
        final StaysBuilder builder = new StaysBuilder(List.of(Parameter.HEART_RATE));
        for (int hour = 1; hour <= scores.length(); hour++) {
            builder.add(new byte[] {1}, hour, hour >= onset - 6, Stays.NOT_MEASURED);
        }
        return builder.build();
    }

    private static int[] digits(final String scores) {
        return scores.chars().map(digit -> digit - '0').toArray();
    }
}

package io.tocsin.replay.evaluate.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AlertRaisedEncoder;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.ConditionChangedEncoder;
import io.tocsin.codecs.sbe.IdInternedEncoder;
import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.ScoreChangedEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which rows an event belongs to. The patient has rows of the hours 1 to 12, with readings in those up to 4. */
final class ToldTest {
    private static final long HOUR_ZERO_NS = 1_000;
    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final int SUBJECT = 7;
    private static final int STANDS_HOURS = 4;

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final Told told = new Told(stays(), HOUR_ZERO_NS, STANDS_HOURS);

    @BeforeEach
    void intern() {
        final byte[] subject = "Pp1".getBytes(StandardCharsets.UTF_8);
        final IdInternedEncoder event = new IdInternedEncoder().wrapAndApplyHeader(buffer, 0, header);
        event.index(SUBJECT).table(IdTable.SUBJECT).putValue(subject, 0, subject.length);
        told();
    }

    @Test
    void shouldLetAScoreStandFromItsHourOnUntilNothingWasReadForTooLong() {
        scored(2, 5);
        scored(4, 7);
        assertThat(told.scores()).containsExactly(0, 5, 5, 7, 7, 7, 7, 7, 0, 0, 0, 0);
    }

    @Test
    void shouldCountLimitsThatAreViolatedAtTheEndOfAnHour() {
        raised(1, 2, 0, Cause.LIMIT);
        raised(2, 2, 15, Cause.LIMIT);
        raised(3, 3, 0, Cause.SCORE);
        changed(1, 4, Condition.ACTIVE, Condition.INACTIVE, Clause.LIMIT_LEFT);
        changed(2, 5, Condition.ACTIVE, Condition.INACTIVE, Clause.LIMIT_LEFT);
        changed(1, 7, Condition.INACTIVE, Condition.ACTIVE, Clause.REACTIVATED);
        assertThat(told.violations()).containsExactly(0, 2, 2, 1, 0, 0, 1, 1, 1, 1, 1, 1);
        assertThat(told.limitAlerts()).containsExactly(0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(told.scoreAlerts()).containsExactly(0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void shouldTakeOnlyAReadingInsideForTheEndOfAViolation() {
        raised(1, 12, 0, Cause.LIMIT);
        changed(1, 12, Condition.ACTIVE, Condition.INACTIVE, Clause.CONFIGURED);
        assertThat(told.violations()[11]).isOne();
    }

    @Test
    void shouldHearOfNobodyElse() {
        final IdInternedEncoder event = new IdInternedEncoder().wrapAndApplyHeader(buffer, 0, header);
        event.index(8).table(IdTable.SUBJECT).putValue(new byte[] {'P', 'x'}, 0, 2);
        told();
        final ScoreChangedEncoder score = new ScoreChangedEncoder().wrapAndApplyHeader(buffer, 0, header);
        score.subject(8).score((short) 9).table((short) 0);
        told();
        assertThat(told.scores()).containsOnly(0);
    }

    private void scored(final int hour, final int score) {
        final ScoreChangedEncoder event = new ScoreChangedEncoder().wrapAndApplyHeader(buffer, 0, header);
        event.header().timestampNs(instantNs(hour, 0));
        event.subject(SUBJECT).score((short) score).table((short) 0);
        told();
        // The score of a table is no NEWS2.
        event.score((short) 15).table((short) 1);
        told();
    }

    private void raised(final long alertId, final int hour, final int second, final Cause cause) {
        final AlertRaisedEncoder event = new AlertRaisedEncoder().wrapAndApplyHeader(buffer, 0, header);
        event.header().timestampNs(instantNs(hour, second));
        event.alertId(alertId).subject(SUBJECT).cause(cause);
        told();
    }

    private void changed(
            final long alertId, final int hour, final Condition from, final Condition to, final Clause clause) {
        final ConditionChangedEncoder event = new ConditionChangedEncoder().wrapAndApplyHeader(buffer, 0, header);
        event.header().timestampNs(instantNs(hour, 0)).clause1(clause);
        event.alertId(alertId).from(from).to(to);
        told();
    }

    private void told() {
        told.onEvent(1, buffer, 0, buffer.capacity());
    }

    private static long instantNs(final int hour, final int second) {
        return HOUR_ZERO_NS + hour * HOUR_NS + second * 1_000_000_000L;
    }

    private static Stays stays() {
        final StaysBuilder builder = new StaysBuilder(List.of(Parameter.HEART_RATE));
        for (int hour = 1; hour <= 12; hour++) {
            builder.add(new byte[] {'p', '1'}, hour, false, hour <= 4 ? 80_00 : Stays.NOT_MEASURED);
        }
        return builder.build();
    }
}

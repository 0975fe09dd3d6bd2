package io.tocsin.replay.evaluate.study;

import io.tocsin.codecs.sbe.AlertRaisedDecoder;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.ConditionChangedDecoder;
import io.tocsin.codecs.sbe.IdInternedDecoder;
import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.ScoreChangedDecoder;
import io.tocsin.pipeline.OutputHandler;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2IntHashMap;
import org.agrona.collections.Long2LongHashMap;

/**
 * What the engine told in one run, laid beside the rows it was given: the score that stood at each, how many limits were violated, which alerts were raised. An event
 * belongs to the hour it was said in, so that a row never knows of a later one. Listens to the run's events; one thread.
 */
public final class Told implements OutputHandler {
    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final int UNKNOWN = -1;
    private static final int NEVER_READ = Integer.MIN_VALUE / 2;

    private final Stays stays;
    private final long hourZeroNs;
    private final int standsHours;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final IdInternedDecoder interned = new IdInternedDecoder();
    private final ScoreChangedDecoder scored = new ScoreChangedDecoder();
    private final AlertRaisedDecoder raised = new AlertRaisedDecoder();
    private final ConditionChangedDecoder changed = new ConditionChangedDecoder();

    private final Int2IntHashMap patientBySubject = new Int2IntHashMap(UNKNOWN);
    private final Long2LongHashMap patientByLimitAlert = new Long2LongHashMap(UNKNOWN);
    private final int[] nextRows;
    private final int[] lastReadHours;
    private final int[] scoresNow;
    private final int[] violationsNow;

    private final int[] scores;
    private final int[] violations;
    private final int[] limitAlerts;
    private final int[] scoreAlerts;

    /**
     * Before the run.
     *
     * @param stays       whose readings the run is given.
     * @param hourZeroNs  the instant of hour 0 in the run.
     * @param standsHours how long a score stands without any further reading; the engine looks at a patient when something is read. Afterwards nothing is known, which
     *     counts as 0.
     */
    public Told(final Stays stays, final long hourZeroNs, final int standsHours) {
        this.stays = stays;
        this.hourZeroNs = hourZeroNs;
        this.standsHours = standsHours;
        nextRows = new int[stays.patients()];
        Arrays.setAll(nextRows, stays::firstRow);
        lastReadHours = new int[stays.patients()];
        Arrays.fill(lastReadHours, NEVER_READ);
        scoresNow = new int[stays.patients()];
        violationsNow = new int[stays.patients()];
        scores = new int[stays.rows()];
        violations = new int[stays.rows()];
        limitAlerts = new int[stays.rows()];
        scoreAlerts = new int[stays.rows()];
    }

    @Override
    public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        switch (header.wrap(buffer, offset).templateId()) {
            case IdInternedDecoder.TEMPLATE_ID -> interned(interned.wrapAndApplyHeader(buffer, offset, header));
            case ScoreChangedDecoder.TEMPLATE_ID -> scored(scored.wrapAndApplyHeader(buffer, offset, header));
            case AlertRaisedDecoder.TEMPLATE_ID -> raised(raised.wrapAndApplyHeader(buffer, offset, header));
            case ConditionChangedDecoder.TEMPLATE_ID -> changed(changed.wrapAndApplyHeader(buffer, offset, header));
            default -> {
                // A study asks for nothing else.
            }
        }
    }

    @Override
    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        // Whether commands were taken is the feeder's affair.
    }

    /** NEWS2 as it stood at each row, as far as its inputs are known. */
    int[] scores() {
        return completed(scores);
    }

    /** How many limits were violated at each row. */
    int[] violations() {
        return completed(violations);
    }

    /** How many alerts limits raised in the hour of each row. */
    int[] limitAlerts() {
        return limitAlerts.clone();
    }

    /** How many alerts NEWS2 raised in the hour of each row. */
    int[] scoreAlerts() {
        return scoreAlerts.clone();
    }

    private void interned(final IdInternedDecoder event) {
        if (event.table() == IdTable.SUBJECT) {
            final int subject = (int) event.index();
            final byte[] value = new byte[event.valueLength()];
            event.getValue(value, 0, value.length);
            // A letter says what kind of subject it is.
            final int patient = stays.patient(new String(value, 1, value.length - 1, StandardCharsets.ISO_8859_1));
            if (patient != UNKNOWN) {
                patientBySubject.put(subject, patient);
            }
        }
    }

    private void scored(final ScoreChangedDecoder event) {
        final int patient = patientBySubject.get((int) event.subject());
        if (patient != UNKNOWN && event.table() == 0) {
            advance(patient, event.header().timestampNs());
            scoresNow[patient] = event.score();
        }
    }

    private void raised(final AlertRaisedDecoder event) {
        final int patient = patientBySubject.get(event.subject());
        if (patient == UNKNOWN) {
            return;
        }
        final int row = advance(patient, event.header().timestampNs());
        if (event.cause() == Cause.SCORE) {
            scoreAlerts[row]++;
        } else if (event.cause() == Cause.LIMIT) {
            limitAlerts[row]++;
            violationsNow[patient]++;
            patientByLimitAlert.put(event.alertId(), patient);
        }
    }

    /** Only what readings end or begin anew: that somebody resolves an alert does not bring the reading back. */
    private void changed(final ConditionChangedDecoder event) {
        final int patient = (int) patientByLimitAlert.get(event.alertId());
        if (patient == UNKNOWN) {
            return;
        }
        if (event.header().clause1() == Clause.LIMIT_LEFT && event.from() == Condition.ACTIVE) {
            advance(patient, event.header().timestampNs());
            violationsNow[patient]--;
        } else if (event.to() == Condition.ACTIVE) {
            advance(patient, event.header().timestampNs());
            violationsNow[patient]++;
        }
    }

    /** What stands now stood at all rows before an instant's hour; answers the row of that hour. */
    private int advance(final int patient, final long instantNs) {
        fill(patient, (int) ((instantNs - hourZeroNs) / HOUR_NS));
        return Math.min(nextRows[patient], stays.endRow(patient) - 1);
    }

    private void fill(final int patient, final int hour) {
        while (nextRows[patient] < stays.endRow(patient) && stays.hour(nextRows[patient]) < hour) {
            final int row = nextRows[patient]++;
            if (stays.isMeasured(row)) {
                lastReadHours[patient] = stays.hour(row);
            }
            final boolean stands = stays.hour(row) - lastReadHours[patient] <= standsHours;
            scores[row] = stands ? scoresNow[patient] : 0;
            violations[row] = violationsNow[patient];
        }
    }

    private int[] completed(final int[] ofRows) {
        for (int patient = 0; patient < stays.patients(); patient++) {
            fill(patient, Integer.MAX_VALUE);
        }
        return ofRows.clone();
    }
}

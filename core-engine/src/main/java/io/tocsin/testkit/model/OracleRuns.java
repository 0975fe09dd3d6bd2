package io.tocsin.testkit.model;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.GateReason;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TechnicalCondition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs of readings that do not count as they came, and what somebody has to see to: section 30. */
final class OracleRuns {
    /** Of a parameter of a subject. */
    static class Run {
        @Nullable
        GateReason reason;

        int length;
        int last;
        long toldNs;
        String teller = "";

        /** What somebody has to see to. */
        final Set<TechnicalCondition> troubles = EnumSet.noneOf(TechnicalCondition.class);

        boolean isTroubled;
        long troubledNs;
        String troubled = "";
        long wellNs = OracleAlert.NEVER;

        /** Since when every reading that counted was inaccurate. */
        long inaccurateSinceNs = OracleAlert.NEVER;
    }

    private static final long SECOND_NS = 1_000_000_000L;
    private static final Map<GateReason, Clause> CLAUSES = Map.of(
            GateReason.OUT_OF_RANGE, Clause.OUT_OF_RANGE,
            GateReason.STEP, Clause.IMPLAUSIBLE_STEP,
            GateReason.PRESSURES, Clause.PRESSURES_DISAGREE,
            GateReason.FLAT, Clause.FLAT_LINE,
            GateReason.LATE, Clause.OUT_OF_ORDER,
            GateReason.STATUS, Clause.DEVICE_STATUS,
            GateReason.INACCURATE, Clause.INACCURATE);
    private static final Map<GateReason, TechnicalCondition> CONDITIONS = Map.of(
            GateReason.OUT_OF_RANGE, TechnicalCondition.READING_REJECTED,
            GateReason.FLAT, TechnicalCondition.SENSOR_STUCK,
            GateReason.STATUS, TechnicalCondition.SENSOR_FAULT,
            GateReason.INACCURATE, TechnicalCondition.READINGS_INACCURATE);
    /** Their readings count all the same. */
    private static final Set<TechnicalCondition> MILD =
            EnumSet.of(TechnicalCondition.SENSOR_STUCK, TechnicalCondition.READINGS_INACCURATE);

    private final OracleState state;
    private final OracleOwn own;
    private final TreeMap<GateReason, Long> counts = new TreeMap<>();
    /** Technical alerts that this batch asked for. */
    private final Set<GateReason> asked = EnumSet.noneOf(GateReason.class);

    private OracleBatch batch = new OracleBatch(true, 0, 0, true, 0, 0, 0, null, null, null, 0, List.of(), "", "", "");
    private int subject;
    private int bed;

    OracleRuns(final OracleState state, final OracleOwn own) {
        this.state = state;
        this.own = own;
    }

    void begin(final OracleBatch ofBatch, final int ofSubject, final int ofBed) {
        batch = ofBatch;
        subject = ofSubject;
        bed = ofBed;
        asked.clear();
    }

    static Clause clauseOf(final GateReason reason) {
        return requireNonNull(CLAUSES.get(reason));
    }

    List<String> counts() {
        final List<String> found = new ArrayList<>();
        counts.forEach((reason, count) -> found.add("{gatedCount=" + count + ", reason=" + reason + "}"));
        return found;
    }

    void read(final Run run, final OracleBatch.Reading reading, final @Nullable GateReason reason, final Clause how) {
        if (run.reason != reason) {
            final boolean isAnother = !run.teller.equals(batch.deviceId());
            if (reason == null && isAnother && state.nowNs < run.toldNs + 60 * SECOND_NS) {
                return;
            }
            if (run.reason != null) {
                over(subject, reading.parameter(), run, how, batch.measuredNs(), batch.deviceId());
            }
            run.reason = reason;
            run.length = 0;
        }
        if (reason == null) {
            return;
        }
        counts.merge(reason, 1L, Long::sum);
        run.last = reading.value();
        run.toldNs = state.nowNs;
        run.teller = batch.deviceId();
        run.length++;
        final Clause clause = clauseOf(reason);
        if (run.length == 1) {
            tell(
                    subject,
                    reading.parameter(),
                    run,
                    OracleState.clauses(clause),
                    0,
                    batch.measuredNs(),
                    batch.deviceId());
        }
        final TechnicalCondition condition = CONDITIONS.get(reason);
        final boolean isBrief = reason == GateReason.INACCURATE
                && !run.troubles.contains(TechnicalCondition.READINGS_INACCURATE)
                && state.nowNs - run.inaccurateSinceNs
                        < requireNonNull(state.site.quality).confirmMs() * 1_000_000;
        if (condition != null && !isBrief) {
            run.isTroubled = true;
            run.troubledNs = state.nowNs;
            run.troubled = batch.deviceId();
            run.wellNs = OracleAlert.NEVER;
            final boolean isAsked = !asked.add(reason);
            final boolean isOpen = own.isOpen(condition, subject);
            final boolean isNews = !run.troubles.contains(condition) || !isOpen;
            if (isNews && (isOpen || !isAsked)) {
                final Severity severity = MILD.contains(condition)
                        ? Severity.NON_URGENT
                        : requireNonNull(state.site.quality).severity();
                if (own.comes(
                        condition,
                        severity,
                        subject,
                        own.unitOf(subject, bed),
                        reading.parameter().value(),
                        clause)) {
                    run.troubles.add(condition);
                }
            }
        }
    }

    /** Nobody has to see to a parameter any more. */
    void isWell(
            final int of,
            final Parameter parameter,
            final Run run,
            final Collection<? extends Run> ofSubject,
            final Clause clause) {
        run.isTroubled = false;
        run.wellNs = OracleAlert.NEVER;
        final Set<TechnicalCondition> over = EnumSet.copyOf(run.troubles);
        run.troubles.clear();
        for (final TechnicalCondition condition : over) {
            if (ofSubject.stream().noneMatch(each -> each.troubles.contains(condition))) {
                own.isOver(condition, of, parameter.value(), clause);
            }
        }
    }

    void over(
            final int of,
            final Parameter parameter,
            final Run run,
            final Clause how,
            final long measuredNs,
            final String deviceId) {
        final GateReason reason = requireNonNull(run.reason);
        final List<Clause> clauses = OracleState.clauses(clauseOf(reason));
        clauses.add(how);
        tell(of, parameter, run, clauses, 1, measuredNs, deviceId);
        run.reason = null;
    }

    private void tell(
            final int of,
            final Parameter parameter,
            final Run run,
            final List<Clause> clauses,
            final int over,
            final long measuredNs,
            final String deviceId) {
        state.event(
                "ReadingGated",
                clauses,
                "measuredNs",
                measuredNs,
                "subject",
                of,
                "value",
                run.last,
                "runLength",
                run.length,
                "parameter",
                parameter,
                "reason",
                requireNonNull(run.reason),
                "over",
                over,
                "deviceId",
                deviceId);
    }
}

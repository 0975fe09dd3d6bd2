package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Phase;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.ReportResultDecoder;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Critical results of examinations: section 35. */
final class OracleResults {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int TEXTS = 10;
    private static final int ALERT_TABLE = 6;
    private static final int CONTENT_TABLE = 20;

    private final OracleState state;
    private final OracleAlerts alerts;
    private final OracleLadder ladder;
    private final OracleRelief relief;

    OracleResults(
            final OracleState state, final OracleAlerts alerts, final OracleLadder ladder, final OracleRelief relief) {
        this.state = state;
        this.alerts = alerts;
        this.ladder = ladder;
        this.relief = relief;
    }

    /** Whether a source declared the alert by a raise, and its content says where. */
    static boolean isRaise(final OracleAlert alert) {
        return templateOf(alert.content) == RaiseAlertDecoder.TEMPLATE_ID;
    }

    private static int templateOf(final byte[] content) {
        return content.length == 0
                ? 0
                : new MessageHeaderDecoder().wrap(new UnsafeBuffer(content), 0).templateId();
    }

    /** The texts of a result, in the order of the schema. */
    static List<String> texts(final OracleAlert alert) {
        return texts(alert.content);
    }

    private static List<String> texts(final byte[] content) {
        final UnsafeBuffer buffer = new UnsafeBuffer(content);
        final ReportResultDecoder report =
                new ReportResultDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        final List<String> texts = new ArrayList<>();
        int at = report.limit();
        for (int i = 0; i < TEXTS; i++) {
            final int length = content[at] & 0xFF;
            texts.add(OracleFields.latin(buffer, at, length));
            at += 1 + length;
        }
        return texts;
    }

    /** Who ordered it, unless they are off duty: rosters say when they are on duty, and not now; or may never accept. */
    static List<Integer> orderedBy(final OracleState state, final OracleAlert alert) {
        if (templateOf(alert.content) != ReportResultDecoder.TEMPLATE_ID) {
            return List.of();
        }
        final int person = state.site.people.indexOf(texts(alert).get(4));
        return person < 0 || isOffDuty(state, person) || !OracleAuthority.mayEverAccept(state, person)
                ? List.of()
                : List.of(person);
    }

    /** Whether rosters say when somebody is on duty, and not now. */
    static boolean isOffDuty(final OracleState state, final int person) {
        final List<OracleRosters.Duty> duties = state.site.rosters.values().stream()
                .flatMap(roster -> roster.duties().stream())
                .filter(duty -> duty.person() == person && duty.endNs() > state.nowNs)
                .toList();
        return (state.site.namedBy.containsKey(person) || !duties.isEmpty())
                && duties.stream().noneMatch(duty -> duty.isOnAt(state.nowNs));
    }

    /** Whether a source's key is that of an open result. */
    boolean isNamed(final OracleEnvelope envelope, final String key) {
        final OracleAlert open = alerts.byKey(envelope.sourceId(), envelope.purpose(), key);
        return open != null && open.type == EmergencyType.CRITICAL_RESULT;
    }

    OracleAnswer report(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final byte[] content = buffer.byteArray();
        final ReportResultDecoder report =
                new ReportResultDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        if (report.severityRaw() < 1 || report.severityRaw() > 5) {
            return OracleAnswer.invalid(2);
        }
        if (report.kindRaw() > 1) {
            return OracleAnswer.invalid(3);
        }
        final List<String> texts = texts(content);
        final OracleAnswer fields = check(texts);
        if (fields.isRefusal()) {
            return fields;
        }
        final OracleAnswer forbidden = OracleAuthority.raise(
                state,
                envelope,
                List.of(texts.get(0), texts.get(1), "", texts.get(2), texts.get(3)),
                EmergencyType.CRITICAL_RESULT);
        if (forbidden != null) {
            return forbidden;
        }
        final OracleAlert open = alerts.byKey(envelope.sourceId(), envelope.purpose(), texts.get(0));
        final OracleAnswer answer = open == null
                ? opened(content, texts, report.severity(), envelope)
                : open.type == EmergencyType.CRITICAL_RESULT
                        ? again(open, content, report.severity())
                        : OracleAnswer.invalid(40);
        return answer.alertId() == 0 || envelope.isProduction()
                ? answer
                : new OracleAnswer(Result.TEST_TRAFFIC, 0, answer.alertId(), answer.occurrence(), answer.isNew());
    }

    private static OracleAnswer check(final List<String> texts) {
        final int[][] rows = {
            {40, 36}, {41, 36}, {47, 36}, {49, 36}, {55, 36}, {56, 24}, {57, 48}, {58, 48}, {59, 16}, {52, 160}
        };
        for (int i = 0; i < rows.length; i++) {
            final boolean isNeeded = List.of(0, 6, 7).contains(i);
            if (texts.get(i).length() > rows[i][1]) {
                return OracleAnswer.of(i < 5 ? Result.ID_TOO_LONG : Result.INVALID_FIELD, rows[i][0]);
            }
            if (isNeeded && texts.get(i).replace(" ", "").isEmpty()) {
                return OracleAnswer.invalid(rows[i][0]);
            }
        }
        return OracleAnswer.OK;
    }

    private OracleAnswer opened(
            final byte[] content, final List<String> texts, final Severity severity, final OracleEnvelope envelope) {
        if (!alerts.mayOpen(severity)) {
            return OracleAnswer.of(Result.TABLE_FULL, ALERT_TABLE);
        }
        if (!alerts.mayStore(content, severity)) {
            return OracleAnswer.of(Result.TABLE_FULL, CONTENT_TABLE);
        }
        final OracleAlert alert = new OracleAlert();
        alert.sourceId = envelope.sourceId();
        alert.key = texts.get(0);
        alert.type = EmergencyType.CRITICAL_RESULT;
        alert.severity = severity;
        alert.declared = OracleTriage.keeps(state.site) ? severity : null;
        alert.purpose = Purpose.get((short) envelope.purpose());
        alert.content = content;
        alerts.place(alert, texts.get(1), texts.get(3), "", texts.get(2));
        alerts.open(alert, OracleState.clauses(Clause.DECLARED_SEVERITY));
        return new OracleAnswer(Result.OK, 0, alert.alertId, alert.occurrence, true);
    }

    private OracleAnswer again(final OracleAlert alert, final byte[] content, final Severity severity) {
        final List<String> former = texts(alert);
        final List<String> now = texts(content);
        if (!former.get(1).equals(now.get(1))) {
            return OracleAnswer.invalid(41);
        }
        if (now.get(1).isEmpty() && !former.get(3).equals(now.get(3))) {
            return OracleAnswer.invalid(49);
        }
        final boolean isNowhere = now.get(1).isEmpty() && now.get(3).isEmpty();
        if (isNowhere && !former.get(2).equals(now.get(2))) {
            return OracleAnswer.invalid(47);
        }
        final boolean same = Arrays.equals(masked(alert.content), masked(content));
        // In its own place, and whatever is kept for others.
        final long blocks = alerts.freeBlocks() + alert.contentBlocks();
        if (!same && blocks < OracleAlert.blocks(content.length)) {
            return OracleAnswer.of(Result.TABLE_FULL, CONTENT_TABLE);
        }
        alert.occurrence++;
        alert.declared = OracleTriage.keeps(state.site) ? severity : null;
        alert.triaged = null;
        final boolean isCorrected = !former.subList(5, 9).equals(now.subList(5, 9));
        final List<Integer> undone = isCorrected ? alert.people(Response.ACCEPTED) : List.of();
        final List<Clause> clauses = OracleState.clauses(Clause.SAME_KEY);
        if (!same) {
            alert.content = content;
            alert.limitValue = (int) alert.occurrence;
        }
        if (isCorrected) {
            clauses.add(Clause.RESULT_CORRECTED);
            alert.value = 0;
            undone.forEach(person -> relief.leave(alert, person, Clause.RESULT_CORRECTED));
        }
        final Phase phase = OracleAlert.phase(alert.severity, severity, same);
        alerts.changed(alert, severity, phase, same ? new byte[0] : content, clauses);
        final boolean hadEnded = alert.condition == Condition.INACTIVE;
        if (alert.condition != Condition.ACTIVE) {
            alerts.reactivate(alert);
        }
        if (!undone.isEmpty() && !alert.isTest()) {
            if (!hadEnded && (alert.step != OracleAlert.NO_STEP || alert.policy == null)) {
                relief.askAgain(alert, Clause.RESULT_CORRECTED);
            } else if (!hadEnded) {
                ladder.start(alert);
            }
            undone.forEach(person -> relief.askToo(alert, person, Clause.RESULT_CORRECTED));
        }
        return new OracleAnswer(Result.OK, 0, alert.alertId, alert.occurrence, false);
    }

    private static byte[] masked(final byte[] content) {
        final byte[] masked = content.clone();
        Arrays.fill(masked, HEADER, HEADER + EnvelopeDecoder.ENCODED_LENGTH, (byte) 0);
        masked[HEADER + ReportResultDecoder.severityEncodingOffset()] = 0;
        final int resulted = HEADER + ReportResultDecoder.resultedAtNsEncodingOffset();
        Arrays.fill(masked, resulted, resulted + Long.BYTES, (byte) 0);
        return masked;
    }
}

package io.tocsin.engine.command;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.ReportResultDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.ResultKind;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.alert.AlertKeys;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Assessments;
import io.tocsin.engine.authority.Authority;
import io.tocsin.engine.event.AlertEvents;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.response.AlertLife;
import io.tocsin.engine.response.AskingAnew;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.store.IdTable;
import org.agrona.DirectBuffer;

/** {@code ReportResult}: a critical result of an examination, or what corrects the open one with the same key: then whoever had read it back has to do so again. */
public final class ResultCommand {
    private static final int CRITICAL_RESULT = EmergencyType.CRITICAL_RESULT.value();
    private static final int MAX_ALERTS_FIELD = 6;
    private static final int CONTENT_BLOCKS_FIELD = 20;

    /** Ids of the texts, in the order of the schema. */
    private static final int[] TEXT_ID = {40, 41, 47, 49, 55, 56, 57, 58, 59, 52};
    /** Most bytes of each; negative for ids. */
    private static final int[] TEXT_LIMIT = {-36, -36, -36, -36, -36, 24, 48, 48, 16, 160};

    private static final int KEY = 0;
    private static final int PATIENT = 1;
    private static final int UNIT = 2;
    private static final int BED = 3;
    private static final int CODE = 5;
    private static final int NAME = 6;
    private static final int VALUE = 7;
    private static final int VALUE_UNIT = 8;

    /** Whose result it is: the first of these that is named. */
    private static final int[] WHOSE = {PATIENT, BED, UNIT};
    /** What was found: whoever understood another has understood nothing. */
    private static final int[] FINDING = {CODE, NAME, VALUE, VALUE_UNIT};

    private final Alerts alerts;
    private final Site site;
    private final SubjectFinder finder;
    private final Authority authority;
    private final AlertLife life;
    private final AskingAnew anew;
    private final AlertEvents events;
    private final EventStream stream;
    private final FormerResult former;
    private final ReportResultDecoder report = new ReportResultDecoder();

    /**
     * Takes results.
     *
     * @param alerts    open.
     * @param site      with units and beds.
     * @param finder    of subjects.
     * @param authority of whoever reports.
     * @param life      of the alerts.
     * @param anew      asks who had read back what is corrected.
     * @param events    of the alerts.
     * @param stream    for engine time.
     */
    public ResultCommand(
            final Alerts alerts,
            final Site site,
            final SubjectFinder finder,
            final Authority authority,
            final AlertLife life,
            final AskingAnew anew,
            final AlertEvents events,
            final EventStream stream) {
        this.alerts = alerts;
        this.site = site;
        this.finder = finder;
        this.authority = authority;
        this.life = life;
        this.anew = anew;
        this.events = events;
        this.stream = stream;
        former = new FormerResult(alerts.contents());
    }

    /**
     * Carries the command out.
     *
     * @param buffer   holds the message.
     * @param offset   of its header.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void carryOut(
            final DirectBuffer buffer,
            final int offset,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        report.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        if (!isValid(buffer, layout, answer)) {
            return;
        }
        if (authority.isUsed()
                && !authority.mayRaise(envelope, finder.find(buffer, layout, PATIENT, BED, BED), CRITICAL_RESULT)) {
            answer.refuse(Result.FORBIDDEN, AuthorityAction.RAISE.value());
            return;
        }
        final int purpose = envelope.purposeRaw();
        final int alert = alerts.keys()
                .find(envelope.sourceId(), purpose, buffer, layout.textOffset(KEY), layout.textLength(KEY));
        if (alert == AlertKeys.ABSENT) {
            open(buffer, offset, layout, envelope.sourceId(), purpose, answer);
        } else if (alerts.type[alert] != CRITICAL_RESULT) {
            answer.refuse(Result.INVALID_FIELD, TEXT_ID[KEY]);
        } else {
            again(alert, buffer, offset, layout, answer);
        }
        if (purpose != 0 && answer.alertId != 0) {
            answer.result = Result.TEST_TRAFFIC.value();
        }
    }

    private boolean isValid(final DirectBuffer buffer, final MessageLayout layout, final Answer answer) {
        final int severity = report.severityRaw();
        if (severity < Severity.CRITICAL.value() || severity > Severity.NON_URGENT.value()) {
            answer.refuse(Result.INVALID_FIELD, ReportResultDecoder.severityId());
            return false;
        }
        if (report.kindRaw() > ResultKind.IMAGING.value()) {
            answer.refuse(Result.INVALID_FIELD, ReportResultDecoder.kindId());
            return false;
        }
        for (int i = 0; i < TEXT_LIMIT.length; i++) {
            final boolean isTooLong = layout.textLength(i) > Math.abs(TEXT_LIMIT[i]);
            if (isTooLong && TEXT_LIMIT[i] < 0) {
                answer.refuse(Result.ID_TOO_LONG, TEXT_ID[i]);
                return false;
            }
            final boolean isNeeded = i == KEY || i == NAME || i == VALUE;
            if (isTooLong || (isNeeded && isBlank(buffer, layout, i))) {
                answer.refuse(Result.INVALID_FIELD, TEXT_ID[i]);
                return false;
            }
        }
        return true;
    }

    /** Nothing, or nothing that could be read back. */
    private static boolean isBlank(final DirectBuffer buffer, final MessageLayout layout, final int text) {
        int at = 0;
        while (at < layout.textLength(text) && buffer.getByte(layout.textOffset(text) + at) == ' ') {
            at++;
        }
        return at == layout.textLength(text);
    }

    private void open(
            final DirectBuffer buffer,
            final int offset,
            final MessageLayout layout,
            final long sourceId,
            final int purpose,
            final Answer answer) {
        final int severity = report.severityRaw();
        final boolean isUrgent = AlertLife.isUrgent(severity);
        if (!alerts.hasRoom(isUrgent)) {
            answer.refuse(Result.TABLE_FULL, MAX_ALERTS_FIELD);
            return;
        }
        if (!alerts.contents().hasRoom(layout.length(), isUrgent)) {
            answer.refuse(Result.TABLE_FULL, CONTENT_BLOCKS_FIELD);
            return;
        }
        final int subject = finder.intern(buffer, layout, PATIENT, BED, BED);
        final boolean isUnidentified = !finder.isIdentified(subject);
        final int bed = finder.bed(buffer, layout, BED, subject);
        final int alert = alerts.open(stream.nowNs());
        alerts.sourceId[alert] = sourceId;
        alerts.subject[alert] = subject;
        alerts.bed[alert] = bed;
        alerts.unit[alert] = unit(buffer, layout, bed, subject);
        alerts.type[alert] = (byte) CRITICAL_RESULT;
        alerts.severity[alert] = (byte) severity;
        alerts.priority[alert] = (byte) AlertLife.priorityOf(severity);
        alerts.purpose[alert] = (byte) purpose;
        alerts.cause[alert] = (byte) Cause.DECLARED.value();
        alerts.parameter[alert] = 0;
        alerts.rule[alert] = 0;
        alerts.value[alert] = 0;
        alerts.limit[alert] = 0;
        alerts.mark(alert, Alerts.UNIDENTIFIED, isUnidentified);
        alerts.keys().put(alert, sourceId, purpose, buffer, layout.textOffset(KEY), layout.textLength(KEY));
        alerts.contents().put(alert, buffer, offset, layout.length());
        alerts.assessments().keep(alert, severity, Assessments.NOTHING);

        long clauses = Because.of(Clause.DECLARED_SEVERITY);
        clauses = isUnidentified ? Because.and(clauses, Clause.UNIDENTIFIED_SUBJECT) : clauses;
        clauses = purpose == 0 ? clauses : Because.and(clauses, Clause.TEST_TRAFFIC);
        events.raised(
                clauses,
                alerts.alertId[alert],
                sourceId,
                subject,
                alerts.unit[alert],
                bed,
                CRITICAL_RESULT,
                severity,
                alerts.priority[alert],
                purpose,
                alerts.cause[alert],
                isUnidentified,
                0,
                0,
                0,
                0,
                alerts.assessments().tell(alert));
        events.raisedContent(buffer, layout.textOffset(KEY), layout.textLength(KEY), buffer, offset, layout.length());
        answer.alertId = alerts.alertId[alert];
        answer.occurrence = 1;
        answer.isNew = true;
        if (purpose == 0) {
            life.begin(alert);
        } else {
            life.beginTest(alert);
        }
    }

    private void again(
            final int alert,
            final DirectBuffer buffer,
            final int offset,
            final MessageLayout layout,
            final Answer answer) {
        former.read(alert);
        final int other = former.firstOtherName(buffer, layout, WHOSE);
        if (other != FormerResult.NONE) {
            // Who was asked about the former one knows nothing of that patient.
            answer.refuse(Result.INVALID_FIELD, TEXT_ID[other]);
            return;
        }
        final int severity = report.severityRaw();
        final boolean isChanged = former.isChanged(buffer, offset, layout);
        if (isChanged && !alerts.contents().hasRoomInPlaceOf(alert, layout.length())) {
            // The former is not true any more, but it is all there is; whoever reports has to know that.
            answer.refuse(Result.TABLE_FULL, CONTENT_BLOCKS_FIELD);
            return;
        }
        alerts.occurrence[alert]++;
        answer.alertId = alerts.alertId[alert];
        answer.occurrence = alerts.occurrence[alert];
        alerts.assessments().keep(alert, severity, Assessments.NOTHING);
        if (isChanged) {
            alerts.contents().put(alert, buffer, offset, layout.length());
            alerts.limit[alert] = alerts.occurrence[alert];
        }
        final boolean isCorrected = former.firstOther(buffer, layout, FINDING) != FormerResult.NONE;
        if (isCorrected) {
            // Nobody has read back what it says now, or failed to.
            alerts.value[alert] = 0;
        }
        final int undone = isCorrected ? anew.undo(alert, Clause.RESULT_CORRECTED) : 0;
        final long clauses = Because.of(Clause.SAME_KEY);
        life.change(
                isCorrected ? Because.and(clauses, Clause.RESULT_CORRECTED) : clauses,
                alert,
                severity,
                isChanged,
                buffer,
                offset,
                isChanged ? layout.length() : 0);
        final boolean hadEnded = alerts.condition[alert] == Condition.INACTIVE.value();
        life.reactivate(alert);
        if (!life.isTest(alert)) {
            anew.ask(alert, undone, hadEnded, Clause.RESULT_CORRECTED);
        }
    }

    private int unit(final DirectBuffer buffer, final MessageLayout layout, final int bed, final int subject) {
        final int named = layout.textLength(UNIT) == 0
                ? IdTable.ABSENT
                : site.units().find((byte) 0, buffer, layout.textOffset(UNIT), layout.textLength(UNIT));
        if (named != IdTable.ABSENT) {
            return named;
        }
        final int ofBed = site.unitOfBed(bed);
        return ofBed == Site.NONE ? finder.unit(subject) : ofBed;
    }
}

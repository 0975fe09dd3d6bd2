package io.tocsin.engine.command;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.ReportResultDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.escalation.Ladder;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.ResponseEvents;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.site.Policies;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Who takes a critical result says what it is: a value that was misheard or not looked at is found out before anybody acts on it (Joint Commission NPSG.02.03.01,
 * read-back). How often in a row that failed is the alert's value, and since which occurrence it says what it says its limit. Engine thread only; allocates nothing.
 */
public final class ReadBacks {
    /** Most bytes that are read back. */
    static final int MAX_BYTES = 72;

    private static final int CRITICAL_RESULT = EmergencyType.CRITICAL_RESULT.value();
    private static final int VALUE = 7;
    private static final int UNIT = 8;
    private static final int MOST = 0xFFFF;

    private final Alerts alerts;
    private final Policies policies;
    private final Ladder ladder;
    private final ResponseEvents events;
    private final MessageLayout layout = new MessageLayout();
    private final UnsafeBuffer content = new UnsafeBuffer(new byte[1024]);
    private final UnsafeBuffer said = new UnsafeBuffer(new byte[MAX_BYTES]);
    private final UnsafeBuffer told = new UnsafeBuffer(new byte[MAX_BYTES]);
    private int saidBytes;
    private long saidOf;

    /**
     * Nothing was read back yet.
     *
     * @param alerts   open.
     * @param policies that say how often it may fail.
     * @param ladder   of the alerts' steps.
     * @param events   of what people do.
     */
    public ReadBacks(final Alerts alerts, final Policies policies, final Ladder ladder, final ResponseEvents events) {
        this.alerts = alerts;
        this.policies = policies;
        this.ladder = ladder;
        this.events = events;
    }

    /** What the command that is carried out reads back, and of which occurrence of the alert; 0 = of any. */
    void said(final long occurrence, final DirectBuffer buffer, final int offset, final int length) {
        said.putBytes(0, buffer, offset, length);
        saidBytes = length;
        saidOf = occurrence;
    }

    /** Whether a person may take an alert: anything but a result, or a result that they read back. What fails is told and counted, and may bring the next step. */
    boolean permit(final int alert, final int person, final Answer answer) {
        if (alerts.type[alert] != CRITICAL_RESULT) {
            return true;
        }
        final boolean isRight = saidBytes > 0 && isOfNow(alert) && isValue(alert);
        final int failures = isRight ? 0 : Math.min(alerts.value[alert] + 1, MOST);
        final Clause clause =
                isRight ? Clause.READ_BACK_RIGHT : saidBytes == 0 ? Clause.READ_BACK_MISSING : Clause.READ_BACK_WRONG;
        alerts.value[alert] = failures;
        events.readBack(Because.of(clause), alerts.alertId[alert], person, failures, said, 0, saidBytes);
        if (isRight) {
            return true;
        }
        answer.refuse(saidBytes == 0 ? Result.READ_BACK_NEEDED : Result.READ_BACK_WRONG, failures);
        final int most = policies.steps().readBacks(alerts.policy[alert]);
        if (most > 0 && failures >= most && alerts.condition[alert] != Condition.INACTIVE.value()) {
            alerts.value[alert] = 0;
            if (alerts.step[alert] < policies.stepCount(alerts.policy[alert])) {
                ladder.escalate(alert, Because.of(Clause.READ_BACK_FAILED));
            }
        }
        return false;
    }

    /** Whether what the person was shown is what the result says now: its limit holds the occurrence that said so first. */
    private boolean isOfNow(final int alert) {
        return saidOf == 0 || (saidOf >= alerts.limit[alert] && saidOf <= alerts.occurrence[alert]);
    }

    private boolean isValue(final int alert) {
        final int length = alerts.contents().get(alert, content);
        if (layout.walk(content, 0, length) != MessageLayout.FITS
                || layout.templateId() != ReportResultDecoder.TEMPLATE_ID) {
            return false;
        }
        final int value = layout.textLength(VALUE);
        told.putBytes(0, content, layout.textOffset(VALUE), value);
        told.putBytes(value, content, layout.textOffset(UNIT), layout.textLength(UNIT));
        return isSame(value) || isSame(value + layout.textLength(UNIT));
    }

    /** Whether the same was said as the first bytes of what was told, but for blanks and the case of letters. */
    private boolean isSame(final int toldBytes) {
        int at = 0;
        for (int i = 0; i < saidBytes; i++) {
            final byte letter = said.getByte(i);
            if (letter != ' ') {
                while (at < toldBytes && told.getByte(at) == ' ') {
                    at++;
                }
                if (at == toldBytes || lower(told.getByte(at++)) != lower(letter)) {
                    return false;
                }
            }
        }
        while (at < toldBytes && told.getByte(at) == ' ') {
            at++;
        }
        return at == toldBytes;
    }

    private static int lower(final byte letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
    }
}

package io.tocsin;

import io.tocsin.atrest.PatientTexts;
import io.tocsin.codecs.sbe.AlertClosedDecoder;
import io.tocsin.codecs.sbe.AlertContentDecoder;
import io.tocsin.codecs.sbe.AlertRaisedDecoder;
import io.tocsin.codecs.sbe.AlertRedirectedDecoder;
import io.tocsin.codecs.sbe.AlertStaleDecoder;
import io.tocsin.codecs.sbe.AlertUpdatedDecoder;
import io.tocsin.codecs.sbe.BedsideReachedDecoder;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.ConditionChangedDecoder;
import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.codecs.sbe.LimitViolatedDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.OfferAnsweredDecoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.ReadBackNotedDecoder;
import io.tocsin.codecs.sbe.ScoreChangedDecoder;
import io.tocsin.codecs.sbe.StepEndedDecoder;
import io.tocsin.codecs.sbe.StepStartedDecoder;
import io.tocsin.codecs.sbe.TechnicalNotedDecoder;
import io.tocsin.router.IdBook;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Decodes the events of alerts and readings. Delivery thread only. */
final class AlertEventReader {
    private final IdBook ids;
    private final ContentReader contents;
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);

    private final AlertRaisedDecoder raised = new AlertRaisedDecoder();
    private final AlertUpdatedDecoder updated = new AlertUpdatedDecoder();
    private final AlertContentDecoder content = new AlertContentDecoder();
    private final ConditionChangedDecoder condition = new ConditionChangedDecoder();
    private final StepStartedDecoder stepStarted = new StepStartedDecoder();
    private final StepEndedDecoder stepEnded = new StepEndedDecoder();
    private final OfferAnsweredDecoder answered = new OfferAnsweredDecoder();
    private final AlertRedirectedDecoder redirected = new AlertRedirectedDecoder();
    private final ReadBackNotedDecoder readBack = new ReadBackNotedDecoder();
    private final BedsideReachedDecoder bedside = new BedsideReachedDecoder();
    private final AlertClosedDecoder closed = new AlertClosedDecoder();
    private final AlertStaleDecoder stale = new AlertStaleDecoder();
    private final LimitViolatedDecoder violated = new LimitViolatedDecoder();
    private final TechnicalNotedDecoder technical = new TechnicalNotedDecoder();
    private final ScoreChangedDecoder score = new ScoreChangedDecoder();

    AlertEventReader(final IdBook ids, final @Nullable PatientTexts texts) {
        this.ids = ids;
        contents = new ContentReader(texts);
    }

    /** Decodes, or answers {@code null} if it is none of these events. */
    @Nullable
    RouterEvent read(
            final RouterEvent.Stamp stamp,
            final MessageHeaderDecoder header,
            final DirectBuffer buffer,
            final int offset) {
        return switch (header.templateId()) {
            case AlertRaisedDecoder.TEMPLATE_ID -> raised(stamp, raised.wrapAndApplyHeader(buffer, offset, header));
            case AlertUpdatedDecoder.TEMPLATE_ID -> updated(stamp, updated.wrapAndApplyHeader(buffer, offset, header));
            case AlertContentDecoder.TEMPLATE_ID -> content(stamp, content.wrapAndApplyHeader(buffer, offset, header));
            case ConditionChangedDecoder.TEMPLATE_ID -> {
                condition.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.ConditionChanged(
                        stamp, condition.alertId(), condition.from(), condition.to(), condition.phase());
            }
            case StepStartedDecoder.TEMPLATE_ID -> {
                stepStarted.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.StepStarted(
                        stamp,
                        stepStarted.alertId(),
                        stepStarted.deadlineNs(),
                        stepStarted.policyId(),
                        stepStarted.policyVersion(),
                        stepStarted.step(),
                        stepStarted.round(),
                        stepStarted.chosen(),
                        stepStarted.loop(),
                        stepStarted.needed(),
                        slots(stepStarted));
            }
            case StepEndedDecoder.TEMPLATE_ID -> {
                stepEnded.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.StepEnded(stamp, stepEnded.alertId(), stepEnded.step(), stepEnded.unanswered());
            }
            case OfferAnsweredDecoder.TEMPLATE_ID -> {
                answered.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.OfferAnswered(
                        stamp,
                        answered.alertId(),
                        ids.id(IdTable.PERSON, answered.person()),
                        answered.response(),
                        answered.reason(),
                        answered.owner() < 0 ? "" : ids.id(IdTable.PERSON, answered.owner()),
                        answered.slots());
            }
            case AlertRedirectedDecoder.TEMPLATE_ID -> {
                redirected.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.AlertRedirected(
                        stamp,
                        redirected.alertId(),
                        redirected.deadlineNs(),
                        ids.id(IdTable.PERSON, redirected.person()),
                        ids.id(IdTable.PERSON, redirected.to()),
                        redirected.step(),
                        redirected.chosen() == 1);
            }
            case ReadBackNotedDecoder.TEMPLATE_ID -> {
                readBack.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.ReadBackNoted(
                        stamp,
                        readBack.alertId(),
                        ids.id(IdTable.PERSON, readBack.person()),
                        readBack.failures(),
                        readBack.readBack());
            }
            case BedsideReachedDecoder.TEMPLATE_ID -> {
                bedside.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.BedsideReached(
                        stamp, bedside.alertId(), ids.id(IdTable.PERSON, bedside.person()));
            }
            case AlertClosedDecoder.TEMPLATE_ID -> {
                closed.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.AlertClosed(
                        stamp,
                        closed.alertId(),
                        ids.id(IdTable.PERSON, closed.person()),
                        closed.outcome(),
                        closed.condition());
            }
            case AlertStaleDecoder.TEMPLATE_ID -> {
                stale.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.AlertStale(stamp, stale.alertId(), stale.lastSeenNs());
            }
            case LimitViolatedDecoder.TEMPLATE_ID -> {
                violated.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.LimitViolated(
                        stamp,
                        violated.alertId(),
                        subject(violated.subject()),
                        violated.value(),
                        violated.limitValue(),
                        violated.rule(),
                        violated.parameter(),
                        violated.first() == 1);
            }
            case TechnicalNotedDecoder.TEMPLATE_ID -> {
                technical.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.TechnicalNoted(
                        stamp,
                        technical.alertId(),
                        subject(technical.subject()),
                        technical.condition(),
                        technical.value(),
                        technical.active() == 1);
            }
            case ScoreChangedDecoder.TEMPLATE_ID -> {
                score.wrapAndApplyHeader(buffer, offset, header);
                final Subject subject = subject(score.subject());
                yield score.table() != 0
                        ? new RouterEvent.TableScoreChanged(stamp, subject, score.score(), score.table(), score.level())
                        : new RouterEvent.ScoreChanged(
                                stamp,
                                subject,
                                score.score(),
                                score.band(),
                                score.singleThree() == 1,
                                score.missingMask());
            }
            default -> null;
        };
    }

    @Nullable
    Subject subject(final long index) {
        return Subject.parse(ids.id(IdTable.SUBJECT, index));
    }

    private RouterEvent raised(final RouterEvent.Stamp stamp, final AlertRaisedDecoder event) {
        final AlertCause cause =
                cause(event.cause(), event.parameter(), event.rule(), event.value(), event.limitValue());
        final String alertKey = event.alertKey();
        event.wrapContent(view);
        return new RouterEvent.AlertRaised(
                stamp,
                event.alertId(),
                event.sourceId(),
                subject(event.subject()),
                ids.id(IdTable.UNIT, event.unit()),
                ids.id(IdTable.BED, event.bed()),
                event.emergencyType(),
                event.severity(),
                event.priority(),
                event.purpose(),
                event.unidentified() == 1,
                cause,
                alertKey,
                contents.read(view, 0, view.capacity()),
                Assessment.of(
                        event.severity(),
                        event.declaredSeverity(),
                        event.conditionClass(),
                        event.harm(),
                        event.onset(),
                        event.alarmPriority()));
    }

    private RouterEvent updated(final RouterEvent.Stamp stamp, final AlertUpdatedDecoder event) {
        event.wrapContent(view);
        return new RouterEvent.AlertUpdated(
                stamp,
                event.alertId(),
                event.occurrence(),
                event.phase(),
                event.severity(),
                event.priority(),
                view.capacity() == 0 ? null : contents.read(view, 0, view.capacity()),
                Assessment.of(
                        event.severity(),
                        event.declaredSeverity(),
                        event.conditionClass(),
                        event.harm(),
                        event.onset(),
                        event.alarmPriority()),
                event.rule());
    }

    private RouterEvent content(final RouterEvent.Stamp stamp, final AlertContentDecoder event) {
        final AlertCause cause = cause(event.cause(), event.parameter(), 0, event.value(), event.limitValue());
        event.wrapContent(view);
        return new RouterEvent.AlertContent(
                stamp,
                event.alertId(),
                subject(event.subject()),
                event.emergencyType(),
                event.severity(),
                cause,
                contents.read(view, 0, view.capacity()));
    }

    private static AlertCause cause(
            final Cause kind, final short parameter, final int rule, final int value, final int limitValue) {
        if (kind == Cause.DECLARED) {
            return AlertCause.DECLARED;
        }
        return new AlertCause(kind, parameter == 0 ? null : Parameter.get(parameter), rule, value, limitValue);
    }

    /** Who fills which slot of the team, in its order; empty = open. */
    private Map<String, String> slots(final StepStartedDecoder started) {
        // The groups of a message are read in their order.
        for (final StepStartedDecoder.PeopleDecoder next : started.people()) {
            next.sbeSkip();
        }
        final Map<String, String> slots = new LinkedHashMap<>();
        for (final StepStartedDecoder.SlotsDecoder next : started.slots()) {
            slots.put(
                    ids.id(IdTable.ROLE, next.role()), next.person() < 0 ? "" : ids.id(IdTable.PERSON, next.person()));
        }
        return slots;
    }
}

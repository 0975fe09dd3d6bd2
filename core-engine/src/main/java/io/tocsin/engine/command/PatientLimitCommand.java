package io.tocsin.engine.command;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.LimitReason;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.SetPatientLimitDecoder;
import io.tocsin.engine.authority.Authority;
import io.tocsin.engine.delivery.Sessions;
import io.tocsin.engine.event.AuthorityEvents;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.ingress.IdempotencyWindows;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.ingress.SealedText;
import io.tocsin.engine.monitoring.LimitPolicy;
import io.tocsin.engine.monitoring.LimitRules;
import io.tocsin.engine.monitoring.PatientLimits;
import io.tocsin.engine.monitoring.PlausibleRange;
import io.tocsin.engine.monitoring.Subjects;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.store.IdTable;
import org.agrona.DirectBuffer;

/** {@code SetPatientLimit}: a limit of one patient, by a person or as an interface reads it off the monitor. A refusal names the field. */
public final class PatientLimitCommand {
    /** Field id of maxAlerts in Genesis, which sizes the limits of patients: the detail of TABLE_FULL. */
    private static final int MAX_ALERTS_FIELD = 6;
    /** Field id of maxSubjects likewise. */
    private static final int MAX_SUBJECTS_FIELD = 5;

    private static final int PATIENT = 0;
    private static final int BED = 1;
    private static final int COMMENT = 2;
    private static final int NO_VALUE = SetPatientLimitDecoder.valueNullValue();
    private static final int CHANGE_LIMITS = AuthorityAction.CHANGE_LIMITS.value();

    private final SubjectFinder finder;
    private final Site site;
    private final LimitRules rules;
    private final LimitPolicy policy;
    private final PatientLimits limits;
    private final Sessions sessions;
    private final IdempotencyWindows sources;
    private final Authority authority;
    private final AuthorityEvents events;
    private final EventStream stream;
    private final SetPatientLimitDecoder command = new SetPatientLimitDecoder();

    /**
     * Takes limits of patients.
     *
     * @param finder    of subjects.
     * @param site      with beds and units.
     * @param rules     whose limits they stand for.
     * @param limits    of patients.
     * @param sessions  of people.
     * @param sources   that are interfaces.
     * @param authority of people.
     * @param stream    for engine time.
     */
    public PatientLimitCommand(
            final SubjectFinder finder,
            final Site site,
            final LimitRules rules,
            final PatientLimits limits,
            final Sessions sessions,
            final IdempotencyWindows sources,
            final Authority authority,
            final EventStream stream) {
        this.finder = finder;
        this.site = site;
        this.rules = rules;
        policy = new LimitPolicy(rules, limits.profiles());
        this.limits = limits;
        this.sessions = sessions;
        this.sources = sources;
        this.authority = authority;
        events = new AuthorityEvents(stream);
        this.stream = stream;
    }

    /**
     * Carries the command out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void carryOut(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        command.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        final int session = sessions.slotOf(envelope.actorSession());
        final boolean isInterface = envelope.actorSession() == 0 && sources.isInterface(envelope.sourceId());
        final boolean isAsStated = isInterface && rules.takesLimitsAsStated();
        final boolean isSet = command.value() != NO_VALUE;
        final int field = firstInvalid(isSet, isAsStated);
        if (field != 0) {
            answer.refuse(Result.INVALID_FIELD, field);
            return;
        }
        if (!areTextsValid(buffer, layout, answer)) {
            return;
        }
        if (session == Sessions.NONE && !isInterface) {
            answer.refuse(Result.UNKNOWN_SESSION, 0);
            return;
        }
        final int rule = rules.ordinary(command.parameterRaw(), command.boundRaw());
        if (isSet && rule == 0) {
            answer.refuse(Result.INVALID_FIELD, SetPatientLimitDecoder.parameterId());
            return;
        }
        if (envelope.purposeRaw() != 0) {
            answer.refuse(Result.TEST_TRAFFIC, 0);
            return;
        }
        final int known = finder.find(buffer, layout, PATIENT, BED, BED);
        final int profiles = layout.textLength(PATIENT) == 0
                ? limits.profiles().ofBed(finder.namedBed(buffer, layout, BED))
                : limits.profiles().of(known);
        final boolean isBeyondPolicy = isSet && policy.isExceeded(rule, command.value(), profiles);
        final boolean isPermitted = isInterface
                ? mayState(known, isBeyondPolicy && !isAsStated)
                : permits(buffer, layout, envelope, known, isBeyondPolicy);
        if (!isPermitted) {
            answer.refuse(Result.FORBIDDEN, CHANGE_LIMITS);
            return;
        }
        final int person = session == Sessions.NONE ? PatientLimits.NONE : sessions.person(session);
        if (!isSet) {
            limits.takeBack(known, command.parameterRaw(), command.boundRaw(), person, envelope.sourceId());
            return;
        }
        if ((!isAsStated && !isSound(layout, known, profiles, rule, isBeyondPolicy, answer))
                || !hasRoom(buffer, layout, known, answer)) {
            return;
        }
        limits.put(
                isBeyondPolicy ? policy.furthest(rule, profiles) : PatientLimits.WITHIN_POLICY,
                finder.intern(buffer, layout, PATIENT, BED, BED),
                command.parameterRaw(),
                command.boundRaw(),
                command.value(),
                command.untilNs(),
                person,
                envelope.sourceId(),
                command.reasonRaw(),
                buffer,
                layout.textOffset(COMMENT),
                layout.textLength(COMMENT));
    }

    private int firstInvalid(final boolean isSet, final boolean isAsStated) {
        final long untilNs = command.untilNs();
        final boolean isEnd = untilNs > stream.nowNs() && untilNs != Long.MAX_VALUE;
        if (isSet && untilNs != 0 && !isEnd) {
            return SetPatientLimitDecoder.untilNsId();
        }
        final int parameter = command.parameterRaw();
        if (parameter < 1 || parameter >= Subjects.PARAMETERS) {
            return SetPatientLimitDecoder.parameterId();
        }
        if (command.boundRaw() > Bound.ABOVE.value()) {
            return SetPatientLimitDecoder.boundId();
        }
        if (command.reasonRaw() > LimitReason.OTHER.value()) {
            return SetPatientLimitDecoder.reasonId();
        }
        final int value = command.value();
        return !isSet || isAsStated || PlausibleRange.holds(parameter, value) ? 0 : SetPatientLimitDecoder.valueId();
    }

    private static boolean areTextsValid(final DirectBuffer buffer, final MessageLayout layout, final Answer answer) {
        if (layout.textLength(PATIENT) > IdTable.MAX_ID_BYTES) {
            answer.refuse(Result.ID_TOO_LONG, SetPatientLimitDecoder.patientIdId());
        } else if (layout.textLength(BED) > IdTable.MAX_ID_BYTES) {
            answer.refuse(Result.ID_TOO_LONG, SetPatientLimitDecoder.bedIdId());
        } else if (layout.textLength(PATIENT) + layout.textLength(BED) == 0) {
            answer.refuse(Result.INVALID_FIELD, SetPatientLimitDecoder.patientIdId());
        } else if (SealedText.isTooLong(buffer, layout, COMMENT, PatientLimits.MAX_COMMENT_BYTES)) {
            answer.refuse(Result.INVALID_FIELD, SetPatientLimitDecoder.commentId());
        } else {
            return true;
        }
        return false;
    }

    /** Whether an interface may say so: what a monitor shows outweighs neither the unit's policy nor what a person has decided. */
    private boolean mayState(final int subject, final boolean isExceeding) {
        final boolean isByPerson = limits.isByPerson(subject, command.parameterRaw(), command.boundRaw());
        if (isExceeding || isByPerson) {
            final Clause why = isExceeding ? Clause.POLICY_EXCEEDED : Clause.LIMIT_SET;
            events.refused(Because.of(why), 0, PatientLimits.NONE, Authority.NO_ROLE, CHANGE_LIMITS);
        }
        return !isExceeding && !isByPerson;
    }

    /** A bed that is named beside a patient gives no rights over the patient: it may be any. */
    private boolean permits(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final int subject,
            final boolean isBeyondPolicy) {
        if (!authority.isUsed()) {
            return true;
        }
        final int bed = layout.textLength(PATIENT) == 0 ? finder.namedBed(buffer, layout, BED) : finder.bedOf(subject);
        final int ofBed = site.unitOfBed(bed);
        final int unit = ofBed == Site.NONE ? finder.unit(subject) : ofBed;
        return authority.mayLimit(envelope, subject, bed, unit, isBeyondPolicy);
    }

    /** Whether a limit may stand beside the other bound, and for so long. */
    private boolean isSound(
            final MessageLayout layout,
            final int subject,
            final int profiles,
            final int rule,
            final boolean isBeyondPolicy,
            final Answer answer) {
        if (policy.isProtected(rule, command.value(), profiles)) {
            answer.refuse(Result.PROTECTED, SetPatientLimitDecoder.valueId());
            return false;
        }
        if (policy.isCrossing(limits, subject, command.parameterRaw(), command.boundRaw(), command.value(), profiles)) {
            answer.refuse(Result.INVALID_FIELD, SetPatientLimitDecoder.valueId());
            return false;
        }
        if (isBeyondPolicy && command.reasonRaw() == LimitReason.UNSTATED.value()) {
            answer.refuse(Result.INVALID_FIELD, SetPatientLimitDecoder.reasonId());
            return false;
        }
        if (isBeyondPolicy || layout.textLength(PATIENT) == 0) {
            if (command.untilNs() == 0) {
                answer.refuse(Result.INVALID_FIELD, SetPatientLimitDecoder.untilNsId());
                return false;
            }
            if (command.untilNs() - stream.nowNs() > LimitPolicy.MOST_NS) {
                answer.refuse(Result.TOO_LONG, SetPatientLimitDecoder.untilNsId());
                return false;
            }
        }
        return true;
    }

    private boolean hasRoom(
            final DirectBuffer buffer, final MessageLayout layout, final int subject, final Answer answer) {
        if (!limits.hasRoom(subject, command.parameterRaw(), command.boundRaw())) {
            answer.refuse(Result.TABLE_FULL, MAX_ALERTS_FIELD);
            return false;
        }
        if (!finder.hasRoom(buffer, layout, PATIENT, BED, BED)) {
            answer.refuse(Result.TABLE_FULL, MAX_SUBJECTS_FIELD);
            return false;
        }
        return true;
    }
}

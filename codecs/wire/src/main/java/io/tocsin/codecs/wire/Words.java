package io.tocsin.codecs.wire;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.MessageKind;
import io.tocsin.codecs.json.ResumeResult;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.SessionReport;
import io.tocsin.codecs.json.Shown;
import io.tocsin.codecs.json.Subject;
import io.tocsin.codecs.json.TreatmentLimit;
import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.AlarmPriority;
import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.CalibrationStatus;
import io.tocsin.codecs.sbe.CareCondition;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.ConditionClass;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.DeviceKind;
import io.tocsin.codecs.sbe.DoseOutcome;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.ForgetReason;
import io.tocsin.codecs.sbe.Harm;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.LimitReason;
import io.tocsin.codecs.sbe.MonitoringList;
import io.tocsin.codecs.sbe.MonitoringStatus;
import io.tocsin.codecs.sbe.MonitoringType;
import io.tocsin.codecs.sbe.Onset;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Presence;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.ResultKind;
import io.tocsin.codecs.sbe.RevocationKind;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SilenceOrigin;
import io.tocsin.codecs.sbe.SilenceState;
import io.tocsin.codecs.sbe.TechnicalCondition;
import io.tocsin.codecs.sbe.ViewReason;
import io.tocsin.codecs.text.OverrideReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The words of the protocol's schema beside the constants that messages hold: they have the same names, and neither has to keep the numbers of the other. Immutable; any
 * thread; does not allocate once it is there.
 *
 * @param <W> of the protocol's schema.
 * @param <E> of messages.
 */
final class Words<W extends Enum<W>, E extends Enum<E>> {
    static final Words<io.tocsin.codecs.wire.frames.Acuity, Acuity> ACUITY =
            of(io.tocsin.codecs.wire.frames.Acuity.class, Acuity.class, io.tocsin.codecs.wire.frames.Acuity::value);
    static final Words<io.tocsin.codecs.wire.frames.AlarmPriority, AlarmPriority> ALARM_PRIORITY = of(
            io.tocsin.codecs.wire.frames.AlarmPriority.class,
            AlarmPriority.class,
            io.tocsin.codecs.wire.frames.AlarmPriority::value);
    static final Words<io.tocsin.codecs.wire.frames.AnswerResult, AnswerResult> ANSWER_RESULT = of(
            io.tocsin.codecs.wire.frames.AnswerResult.class,
            AnswerResult.class,
            io.tocsin.codecs.wire.frames.AnswerResult::value);
    static final Words<io.tocsin.codecs.wire.frames.Bound, Bound> BOUND =
            of(io.tocsin.codecs.wire.frames.Bound.class, Bound.class, io.tocsin.codecs.wire.frames.Bound::value);
    static final Words<io.tocsin.codecs.wire.frames.CalibrationStatus, CalibrationStatus> CALIBRATION_STATUS = of(
            io.tocsin.codecs.wire.frames.CalibrationStatus.class,
            CalibrationStatus.class,
            io.tocsin.codecs.wire.frames.CalibrationStatus::value);
    static final Words<io.tocsin.codecs.wire.frames.CareCondition, CareCondition> CARE_CONDITION = of(
            io.tocsin.codecs.wire.frames.CareCondition.class,
            CareCondition.class,
            io.tocsin.codecs.wire.frames.CareCondition::value);
    static final Words<io.tocsin.codecs.wire.frames.Cause, Cause> CAUSE =
            of(io.tocsin.codecs.wire.frames.Cause.class, Cause.class, io.tocsin.codecs.wire.frames.Cause::value);
    static final Words<io.tocsin.codecs.wire.frames.Condition, Condition> CONDITION = of(
            io.tocsin.codecs.wire.frames.Condition.class,
            Condition.class,
            io.tocsin.codecs.wire.frames.Condition::value);
    static final Words<io.tocsin.codecs.wire.frames.ConditionClass, ConditionClass> CONDITION_CLASS = of(
            io.tocsin.codecs.wire.frames.ConditionClass.class,
            ConditionClass.class,
            io.tocsin.codecs.wire.frames.ConditionClass::value);
    static final Words<io.tocsin.codecs.wire.frames.DeviceCondition, DeviceCondition> DEVICE_CONDITION = of(
            io.tocsin.codecs.wire.frames.DeviceCondition.class,
            DeviceCondition.class,
            io.tocsin.codecs.wire.frames.DeviceCondition::value);
    static final Words<io.tocsin.codecs.wire.frames.DeviceKind, DeviceKind> DEVICE_KIND = of(
            io.tocsin.codecs.wire.frames.DeviceKind.class,
            DeviceKind.class,
            io.tocsin.codecs.wire.frames.DeviceKind::value);
    static final Words<io.tocsin.codecs.wire.frames.DoseOutcome, DoseOutcome> DOSE_OUTCOME = of(
            io.tocsin.codecs.wire.frames.DoseOutcome.class,
            DoseOutcome.class,
            io.tocsin.codecs.wire.frames.DoseOutcome::value);
    static final Words<io.tocsin.codecs.wire.frames.EmergencyType, EmergencyType> EMERGENCY_TYPE = of(
            io.tocsin.codecs.wire.frames.EmergencyType.class,
            EmergencyType.class,
            io.tocsin.codecs.wire.frames.EmergencyType::value);
    static final Words<io.tocsin.codecs.wire.frames.ErrorCode, ErrorCode> ERROR_CODE = of(
            io.tocsin.codecs.wire.frames.ErrorCode.class,
            ErrorCode.class,
            io.tocsin.codecs.wire.frames.ErrorCode::value);
    static final Words<io.tocsin.codecs.wire.frames.Harm, Harm> HARM =
            of(io.tocsin.codecs.wire.frames.Harm.class, Harm.class, io.tocsin.codecs.wire.frames.Harm::value);
    static final Words<io.tocsin.codecs.wire.frames.Lane, Lane> LANE =
            of(io.tocsin.codecs.wire.frames.Lane.class, Lane.class, io.tocsin.codecs.wire.frames.Lane::value);
    static final Words<io.tocsin.codecs.wire.frames.Level, Level> LEVEL =
            of(io.tocsin.codecs.wire.frames.Level.class, Level.class, io.tocsin.codecs.wire.frames.Level::value);
    static final Words<io.tocsin.codecs.wire.frames.LimitReason, LimitReason> LIMIT_REASON = of(
            io.tocsin.codecs.wire.frames.LimitReason.class,
            LimitReason.class,
            io.tocsin.codecs.wire.frames.LimitReason::value);
    static final Words<io.tocsin.codecs.wire.frames.MessageKind, MessageKind> MESSAGE_KIND = of(
            io.tocsin.codecs.wire.frames.MessageKind.class,
            MessageKind.class,
            io.tocsin.codecs.wire.frames.MessageKind::value);
    static final Words<io.tocsin.codecs.wire.frames.MonitoringList, MonitoringList> MONITORING_LIST = of(
            io.tocsin.codecs.wire.frames.MonitoringList.class,
            MonitoringList.class,
            io.tocsin.codecs.wire.frames.MonitoringList::value);
    static final Words<io.tocsin.codecs.wire.frames.MonitoringStatus, MonitoringStatus> MONITORING_STATUS = of(
            io.tocsin.codecs.wire.frames.MonitoringStatus.class,
            MonitoringStatus.class,
            io.tocsin.codecs.wire.frames.MonitoringStatus::value);
    static final Words<io.tocsin.codecs.wire.frames.MonitoringType, MonitoringType> MONITORING_TYPE = of(
            io.tocsin.codecs.wire.frames.MonitoringType.class,
            MonitoringType.class,
            io.tocsin.codecs.wire.frames.MonitoringType::value);
    static final Words<io.tocsin.codecs.wire.frames.Onset, Onset> ONSET =
            of(io.tocsin.codecs.wire.frames.Onset.class, Onset.class, io.tocsin.codecs.wire.frames.Onset::value);
    static final Words<io.tocsin.codecs.wire.frames.Outcome, Outcome> OUTCOME =
            of(io.tocsin.codecs.wire.frames.Outcome.class, Outcome.class, io.tocsin.codecs.wire.frames.Outcome::value);
    static final Words<io.tocsin.codecs.wire.frames.OutputKind, OutputKind> OUTPUT_KIND = of(
            io.tocsin.codecs.wire.frames.OutputKind.class,
            OutputKind.class,
            io.tocsin.codecs.wire.frames.OutputKind::value);
    static final Words<io.tocsin.codecs.wire.frames.OverrideReason, OverrideReason> OVERRIDE_REASON = of(
            io.tocsin.codecs.wire.frames.OverrideReason.class,
            OverrideReason.class,
            io.tocsin.codecs.wire.frames.OverrideReason::value);
    static final Words<io.tocsin.codecs.wire.frames.Parameter, Parameter> PARAMETER = of(
            io.tocsin.codecs.wire.frames.Parameter.class,
            Parameter.class,
            io.tocsin.codecs.wire.frames.Parameter::value);
    static final Words<io.tocsin.codecs.wire.frames.Presence, Presence> PRESENCE = of(
            io.tocsin.codecs.wire.frames.Presence.class, Presence.class, io.tocsin.codecs.wire.frames.Presence::value);
    static final Words<io.tocsin.codecs.wire.frames.Priority, Priority> PRIORITY = of(
            io.tocsin.codecs.wire.frames.Priority.class, Priority.class, io.tocsin.codecs.wire.frames.Priority::value);
    static final Words<io.tocsin.codecs.wire.frames.Purpose, Purpose> PURPOSE =
            of(io.tocsin.codecs.wire.frames.Purpose.class, Purpose.class, io.tocsin.codecs.wire.frames.Purpose::value);
    static final Words<io.tocsin.codecs.wire.frames.RejectReason, RejectReason> REJECT_REASON = of(
            io.tocsin.codecs.wire.frames.RejectReason.class,
            RejectReason.class,
            io.tocsin.codecs.wire.frames.RejectReason::value);
    static final Words<io.tocsin.codecs.wire.frames.Response, Response> RESPONSE = of(
            io.tocsin.codecs.wire.frames.Response.class, Response.class, io.tocsin.codecs.wire.frames.Response::value);
    static final Words<io.tocsin.codecs.wire.frames.ResultKind, ResultKind> RESULT_KIND = of(
            io.tocsin.codecs.wire.frames.ResultKind.class,
            ResultKind.class,
            io.tocsin.codecs.wire.frames.ResultKind::value);
    static final Words<io.tocsin.codecs.wire.frames.ResumeResult, ResumeResult> RESUME_RESULT = of(
            io.tocsin.codecs.wire.frames.ResumeResult.class,
            ResumeResult.class,
            io.tocsin.codecs.wire.frames.ResumeResult::value);
    static final Words<io.tocsin.codecs.wire.frames.Proof, SessionReport.Proof> PROOF = of(
            io.tocsin.codecs.wire.frames.Proof.class,
            SessionReport.Proof.class,
            io.tocsin.codecs.wire.frames.Proof::value);
    static final Words<io.tocsin.codecs.wire.frames.RevocationKind, RevocationKind> REVOCATION_KIND = of(
            io.tocsin.codecs.wire.frames.RevocationKind.class,
            RevocationKind.class,
            io.tocsin.codecs.wire.frames.RevocationKind::value);
    static final Words<io.tocsin.codecs.wire.frames.ForgetReason, ForgetReason> FORGET_REASON = of(
            io.tocsin.codecs.wire.frames.ForgetReason.class,
            ForgetReason.class,
            io.tocsin.codecs.wire.frames.ForgetReason::value);
    static final Words<io.tocsin.codecs.wire.frames.ViewReason, ViewReason> VIEW_REASON = of(
            io.tocsin.codecs.wire.frames.ViewReason.class,
            ViewReason.class,
            io.tocsin.codecs.wire.frames.ViewReason::value);
    static final Words<io.tocsin.codecs.wire.frames.Role, Role> ROLE =
            of(io.tocsin.codecs.wire.frames.Role.class, Role.class, io.tocsin.codecs.wire.frames.Role::value);
    static final Words<io.tocsin.codecs.wire.frames.Severity, Severity> SEVERITY = of(
            io.tocsin.codecs.wire.frames.Severity.class, Severity.class, io.tocsin.codecs.wire.frames.Severity::value);
    static final Words<io.tocsin.codecs.wire.frames.Shown, Shown> SHOWN =
            of(io.tocsin.codecs.wire.frames.Shown.class, Shown.class, io.tocsin.codecs.wire.frames.Shown::value);
    static final Words<io.tocsin.codecs.wire.frames.SilenceOrigin, SilenceOrigin> SILENCE_ORIGIN = of(
            io.tocsin.codecs.wire.frames.SilenceOrigin.class,
            SilenceOrigin.class,
            io.tocsin.codecs.wire.frames.SilenceOrigin::value);
    static final Words<io.tocsin.codecs.wire.frames.SilenceState, SilenceState> SILENCE_STATE = of(
            io.tocsin.codecs.wire.frames.SilenceState.class,
            SilenceState.class,
            io.tocsin.codecs.wire.frames.SilenceState::value);
    static final Words<io.tocsin.codecs.wire.frames.SubjectKind, Subject.Kind> SUBJECT_KIND = of(
            io.tocsin.codecs.wire.frames.SubjectKind.class,
            Subject.Kind.class,
            io.tocsin.codecs.wire.frames.SubjectKind::value);
    static final Words<io.tocsin.codecs.wire.frames.TechnicalCondition, TechnicalCondition> TECHNICAL_CONDITION = of(
            io.tocsin.codecs.wire.frames.TechnicalCondition.class,
            TechnicalCondition.class,
            io.tocsin.codecs.wire.frames.TechnicalCondition::value);
    static final Words<io.tocsin.codecs.wire.frames.TreatmentLimit, TreatmentLimit> TREATMENT_LIMIT = of(
            io.tocsin.codecs.wire.frames.TreatmentLimit.class,
            TreatmentLimit.class,
            io.tocsin.codecs.wire.frames.TreatmentLimit::value);

    /** What 8 bits can say. */
    private static final int MOST = 256;

    /** Not stated: the null value of every word. */
    static final int ABSENT = 255;

    private static final String NULL_VALUE = "NULL_VAL";

    private final EnumMap<E, W> written;
    private final W absent;
    private final Object[] read = new Object[MOST];
    private final String names;
    private final List<String> missing = new ArrayList<>();

    private Words(final Class<E> constants, final EnumMap<E, W> written, final W absent, final ToIntFunction<W> value) {
        for (final E constant : constants.getEnumConstants()) {
            if (!constant.name().equals(NULL_VALUE) && !written.containsKey(constant)) {
                missing.add(constant.getDeclaringClass().getSimpleName() + '.' + constant);
            }
        }
        this.written = written;
        this.absent = absent;
        written.forEach((constant, word) -> read[value.applyAsInt(word)] = constant);
        names = String.join(", ", written.keySet().stream().map(Enum::name).toList());
    }

    private static <W extends Enum<W>, E extends Enum<E>> Words<W, E> of(
            final Class<W> words, final Class<E> constants, final ToIntFunction<W> value) {
        final Map<String, W> byName = new HashMap<>();
        for (final W word : words.getEnumConstants()) {
            byName.put(word.name(), word);
        }
        final EnumMap<E, W> written = new EnumMap<>(constants);
        for (final E constant : constants.getEnumConstants()) {
            final W word = byName.get(constant.name());
            if (word != null && !constant.name().equals(NULL_VALUE)) {
                written.put(constant, word);
            }
        }
        return new Words<>(constants, written, requireNonNull(byName.get(NULL_VALUE)), value);
    }

    /** The word for a constant; the null value for {@code null} and for the null value. A constant without a word is an {@link IllegalArgumentException}: a test looks that there is none. */
    W of(final @Nullable E constant) {
        if (constant == null || constant.name().equals(NULL_VALUE)) {
            return absent;
        }
        final W word = written.get(constant);
        if (word == null) {
            throw new IllegalArgumentException("alert-v1.xml has no word " + constant + " in its enum "
                    + absent.getDeclaringClass().getSimpleName());
        }
        return word;
    }

    /** The constant of a number on the wire; {@code null} if there is none. */
    @SuppressWarnings("unchecked") // only what of() put there
    @Nullable
    E find(final int raw) {
        return (E) read[raw & 0xFF];
    }

    /** Constants that the schema has no word for: none, or a test fails. */
    List<String> missing() {
        return missing;
    }

    /** All of them, for a refusal. */
    @Override
    public String toString() {
        return names;
    }
}

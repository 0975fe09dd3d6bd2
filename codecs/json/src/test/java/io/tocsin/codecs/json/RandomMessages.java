package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.AlarmPriority;
import io.tocsin.codecs.sbe.CareCondition;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.ConditionClass;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Harm;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.Onset;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Presence;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SilenceOrigin;
import io.tocsin.codecs.sbe.SilenceState;
import io.tocsin.codecs.sbe.TechnicalCondition;
import io.tocsin.codecs.text.OverrideReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages of every kind, filled by dice. */
final class RandomMessages {
    private final Dice dice;

    RandomMessages(final long seed) {
        dice = new Dice(seed);
    }

    private @Nullable OverrideReason override() {
        return dice.flag() ? null : dice.constant(OverrideReason.class);
    }

    /** One of each kind. */
    List<ClientMessage> ofClients() {
        final List<ClientMessage> messages = new ArrayList<>();
        messages.add(hello());
        messages.add(new ClientMessage.AuthRefresh(new Token(dice.textNotEmpty(60))));
        messages.add(raise());
        messages.add(new ClientMessage.Update(
                dice.id(), dice.instant(), name(), dice.flag() ? null : dice.constant(Severity.class), dice.text(300)));
        messages.add(new ClientMessage.Clear(dice.id(), dice.instant(), name()));
        messages.add(new ClientMessage.Cancel(dice.id(), dice.instant(), name()));
        messages.add(RandomVitals.batch(dice));
        messages.add(new ClientMessage.Accept(
                dice.id(), dice.instant(), dice.id(), override(), dice.id36OrEmpty(), dice.between(0, 4)));
        messages.add(new ClientMessage.Reject(dice.id(), dice.instant(), dice.id(), dice.constant(RejectReason.class)));
        messages.add(new ClientMessage.Resolve(dice.id(), dice.instant(), dice.id()));
        messages.add(new ClientMessage.Release(dice.id(), dice.instant(), dice.id()));
        messages.add(new ClientMessage.Redirect(
                dice.id(), dice.instant(), dice.id(), dice.id36(), dice.constant(RejectReason.class)));
        messages.add(new ClientMessage.Escalate(
                dice.id(),
                dice.instant(),
                dice.id(),
                dice.between(0, 20),
                dice.between(0, 9),
                dice.flag() ? 0 : 0xFFFF_FFFEL));
        messages.add(new ClientMessage.Arrive(dice.id(), dice.instant(), dice.id(), override()));
        messages.add(new ClientMessage.Snooze(
                dice.id(), dice.instant(), dice.id(), 1 + dice.between(0, (int) ClientMessage.MAX_SNOOZE_MS - 1)));
        messages.add(new ClientMessage.EndSnooze(dice.id(), dice.instant(), dice.id()));
        messages.add(new ClientMessage.Silence(
                dice.id(), dice.instant(), dice.instant(), 1 + dice.between(0, 1_000), scope(), dice.text(40) + '!'));
        messages.add(new ClientMessage.ConfirmSilence(dice.id(), dice.instant(), 1 + dice.between(0, 1_000)));
        messages.add(new ClientMessage.EndSilence(dice.id(), dice.instant(), 0xFFFF_FFFEL));
        messages.add(new ClientMessage.SilencesQuery(
                dice.id36(), dice.between(1, ClientMessage.MAX_ALERTS), dice.between(0, 1_000)));
        messages.add(new ClientMessage.Position(
                dice.id(), dice.instant(), dice.id36OrEmpty(), dice.id36OrEmpty(), location()));
        messages.add(new ClientMessage.PresenceChange(
                dice.id(), dice.instant(), dice.id36OrEmpty(), dice.constant(Presence.class)));
        messages.add(
                new ClientMessage.BeginBreak(dice.id(), dice.instant(), dice.between(60_000, 7_200_000), dice.id36()));
        messages.add(new ClientMessage.EndBreak(dice.id(), dice.instant()));
        messages.add(RandomResults.result(dice));
        messages.add(RandomResults.dose(dice));
        messages.add(RandomResults.note(dice));
        messages.addAll(RandomMonitorings.commands(dice));
        messages.addAll(RandomLimits.asked(dice));
        messages.addAll(RandomAccess.asked(dice));
        messages.addAll(RandomDirectories.queries(dice));
        messages.add(new ClientMessage.DutyQuery(
                dice.id36(), dice.between(1, ClientMessage.MAX_ALERTS), dice.flag() ? duty().key() : null));
        messages.add(new ClientMessage.HistoryQuery(
                dice.id36(),
                new HistoryRange(
                        new Subject(dice.constant(Subject.Kind.class), dice.id36()),
                        dice.constant(Parameter.class),
                        dice.between(0, 1_000),
                        dice.flag() ? 0 : dice.between(1_001, 2_000),
                        dice.between(1, HistoryRange.MAX_POINTS))));
        messages.add(new ClientMessage.Receipts(
                dice.idOrZero(),
                dice.idOrZero(),
                dice.list(
                        ClientMessage.MAX_DISPLAYED,
                        () -> new ClientMessage.Displayed(dice.constant(Lane.class), dice.id()))));
        messages.add(
                new ClientMessage.AlertsQuery(dice.id36(), dice.between(1, ClientMessage.MAX_ALERTS), dice.idOrZero()));
        return messages;
    }

    /** One of each kind. */
    List<ServerMessage> ofServers() {
        final List<ServerMessage> messages = new ArrayList<>(RandomMonitorings.told(dice));
        messages.addAll(RandomDirectories.answers(dice));
        messages.add(RandomLimits.answer(dice));
        messages.addAll(RandomAccess.answers(dice));
        messages.add(new ServerMessage.Welcome(
                dice.idOrZero(),
                dice.id(),
                dice.idOrZero(),
                new Epoch(dice.idOrZero(), dice.id()),
                dice.constant(Level.class),
                dice.constant(ResumeResult.class),
                dice.idOrZero(),
                dice.idOrZero(),
                dice.between(0, 60_000),
                Notice.TEXT));
        messages.add(answer());
        messages.add(delivery());
        messages.add(new ServerMessage.Alerts(dice.id36(), dice.idOrZero(), dice.list(20, this::report), dice.flag()));
        messages.add(
                new ServerMessage.Silences(dice.id36(), dice.idOrZero(), dice.list(20, this::silence), dice.flag()));
        messages.add(new ServerMessage.Duty(dice.id36(), dice.idOrZero(), dice.list(20, this::duty), dice.flag()));
        messages.add(new ServerMessage.History(
                dice.id36(), dice.instant(), dice.flag(), dice.list(HistoryRange.MAX_POINTS, this::point)));
        messages.add(new ServerMessage.Heartbeat(dice.instant()));
        messages.add(new ServerMessage.AuthExpiring(dice.instant()));
        messages.add(new ServerMessage.AuthRefreshed(dice.instant()));
        messages.add(new ServerMessage.Drain(dice.between(0, Integer.MAX_VALUE - 1)));
        messages.add(new ServerMessage.ProtocolError(
                dice.constant(ErrorCode.class),
                dice.text(20),
                dice.text(50),
                dice.idOrZero(),
                dice.id36OrEmpty(),
                dice.between(0, 10_000)));
        return messages;
    }

    ClientMessage.Raise raise() {
        return new ClientMessage.Raise(
                dice.id(),
                dice.instant(),
                dice.flag() ? null : dice.constant(Level.class),
                dice.constant(Purpose.class),
                new AlertDeclaration(
                        dice.textNotEmpty(60),
                        dice.constant(EmergencyType.class),
                        dice.constant(Severity.class),
                        dice.id36OrEmpty(),
                        dice.id36OrEmpty(),
                        dice.id36OrEmpty(),
                        dice.text(120),
                        text()));
    }

    ServerMessage.Delivery delivery() {
        return new ServerMessage.Delivery(
                dice.constant(OutputKind.class),
                dice.constant(MessageKind.class),
                dice.constant(Lane.class),
                dice.id(),
                dice.idOrZero(),
                dice.flag(),
                dice.between(0, 20),
                dice.constants(Channel.class),
                dice.instant(),
                dice.instant(),
                dice.id36OrEmpty(),
                dice.flag() ? null : dice.constant(Outcome.class),
                report());
    }

    private ClientMessage hello() {
        final Role role = dice.constant(Role.class);
        return new ClientMessage.Hello(
                role,
                role == Role.CLINICIAN ? dice.id36() : dice.id36OrEmpty(),
                dice.id36(),
                dice.constants(Capability.class),
                dice.flag()
                        ? null
                        : new ClientMessage.Resume(
                                new Epoch(dice.id(), dice.idOrZero()), dice.idOrZero(), dice.idOrZero()),
                new Token(dice.text(60)));
    }

    private ClientMessage.AlertName name() {
        final Purpose purpose = dice.constant(Purpose.class);
        return dice.flag()
                ? new ClientMessage.AlertName(dice.id(), "", purpose)
                : new ClientMessage.AlertName(0, dice.textNotEmpty(60), purpose);
    }

    private AlertText text() {
        final Map<Parameter, Integer> vitals = new EnumMap<>(Parameter.class);
        for (final Parameter parameter : VitalNames.NAMES.keySet()) {
            if (dice.flag()) {
                vitals.put(
                        parameter,
                        switch (parameter) {
                            case CONSCIOUSNESS -> dice.between(0, 4) * 100;
                            case PAIN -> dice.between(0, 10) * 100;
                            default -> dice.hundredths();
                        });
            }
        }
        return new AlertText(
                dice.text(60),
                dice.text(200),
                dice.id36OrEmpty(),
                location(),
                vitals,
                dice.list(6, () -> dice.textNotEmpty(30)),
                dice.map(6, () -> dice.text(30)),
                dice.flag() ? 0 : dice.between(1, 1_000_000),
                dice.instant(),
                dice.flag() ? null : dice.constant(DeviceCondition.class));
    }

    private Location location() {
        if (dice.flag()) {
            return Location.UNKNOWN;
        }
        final boolean placed = dice.flag();
        return new Location(
                dice.text(40),
                dice.text(30),
                dice.text(10),
                dice.text(30),
                dice.text(20),
                dice.text(80),
                placed ? (Integer) dice.between(-900_000_000, 900_000_000) : null,
                placed ? (Integer) dice.between(-1_000_000_000, 1_000_000_000) : null);
    }

    private ServerMessage answer() {
        final boolean isOfCommand = dice.flag();
        final long occurrence = dice.flag() ? 0 : dice.between(1, 1_000);
        return new ServerMessage.Answer(
                isOfCommand ? dice.id() : 0,
                isOfCommand ? "" : dice.id36(),
                dice.constant(AnswerResult.class),
                dice.idOrZero(),
                occurrence != 0 && dice.flag(),
                occurrence,
                dice.flag(),
                dice.flag() ? 0 : 0xFFFF_FFFEL,
                dice.flag() ? null : dice.constant(Level.class),
                dice.between(0, 10_000));
    }

    private AlertReport report() {
        final Subject subject = dice.flag() ? null : new Subject(dice.constant(Subject.Kind.class), dice.id36());
        final Shown shown = dice.flag() ? Shown.WHOLE : dice.constant(Shown.class);
        final boolean isHidden = shown.hidesSeverity();
        return new AlertReport(
                dice.id(),
                dice.id36OrEmpty(),
                dice.idOrZero(),
                isHidden ? EmergencyType.NULL_VAL : dice.constant(EmergencyType.class),
                isHidden ? Severity.NULL_VAL : dice.constant(Severity.class),
                isHidden ? Priority.NULL_VAL : dice.constant(Priority.class),
                isHidden ? Condition.NULL_VAL : dice.constant(Condition.class),
                dice.constant(Purpose.class),
                isHidden ? AlertCause.NOT_SHOWN : cause(shown),
                subject,
                dice.flag(),
                dice.id36OrEmpty(),
                dice.id36OrEmpty(),
                dice.between(0, 1_000),
                dice.id36OrEmpty(),
                dice.between(-1, 20),
                dice.between(0, 9),
                dice.instant(),
                dice.instant(),
                dice.flag(),
                dice.between(0, 9),
                dice.flag(),
                dice.flag() ? 0 : dice.between(2, 20),
                dice.instant(),
                dice.between(0, 1_000),
                dice.idOrZero(),
                dice.instant(),
                dice.map(3, () -> dice.flag() ? "" : "ann"),
                dice.map(3, () -> dice.constant(Response.class)),
                text(),
                new AlertReport.Cut(dice.flag(), dice.flag(), dice.flag()),
                risk(),
                shown,
                dice.flag());
    }

    private AlertRisk risk() {
        final ConditionClass conditionClass = dice.constant(ConditionClass.class);
        if (conditionClass == ConditionClass.NONE) {
            return AlertRisk.declared(dice.constant(Severity.class));
        }
        return new AlertRisk(
                dice.constant(Severity.class),
                conditionClass,
                dice.constant(Harm.class),
                dice.constant(Onset.class),
                dice.constant(AlarmPriority.class),
                dice.flag() ? List.of() : List.of(dice.constant(TreatmentLimit.class)));
    }

    private HistoryPoint point() {
        return new HistoryPoint(
                dice.instant(),
                dice.instant(),
                dice.between(-1_000, 40_000),
                dice.between(-1_000, 40_000),
                dice.between(-1_000, 40_000),
                dice.instant(),
                dice.between(1, 1_000_000));
    }

    private DutyReport duty() {
        return new DutyReport(
                dice.id36(),
                dice.instant(),
                dice.id36OrEmpty(),
                dice.id36OrEmpty(),
                dice.id36OrEmpty(),
                dice.id36OrEmpty(),
                dice.id36OrEmpty());
    }

    private SilenceReport silence() {
        return new SilenceReport(
                1 + dice.between(0, 1_000),
                dice.constant(SilenceState.class),
                dice.constant(SilenceOrigin.class),
                dice.instant(),
                dice.instant(),
                dice.id36OrEmpty(),
                dice.id36OrEmpty(),
                scope(),
                dice.text(40));
    }

    private SilenceReport.Scope scope() {
        return new SilenceReport.Scope(
                dice.id36OrEmpty(),
                dice.id36OrEmpty(),
                dice.id36OrEmpty(),
                dice.flag() ? null : dice.constant(EmergencyType.class),
                dice.constant(Severity.class),
                dice.flag() ? null : dice.constant(Cause.class),
                dice.flag() ? null : dice.constant(Parameter.class));
    }

    private AlertCause cause(final Shown shown) {
        return switch (dice.constant(Cause.class)) {
            case LIMIT ->
                shown != Shown.WHOLE && dice.flag()
                        ? new AlertCause(Cause.LIMIT, null, 0, 0, 0)
                        : new AlertCause(
                                Cause.LIMIT,
                                dice.constant(Parameter.class),
                                dice.between(0, 63),
                                dice.hundredths(),
                                dice.hundredths());
            case SCORE -> AlertCause.ofScore(dice.between(0, AlertCause.MAX_TABLES), dice.between(0, 20));
            case TREND -> new AlertCause(Cause.TREND, null, 0, dice.between(0, 34), 0);
            case TECHNICAL ->
                new AlertCause(
                        Cause.TECHNICAL,
                        null,
                        dice.constant(TechnicalCondition.class).value(),
                        dice.between(0, 1_000),
                        0);
            case CARE ->
                new AlertCause(
                        Cause.CARE, null, dice.constant(CareCondition.class).value(), dice.between(0, 1_000), 0);
            case DECLARED, NULL_VAL -> AlertCause.DECLARED;
        };
    }
}

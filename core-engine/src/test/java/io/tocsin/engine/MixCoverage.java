package io.tocsin.engine;

import io.tocsin.codecs.sbe.AcceptAlertDecoder;
import io.tocsin.codecs.sbe.AcceptResultDecoder;
import io.tocsin.codecs.sbe.AccessRefusedDecoder;
import io.tocsin.codecs.sbe.AlertClosedDecoder;
import io.tocsin.codecs.sbe.AlertRaisedDecoder;
import io.tocsin.codecs.sbe.ArriveAtBedsideDecoder;
import io.tocsin.codecs.sbe.AuditCheckpointDecoder;
import io.tocsin.codecs.sbe.BeginBreakDecoder;
import io.tocsin.codecs.sbe.BreakGlassDecoder;
import io.tocsin.codecs.sbe.CancelAlertDecoder;
import io.tocsin.codecs.sbe.ChannelReportedDecoder;
import io.tocsin.codecs.sbe.ClearAlertDecoder;
import io.tocsin.codecs.sbe.CommandAnsweredDecoder;
import io.tocsin.codecs.sbe.ConfigBeginDecoder;
import io.tocsin.codecs.sbe.ConfigCommitDecoder;
import io.tocsin.codecs.sbe.ConfigPartDecoder;
import io.tocsin.codecs.sbe.ConfirmConfigDecoder;
import io.tocsin.codecs.sbe.ConfirmSilenceDecoder;
import io.tocsin.codecs.sbe.CountersQueryDecoder;
import io.tocsin.codecs.sbe.CreateSilenceDecoder;
import io.tocsin.codecs.sbe.DoseChangedDecoder;
import io.tocsin.codecs.sbe.EndBreakDecoder;
import io.tocsin.codecs.sbe.EndSnoozeDecoder;
import io.tocsin.codecs.sbe.EndViewDecoder;
import io.tocsin.codecs.sbe.EngineVersionKnownDecoder;
import io.tocsin.codecs.sbe.EscalateAlertDecoder;
import io.tocsin.codecs.sbe.EventHeaderDecoder;
import io.tocsin.codecs.sbe.ExpireSilenceDecoder;
import io.tocsin.codecs.sbe.ForgetPatientDecoder;
import io.tocsin.codecs.sbe.GenesisDecoder;
import io.tocsin.codecs.sbe.GrantViewersDecoder;
import io.tocsin.codecs.sbe.HeartbeatDecoder;
import io.tocsin.codecs.sbe.LiftRevocationDecoder;
import io.tocsin.codecs.sbe.LoadReportedDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.ModeOrderedDecoder;
import io.tocsin.codecs.sbe.PositionReportedDecoder;
import io.tocsin.codecs.sbe.PresenceChangedDecoder;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.ReadingGatedDecoder;
import io.tocsin.codecs.sbe.ReceiptBatchDecoder;
import io.tocsin.codecs.sbe.RecordDoseDecoder;
import io.tocsin.codecs.sbe.RecordReadDecoder;
import io.tocsin.codecs.sbe.RedirectAlertDecoder;
import io.tocsin.codecs.sbe.RejectAlertDecoder;
import io.tocsin.codecs.sbe.ReleaseAlertDecoder;
import io.tocsin.codecs.sbe.ReportResultDecoder;
import io.tocsin.codecs.sbe.ResolveAlertDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.RevokeAccessDecoder;
import io.tocsin.codecs.sbe.ScheduleDoseDecoder;
import io.tocsin.codecs.sbe.ServiceQueryDecoder;
import io.tocsin.codecs.sbe.SessionClosedDecoder;
import io.tocsin.codecs.sbe.SessionOpenedDecoder;
import io.tocsin.codecs.sbe.SetPatientLimitDecoder;
import io.tocsin.codecs.sbe.SnoozeAlertDecoder;
import io.tocsin.codecs.sbe.SourceQueryDecoder;
import io.tocsin.codecs.sbe.StartMonitoringDecoder;
import io.tocsin.codecs.sbe.StepEndedDecoder;
import io.tocsin.codecs.sbe.StopMonitoringDecoder;
import io.tocsin.codecs.sbe.SwitchEngineVersionDecoder;
import io.tocsin.codecs.sbe.TechnicalNotedDecoder;
import io.tocsin.codecs.sbe.TickDecoder;
import io.tocsin.codecs.sbe.UpdateAlertDecoder;
import io.tocsin.codecs.sbe.VitalsBatchDecoder;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.testkit.model.RecordedScript.Entrance;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Counts what a mix of commands holds: which templates came, how they were answered, which events left. */
final class MixCoverage implements EngineOutput {
    /** Every command of the schema. */
    static final Set<Integer> COMMANDS = Set.of(
            GenesisDecoder.TEMPLATE_ID,
            TickDecoder.TEMPLATE_ID,
            ConfigBeginDecoder.TEMPLATE_ID,
            ConfigPartDecoder.TEMPLATE_ID,
            ConfigCommitDecoder.TEMPLATE_ID,
            ConfirmConfigDecoder.TEMPLATE_ID,
            RaiseAlertDecoder.TEMPLATE_ID,
            UpdateAlertDecoder.TEMPLATE_ID,
            ClearAlertDecoder.TEMPLATE_ID,
            VitalsBatchDecoder.TEMPLATE_ID,
            CancelAlertDecoder.TEMPLATE_ID,
            HeartbeatDecoder.TEMPLATE_ID,
            SetPatientLimitDecoder.TEMPLATE_ID,
            StartMonitoringDecoder.TEMPLATE_ID,
            StopMonitoringDecoder.TEMPLATE_ID,
            ReportResultDecoder.TEMPLATE_ID,
            AcceptResultDecoder.TEMPLATE_ID,
            GrantViewersDecoder.TEMPLATE_ID,
            AcceptAlertDecoder.TEMPLATE_ID,
            RejectAlertDecoder.TEMPLATE_ID,
            ResolveAlertDecoder.TEMPLATE_ID,
            ReleaseAlertDecoder.TEMPLATE_ID,
            RedirectAlertDecoder.TEMPLATE_ID,
            EscalateAlertDecoder.TEMPLATE_ID,
            ArriveAtBedsideDecoder.TEMPLATE_ID,
            BeginBreakDecoder.TEMPLATE_ID,
            EndBreakDecoder.TEMPLATE_ID,
            SessionOpenedDecoder.TEMPLATE_ID,
            SessionClosedDecoder.TEMPLATE_ID,
            ReceiptBatchDecoder.TEMPLATE_ID,
            PositionReportedDecoder.TEMPLATE_ID,
            PresenceChangedDecoder.TEMPLATE_ID,
            CountersQueryDecoder.TEMPLATE_ID,
            SourceQueryDecoder.TEMPLATE_ID,
            CreateSilenceDecoder.TEMPLATE_ID,
            ExpireSilenceDecoder.TEMPLATE_ID,
            ConfirmSilenceDecoder.TEMPLATE_ID,
            SnoozeAlertDecoder.TEMPLATE_ID,
            EndSnoozeDecoder.TEMPLATE_ID,
            ServiceQueryDecoder.TEMPLATE_ID,
            LoadReportedDecoder.TEMPLATE_ID,
            ModeOrderedDecoder.TEMPLATE_ID,
            ChannelReportedDecoder.TEMPLATE_ID,
            ScheduleDoseDecoder.TEMPLATE_ID,
            RecordDoseDecoder.TEMPLATE_ID,
            AuditCheckpointDecoder.TEMPLATE_ID,
            EngineVersionKnownDecoder.TEMPLATE_ID,
            SwitchEngineVersionDecoder.TEMPLATE_ID,
            RecordReadDecoder.TEMPLATE_ID,
            RevokeAccessDecoder.TEMPLATE_ID,
            LiftRevocationDecoder.TEMPLATE_ID,
            BreakGlassDecoder.TEMPLATE_ID,
            EndViewDecoder.TEMPLATE_ID,
            ForgetPatientDecoder.TEMPLATE_ID);

    /** The engine has no level of its own to refuse: whoever hosts it answers LEVEL_UNAVAILABLE before the log. QUARANTINED is of commands that no engine carries out. */
    private static final Set<Result> NOT_OF_THE_ENGINE =
            Set.of(Result.LEVEL_UNAVAILABLE, Result.QUARANTINED, Result.NULL_VAL);

    private static final Set<Integer> EVENTS = Set.of(
            102, 103, 104, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122, 123, 124, 125, 126, 127,
            128, 129, 130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140, 141, 142, 145, 146, 147, 148, 149, 153,
            154, 155, 156, 157, 159, 162, 163, 164, 165, 166, 167, 168, 172, 173, 174, 177);

    /** Of these the first clause counts. */
    private static final Set<Integer> BY_CLAUSE = Set.of(
            AccessRefusedDecoder.TEMPLATE_ID,
            ReadingGatedDecoder.TEMPLATE_ID,
            AlertRaisedDecoder.TEMPLATE_ID,
            AlertClosedDecoder.TEMPLATE_ID,
            TechnicalNotedDecoder.TEMPLATE_ID,
            DoseChangedDecoder.TEMPLATE_ID);

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final EventHeaderDecoder eventHeader = new EventHeaderDecoder();
    private final CommandAnsweredDecoder answer = new CommandAnsweredDecoder();
    private final MessageLayout layout = new MessageLayout();
    private final Map<Integer, Integer> commands = new TreeMap<>();
    private final Map<Result, Integer> results = new EnumMap<>(Result.class);
    private final Map<Integer, Integer> events = new TreeMap<>();
    private final Set<String> stepEnds = new TreeSet<>();
    private final Set<String> clauses = new TreeSet<>();
    private int ticks;
    private boolean counts;

    /** Plays a log and counts from an entrance on. */
    void play(final Iterable<Entrance> log, final int from) {
        final AlertEngine engine = new AlertEngine(this);
        int number = 0;
        for (final Entrance entrance : log) {
            counts = number++ >= from;
            final byte[] message = entrance.message();
            if (message == null) {
                ticks += counts ? 1 : 0;
                engine.onTick(entrance.timestampNs());
            } else {
                count(new UnsafeBuffer(message), message.length);
                engine.onCommand(entrance.timestampNs(), new UnsafeBuffer(message), 0, message.length);
            }
        }
    }

    /** What is not understood is not answered; it is told by the message itself. */
    private void count(final UnsafeBuffer message, final int length) {
        if (counts) {
            final int fit = layout.walk(message, 0, length);
            if (fit == MessageLayout.FITS && COMMANDS.contains(layout.templateId())) {
                commands.merge(layout.templateId(), 1, Integer::sum);
            } else {
                results.merge(
                        fit == MessageLayout.MALFORMED ? Result.MALFORMED : Result.UNKNOWN_TEMPLATE, 1, Integer::sum);
            }
        }
    }

    @Override
    public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        if (counts) {
            header.wrap(buffer, offset);
            events.merge(header.templateId(), 1, Integer::sum);
            if (header.templateId() == StepEndedDecoder.TEMPLATE_ID) {
                eventHeader.wrap(buffer, offset + MessageHeaderDecoder.ENCODED_LENGTH);
                stepEnds.add(eventHeader.clause1().name());
            }
            if (BY_CLAUSE.contains(header.templateId())) {
                eventHeader.wrap(buffer, offset + MessageHeaderDecoder.ENCODED_LENGTH);
                clauses.add(eventHeader.clause1().name());
            }
        }
    }

    @Override
    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        if (counts) {
            answer.wrapAndApplyHeader(buffer, offset, header);
            results.merge(answer.result(), 1, Integer::sum);
        }
    }

    /** What the mix does not hold and should: every command, answer and event, every way in which a step ends. */
    Set<String> missing() {
        final Stream<String> missingCommands = COMMANDS.stream()
                .filter(template -> !commands.containsKey(template))
                .map(template -> "command " + template);
        final Stream<String> missingResults = Stream.of(Result.values())
                .filter(result -> !NOT_OF_THE_ENGINE.contains(result) && !results.containsKey(result))
                .map(result -> "result " + result);
        final Stream<String> missingEvents = EVENTS.stream()
                .filter(template -> !events.containsKey(template))
                .map(template -> "event " + template);
        final Stream<String> missingEnds = Stream.of(
                        "EMPTY_STEP",
                        "NOBODY_REACHABLE",
                        "STEP_TIMED_OUT",
                        "STEP_REJECTED",
                        "FAIL_SAFE_REPEAT",
                        "ESCALATED_BY_PERSON",
                        "NOT_AT_BEDSIDE",
                        "SHIFT_ENDED",
                        "NO_POLICY")
                .filter(clause -> !stepEnds.contains(clause))
                .map(clause -> "step ended by " + clause);
        final Stream<String> missingClauses = Stream.of(
                        "DEVICE_FLOOR",
                        "DEVICE_REPLACED",
                        "BATTERY_BELOW",
                        "BATTERY_ABOVE",
                        "CALIBRATION_NEEDED",
                        "CALIBRATION_DONE",
                        "DOSE_MISSED",
                        "DOSE_MOVED",
                        "DOSE_TOLD",
                        "DOSES_FULL",
                        "DEVICE_SILENT",
                        "DEVICE_HEARD",
                        "INACCURATE",
                        "UNIT_NOT_OF_SESSION")
                .filter(clause -> !clauses.contains(clause))
                .map(clause -> "clause " + clause);
        final Stream<String> missingTicks =
                IntStream.of(ticks).filter(count -> count == 0).mapToObj(count -> "ticks without a message");
        return Stream.of(missingCommands, missingResults, missingEvents, missingEnds, missingClauses, missingTicks)
                .flatMap(each -> each)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public String toString() {
        return "commands " + commands + ", ticks " + ticks + ", results " + results + ", events " + events;
    }
}

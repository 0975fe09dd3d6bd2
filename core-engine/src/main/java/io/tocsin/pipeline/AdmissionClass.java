package io.tocsin.pipeline;

import io.tocsin.codecs.sbe.AcceptAlertDecoder;
import io.tocsin.codecs.sbe.AcceptResultDecoder;
import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.ArriveAtBedsideDecoder;
import io.tocsin.codecs.sbe.AuditCheckpointDecoder;
import io.tocsin.codecs.sbe.BeginBreakDecoder;
import io.tocsin.codecs.sbe.BreakGlassDecoder;
import io.tocsin.codecs.sbe.CancelAlertDecoder;
import io.tocsin.codecs.sbe.ChannelReportedDecoder;
import io.tocsin.codecs.sbe.ClearAlertDecoder;
import io.tocsin.codecs.sbe.ConfigBeginDecoder;
import io.tocsin.codecs.sbe.ConfigCommitDecoder;
import io.tocsin.codecs.sbe.ConfigPartDecoder;
import io.tocsin.codecs.sbe.ConfirmConfigDecoder;
import io.tocsin.codecs.sbe.ConfirmSilenceDecoder;
import io.tocsin.codecs.sbe.CreateSilenceDecoder;
import io.tocsin.codecs.sbe.EndBreakDecoder;
import io.tocsin.codecs.sbe.EndSnoozeDecoder;
import io.tocsin.codecs.sbe.EndViewDecoder;
import io.tocsin.codecs.sbe.EngineVersionKnownDecoder;
import io.tocsin.codecs.sbe.EscalateAlertDecoder;
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
import io.tocsin.codecs.sbe.ReceiptBatchDecoder;
import io.tocsin.codecs.sbe.RecordReadDecoder;
import io.tocsin.codecs.sbe.RedirectAlertDecoder;
import io.tocsin.codecs.sbe.RejectAlertDecoder;
import io.tocsin.codecs.sbe.ReleaseAlertDecoder;
import io.tocsin.codecs.sbe.ReportResultDecoder;
import io.tocsin.codecs.sbe.ResolveAlertDecoder;
import io.tocsin.codecs.sbe.RevokeAccessDecoder;
import io.tocsin.codecs.sbe.SessionClosedDecoder;
import io.tocsin.codecs.sbe.SessionOpenedDecoder;
import io.tocsin.codecs.sbe.SetPatientLimitDecoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SnoozeAlertDecoder;
import io.tocsin.codecs.sbe.SourceQueryDecoder;
import io.tocsin.codecs.sbe.StartMonitoringDecoder;
import io.tocsin.codecs.sbe.StopMonitoringDecoder;
import io.tocsin.codecs.sbe.SwitchEngineVersionDecoder;
import io.tocsin.codecs.sbe.TickDecoder;
import io.tocsin.codecs.sbe.UpdateAlertDecoder;
import io.tocsin.codecs.sbe.VitalsBatchDecoder;
import io.tocsin.journal.StorageState;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Who may enter a ring that fills up. A class enters only while its reserve stays free beyond the place it takes, so that the room that is left always belongs to
 * what matters more. Producers that race may each see the same last place above a reserve: it can be undercut by one place per racing producer.
 */
public enum AdmissionClass {
    /** Chronic and remote readings, queries for counters, and what cannot be read: three quarters stay free. */
    LOW(0, 75),
    /** Raises of lesser severity, post-operative readings: half stays free. */
    NORMAL(1, 50),
    /** EMERGENT raises, clears and cancels, continuous readings, limits of patients, monitoring sessions, who reads of patients: a quarter stays free. */
    HIGH(2, 25),
    /** CRITICAL raises, what a source asks before it may send one, and all that people answer: 6 % stay free. */
    CRITICAL(3, 6),
    /** The host's own: Genesis, ticks, configuration, how loaded it is, how far its audit has come. May take the last place. */
    SYSTEM(4, 0);

    private static final int CLASSES = values().length;
    private static final int MISSING = -1;

    private final int index;
    private final int reservePercent;

    AdmissionClass(final int index, final int reservePercent) {
        this.index = index;
        this.reservePercent = reservePercent;
    }

    /**
     * What must stay free of a ring for this class to enter.
     *
     * @return per cent, 0 to 100.
     */
    public int reservePercent() {
        return reservePercent;
    }

    /**
     * The reserve in places, rounded up so that no share vanishes in a small ring.
     *
     * @param capacity of the ring, in slots.
     * @return slots, 0 to the capacity.
     */
    public int reserve(final int capacity) {
        return (int) ((capacity * (long) reservePercent + 99) / 100);
    }

    /**
     * The class of a command, by its template and by the severity or acuity it declares. Reads fixed places only and trusts nothing: what is too short, of another
     * schema or no command is LOW, for the engine to refuse. Any thread; does not allocate.
     *
     * @param buffer holds the command.
     * @param offset of the message header.
     * @param length of header and message.
     * @return the class.
     */
    public static AdmissionClass of(final DirectBuffer buffer, final int offset, final int length) {
        if (length < MessageHeaderDecoder.ENCODED_LENGTH
                || uint16(buffer, offset + MessageHeaderDecoder.schemaIdEncodingOffset())
                        != MessageHeaderDecoder.SCHEMA_ID) {
            return LOW;
        }
        return switch (uint16(buffer, offset + MessageHeaderDecoder.templateIdEncodingOffset())) {
            case GenesisDecoder.TEMPLATE_ID,
                    TickDecoder.TEMPLATE_ID,
                    LoadReportedDecoder.TEMPLATE_ID,
                    AuditCheckpointDecoder.TEMPLATE_ID,
                    EngineVersionKnownDecoder.TEMPLATE_ID,
                    SwitchEngineVersionDecoder.TEMPLATE_ID,
                    ConfigBeginDecoder.TEMPLATE_ID,
                    ConfigPartDecoder.TEMPLATE_ID,
                    ConfigCommitDecoder.TEMPLATE_ID -> SYSTEM;
            case RaiseAlertDecoder.TEMPLATE_ID ->
                bySeverity(field(buffer, offset, length, RaiseAlertDecoder.severityEncodingOffset()));
            case ReportResultDecoder.TEMPLATE_ID ->
                bySeverity(field(buffer, offset, length, ReportResultDecoder.severityEncodingOffset()));
            case UpdateAlertDecoder.TEMPLATE_ID ->
                bySeverity(field(buffer, offset, length, UpdateAlertDecoder.severityEncodingOffset()));
            case VitalsBatchDecoder.TEMPLATE_ID ->
                byAcuity(field(buffer, offset, length, VitalsBatchDecoder.acuityEncodingOffset()));
            case ClearAlertDecoder.TEMPLATE_ID,
                    CancelAlertDecoder.TEMPLATE_ID,
                    HeartbeatDecoder.TEMPLATE_ID,
                    RecordReadDecoder.TEMPLATE_ID,
                    SetPatientLimitDecoder.TEMPLATE_ID,
                    StartMonitoringDecoder.TEMPLATE_ID,
                    StopMonitoringDecoder.TEMPLATE_ID,
                    GrantViewersDecoder.TEMPLATE_ID -> HIGH;
            case PositionReportedDecoder.TEMPLATE_ID -> NORMAL;
            case AcceptAlertDecoder.TEMPLATE_ID,
                    AcceptResultDecoder.TEMPLATE_ID,
                    RejectAlertDecoder.TEMPLATE_ID,
                    ResolveAlertDecoder.TEMPLATE_ID,
                    ReleaseAlertDecoder.TEMPLATE_ID,
                    RedirectAlertDecoder.TEMPLATE_ID,
                    EscalateAlertDecoder.TEMPLATE_ID,
                    ArriveAtBedsideDecoder.TEMPLATE_ID,
                    SessionOpenedDecoder.TEMPLATE_ID,
                    SessionClosedDecoder.TEMPLATE_ID,
                    ReceiptBatchDecoder.TEMPLATE_ID,
                    CreateSilenceDecoder.TEMPLATE_ID,
                    ExpireSilenceDecoder.TEMPLATE_ID,
                    ConfirmSilenceDecoder.TEMPLATE_ID,
                    ConfirmConfigDecoder.TEMPLATE_ID,
                    SnoozeAlertDecoder.TEMPLATE_ID,
                    EndSnoozeDecoder.TEMPLATE_ID,
                    PresenceChangedDecoder.TEMPLATE_ID,
                    BeginBreakDecoder.TEMPLATE_ID,
                    EndBreakDecoder.TEMPLATE_ID,
                    SourceQueryDecoder.TEMPLATE_ID,
                    ChannelReportedDecoder.TEMPLATE_ID,
                    ModeOrderedDecoder.TEMPLATE_ID,
                    RevokeAccessDecoder.TEMPLATE_ID,
                    LiftRevocationDecoder.TEMPLATE_ID,
                    BreakGlassDecoder.TEMPLATE_ID,
                    EndViewDecoder.TEMPLATE_ID,
                    ForgetPatientDecoder.TEMPLATE_ID -> CRITICAL;
            default -> LOW;
        };
    }

    /** Whether it is time that passes, and nothing else. Copies: whoever asks may not be able to read it as a message. */
    static boolean isTick(final DirectBuffer buffer, final int offset, final int length) {
        if (length < MessageHeaderDecoder.ENCODED_LENGTH) {
            return false;
        }
        final byte[] template = new byte[Short.BYTES];
        buffer.getBytes(offset + MessageHeaderDecoder.templateIdEncodingOffset(), template);
        return template[0] == TickDecoder.TEMPLATE_ID && template[1] == 0;
    }

    /** Whether this class is still taken when the journal's room runs out: first only what is critical, then only the host's own. */
    boolean mayEnter(final StorageState state) {
        return switch (state) {
            case AMPLE -> true;
            case LOW -> this == CRITICAL || this == SYSTEM;
            case FULL -> this == SYSTEM;
        };
    }

    /** Place in a table by class, 0 to count - 1. */
    int index() {
        return index;
    }

    static int count() {
        return CLASSES;
    }

    private static AdmissionClass bySeverity(final int severity) {
        if (severity == MISSING) {
            return LOW;
        }
        if (severity == Severity.CRITICAL.value()) {
            return CRITICAL;
        }
        return severity == Severity.EMERGENT.value() ? HIGH : NORMAL;
    }

    private static AdmissionClass byAcuity(final int acuity) {
        if (acuity == Acuity.CONTINUOUS.value()) {
            return HIGH;
        }
        return acuity == Acuity.POST_OPERATIVE.value() ? NORMAL : LOW;
    }

    private static int field(final DirectBuffer buffer, final int offset, final int length, final int fieldOffset) {
        final int at = MessageHeaderDecoder.ENCODED_LENGTH + fieldOffset;
        return at < length ? buffer.getByte(offset + at) & 0xFF : MISSING;
    }

    private static int uint16(final DirectBuffer buffer, final int offset) {
        return buffer.getShort(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }
}

package io.tocsin.engine.ingress;

import io.tocsin.codecs.sbe.AcceptAlertDecoder;
import io.tocsin.codecs.sbe.AcceptResultDecoder;
import io.tocsin.codecs.sbe.ArriveAtBedsideDecoder;
import io.tocsin.codecs.sbe.AuditCheckpointDecoder;
import io.tocsin.codecs.sbe.AuthorityEntryDecoder;
import io.tocsin.codecs.sbe.BedEntryDecoder;
import io.tocsin.codecs.sbe.BeginBreakDecoder;
import io.tocsin.codecs.sbe.BreakGlassDecoder;
import io.tocsin.codecs.sbe.CancelAlertDecoder;
import io.tocsin.codecs.sbe.CareEntryDecoder;
import io.tocsin.codecs.sbe.ChannelReportedDecoder;
import io.tocsin.codecs.sbe.ClearAlertDecoder;
import io.tocsin.codecs.sbe.ConfigBeginDecoder;
import io.tocsin.codecs.sbe.ConfigCommitDecoder;
import io.tocsin.codecs.sbe.ConfigPartDecoder;
import io.tocsin.codecs.sbe.ConfirmConfigDecoder;
import io.tocsin.codecs.sbe.ConfirmSilenceDecoder;
import io.tocsin.codecs.sbe.ContactEntryDecoder;
import io.tocsin.codecs.sbe.CountersQueryDecoder;
import io.tocsin.codecs.sbe.CreateSilenceDecoder;
import io.tocsin.codecs.sbe.CreditEntryDecoder;
import io.tocsin.codecs.sbe.DeliveryEntryDecoder;
import io.tocsin.codecs.sbe.DeviceEntryDecoder;
import io.tocsin.codecs.sbe.DoseEntryDecoder;
import io.tocsin.codecs.sbe.DutyEntryDecoder;
import io.tocsin.codecs.sbe.EmergencyContactEntryDecoder;
import io.tocsin.codecs.sbe.EndBreakDecoder;
import io.tocsin.codecs.sbe.EndSnoozeDecoder;
import io.tocsin.codecs.sbe.EndViewDecoder;
import io.tocsin.codecs.sbe.EngineVersionKnownDecoder;
import io.tocsin.codecs.sbe.EscalateAlertDecoder;
import io.tocsin.codecs.sbe.ExpireSilenceDecoder;
import io.tocsin.codecs.sbe.ForgetPatientDecoder;
import io.tocsin.codecs.sbe.GateEntryDecoder;
import io.tocsin.codecs.sbe.GenesisDecoder;
import io.tocsin.codecs.sbe.GrantViewersDecoder;
import io.tocsin.codecs.sbe.HeartbeatDecoder;
import io.tocsin.codecs.sbe.InhibitionsEntryDecoder;
import io.tocsin.codecs.sbe.LiftRevocationDecoder;
import io.tocsin.codecs.sbe.LimitProfileEntryDecoder;
import io.tocsin.codecs.sbe.LoadReportedDecoder;
import io.tocsin.codecs.sbe.ModeOrderedDecoder;
import io.tocsin.codecs.sbe.OperationsEntryDecoder;
import io.tocsin.codecs.sbe.PatientEntryDecoder;
import io.tocsin.codecs.sbe.PersonEntryDecoder;
import io.tocsin.codecs.sbe.PolicyEntryDecoder;
import io.tocsin.codecs.sbe.PositionReportedDecoder;
import io.tocsin.codecs.sbe.PrecedenceEntryDecoder;
import io.tocsin.codecs.sbe.PresenceChangedDecoder;
import io.tocsin.codecs.sbe.QualificationEntryDecoder;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.ReceiptBatchDecoder;
import io.tocsin.codecs.sbe.RecordDoseDecoder;
import io.tocsin.codecs.sbe.RecordReadDecoder;
import io.tocsin.codecs.sbe.RedirectAlertDecoder;
import io.tocsin.codecs.sbe.RejectAlertDecoder;
import io.tocsin.codecs.sbe.ReleaseAlertDecoder;
import io.tocsin.codecs.sbe.ReportResultDecoder;
import io.tocsin.codecs.sbe.ResolveAlertDecoder;
import io.tocsin.codecs.sbe.RevokeAccessDecoder;
import io.tocsin.codecs.sbe.RoleEntryDecoder;
import io.tocsin.codecs.sbe.RuleTimingEntryDecoder;
import io.tocsin.codecs.sbe.RulesEntryDecoder;
import io.tocsin.codecs.sbe.ScheduleDoseDecoder;
import io.tocsin.codecs.sbe.ScoreTableEntryDecoder;
import io.tocsin.codecs.sbe.ServiceQueryDecoder;
import io.tocsin.codecs.sbe.SessionClosedDecoder;
import io.tocsin.codecs.sbe.SessionOpenedDecoder;
import io.tocsin.codecs.sbe.SetPatientLimitDecoder;
import io.tocsin.codecs.sbe.SnoozeAlertDecoder;
import io.tocsin.codecs.sbe.SourceEntryDecoder;
import io.tocsin.codecs.sbe.SourceQueryDecoder;
import io.tocsin.codecs.sbe.StartMonitoringDecoder;
import io.tocsin.codecs.sbe.StopMonitoringDecoder;
import io.tocsin.codecs.sbe.SwitchEngineVersionDecoder;
import io.tocsin.codecs.sbe.TickDecoder;
import io.tocsin.codecs.sbe.TrendEntryDecoder;
import io.tocsin.codecs.sbe.TriageEntryDecoder;
import io.tocsin.codecs.sbe.UnitEntryDecoder;
import io.tocsin.codecs.sbe.UpdateAlertDecoder;
import io.tocsin.codecs.sbe.ViewRulesEntryDecoder;
import io.tocsin.codecs.sbe.VitalsBatchDecoder;
import io.tocsin.codecs.sbe.WatchEntryDecoder;
import io.tocsin.codecs.sbe.WeightEntryDecoder;

/**
 * The shapes of the messages that {@link MessageLayout} walks over, by template: how long block and group elements are at least, in each version of the schema, and
 * how many texts follow. Templates 60 to 79 and 180 to 199 are entries of a configuration, the others commands.
 */
final class Templates {
    /** Most texts of a message. */
    static final int MOST_TEXTS = 15;

    private static final int COUNT = 200;
    private static final int VERSIONS = 3;
    private static final int FIRST_ENTRY = 60;
    private static final int LAST_ENTRY = 79;
    private static final int FIRST_LATER_ENTRY = 180;
    private static final int ABSENT = -1;

    // By version - 1 and template; ABSENT: no such message, or no group.
    private static final int[][] BLOCK = new int[VERSIONS][COUNT];
    private static final int[][] ELEMENT = new int[VERSIONS][COUNT];
    private static final int[] ELEMENT_TEXTS = new int[COUNT];
    /** Texts with one byte of length. */
    private static final int[] TEXTS = new int[COUNT];
    /** Texts with two. */
    private static final int[] LONG_TEXTS = new int[COUNT];

    static {
        for (int version = 1; version <= VERSIONS; version++) {
            java.util.Arrays.fill(BLOCK[version - 1], ABSENT);
            java.util.Arrays.fill(ELEMENT[version - 1], ABSENT);
        }
        // Blocks as in the version that brought the message; what a later version added follows with since().
        plain(GenesisDecoder.TEMPLATE_ID, GenesisDecoder.maxLimitWatchesEncodingOffset(), 0);
        since(
                3,
                BLOCK,
                GenesisDecoder.TEMPLATE_ID,
                // Version 3 began without maxDoses.
                GenesisDecoder.maxDosesEncodingOffset() - GenesisDecoder.maxLimitWatchesEncodingOffset());
        plain(TickDecoder.TEMPLATE_ID, TickDecoder.BLOCK_LENGTH, 0);
        plain(EngineVersionKnownDecoder.TEMPLATE_ID, EngineVersionKnownDecoder.BLOCK_LENGTH, 0);
        plain(SwitchEngineVersionDecoder.TEMPLATE_ID, SwitchEngineVersionDecoder.BLOCK_LENGTH, 0);
        plain(ConfigBeginDecoder.TEMPLATE_ID, ConfigBeginDecoder.BLOCK_LENGTH, 0);
        plain(ConfigPartDecoder.TEMPLATE_ID, ConfigPartDecoder.BLOCK_LENGTH, 0);
        LONG_TEXTS[ConfigPartDecoder.TEMPLATE_ID] = 1;
        plain(ConfigCommitDecoder.TEMPLATE_ID, ConfigCommitDecoder.BLOCK_LENGTH, 0);
        plain(ConfirmConfigDecoder.TEMPLATE_ID, ConfirmConfigDecoder.BLOCK_LENGTH, 0);
        // It may end before deviceCondition, which version 3 began without.
        grouped(RaiseAlertDecoder.TEMPLATE_ID, RaiseAlertDecoder.deviceConditionEncodingOffset(), 0, 1, MOST_TEXTS);
        plain(UpdateAlertDecoder.TEMPLATE_ID, UpdateAlertDecoder.BLOCK_LENGTH, 2);
        plain(ClearAlertDecoder.TEMPLATE_ID, ClearAlertDecoder.BLOCK_LENGTH, 1);
        grouped(VitalsBatchDecoder.TEMPLATE_ID, VitalsBatchDecoder.measuredNsEncodingOffset(), 5, 0, 3);
        since(
                3,
                BLOCK,
                VitalsBatchDecoder.TEMPLATE_ID,
                // Version 3 began without batteryPercent and calibration.
                VitalsBatchDecoder.batteryPercentEncodingOffset() - VitalsBatchDecoder.measuredNsEncodingOffset());
        plain(CancelAlertDecoder.TEMPLATE_ID, CancelAlertDecoder.BLOCK_LENGTH, 1);
        plain(SetPatientLimitDecoder.TEMPLATE_ID, SetPatientLimitDecoder.BLOCK_LENGTH, 3);
        grouped(StartMonitoringDecoder.TEMPLATE_ID, StartMonitoringDecoder.BLOCK_LENGTH, 1, 1, 2);
        plain(StopMonitoringDecoder.TEMPLATE_ID, StopMonitoringDecoder.BLOCK_LENGTH, 0);
        grouped(GrantViewersDecoder.TEMPLATE_ID, GrantViewersDecoder.BLOCK_LENGTH, 0, 1, 0);
        plain(HeartbeatDecoder.TEMPLATE_ID, HeartbeatDecoder.BLOCK_LENGTH, 0);
        plain(ReportResultDecoder.TEMPLATE_ID, ReportResultDecoder.BLOCK_LENGTH, 10);
        plain(ScheduleDoseDecoder.TEMPLATE_ID, ScheduleDoseDecoder.BLOCK_LENGTH, 3);
        plain(RecordDoseDecoder.TEMPLATE_ID, RecordDoseDecoder.BLOCK_LENGTH, 3);
        plain(AcceptResultDecoder.TEMPLATE_ID, AcceptResultDecoder.BLOCK_LENGTH, 1);
        plain(AcceptAlertDecoder.TEMPLATE_ID, AcceptAlertDecoder.BLOCK_LENGTH, 0);
        plain(RejectAlertDecoder.TEMPLATE_ID, RejectAlertDecoder.BLOCK_LENGTH, 0);
        plain(ResolveAlertDecoder.TEMPLATE_ID, ResolveAlertDecoder.BLOCK_LENGTH, 0);
        plain(ReleaseAlertDecoder.TEMPLATE_ID, ReleaseAlertDecoder.BLOCK_LENGTH, 0);
        plain(RedirectAlertDecoder.TEMPLATE_ID, RedirectAlertDecoder.BLOCK_LENGTH, 1);
        plain(EscalateAlertDecoder.TEMPLATE_ID, EscalateAlertDecoder.BLOCK_LENGTH, 0);
        plain(ArriveAtBedsideDecoder.TEMPLATE_ID, ArriveAtBedsideDecoder.BLOCK_LENGTH, 0);
        plain(BeginBreakDecoder.TEMPLATE_ID, BeginBreakDecoder.BLOCK_LENGTH, 1);
        plain(EndBreakDecoder.TEMPLATE_ID, EndBreakDecoder.BLOCK_LENGTH, 0);
        plain(SessionOpenedDecoder.TEMPLATE_ID, SessionOpenedDecoder.capabilitiesEncodingOffset(), 1);
        since(2, BLOCK, SessionOpenedDecoder.TEMPLATE_ID, SessionOpenedDecoder.capabilitiesEncodingLength());
        // Version 3 began without scopes, patientScopes and units.
        LONG_TEXTS[SessionOpenedDecoder.TEMPLATE_ID] = 1;
        plain(SessionClosedDecoder.TEMPLATE_ID, SessionClosedDecoder.BLOCK_LENGTH, 0);
        grouped(ReceiptBatchDecoder.TEMPLATE_ID, ReceiptBatchDecoder.BLOCK_LENGTH, 9, 0, 0);
        plain(PositionReportedDecoder.TEMPLATE_ID, PositionReportedDecoder.BLOCK_LENGTH, 6);
        plain(PresenceChangedDecoder.TEMPLATE_ID, PresenceChangedDecoder.BLOCK_LENGTH, 1);
        plain(CountersQueryDecoder.TEMPLATE_ID, CountersQueryDecoder.BLOCK_LENGTH, 0);
        plain(SourceQueryDecoder.TEMPLATE_ID, SourceQueryDecoder.BLOCK_LENGTH, 0);
        // Which node says so came later, and may be missing.
        plain(AuditCheckpointDecoder.TEMPLATE_ID, AuditCheckpointDecoder.memberEncodingOffset(), 3);
        grouped(
                RecordReadDecoder.TEMPLATE_ID,
                RecordReadDecoder.BLOCK_LENGTH,
                RecordReadDecoder.ShownDecoder.sbeBlockLength(),
                0,
                5);
        plain(RevokeAccessDecoder.TEMPLATE_ID, RevokeAccessDecoder.BLOCK_LENGTH, 2);
        plain(BreakGlassDecoder.TEMPLATE_ID, BreakGlassDecoder.BLOCK_LENGTH, 2);
        plain(EndViewDecoder.TEMPLATE_ID, EndViewDecoder.BLOCK_LENGTH, 2);
        plain(ForgetPatientDecoder.TEMPLATE_ID, ForgetPatientDecoder.BLOCK_LENGTH, 2);
        plain(LiftRevocationDecoder.TEMPLATE_ID, LiftRevocationDecoder.BLOCK_LENGTH, 2);
        plain(CreateSilenceDecoder.TEMPLATE_ID, CreateSilenceDecoder.BLOCK_LENGTH, 4);
        plain(ExpireSilenceDecoder.TEMPLATE_ID, ExpireSilenceDecoder.BLOCK_LENGTH, 0);
        plain(ConfirmSilenceDecoder.TEMPLATE_ID, ConfirmSilenceDecoder.BLOCK_LENGTH, 0);
        plain(SnoozeAlertDecoder.TEMPLATE_ID, SnoozeAlertDecoder.BLOCK_LENGTH, 0);
        plain(EndSnoozeDecoder.TEMPLATE_ID, EndSnoozeDecoder.BLOCK_LENGTH, 0);
        plain(PersonEntryDecoder.TEMPLATE_ID, PersonEntryDecoder.BLOCK_LENGTH, 1);
        plain(UnitEntryDecoder.TEMPLATE_ID, UnitEntryDecoder.BLOCK_LENGTH, 1);
        plain(BedEntryDecoder.TEMPLATE_ID, BedEntryDecoder.BLOCK_LENGTH, 2);
        plain(PatientEntryDecoder.TEMPLATE_ID, PatientEntryDecoder.treatmentLimitsEncodingOffset(), 3);
        since(
                3,
                BLOCK,
                PatientEntryDecoder.TEMPLATE_ID,
                PatientEntryDecoder.BLOCK_LENGTH - PatientEntryDecoder.treatmentLimitsEncodingOffset());
        grouped(RoleEntryDecoder.TEMPLATE_ID, RoleEntryDecoder.BLOCK_LENGTH, 0, 1, 2);
        grouped(CareEntryDecoder.TEMPLATE_ID, CareEntryDecoder.BLOCK_LENGTH, 0, 1, 1);
        grouped(
                DutyEntryDecoder.TEMPLATE_ID,
                DutyEntryDecoder.BLOCK_LENGTH,
                DutyEntryDecoder.DutiesDecoder.sbeBlockLength(),
                1,
                2);
        grouped(PolicyEntryDecoder.TEMPLATE_ID, PolicyEntryDecoder.bedsideMsEncodingOffset(), 5, 1, 1);
        since(
                3,
                BLOCK,
                PolicyEntryDecoder.TEMPLATE_ID,
                // Version 3 began without readBacks.
                PolicyEntryDecoder.readBacksEncodingOffset() - PolicyEntryDecoder.bedsideMsEncodingOffset());
        since(2, ELEMENT, PolicyEntryDecoder.TEMPLATE_ID, 1);
        since(3, ELEMENT, PolicyEntryDecoder.TEMPLATE_ID, 3);
        grouped(RulesEntryDecoder.TEMPLATE_ID, RulesEntryDecoder.limitsAsStatedEncodingOffset(), 7, 0, 0);
        since(
                3,
                BLOCK,
                RulesEntryDecoder.TEMPLATE_ID,
                RulesEntryDecoder.BLOCK_LENGTH - RulesEntryDecoder.limitsAsStatedEncodingOffset());
        plain(CreditEntryDecoder.TEMPLATE_ID, CreditEntryDecoder.positionMsEncodingOffset(), 0);
        since(3, BLOCK, CreditEntryDecoder.TEMPLATE_ID, CreditEntryDecoder.positionMsEncodingLength());
        plain(SourceEntryDecoder.TEMPLATE_ID, SourceEntryDecoder.BLOCK_LENGTH, 0);
        plain(RuleTimingEntryDecoder.TEMPLATE_ID, RuleTimingEntryDecoder.BLOCK_LENGTH, 0);
        grouped(
                ScoreTableEntryDecoder.TEMPLATE_ID,
                ScoreTableEntryDecoder.BLOCK_LENGTH,
                ScoreTableEntryDecoder.LinesDecoder.sbeBlockLength(),
                0,
                1);
        grouped(
                LimitProfileEntryDecoder.TEMPLATE_ID,
                LimitProfileEntryDecoder.BLOCK_LENGTH,
                LimitProfileEntryDecoder.LimitsDecoder.sbeBlockLength(),
                0,
                1);
        plain(AuthorityEntryDecoder.TEMPLATE_ID, AuthorityEntryDecoder.BLOCK_LENGTH, 2);
        grouped(
                TriageEntryDecoder.TEMPLATE_ID,
                TriageEntryDecoder.BLOCK_LENGTH,
                TriageEntryDecoder.ClassesDecoder.sbeBlockLength(),
                0,
                0);
        plain(WatchEntryDecoder.TEMPLATE_ID, WatchEntryDecoder.BLOCK_LENGTH, 2);
        grouped(QualificationEntryDecoder.TEMPLATE_ID, QualificationEntryDecoder.BLOCK_LENGTH, 0, 1, 1);
        plain(ServiceQueryDecoder.TEMPLATE_ID, ServiceQueryDecoder.BLOCK_LENGTH, 0);
        plain(LoadReportedDecoder.TEMPLATE_ID, LoadReportedDecoder.BLOCK_LENGTH, 0);
        plain(ModeOrderedDecoder.TEMPLATE_ID, ModeOrderedDecoder.BLOCK_LENGTH, 0);
        plain(ChannelReportedDecoder.TEMPLATE_ID, ChannelReportedDecoder.BLOCK_LENGTH, 0);
        grouped(
                ContactEntryDecoder.TEMPLATE_ID,
                ContactEntryDecoder.BLOCK_LENGTH,
                ContactEntryDecoder.MethodsDecoder.sbeBlockLength(),
                0,
                1);
        grouped(
                InhibitionsEntryDecoder.TEMPLATE_ID,
                InhibitionsEntryDecoder.BLOCK_LENGTH,
                InhibitionsEntryDecoder.RulesDecoder.sbeBlockLength(),
                0,
                0);
        grouped(EmergencyContactEntryDecoder.TEMPLATE_ID, EmergencyContactEntryDecoder.BLOCK_LENGTH, 0, 1, 1);
        plain(PrecedenceEntryDecoder.TEMPLATE_ID, PrecedenceEntryDecoder.BLOCK_LENGTH, 1);
        grouped(
                DeliveryEntryDecoder.TEMPLATE_ID,
                DeliveryEntryDecoder.BLOCK_LENGTH,
                DeliveryEntryDecoder.CoversDecoder.sbeBlockLength(),
                0,
                0);
        plain(WeightEntryDecoder.TEMPLATE_ID, WeightEntryDecoder.BLOCK_LENGTH, 0);
        plain(DoseEntryDecoder.TEMPLATE_ID, DoseEntryDecoder.BLOCK_LENGTH, 0);
        plain(ViewRulesEntryDecoder.TEMPLATE_ID, ViewRulesEntryDecoder.BLOCK_LENGTH, 0);
        // Version 3 began without the worst accuracies.
        plain(GateEntryDecoder.TEMPLATE_ID, GateEntryDecoder.worstHeartRateEncodingOffset(), 0);
        grouped(
                DeviceEntryDecoder.TEMPLATE_ID,
                // Version 3 began without silentMs.
                DeviceEntryDecoder.silentMsEncodingOffset(),
                DeviceEntryDecoder.FloorsDecoder.sbeBlockLength(),
                0,
                0);
        grouped(
                TrendEntryDecoder.TEMPLATE_ID,
                TrendEntryDecoder.BLOCK_LENGTH,
                TrendEntryDecoder.ParametersDecoder.sbeBlockLength(),
                0,
                0);
        grouped(OperationsEntryDecoder.TEMPLATE_ID, OperationsEntryDecoder.BLOCK_LENGTH, 0, 1, 0);
    }

    private Templates() {}

    /** Whether a template is a command or an entry. */
    static boolean isKnown(final int template) {
        return template < COUNT && BLOCK[0][template] != ABSENT;
    }

    /** Whether a template is an entry of a configuration. */
    static boolean isEntry(final int template) {
        return (template >= FIRST_ENTRY && template <= LAST_ENTRY) || template >= FIRST_LATER_ENTRY;
    }

    /** The least block of a message in the version that its sender states, or in ours if that is older. */
    static int leastBlock(final int template, final int version) {
        return BLOCK[index(version)][template];
    }

    /** Whether a message has a group. */
    static boolean hasGroup(final int template) {
        return ELEMENT[0][template] != ABSENT;
    }

    /** The least block of an element of the group, as {@link #leastBlock}. */
    static int leastElement(final int template, final int version) {
        return ELEMENT[index(version)][template];
    }

    /** Texts of each element of the group. */
    static int elementTexts(final int template) {
        return ELEMENT_TEXTS[template];
    }

    /** Texts with one byte of length. */
    static int texts(final int template) {
        return TEXTS[template];
    }

    /** Texts with two bytes of length, behind the others. */
    static int longTexts(final int template) {
        return LONG_TEXTS[template];
    }

    /** Whether a message may end before a text, which its version did not have at first. */
    static boolean isLater(final int template, final int text) {
        return template == SessionOpenedDecoder.TEMPLATE_ID && text == TEXTS[template];
    }

    /** The block of whoever knows of that text; behind a shorter one it is not looked for. */
    static int blockOfLater(final int template) {
        return template == SessionOpenedDecoder.TEMPLATE_ID ? SessionOpenedDecoder.BLOCK_LENGTH : 0;
    }

    private static int index(final int version) {
        return version > VERSIONS ? VERSIONS - 1 : version < 1 ? 0 : version - 1;
    }

    private static void plain(final int template, final int block, final int texts) {
        grouped(template, block, ABSENT, 0, texts);
    }

    private static void grouped(
            final int template, final int block, final int element, final int elementTexts, final int texts) {
        for (int i = 0; i < VERSIONS; i++) {
            BLOCK[i][template] = block;
            ELEMENT[i][template] = element;
        }
        ELEMENT_TEXTS[template] = elementTexts;
        TEXTS[template] = texts;
    }

    private static void since(final int version, final int[][] least, final int template, final int addedBytes) {
        for (int i = version - 1; i < VERSIONS; i++) {
            least[i][template] += addedBytes;
        }
    }
}

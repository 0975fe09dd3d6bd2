package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.AcceptAlertDecoder;
import io.tocsin.codecs.sbe.AcceptResultDecoder;
import io.tocsin.codecs.sbe.ArriveAtBedsideDecoder;
import io.tocsin.codecs.sbe.CancelAlertDecoder;
import io.tocsin.codecs.sbe.ClearAlertDecoder;
import io.tocsin.codecs.sbe.ConfigBeginDecoder;
import io.tocsin.codecs.sbe.ConfigCommitDecoder;
import io.tocsin.codecs.sbe.ConfigPartDecoder;
import io.tocsin.codecs.sbe.ConfirmConfigDecoder;
import io.tocsin.codecs.sbe.EscalateAlertDecoder;
import io.tocsin.codecs.sbe.HeartbeatDecoder;
import io.tocsin.codecs.sbe.PositionReportedDecoder;
import io.tocsin.codecs.sbe.PresenceChangedDecoder;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.ReceiptBatchDecoder;
import io.tocsin.codecs.sbe.RedirectAlertDecoder;
import io.tocsin.codecs.sbe.RejectAlertDecoder;
import io.tocsin.codecs.sbe.ReleaseAlertDecoder;
import io.tocsin.codecs.sbe.ReportResultDecoder;
import io.tocsin.codecs.sbe.ResolveAlertDecoder;
import io.tocsin.codecs.sbe.SessionClosedDecoder;
import io.tocsin.codecs.sbe.SessionOpenedDecoder;
import io.tocsin.codecs.sbe.SourceQueryDecoder;
import io.tocsin.codecs.sbe.UpdateAlertDecoder;
import io.tocsin.codecs.sbe.VitalsBatchDecoder;

/** What messages are. */
final class OracleTemplates {
    private OracleTemplates() {}

    /** Whether the template is one of a command other than Genesis and Tick. */
    static boolean isCommand(final int template) {
        return switch (template) {
            case ConfigBeginDecoder.TEMPLATE_ID,
                    ConfigPartDecoder.TEMPLATE_ID,
                    ConfigCommitDecoder.TEMPLATE_ID,
                    ConfirmConfigDecoder.TEMPLATE_ID,
                    RaiseAlertDecoder.TEMPLATE_ID,
                    ReportResultDecoder.TEMPLATE_ID,
                    AcceptResultDecoder.TEMPLATE_ID,
                    UpdateAlertDecoder.TEMPLATE_ID,
                    ClearAlertDecoder.TEMPLATE_ID,
                    VitalsBatchDecoder.TEMPLATE_ID,
                    CancelAlertDecoder.TEMPLATE_ID,
                    AcceptAlertDecoder.TEMPLATE_ID,
                    RejectAlertDecoder.TEMPLATE_ID,
                    ResolveAlertDecoder.TEMPLATE_ID,
                    ReleaseAlertDecoder.TEMPLATE_ID,
                    RedirectAlertDecoder.TEMPLATE_ID,
                    EscalateAlertDecoder.TEMPLATE_ID,
                    ArriveAtBedsideDecoder.TEMPLATE_ID,
                    SessionOpenedDecoder.TEMPLATE_ID,
                    SessionClosedDecoder.TEMPLATE_ID,
                    ReceiptBatchDecoder.TEMPLATE_ID,
                    PositionReportedDecoder.TEMPLATE_ID,
                    PresenceChangedDecoder.TEMPLATE_ID,
                    HeartbeatDecoder.TEMPLATE_ID,
                    SourceQueryDecoder.TEMPLATE_ID -> true;
            default -> OracleOperation.isCommand(template);
        };
    }
}

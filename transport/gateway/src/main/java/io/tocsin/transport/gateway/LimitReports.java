package io.tocsin.transport.gateway;

import io.tocsin.AlertView;
import io.tocsin.OwnLimit;
import io.tocsin.RouterEvent;
import io.tocsin.codecs.json.LimitReport;

/** Says of limits of one patient, in the words of the protocol, what a client may see. Any thread; allocates. */
final class LimitReports {
    private LimitReports() {}

    /** For a client that may see the subject's readings; patients and family are told of no staff, nor what staff wrote. */
    static LimitReport of(final RouterEvent.PatientLimitChanged changed, final Peer peer, final AlertView view) {
        final boolean isStaff = !Visibility.isOfPatient(peer.person(), view);
        final OwnLimit limit = changed.limit();
        return new LimitReport(
                limit.parameter(),
                limit.bound(),
                limit.hundredths().orElseThrow(),
                limit.untilNs(),
                limit.reason(),
                isStaff ? limit.comment() : "",
                isStaff ? changed.author() : "");
    }
}

package io.tocsin.transport.gateway;

import io.tocsin.AlertView;
import io.tocsin.DutyPlace;
import io.tocsin.OnBreak;
import io.tocsin.OnDuty;
import io.tocsin.codecs.json.DutyKey;
import io.tocsin.codecs.json.DutyReport;
import io.tocsin.codecs.sbe.DutyScope;
import java.util.ArrayList;
import java.util.List;

/** Says who is on duty and on break in the words of the protocol. Any thread; allocates. */
final class DutyReports {
    private DutyReports() {}

    /** As far as a client may see, in the order of {@link DutyKey}. */
    static List<DutyReport> of(final AlertView view, final Peer peer) {
        final List<DutyReport> reports = new ArrayList<>();
        for (final OnDuty duty : view.duties()) {
            if (Visibility.maySee(peer, duty)) {
                reports.add(of(duty));
            }
        }
        for (final OnBreak pause : Visibility.maySeeBreaks(peer) ? view.breaks() : List.<OnBreak>of()) {
            reports.add(new DutyReport(pause.person(), pause.untilNs(), "", "", "", "", pause.cover()));
        }
        return reports;
    }

    private static DutyReport of(final OnDuty duty) {
        final DutyPlace place = duty.place();
        return new DutyReport(
                duty.person(),
                duty.untilNs(),
                place.unit(),
                named(place, DutyScope.ROLE),
                named(place, DutyScope.BED),
                named(place, DutyScope.PATIENT),
                "");
    }

    private static String named(final DutyPlace place, final DutyScope scope) {
        return place.scope() == scope ? place.name() : "";
    }
}

package io.tocsin.transport.gateway;

import io.tocsin.AlertView;
import io.tocsin.MonitoringState;
import io.tocsin.Subject;
import io.tocsin.codecs.json.MonitoringReport;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.MonitoringList;
import java.util.List;

/** Says of monitoring sessions, in the words of the protocol, what a client may see. Any thread; allocates. */
final class MonitoringReports {
    private MonitoringReports() {}

    /** For a client that may see it; a patient and their family are told of no staff, and who is family of no other relatives. */
    static MonitoringReport of(final MonitoringState session, final Peer peer, final AlertView view) {
        final boolean isFamily = Visibility.isOfPatient(peer.person(), view) || isContact(session, peer, view);
        final boolean isPatient = session.subject().kind() == Subject.Kind.PATIENT;
        return new MonitoringReport(
                session.monitoringId(),
                session.status(),
                session.type(),
                isPatient ? session.subject().id() : "",
                isPatient ? "" : session.subject().id(),
                session.startedNs(),
                session.updatedNs(),
                isFamily ? "" : session.startedBy(),
                isFamily ? "" : session.changedBy(),
                session.devices().stream()
                        .map(device -> new MonitoringReport.Device(device.kind(), device.id()))
                        .toList(),
                isFamily ? List.of() : session.people(MonitoringList.VIEWERS),
                family(session, peer, view),
                isFamily ? List.of() : session.people(MonitoringList.RECIPIENTS));
    }

    /** Somebody without a role whom the patient has named. */
    private static boolean isContact(final MonitoringState session, final Peer peer, final AlertView view) {
        return view.roleOf(peer.person()) == AuthorityRole.NONE
                && session.people(MonitoringList.FAMILY).contains(peer.person());
    }

    private static List<String> family(final MonitoringState session, final Peer peer, final AlertView view) {
        final List<String> all = session.people(MonitoringList.FAMILY);
        return view.roleOf(peer.person()) == AuthorityRole.FAMILY || isContact(session, peer, view)
                ? all.stream().filter(peer.person()::equals).toList()
                : all;
    }
}

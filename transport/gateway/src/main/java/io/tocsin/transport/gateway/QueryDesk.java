package io.tocsin.transport.gateway;

import io.tocsin.AlertRouter;
import io.tocsin.AlertState;
import io.tocsin.AlertView;
import io.tocsin.RouterEvent;
import io.tocsin.Sight;
import io.tocsin.Subject;
import io.tocsin.codecs.json.AlertReport;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.DutyKey;
import io.tocsin.codecs.json.DutyReport;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.HistoryRange;
import io.tocsin.codecs.json.LimitReport;
import io.tocsin.codecs.json.LimitsQuery;
import io.tocsin.codecs.json.MessageCodec;
import io.tocsin.codecs.json.MonitoringReport;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.SilenceReport;
import io.tocsin.codecs.json.ViewReport;
import io.tocsin.codecs.json.ViewsQuery;
import io.tocsin.codecs.sbe.ReadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Answers queries of one connection from the router's view. An answer is no longer than what may be written in front of a critical delivery, and says whether there is
 * more; a client asks so often a second. Loop only.
 */
final class QueryDesk {
    private static final int MAX_BYTES = 16_384;
    /** As many as usually fit. */
    static final int MAX_AT_ONCE = 24;

    private static final int QUERIES_PER_SECOND = 100;

    private final Switchboard switchboard;
    private final ReadDesk reads;
    private final MessageCodec codec;
    private final Allowance queries = new Allowance(QUERIES_PER_SECOND, QUERIES_PER_SECOND);

    QueryDesk(final Switchboard switchboard, final ReadDesk reads, final MessageCodec codec) {
        this.switchboard = switchboard;
        this.reads = reads;
        this.codec = codec;
    }

    /** Answers with the open alerts that the client may see, as far as it may, with the names of patients where the directory has them; on the loop, at once or later. */
    void answer(
            final ClientMessage.AlertsQuery query,
            final Peer peer,
            final DirectoryDesk directory,
            final Consumer<byte[]> now,
            final Consumer<byte[]> later)
            throws ProtocolException {
        take(query.ref());
        final List<String> patients = new ArrayList<>();
        final Page nameless = alerts(query, peer, Map.of(), patients);
        if (patients.isEmpty() || !directory.names(peer)) {
            reads.serve(nameless.read(), peer, query.ref(), () -> now.accept(nameless.answer()));
        } else {
            directory.withNames(patients, names -> {
                // What may be seen is asked again: it may have changed meanwhile.
                final Page named = alerts(query, peer, names, new ArrayList<>());
                reads.serveLater(named.read(), peer, query.ref(), () -> later.accept(named.answer()));
            });
        }
    }

    /** What is shown, and what that says of whoever is shown it. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares answers
    private record Page(byte[] answer, ReadDesk.Read read) {}

    /** Encodes open alerts; notes whose patients they are. */
    private Page alerts(
            final ClientMessage.AlertsQuery query,
            final Peer peer,
            final Map<String, String> names,
            final List<String> patients) {
        // Before the view is read: the answer is at least as new as it says.
        final AlertView view = switchboard.view();
        if (view == null) {
            return new Page(
                    codec.write(new ServerMessage.Alerts(query.ref(), 0, List.of(), false)),
                    ReadDesk.Read.of(ReadKind.OPEN_ALERTS, List.of()));
        }
        final long asOf = view.asOfEventSeq();
        final List<AlertReport> reports = new ArrayList<>();
        boolean more = false;
        final int most = Math.min(query.limit(), MAX_AT_ONCE);
        for (final AlertState alert : view.open()) {
            final Sight sight = Long.compareUnsigned(alert.alertId(), query.after()) > 0
                    ? Visibility.sight(peer, alert, view)
                    : Sight.NOTHING;
            if (sight != Sight.NOTHING) {
                more = reports.size() == most;
                if (more) {
                    break;
                }
                final AlertReport report = AlertReports.forQuery(alert, sight, view, names);
                reports.add(report);
                if (report.subject() != null && report.subject().kind() == io.tocsin.codecs.json.Subject.Kind.PATIENT) {
                    patients.add(report.subject().id());
                }
            }
        }
        final byte[] answer =
                fitting(codec, reports, more, (list, rest) -> new ServerMessage.Alerts(query.ref(), asOf, list, rest));
        return new Page(
                answer,
                ReadDesk.Read.of(
                        ReadKind.OPEN_ALERTS,
                        reports.stream().map(AlertReport::alertId).toList()));
    }

    /** Answers with the silences that are not over and that the client may see. */
    void answer(final ClientMessage.SilencesQuery query, final Peer peer, final Consumer<byte[]> out)
            throws ProtocolException {
        take(query.ref());
        final Page page = silences(query, peer);
        reads.serve(page.read(), peer, query.ref(), () -> out.accept(page.answer()));
    }

    private Page silences(final ClientMessage.SilencesQuery query, final Peer peer) {
        final AlertView view = switchboard.view();
        final long asOf = view == null ? 0 : view.asOfEventSeq();
        final List<SilenceReport> reports = new ArrayList<>();
        boolean more = false;
        final int most = Math.min(query.limit(), MAX_AT_ONCE);
        for (final RouterEvent.SilenceChanged silence :
                view == null ? List.<RouterEvent.SilenceChanged>of() : view.silences()) {
            if (silence.silenceId() > query.after() && Visibility.maySee(peer, silence)) {
                more = reports.size() == most;
                if (more) {
                    break;
                }
                reports.add(SilenceReports.of(silence));
            }
        }
        final byte[] answer = fitting(
                codec, reports, more, (list, rest) -> new ServerMessage.Silences(query.ref(), asOf, list, rest));
        return new Page(
                answer,
                ReadDesk.Read.of(
                        ReadKind.SILENCES,
                        reports.stream().map(SilenceReport::silenceId).toList()));
    }

    /** Who is on duty, then who is on break, as far as the client may see, encoded. */
    byte[] answer(final ClientMessage.DutyQuery query, final Peer peer) throws ProtocolException {
        take(query.ref());
        final AlertView view = switchboard.view();
        final long asOf = view == null ? 0 : view.asOfEventSeq();
        final List<DutyReport> reports = new ArrayList<>();
        boolean more = false;
        final int most = Math.min(query.limit(), MAX_AT_ONCE);
        final DutyKey after = query.after();
        for (final DutyReport report : view == null ? List.<DutyReport>of() : DutyReports.of(view, peer)) {
            if (after == null || report.key().compareTo(after) > 0) {
                more = reports.size() == most;
                if (more) {
                    break;
                }
                reports.add(report);
            }
        }
        return fitting(codec, reports, more, (list, rest) -> new ServerMessage.Duty(query.ref(), asOf, list, rest));
    }

    /** Asks for readings, of which the client may see some: what comes of it is posted to the loop. */
    void answer(
            final ClientMessage.HistoryQuery query,
            final Peer peer,
            final AlertRouter router,
            final Executor loop,
            final Consumer<ServerMessage> out)
            throws ProtocolException {
        take(query.ref());
        final HistoryRange range = query.range();
        final Subject subject = new Subject(
                Subject.Kind.valueOf(range.subject().kind().name()),
                range.subject().id());
        if (!Visibility.maySeeReadings(peer, subject, switchboard.view())) {
            throw new ProtocolException(ErrorCode.FORBIDDEN, "", HistoryReports.NOT_FOR_THEM).about(0, query.ref());
        }
        reads.serve(
                VitalsDesk.read(ReadKind.READINGS, subject),
                peer,
                query.ref(),
                () -> series(query, subject, peer, router, loop, out));
    }

    private void series(
            final ClientMessage.HistoryQuery query,
            final Subject subject,
            final Peer peer,
            final AlertRouter router,
            final Executor loop,
            final Consumer<ServerMessage> out) {
        final HistoryRange range = query.range();
        router.history()
                .series(
                        subject,
                        range.parameter(),
                        range.fromNs(),
                        range.toNs() == 0 ? Long.MAX_VALUE : range.toNs(),
                        range.points())
                .whenCompleteAsync(
                        (series, refused) -> {
                            // Who may has changed since, perhaps.
                            final boolean mayStill = Visibility.maySeeReadings(peer, subject, switchboard.view());
                            out.accept(
                                    mayStill
                                            ? HistoryReports.of(query.ref(), series, refused)
                                            : HistoryReports.forbidden(query.ref()));
                        },
                        loop);
    }

    /** Answers with the active monitoring sessions that the client may see. */
    void answer(final ClientMessage.MonitoringsQuery query, final Peer peer, final Consumer<byte[]> out)
            throws ProtocolException {
        take(query.ref());
        final Page page = monitorings(query, peer);
        reads.serve(page.read(), peer, query.ref(), () -> out.accept(page.answer()));
    }

    private Page monitorings(final ClientMessage.MonitoringsQuery query, final Peer peer) {
        final AlertView view = switchboard.view();
        if (view == null) {
            return new Page(
                    codec.write(new ServerMessage.Monitorings(query.ref(), 0, List.of(), false)),
                    ReadDesk.Read.of(ReadKind.MONITORINGS, List.of()));
        }
        final long asOf = view.asOfEventSeq();
        final List<MonitoringReport> reports = new ArrayList<>();
        boolean more = false;
        final int most = Math.min(query.limit(), MAX_AT_ONCE);
        // A person's own, so that no question looks at all of them.
        for (final RouterEvent.MonitoringChanged changed : peer.role() == Role.CLINICIAN
                ? view.monitoringsOf(peer.person())
                : view.monitorings(query.after(), most + 1)) {
            if (changed.state().monitoringId() > query.after() && Visibility.maySee(peer, changed.state(), view)) {
                more = reports.size() == most;
                if (more) {
                    break;
                }
                reports.add(MonitoringReports.of(changed.state(), peer, view));
            }
        }
        final byte[] answer = fitting(
                codec, reports, more, (list, rest) -> new ServerMessage.Monitorings(query.ref(), asOf, list, rest));
        return new Page(
                answer,
                ReadDesk.Read.of(
                        ReadKind.MONITORINGS,
                        reports.stream().map(MonitoringReport::monitoringId).toList()));
    }

    /** Answers with the limits that a patient, or whoever is in a bed, has of their own. */
    void answer(final LimitsQuery query, final Peer peer, final Consumer<byte[]> out) throws ProtocolException {
        take(query.ref());
        final AlertView view = switchboard.view();
        final Subject subject = new Subject(
                Subject.Kind.valueOf(query.subject().kind().name()),
                query.subject().id());
        if (view == null || !Visibility.maySeeReadings(peer, subject, view)) {
            throw new ProtocolException(ErrorCode.FORBIDDEN, "", HistoryReports.NOT_FOR_THEM).about(0, query.ref());
        }
        final long asOf = view.asOfEventSeq();
        final List<LimitReport> reports = view.patientLimits(subject).stream()
                .map(changed -> LimitReports.of(changed, peer, view))
                .toList();
        final byte[] answer = codec.write(new ServerMessage.Limits(query.ref(), asOf, reports));
        reads.serve(VitalsDesk.read(ReadKind.LIMITS, subject), peer, query.ref(), () -> out.accept(answer));
    }

    /** Answers who is connected here, whose access is revoked, or, once that is recorded, who sees a patient for a time. */
    void answer(
            final ClientMessage.AccessQuery query, final Peer peer, final SessionRoll roll, final Consumer<byte[]> out)
            throws ProtocolException {
        take(query.ref());
        if (query instanceof ViewsQuery views) {
            final ServerMessage.Views answer = ViewDesk.answer(views, peer, switchboard.view());
            reads.serve(
                    ReadDesk.Read.of(
                            ReadKind.VIEWS,
                            answer.views().stream().map(ViewReport::viewId).toList()),
                    peer,
                    query.ref(),
                    () -> out.accept(codec.write(answer)));
        } else {
            out.accept(AccessDesk.answer(query, roll, switchboard.view(), codec));
        }
    }

    /** Takes a question, or refuses it. */
    void take(final String ref) throws ProtocolException {
        if (!queries.take()) {
            throw new ProtocolException(
                            ErrorCode.RATE_LIMITED, "", "at most " + QUERIES_PER_SECOND + " queries a second")
                    .about(0, ref);
        }
    }

    /** As many of them as one message may hold. */
    static <R> byte[] fitting(
            final MessageCodec codec, final List<R> reports, final boolean more, final Encoded<R> page) {
        byte[] answer = codec.write(page.of(reports, more));
        while (answer.length > MAX_BYTES && reports.size() > 1) {
            final int fitting = Math.max(1, (int) ((long) reports.size() * MAX_BYTES / answer.length) - 1);
            reports.subList(fitting, reports.size()).clear();
            answer = codec.write(page.of(reports, true));
        }
        return answer;
    }

    /** Makes the message. */
    interface Encoded<R> {
        ServerMessage of(List<R> reports, boolean more);
    }
}

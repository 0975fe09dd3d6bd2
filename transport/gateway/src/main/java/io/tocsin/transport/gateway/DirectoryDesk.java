package io.tocsin.transport.gateway;

import io.tocsin.AlertView;
import io.tocsin.Subject;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.MessageCodec;
import io.tocsin.codecs.json.PastAlertReport;
import io.tocsin.codecs.json.PastAlertsQuery;
import io.tocsin.codecs.json.PatientQuery;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.ReadKind;
import io.tocsin.transport.directory.PastAlert;
import io.tocsin.transport.directory.Patient;
import io.tocsin.transport.directory.ReadModels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers one connection's questions to the directory and the history of alerts, which are looked up on a thread of theirs: what comes of it is posted to the loop. Who
 * may see it is asked when the question comes and again before it is answered. Loop only.
 */
final class DirectoryDesk {
    /** Alerts are answered without names that take longer. */
    private static final long NAMES_MS = 50;

    private static final String NOT_FOR_THEM = "this is not for this person";
    private static final String NOT_FOR_OPERATORS =
            "operators look nobody up here, unless the router's configuration says directory.operators = true; a"
                    + " person who may see the patient may";

    private final @Nullable ReadModels models;
    private final boolean operators;
    private final GatewayCounters counters;
    private final Switchboard switchboard;
    private final Executor loop;
    private final ReadDesk reads;
    private final MessageCodec codec;
    private final Consumer<byte[]> out;

    /**
     * @param desk  of the loop; its settings say whether there is a directory, and whether operators may look up.
     * @param codec writes the answers.
     * @param out   is given answers, on the loop.
     */
    DirectoryDesk(
            final LoopDesk desk,
            final Switchboard switchboard,
            final ReadDesk reads,
            final MessageCodec codec,
            final Consumer<byte[]> out) {
        this.reads = reads;
        this.codec = codec;
        models = desk.settings().directory;
        operators = desk.settings().directoryForOperators;
        counters = desk.counters();
        loop = desk.loop();
        this.switchboard = switchboard;
        this.out = out;
    }

    /** Asks; the answer comes later. */
    void ask(final ClientMessage.DirectoryQuery query, final Peer peer) throws ProtocolException {
        final ReadModels asked = models;
        if (asked == null) {
            throw new ProtocolException(ErrorCode.NO_DIRECTORY, "", ErrorCode.NO_DIRECTORY.meaning())
                    .about(0, query.ref());
        }
        if (!maySee(query, peer)) {
            counters.increment(GatewayMetric.LOOKUPS_FORBIDDEN);
            throw new ProtocolException(ErrorCode.FORBIDDEN, "", forbidden(peer)).about(0, query.ref());
        }
        counters.increment(GatewayMetric.LOOKUPS);
        if (query instanceof PatientQuery patient) {
            asked.patient(patient.patient())
                    .whenCompleteAsync(
                            (found, failed) -> answer(query, peer, failed, () -> shown(patient, found)), loop);
        } else if (query instanceof PastAlertsQuery past) {
            final int most = Math.min(past.limit(), QueryDesk.MAX_AT_ONCE);
            asked.alerts(past.patient(), past.unit(), past.before(), most + 1)
                    .whenCompleteAsync(
                            (found, failed) ->
                                    answer(query, peer, failed, () -> past(past, found, most, asked.isCatchingUp())),
                            loop);
        }
    }

    /** Whether there is a directory that may name patients to a client. */
    boolean names(final Peer peer) {
        return models != null && (operators || peer.role() != Role.OPERATOR);
    }

    /** Looks names up, then goes on, on the loop, with those that are known. */
    void withNames(final List<String> patients, final Consumer<Map<String, String>> then) {
        if (models != null) {
            models.names(patients)
                    .completeOnTimeout(Map.of(), NAMES_MS, TimeUnit.MILLISECONDS)
                    .whenCompleteAsync((names, failed) -> then.accept(names == null ? Map.of() : names), loop);
        }
    }

    private void answer(
            final ClientMessage.DirectoryQuery query,
            final Peer peer,
            final @Nullable Throwable failed,
            final Answer answer) {
        if (!maySee(query, peer)) {
            // Who may has changed since.
            counters.increment(GatewayMetric.LOOKUPS_FORBIDDEN);
            out.accept(refusal(query, ErrorCode.FORBIDDEN, forbidden(peer)));
        } else if (failed != null) {
            out.accept(refusal(query, ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.meaning()));
        } else {
            final Found found = answer.encoded();
            reads.serveLater(found.read(), peer, query.ref(), () -> out.accept(found.encoded()));
        }
    }

    private boolean maySee(final ClientMessage.DirectoryQuery query, final Peer peer) {
        if (peer.role() == Role.OPERATOR) {
            return operators;
        }
        final String patient = query instanceof PatientQuery one
                ? one.patient()
                : query instanceof PastAlertsQuery past ? past.patient() : "";
        final AlertView view = switchboard.view();
        // Who is the patient, or of the family, is told of no staff.
        return !patient.isEmpty()
                && view != null
                && !Visibility.isOfPatient(peer.person(), view)
                && Visibility.maySeeReadings(peer, new Subject(Subject.Kind.PATIENT, patient), view);
    }

    private static String forbidden(final Peer peer) {
        return peer.role() == Role.OPERATOR ? NOT_FOR_OPERATORS : NOT_FOR_THEM;
    }

    private Found shown(final PatientQuery query, final @Nullable Patient found) {
        return new Found(
                found == null
                        ? refusal(query, ErrorCode.UNKNOWN_PATIENT, ErrorCode.UNKNOWN_PATIENT.meaning())
                        : shown(query.ref(), found),
                ReadDesk.Read.ofPatient(ReadKind.PATIENT, query.patient()));
    }

    private byte[] shown(final String ref, final Patient found) {
        return codec.write(new ServerMessage.PatientShown(
                ref,
                found.id(),
                found.name(),
                found.unit(),
                found.bed(),
                found.care(),
                found.emergencyContacts(),
                found.contacts()));
    }

    private Found past(
            final PastAlertsQuery query, final List<PastAlert> found, final int most, final boolean catchingUp) {
        final List<PastAlertReport> reports = new ArrayList<>();
        found.stream().limit(most).forEach(alert -> reports.add(report(alert)));
        final byte[] answer = QueryDesk.fitting(
                codec,
                reports,
                found.size() > most,
                (list, more) -> new ServerMessage.PastAlerts(query.ref(), catchingUp, list, more));
        return new Found(
                answer,
                new ReadDesk.Read(
                        ReadKind.PAST_ALERTS,
                        query.patient(),
                        query.unit(),
                        "",
                        "",
                        reports.stream().map(PastAlertReport::alertId).toList()));
    }

    private static PastAlertReport report(final PastAlert alert) {
        return new PastAlertReport(
                alert.alertId(),
                subject(alert.subject()),
                alert.unit(),
                alert.bed(),
                alert.type(),
                alert.severity(),
                alert.cause(),
                alert.purpose(),
                alert.occurrence(),
                alert.steps(),
                alert.raisedNs(),
                alert.receivedNs(),
                alert.acceptedNs(),
                alert.acceptedBy(),
                alert.owner(),
                alert.atBedsideNs(),
                alert.closedNs(),
                alert.outcome() == Outcome.NULL_VAL ? null : alert.outcome(),
                alert.closedBy());
    }

    private static io.tocsin.codecs.json.@Nullable Subject subject(final String named) {
        if (named.isEmpty()) {
            return null;
        }
        final String id = named.substring(1);
        return switch (named.charAt(0)) {
            case 'P' -> new io.tocsin.codecs.json.Subject(io.tocsin.codecs.json.Subject.Kind.PATIENT, id);
            case 'B' -> new io.tocsin.codecs.json.Subject(io.tocsin.codecs.json.Subject.Kind.BED, id);
            default -> new io.tocsin.codecs.json.Subject(io.tocsin.codecs.json.Subject.Kind.DEVICE, id);
        };
    }

    private byte[] refusal(final ClientMessage.DirectoryQuery query, final ErrorCode code, final String message) {
        return codec.write(new ServerMessage.ProtocolError(code, "", message, 0, query.ref(), 0));
    }

    /** What is shown, and what that says of whoever is shown it. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares answers
    private record Found(byte[] encoded, ReadDesk.Read read) {}

    /** Encodes what was found. */
    private interface Answer {
        Found encoded();
    }
}

package io.tocsin.transport.gateway;

import io.tocsin.AlertRouter;
import io.tocsin.AlertView;
import io.tocsin.MonitoringState;
import io.tocsin.Refusal;
import io.tocsin.RefusedException;
import io.tocsin.RouterEvent;
import io.tocsin.Subject;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.ShownReading;
import io.tocsin.codecs.sbe.ReadKind;
import io.tocsin.history.NewestReadings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The monitoring sessions that one client watches: at each look, once a second, what was read last of their subjects is asked for, and told if it is not what was told
 * before. So newer readings replace older ones, and nothing waits for a client. Whether the client may see it is asked at each look and again before it is told. Loop
 * only.
 */
final class VitalsDesk {
    /** What all of them say at once is no longer than what may be written in front of a critical delivery. */
    private static final int MAX_WATCHED = 8;

    private final Switchboard switchboard;
    private final AlertRouter router;
    private final Executor loop;
    private final Consumer<ServerMessage> out;
    private final Map<Long, Watched> watched = new LinkedHashMap<>();

    /**
     * Nothing is watched.
     *
     * @param loop where the router's answers are taken.
     * @param out  where they are told, at whatever time.
     */
    VitalsDesk(
            final Switchboard switchboard,
            final AlertRouter router,
            final Executor loop,
            final Consumer<ServerMessage> out) {
        this.switchboard = switchboard;
        this.router = router;
        this.loop = loop;
        this.out = out;
    }

    /** Takes a session up, or lets it go; asked for the second time, it is told anew. */
    ServerMessage take(final ClientMessage.WatchVitals message, final Peer peer) throws ProtocolException {
        final long monitoringId = message.monitoringId();
        if (!message.on()) {
            watched.remove(monitoringId);
            return over(message.ref(), monitoringId);
        }
        if (session(monitoringId, peer) == null) {
            throw refused(message, ErrorCode.FORBIDDEN, "this session is over, or not for this person");
        }
        if (router.history().counts() == null) {
            throw refused(message, ErrorCode.NO_HISTORY, ErrorCode.NO_HISTORY.meaning());
        }
        if (watched.size() == MAX_WATCHED && !watched.containsKey(monitoringId)) {
            throw refused(message, ErrorCode.TOO_LARGE, "at most " + MAX_WATCHED + " sessions at once");
        }
        watched.put(monitoringId, new Watched(monitoringId));
        return new ServerMessage.VitalsShown(message.ref(), monitoringId, 0, false, false, List.of());
    }

    /** What is read of whom when a session is taken up; nothing if it is let go, or not for the client. */
    ReadDesk.@Nullable Read toRead(final ClientMessage.WatchVitals message, final Peer peer) {
        final MonitoringState session = message.on() ? session(message.monitoringId(), peer) : null;
        return session == null ? null : read(ReadKind.LIVE_READINGS, session.subject());
    }

    /** What is read of a subject. */
    static ReadDesk.Read read(final ReadKind kind, final Subject subject) {
        return switch (subject.kind()) {
            case PATIENT -> ReadDesk.Read.ofPatient(kind, subject.id());
            case BED -> new ReadDesk.Read(kind, "", "", subject.id(), "", List.of());
            case DEVICE -> new ReadDesk.Read(kind, "", "", "", subject.id(), List.of());
        };
    }

    /** Looks at each session; what comes of it is told later. */
    void look(final Peer peer) {
        for (final Watched each : List.copyOf(watched.values())) {
            final MonitoringState session = session(each.monitoringId, peer);
            if (session == null) {
                end(each);
            } else if (!each.isAsked) {
                each.isAsked = true;
                router.history()
                        .newest(session.subject(), session.startedNs())
                        .whenCompleteAsync((found, refused) -> answered(each, peer, found, refused), loop);
            }
        }
    }

    /** Lets all of them go, and says so: the client may watch nothing any more. */
    void endAll() {
        List.copyOf(watched.values()).forEach(this::end);
    }

    private void answered(
            final Watched each,
            final Peer peer,
            final @Nullable NewestReadings found,
            final @Nullable Throwable refused) {
        each.isAsked = false;
        if (watched.get(each.monitoringId) != each) {
            return;
        }
        if (found == null) {
            // Too many ask just now: at the next look it is tried again.
            if (!(refused instanceof RefusedException known && known.refusal() == Refusal.BUSY)) {
                end(each);
            }
        } else if (session(each.monitoringId, peer) == null) {
            end(each);
        } else if (!found.readings().equals(each.told) || found.catchingUp() != each.wasCatchingUp) {
            each.told = found.readings();
            each.wasCatchingUp = found.catchingUp();
            out.accept(new ServerMessage.VitalsShown(
                    "", each.monitoringId, found.asOfNs(), found.catchingUp(), false, shown(found)));
        }
    }

    private void end(final Watched each) {
        watched.remove(each.monitoringId);
        out.accept(over("", each.monitoringId));
    }

    private static ServerMessage over(final String ref, final long monitoringId) {
        return new ServerMessage.VitalsShown(ref, monitoringId, 0, false, true, List.of());
    }

    private static List<ShownReading> shown(final NewestReadings found) {
        return found.readings().stream()
                .map(reading ->
                        new ShownReading(reading.parameter(), reading.value(), reading.atNs(), reading.accuracy()))
                .toList();
    }

    /** A session that is active and that the client may see now. */
    private @Nullable MonitoringState session(final long monitoringId, final Peer peer) {
        final AlertView view = switchboard.view();
        if (view == null) {
            return null;
        }
        for (final RouterEvent.MonitoringChanged next : view.monitorings(monitoringId - 1, 1)) {
            final MonitoringState session = next.state();
            if (session.monitoringId() == monitoringId && Visibility.mayWatch(peer, session, view)) {
                return session;
            }
        }
        return null;
    }

    private static ProtocolException refused(
            final ClientMessage.WatchVitals message, final ErrorCode code, final String why) {
        return new ProtocolException(code, "", why).about(0, message.ref());
    }

    /** One of them: a new one for each time that it is asked for. */
    private static final class Watched {
        private final long monitoringId;
        private boolean isAsked;
        private @Nullable List<NewestReadings.Reading> told;
        private boolean wasCatchingUp;

        Watched(final long monitoringId) {
            this.monitoringId = monitoringId;
        }
    }
}

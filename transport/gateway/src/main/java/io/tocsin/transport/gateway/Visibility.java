package io.tocsin.transport.gateway;

import io.tocsin.AlertState;
import io.tocsin.AlertView;
import io.tocsin.MonitoringState;
import io.tocsin.OnDuty;
import io.tocsin.RouterEvent;
import io.tocsin.Sight;
import io.tocsin.Subject;
import io.tocsin.codecs.json.BreakGlass;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.SetLimit;
import io.tocsin.codecs.json.ViewsQuery;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.DutyScope;
import org.jspecify.annotations.Nullable;

/**
 * Who may do and see what, in the role it has greeted in: what is not allowed here is FORBIDDEN. Whether a person was offered an alert, and whether an alert is
 * of a source, is decided by the engine; what a role permits stands in the engine's table of authority, which is asked. Any thread; keeps nothing.
 */
final class Visibility {
    private Visibility() {}

    /** Whether a client of this role may send this message. */
    static boolean maySend(final Role role, final ClientMessage message) {
        // What is set at the bedside comes from a monitor.
        if (message instanceof SetLimit) {
            return role == Role.SOURCE || role == Role.CLINICIAN;
        }
        if (message instanceof ClientMessage.Accept
                || message instanceof ClientMessage.Reject
                || message instanceof ClientMessage.Resolve
                || message instanceof ClientMessage.Release
                || message instanceof ClientMessage.Redirect
                || message instanceof ClientMessage.Escalate
                || message instanceof ClientMessage.Arrive
                || message instanceof ClientMessage.Snooze
                || message instanceof ClientMessage.EndSnooze
                || message instanceof ClientMessage.Silence
                || message instanceof ClientMessage.ConfirmSilence
                || message instanceof ClientMessage.EndSilence
                || message instanceof ClientMessage.Monitor
                || message instanceof ClientMessage.BeginBreak
                || message instanceof ClientMessage.EndBreak
                || message instanceof ClientMessage.Receipts) {
            return role == Role.CLINICIAN;
        }
        if (message instanceof BreakGlass) {
            return role == Role.CLINICIAN;
        }
        if (message instanceof ClientMessage.Access || message instanceof ViewsQuery) {
            return role == Role.OPERATOR || role == Role.CLINICIAN;
        }
        if (message instanceof ClientMessage.AccessQuery) {
            return role == Role.OPERATOR;
        }
        // A person's client speaks of its own person; others say of whom they speak.
        if (message instanceof ClientMessage.Position position) {
            return position.person().isEmpty() == (role == Role.CLINICIAN);
        }
        if (message instanceof ClientMessage.PresenceChange change) {
            return change.person().isEmpty() == (role == Role.CLINICIAN);
        }
        if (message instanceof ClientMessage.Vitals
                || message instanceof ClientMessage.Heartbeat
                || message instanceof ClientMessage.Medicate) {
            return role == Role.SOURCE || role == Role.CLINICIAN;
        }
        if (message instanceof ClientMessage.SilencesQuery
                || message instanceof ClientMessage.DutyQuery
                || message instanceof ClientMessage.HistoryQuery
                || message instanceof ClientMessage.MonitoringsQuery
                || message instanceof ClientMessage.DirectoryQuery
                || message instanceof ClientMessage.SubjectQuery
                || message instanceof ClientMessage.WatchVitals) {
            return role == Role.CLINICIAN || role == Role.OPERATOR;
        }
        return true;
    }

    /** Whether a client may see a silence: an operator all, a person those that name no patient and no bed, and those made or confirmed by that person. */
    static boolean maySee(final Peer peer, final RouterEvent.SilenceChanged silence) {
        return switch (peer.role()) {
            case OPERATOR -> true;
            case SOURCE -> false;
            case CLINICIAN ->
                (silence.scope().patient().isEmpty() && silence.scope().bed().isEmpty())
                        || silence.author().equals(peer.person())
                        || silence.confirmedBy().equals(peer.person());
        };
    }

    /** Whether a client may see a monitoring session: an operator all, a person what the router says. */
    static boolean maySee(final Peer peer, final MonitoringState session, final AlertView view) {
        return switch (peer.role()) {
            case OPERATOR -> true;
            case SOURCE -> false;
            case CLINICIAN -> view.maySee(peer.person(), session, peer.units().get());
        };
    }

    /** Whether a client may see what is read in a monitoring session: an operator of all, a person as the router says. */
    static boolean mayWatch(final Peer peer, final MonitoringState session, final AlertView view) {
        return switch (peer.role()) {
            case OPERATOR -> true;
            case SOURCE -> false;
            case CLINICIAN -> view.mayWatch(peer.person(), session, peer.units().get());
        };
    }

    /** Whether a client may see who is on duty: an operator all, a person everybody but who cares for a patient, unless it is the person. */
    static boolean maySee(final Peer peer, final OnDuty duty) {
        return peer.role() == Role.OPERATOR
                || (peer.role() == Role.CLINICIAN
                        && (duty.place().scope() != DutyScope.PATIENT
                                || duty.person().equals(peer.person())));
    }

    /** Whether a client may see who is on break, and who covers: an operator and a person, since they choose whom to ask. */
    static boolean maySeeBreaks(final Peer peer) {
        return peer.role() == Role.OPERATOR || peer.role() == Role.CLINICIAN;
    }

    /**
     * How much of an alert a client is shown: a source its own, an operator all, a person what the table of authority permits. What a person's client has raised
     * itself never vanishes before it: without a role it sees all of it, with one at least that it is there, and whether somebody responds.
     */
    static Sight sight(final Peer peer, final AlertState alert, final AlertView view) {
        final boolean isOwn = alert.sourceId() == peer.sourceId();
        return switch (peer.role()) {
            case OPERATOR -> Sight.WHOLE;
            case SOURCE -> isOwn ? Sight.WHOLE : Sight.NOTHING;
            case CLINICIAN -> {
                final Sight sight =
                        view.sight(peer.person(), alert, false, peer.units().get());
                if (sight != Sight.NOTHING || !isOwn) {
                    yield sight;
                }
                yield view.roleOf(peer.person()) == AuthorityRole.NONE ? Sight.WHOLE : Sight.SUMMARY;
            }
        };
    }

    /** Whether a client may see what was measured of a subject: an operator all, a person what the table of authority permits. */
    static boolean maySeeReadings(final Peer peer, final Subject subject, final @Nullable AlertView view) {
        return peer.role() == Role.OPERATOR
                || (peer.role() == Role.CLINICIAN
                        && view != null
                        && view.maySeeReadings(
                                peer.person(), subject, peer.units().get()));
    }

    /** Whether somebody's name says whom an alert is about: a patient, or somebody of the family. */
    static boolean isOfPatient(final String person, final AlertView view) {
        final AuthorityRole role = view.roleOf(person);
        return role == AuthorityRole.PATIENT || role == AuthorityRole.FAMILY;
    }
}

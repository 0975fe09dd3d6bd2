package io.tocsin.transport.client;

import io.tocsin.codecs.json.BreakGlass;
import io.tocsin.codecs.json.EndView;
import io.tocsin.codecs.json.ForgetPatient;
import io.tocsin.codecs.json.LiftRevocation;
import io.tocsin.codecs.json.RevocationsQuery;
import io.tocsin.codecs.json.RevokeAccess;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.SessionsQuery;
import io.tocsin.codecs.json.ViewsQuery;
import io.tocsin.codecs.sbe.ForgetReason;
import io.tocsin.codecs.sbe.RevocationKind;
import io.tocsin.codecs.sbe.ViewReason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Who is connected to a router, and whose access is revoked: for operators, and people for themselves. Any thread; nothing waits. */
public final class AccessQueries {
    private final TocsinClient client;

    AccessQueries(final TocsinClient client) {
        this.client = client;
    }

    /**
     * Asks who is connected to the gateway that the client is connected to.
     *
     * @param limit how many at most, 1 to 200; another is an {@link IllegalArgumentException}.
     * @param after sessions with a higher number only; 0 = from the first.
     * @return completed with the list; exceptionally if there is no connection, or it ends before the answer, or the client is no operator's.
     */
    public CompletableFuture<ServerMessage.Sessions> sessions(final int limit, final long after) {
        Arguments.requireLimit(limit);
        return client.query(ServerMessage.Sessions.class, ref -> new SessionsQuery(ref, limit, after));
    }

    /** As {@link #sessions}, for the revocations that are in force, but for the first so many. */
    public CompletableFuture<ServerMessage.Revocations> revocations(final int limit, final long after) {
        Arguments.requireLimit(limit);
        return client.query(ServerMessage.Revocations.class, ref -> new RevocationsQuery(ref, limit, after));
    }

    /**
     * Revokes what somebody has proved, on every node.
     *
     * @param subject        whose: a person's id or a source's name.
     * @param issuedBeforeNs what was issued at that instant or before, epoch ns; 0 = now.
     * @param untilNs        how long it is kept, epoch ns; 0 = as long as anything can be good.
     * @return as of every command; refused FORBIDDEN if the subject is another than the person whose client it is, and the role may not revoke.
     */
    public CompletableFuture<ServerMessage.Answer> revoke(
            final String subject, final long issuedBeforeNs, final long untilNs) {
        return client.command(
                id -> new RevokeAccess(id, 0, RevocationKind.SUBJECT, subject, "", 0, issuedBeforeNs, untilNs));
    }

    /** The same of one token, by its {@code jti}. */
    public CompletableFuture<ServerMessage.Answer> revokeToken(final String jti, final long untilNs) {
        return client.command(id -> new RevokeAccess(id, 0, RevocationKind.TOKEN, "", jti, 0, 0, untilNs));
    }

    /** The same of every token; the client's own ends with it, behind the answer. */
    public CompletableFuture<ServerMessage.Answer> revokeEverybody(final long issuedBeforeNs, final long untilNs) {
        return client.command(
                id -> new RevokeAccess(id, 0, RevocationKind.EVERYBODY, "", "", 0, issuedBeforeNs, untilNs));
    }

    /** Ends one connection, at whichever node; whoever it was may come again. One that is not there changes nothing. */
    public CompletableFuture<ServerMessage.Answer> end(final long session) {
        return client.command(id -> new RevokeAccess(id, 0, RevocationKind.SESSION, "", "", session, 0, 0));
    }

    /** Takes a revocation back; one that is not in force changes nothing. */
    public CompletableFuture<ServerMessage.Answer> lift(
            final RevocationKind of, final String subject, final String jti) {
        return client.command(id -> new LiftRevocation(id, 0, of, subject, jti));
    }

    /** As {@link #sessions}, for who sees a patient for a time, or did during the last day, as far as the client is told; {@code after} a number. */
    public CompletableFuture<ServerMessage.Views> views(final int limit, final long after) {
        Arguments.requireLimit(limit);
        return client.query(ServerMessage.Views.class, ref -> new ViewsQuery(ref, limit, after));
    }

    /**
     * Says why the person has to see a patient whom they have nothing to do with: they do, for a time, and it is told and recorded.
     *
     * @param patient whom.
     * @param reason  why.
     * @param comment why, in words; of OTHER 10 bytes at least, at most 160.
     * @param time    how long; zero = as long as the site says.
     * @return as of every command; refused FORBIDDEN if the role may not, or after three patients in a day. Not taken with STEP_UP if the client's token is of a login that is
     *     too long ago, or too weak: have whoever it is log in again, the supplier of tokens answer the new one, and call this again.
     */
    public CompletableFuture<ServerMessage.Answer> breakGlass(
            final String patient, final ViewReason reason, final String comment, final Duration time) {
        return client.command(id -> new BreakGlass(id, 0, patient, reason, comment, time.toMillis()));
    }

    /**
     * Has what was typed about a patient until now be readable by nobody any more: the router destroys the patient's key.
     *
     * @param patient whom; need not be known.
     * @param reason  why.
     * @param comment why, in words; of OTHER 10 bytes at least, at most 160. It stands in the log.
     * @return as of every command; refused PROTECTED while the patient has an open alert or has to be kept, INVALID_FIELD where the router keeps no keys of patients.
     */
    public CompletableFuture<ServerMessage.Answer> forget(
            final String patient, final ForgetReason reason, final String comment) {
        return client.command(id -> new ForgetPatient(id, 0, patient, reason, comment));
    }

    /** Ends a view before its time: one's own, or with a person that person's; one that is not there changes nothing. */
    public CompletableFuture<ServerMessage.Answer> endView(final String patient, final String person) {
        return client.command(id -> new EndView(id, 0, patient, person));
    }
}

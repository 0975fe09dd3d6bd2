package io.tocsin.transport.gateway;

import io.tocsin.AlertView;
import io.tocsin.Revocation;
import io.tocsin.codecs.json.BreakGlass;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.SessionReport;
import io.tocsin.codecs.json.Token;
import io.tocsin.codecs.sbe.RevocationKind;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one connection has proved of who it is: by its certificate, by the request that opened it, by its hello, and anew before that ends. Where nobody asks for proof, everybody is who they
 * say. Loop only.
 */
final class Proof {
    /** How long before its end a client is told. */
    static final long WARN_NS = TimeUnit.SECONDS.toNanos(60);

    /** How long a connection stays behind that end. */
    static final long GRACE_NS = TimeUnit.SECONDS.toNanos(5);

    private static final int REFRESHES_AT_ONCE = 4;

    private final Connection connection;
    private final LoopDesk desk;
    private final @Nullable Authentication authentication;
    private final Allowance refreshes = new Allowance(1, REFRESHES_AT_ONCE);
    private @Nullable Principal principal;
    private Permitted permitted = Permitted.ALL;
    private volatile @Nullable Set<String> units;
    private boolean isPending;
    private boolean isWarned;
    private boolean isCertified;
    private @Nullable Peer entered;
    private long enteredNs;

    /**
     * What the request that opened the connection has proved.
     *
     * @param connection whose it is.
     * @param principal  who it is; {@code null} = nothing was proved.
     */
    Proof(final Connection connection, final @Nullable Principal principal) {
        this.connection = connection;
        desk = connection.desk();
        authentication = desk.authentication();
        become(principal);
    }

    /** From here on it is this, or nothing, that is proved. The engine hears of it before whatever the client says next, or soon. */
    private void become(final @Nullable Principal proved) {
        principal = proved;
        permitted = Permitted.of(proved, desk.settings().scopes);
        units = proved == null ? null : proved.units();
        if (entered != null) {
            connection.tickSoon();
        }
    }

    /** What is proved permits, as the engine is told it. */
    Permitted permitted() {
        return permitted;
    }

    /** The units that the proof is for alone; {@code null} = all. Any thread. */
    @Nullable
    Set<String> units() {
        return units;
    }

    /** Whether a hello is being verified. */
    boolean isPending() {
        return isPending;
    }

    /** Finds out who says hello, now or later; {@code then} is not called if the connection has to end. */
    void greet(final ClientMessage.Hello hello, final Consumer<ClientMessage.Hello> then) throws ProtocolException {
        final Authentication verifier = authentication;
        if (verifier == null) {
            then.accept(hello);
        } else if (hello.token().isNone()) {
            if (principal == null) {
                become(verifier.certified(connection.channel()));
                isCertified = principal != null;
            }
            admit(hello, principal, then);
        } else if (principal != null) {
            throw new ProtocolException(
                    ErrorCode.INVALID_FIELD, "token", "the request that opened the connection had one already");
        } else {
            isPending = true;
            verifier.verify(hello.token().text(), desk.loop(), (proved, fault) -> {
                isPending = false;
                if (connection.isOver() || connection.out().isClosing()) {
                    return;
                }
                if (fault != null) {
                    refuse(fault);
                } else {
                    become(proved);
                    admit(hello, proved, then);
                }
                connection.pump();
            });
        }
    }

    /** Takes a new proof of the same subject, in the role that the client has. */
    void refresh(final Token token, final Role role) throws ProtocolException {
        final Authentication verifier = authentication;
        final Principal known = principal;
        if (verifier == null || known == null) {
            throw new ProtocolException(ErrorCode.FORBIDDEN, "type", "nobody asks for proof here");
        }
        if (isPending || !refreshes.take()) {
            throw new ProtocolException(ErrorCode.RATE_LIMITED, "", ErrorCode.RATE_LIMITED.meaning());
        }
        isPending = true;
        verifier.verify(token.text(), desk.loop(), (proved, fault) -> {
            isPending = false;
            if (connection.isOver() || connection.out().isClosing()) {
                return;
            }
            if (proved == null) {
                say(error(fault == null ? TokenFault.MALFORMED : fault));
            } else {
                renew(known, proved, role);
            }
            connection.pump();
        });
    }

    /** Whether a revocation that has come into force ends this connection, of which the number is 0 before its welcome. */
    boolean isRevoked(final Revocation revocation, final long number, final @Nullable AlertView view) {
        final Principal known = principal;
        if (revocation.kind() == RevocationKind.SESSION) {
            return number == revocation.sessionId();
        }
        return known != null && Revoked.is(known, view);
    }

    /** Operators are told from here on who is connected, also when it is proved anew. */
    void enter(final Peer peer, final long sinceNs) {
        desk.roll().enter(report(peer, sinceNs));
        entered = peer;
        enteredNs = sinceNs;
    }

    /** Who is connected, as operators are told it. */
    private SessionReport report(final Peer peer, final long sinceNs) {
        final Principal known = principal;
        final boolean isByCertificate = known != null && known.isByCertificate();
        return new SessionReport(
                peer.number(),
                peer.role(),
                peer.person(),
                peer.client(),
                connection.address(),
                sinceNs,
                known == null
                        ? SessionReport.Proof.NONE
                        : isByCertificate ? SessionReport.Proof.CERTIFICATE : SessionReport.Proof.TOKEN,
                known == null ? "" : known.tokenId(),
                known == null ? 0 : known.issuedNs(),
                known == null || known.expiresNs() == Principal.NEVER ? 0 : known.expiresNs());
    }

    /** Looks whether what was proved comes to its end: once a second. */
    void look(final long epochNs) {
        final Principal known = principal;
        if (known != null && isCertified) {
            final Principal now = authentication == null ? null : authentication.certified(connection.channel());
            if (now == null || !now.isSameAs(known)) {
                say(error(ErrorCode.FORBIDDEN, "", "the certificate is no longer this client's"));
                connection.end(CloseCode.FORBIDDEN, GatewayMetric.IDENTITIES_REFUSED);
                return;
            }
            // Other scopes count from here on, and end nobody who may stay.
            if (!now.equals(known)) {
                become(now);
                if (entered != null && lacksScope(now, entered.role(), entered.person())) {
                    connection.end(CloseCode.FORBIDDEN, GatewayMetric.IDENTITIES_REFUSED);
                    return;
                }
            }
        }
        if (known == null || known.expiresNs() == Principal.NEVER) {
            return;
        }
        final long leftNs = known.expiresNs() - epochNs;
        if (leftNs <= -GRACE_NS) {
            connection.end(CloseCode.UNAUTHENTICATED, GatewayMetric.CLOSED_EXPIRED);
        } else if (leftNs <= WARN_NS && !isWarned) {
            isWarned = true;
            say(new ServerMessage.AuthExpiring(known.expiresNs()));
        }
    }

    /**
     * Lets a message pass that what was proved permits here, as it stands now: who has shown another token meanwhile is measured by that.
     *
     * @throws ProtocolException if a scope is missing, or if it takes a proof that is newer or stronger.
     */
    void demand(final ClientMessage message, final Peer peer) throws ProtocolException {
        final Scope scope = ScopeTable.needed(message);
        if (scope != null && !permits(scope, peer.role(), peer.person())) {
            desk.counters().increment(GatewayMetric.SCOPES_REFUSED);
            throw new ProtocolException(
                    ErrorCode.SCOPE_MISSING, scope.name(peer.role()), scopeMissing(scope, peer.role()));
        }
        final Principal known = principal;
        if (message instanceof BreakGlass && known != null && !known.isDeveloper()) {
            final FreshProof asked = desk.settings().freshProof;
            final String claim =
                    asked.missing(known.login(), desk.settings().clock.nanoTime());
            if (!claim.isEmpty() && isPending) {
                throw new ProtocolException(ErrorCode.UNAVAILABLE, "", "the newer token is being looked at");
            }
            if (!claim.isEmpty()) {
                desk.counters().increment(GatewayMetric.STEP_UPS_ASKED);
                throw new ProtocolException(ErrorCode.STEP_UP, claim, asked.told());
            }
        }
    }

    /** Whether what was proved permits it to a client in this role. */
    boolean permits(final Scope scope, final Role role, final String person) {
        return permits(principal, scope, role, person);
    }

    private boolean permits(final @Nullable Principal proved, final Scope scope, final Role role, final String person) {
        if (proved == null) {
            return true;
        }
        final AlertView view = connection.view();
        final boolean isOfPatient = role == Role.CLINICIAN && view != null && Visibility.isOfPatient(person, view);
        return proved.scopes(desk.settings().scopes).permits(scope, role, isOfPatient);
    }

    /** Whether a client in this role may not be let in, or stay: refused and counted if so. */
    private boolean lacksScope(final Principal proved, final Role role, final String person) {
        final AlertView view = connection.view();
        for (final Scope scope : ScopeTable.toGreet(role, view != null && Visibility.isOfPatient(person, view))) {
            if (!permits(proved, scope, role, person)) {
                desk.counters().increment(GatewayMetric.SCOPES_REFUSED);
                say(error(ErrorCode.SCOPE_MISSING, scope.name(role), scopeMissing(scope, role)));
                return true;
            }
        }
        return false;
    }

    private static String scopeMissing(final Scope scope, final Role role) {
        return "this needs the scope " + scope.name(role);
    }

    /** Whether a new proof is worth having: it lasts longer, is of a later login or one that suffices, or permits less. */
    private boolean isNews(final Principal proved, final Principal known) {
        final ScopeMode mode = desk.settings().scopes;
        final FreshProof asked = desk.settings().freshProof;
        final long nowNs = desk.settings().clock.nanoTime();
        return proved.expiresNs() > known.expiresNs()
                || (!asked.missing(known.login(), nowNs).isEmpty()
                        && asked.missing(proved.login(), nowNs).isEmpty())
                || proved.login().atNs() > known.login().atNs()
                || (!known.isWithin(proved, mode) && proved.isWithin(known, mode));
    }

    private void renew(final Principal known, final Principal proved, final Role role) {
        if (!proved.subject().equals(known.subject())) {
            desk.counters().increment(GatewayMetric.IDENTITIES_REFUSED);
            say(error(ErrorCode.FORBIDDEN, "token", "the token is somebody else's"));
        } else if (!proved.roles().contains(role)) {
            say(error(ErrorCode.FORBIDDEN, "token", "the token no longer has the role " + role.wireName()));
            connection.end(CloseCode.FORBIDDEN, GatewayMetric.IDENTITIES_REFUSED);
        } else if (Revoked.is(proved, connection.view())) {
            desk.counters().increment(GatewayMetric.REVOKED_REFUSED);
            say(error(ErrorCode.REVOKED, "token", ErrorCode.REVOKED.meaning()));
        } else if (proved.hasEnded(desk.settings().clock.nanoTime()) || !isNews(proved, known)) {
            say(error(ErrorCode.UNAUTHENTICATED, "token", "the token ends no later than the one before"));
        } else if (lacksScope(proved, role, entered == null ? "" : entered.person())) {
            connection.end(CloseCode.FORBIDDEN, GatewayMetric.IDENTITIES_REFUSED);
        } else {
            become(proved);
            isCertified = false;
            isWarned = false;
            if (entered != null) {
                desk.roll().enter(report(entered, enteredNs));
            }
            say(new ServerMessage.AuthRefreshed(proved.expiresNs()));
        }
    }

    private void admit(
            final ClientMessage.Hello hello,
            final @Nullable Principal proved,
            final Consumer<ClientMessage.Hello> then) {
        if (proved == null) {
            desk.counters().increment(GatewayMetric.IDENTITIES_REFUSED);
            say(error(ErrorCode.UNAUTHENTICATED, "token", "a token is needed here"));
            connection.out().close(CloseCode.UNAUTHENTICATED);
            return;
        }
        if (proved.hasEnded(desk.settings().clock.nanoTime())) {
            // By the issuer's clock it may still hold, but here it would be ended at once.
            refuse(TokenFault.EXPIRED);
            return;
        }
        if (Revoked.is(proved, connection.view())) {
            desk.counters().increment(GatewayMetric.REVOKED_REFUSED);
            say(error(ErrorCode.REVOKED, "", ErrorCode.REVOKED.meaning()));
            connection.out().close(CloseCode.REVOKED);
            return;
        }
        final String wrong = wrong(hello, proved);
        if (wrong.isEmpty()) {
            final ClientMessage.Hello named = named(hello, proved);
            if (lacksScope(proved, named.role(), named.person())) {
                connection.out().close(CloseCode.FORBIDDEN);
            } else {
                then.accept(named);
            }
            return;
        }
        desk.counters().increment(GatewayMetric.IDENTITIES_REFUSED);
        say(error(ErrorCode.FORBIDDEN, wrong, "the token does not permit to be this " + wrong));
        connection.out().close(CloseCode.FORBIDDEN);
    }

    /** The field of a hello that is not the subject's; empty if all are. */
    private static String wrong(final ClientMessage.Hello hello, final Principal proved) {
        if (!proved.roles().contains(hello.role())) {
            return "role";
        }
        return switch (hello.role()) {
            case CLINICIAN -> isPerson(hello.person(), proved) ? "" : "person";
            case SOURCE -> proved.isSource(hello.client()) ? "" : "client";
            case OPERATOR -> "";
        };
    }

    /** A developer says a name, others may leave theirs out. */
    private static boolean isPerson(final String person, final Principal proved) {
        return proved.isDeveloper() ? !person.isEmpty() : person.isEmpty() || person.equals(proved.subject());
    }

    /** The hello under the subject's name: an operator's commands are not numbered with another operator's, whatever both call their installations. */
    private static ClientMessage.Hello named(final ClientMessage.Hello hello, final Principal proved) {
        final String person =
                proved.isDeveloper() ? hello.person() : hello.role() == Role.SOURCE ? "" : proved.subject();
        return new ClientMessage.Hello(
                hello.role(), person, hello.client(), hello.capabilities(), hello.resume(), Token.NONE);
    }

    private void refuse(final TokenFault fault) {
        say(error(fault));
        connection.out().close(fault.isTransient() ? CloseCode.TRY_LATER : CloseCode.UNAUTHENTICATED);
    }

    private void say(final ServerMessage message) {
        connection.out().send(message);
        connection.touch();
    }

    private static ServerMessage.ProtocolError error(final TokenFault fault) {
        return error(
                fault.isTransient() ? ErrorCode.UNAVAILABLE : ErrorCode.UNAUTHENTICATED,
                "token",
                "the token " + fault.meaning());
    }

    private static ServerMessage.ProtocolError error(final ErrorCode code, final String field, final String message) {
        return new ServerMessage.ProtocolError(code, field, message, 0, "", 0);
    }
}

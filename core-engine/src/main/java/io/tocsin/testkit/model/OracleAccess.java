package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.LiftRevocationDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.RevocationKind;
import io.tocsin.codecs.sbe.RevokeAccessDecoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Whose access is revoked: section 43. */
final class OracleAccess {
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long LONGEST_NS = 31 * 24 * 60 * MINUTE_NS;

    /** In the order in which they came. */
    private record Revocation(RevocationKind kind, String name, long issuedBeforeNs, long untilNs) {
        boolean isOf(final RevocationKind asked, final String called) {
            return kind == asked && name.equals(called);
        }
    }

    private final OracleState state;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final List<Revocation> inForce = new ArrayList<>();

    OracleAccess(final OracleState state) {
        this.state = state;
    }

    static boolean isCommand(final int template) {
        return template == RevokeAccessDecoder.TEMPLATE_ID || template == LiftRevocationDecoder.TEMPLATE_ID;
    }

    OracleAnswer carryOut(final int template, final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        return template == RevokeAccessDecoder.TEMPLATE_ID ? revoke(buffer, envelope) : lift(buffer, envelope);
    }

    private OracleAnswer revoke(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final RevokeAccessDecoder said = new RevokeAccessDecoder().wrapAndApplyHeader(buffer, 0, header);
        final String subject = OracleFields.latin(buffer, said.limit(), said.subjectLength());
        said.skipSubject();
        final String token = OracleFields.latin(buffer, said.limit(), said.tokenIdLength());
        final int kind = said.kindRaw();
        if ((kind == 4) == (said.sessionId() == 0)) {
            return OracleAnswer.invalid(2);
        }
        if (said.issuedBeforeNs() < 0 || said.issuedBeforeNs() - state.nowNs > 5 * MINUTE_NS) {
            return OracleAnswer.invalid(3);
        }
        if (said.untilNs() != 0 && said.untilNs() <= state.nowNs) {
            return OracleAnswer.invalid(4);
        }
        if (said.untilNs() != 0 && said.untilNs() - state.nowNs > LONGEST_NS) {
            return OracleAnswer.of(Result.TOO_LONG, 4);
        }
        if (kind < 1 || kind > 4) {
            return OracleAnswer.invalid(5);
        }
        final OracleAnswer wrong = wrongName(kind, subject, token);
        if (wrong != null) {
            return wrong;
        }
        final OracleAnswer refusal = refusal(
                envelope,
                isOwn(envelope, kind, subject, said.sessionId()),
                kind == 3 || (kind == 2 && !state.site.people.contains(subject)));
        if (refusal != null) {
            return refusal;
        }
        if (kind == 4) {
            tell(
                    new Revocation(RevocationKind.SESSION, "", 0, 0),
                    said.sessionId(),
                    "IN_FORCE",
                    Clause.ACCESS_REVOKED,
                    envelope);
            return OracleAnswer.OK;
        }
        final long issuedNs = said.issuedBeforeNs() == 0 ? state.nowNs : said.issuedBeforeNs();
        final Revocation stated = new Revocation(
                RevocationKind.get((short) kind),
                subject + token,
                kind == 1 ? 0 : issuedNs,
                said.untilNs() == 0 ? state.nowNs + LONGEST_NS : said.untilNs());
        final Revocation before = find(stated.kind, stated.name);
        if (before == null
                && kind != 3
                && inForce.stream()
                                .filter(each -> each.kind != RevocationKind.EVERYBODY)
                                .count()
                        >= state.limits().sessions()) {
            return OracleAnswer.of(Result.TABLE_FULL, 14);
        }
        final Revocation now = before == null
                ? stated
                : new Revocation(
                        stated.kind,
                        stated.name,
                        Math.max(before.issuedBeforeNs, stated.issuedBeforeNs),
                        Math.max(before.untilNs, stated.untilNs));
        if (before == null) {
            inForce.add(now);
        } else {
            inForce.set(inForce.indexOf(before), now);
        }
        tell(now, 0, "IN_FORCE", Clause.ACCESS_REVOKED, envelope);
        return OracleAnswer.OK;
    }

    private OracleAnswer lift(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final LiftRevocationDecoder said = new LiftRevocationDecoder().wrapAndApplyHeader(buffer, 0, header);
        final String subject = OracleFields.latin(buffer, said.limit(), said.subjectLength());
        said.skipSubject();
        final String token = OracleFields.latin(buffer, said.limit(), said.tokenIdLength());
        final int kind = said.kindRaw();
        if (kind < 1 || kind > 3) {
            return OracleAnswer.invalid(2);
        }
        final OracleAnswer wrong = wrongName(kind, subject, token);
        if (wrong != null) {
            return wrong;
        }
        final OracleAnswer refusal = refusal(envelope, false, false);
        if (refusal != null) {
            return refusal;
        }
        final Revocation found = find(RevocationKind.get((short) kind), subject + token);
        if (found != null) {
            inForce.remove(found);
            tell(found, 0, "LIFTED", Clause.REVOCATION_LIFTED, envelope);
        }
        return OracleAnswer.OK;
    }

    private static @Nullable OracleAnswer wrongName(final int kind, final String subject, final String token) {
        if (subject.length() > 36) {
            return OracleAnswer.of(Result.ID_TOO_LONG, 40);
        }
        if (subject.isEmpty() == (kind == 2)) {
            return OracleAnswer.invalid(40);
        }
        if (token.length() > 36) {
            return OracleAnswer.of(Result.ID_TOO_LONG, 41);
        }
        return token.isEmpty() == (kind == 1) ? OracleAnswer.invalid(41) : null;
    }

    private @Nullable OracleAnswer refusal(
            final OracleEnvelope envelope, final boolean isOwn, final boolean isOfSources) {
        if (envelope.actorSession() != 0) {
            final OracleState.Session session = state.session(envelope.actorSession());
            if (session == null) {
                return OracleAnswer.of(Result.UNKNOWN_SESSION);
            }
            final OracleAnswer refusal = isOwn || isAdministrator(session.person())
                    ? null
                    : OracleGuard.alone(state, session.person(), AuthorityAction.REVOKE);
            if (refusal != null) {
                return refusal;
            }
            if (isOfSources) {
                return OracleAuthority.refusal(
                        state,
                        session.person(),
                        OracleAuthority.roleOf(state, session.person()),
                        AuthorityAction.REVOKE,
                        Clause.ROLE_FORBIDS);
            }
        }
        return envelope.isProduction() ? null : OracleAnswer.of(Result.TEST_TRAFFIC);
    }

    private boolean isAdministrator(final int person) {
        final OracleSite.Operations promise = state.site.operations;
        return promise != null && promise.administrators().contains(person);
    }

    private boolean isOwn(final OracleEnvelope envelope, final int kind, final String subject, final long sessionId) {
        final OracleState.Session actor = state.session(envelope.actorSession());
        if (actor == null) {
            return false;
        }
        final OracleState.Session named = kind == 4 ? state.session(sessionId) : null;
        return kind == 2
                ? state.site.people.indexOf(subject) == actor.person()
                : named != null && named.person() == actor.person();
    }

    private @Nullable Revocation find(final RevocationKind kind, final String name) {
        return inForce.stream()
                .filter(each -> each.isOf(kind, name))
                .findFirst()
                .orElse(null);
    }

    long dueNs() {
        return inForce.stream().mapToLong(Revocation::untilNs).min().orElse(OracleAlert.NEVER);
    }

    void fire() {
        final long atNs = dueNs();
        final Revocation over = inForce.stream()
                .filter(each -> each.untilNs == atNs)
                .findFirst()
                .orElseThrow();
        inForce.remove(over);
        tell(over, 0, "OVER", Clause.REVOCATION_OVER, null);
    }

    private void tell(
            final Revocation about,
            final long sessionId,
            final String to,
            final Clause clause,
            final @Nullable OracleEnvelope by) {
        final OracleState.Session session = by == null ? null : state.session(by.actorSession());
        state.event(
                "RevocationChanged",
                List.of(clause),
                "sessionId",
                Long.toUnsignedString(sessionId),
                "issuedBeforeNs",
                about.issuedBeforeNs,
                "untilNs",
                about.untilNs,
                "sourceId",
                by == null ? "0" : Long.toUnsignedString(by.sourceId()),
                "person",
                session == null ? -1 : session.person(),
                "kind",
                about.kind,
                "state",
                to,
                "subject",
                about.kind == RevocationKind.SUBJECT ? about.name : "",
                "tokenId",
                about.kind == RevocationKind.TOKEN ? about.name : "");
    }
}

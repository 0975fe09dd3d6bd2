package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.AccessScope;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.SessionOpenedDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What the proof behind a session permits: section 10.
 *
 * @param scopes   null = everything.
 * @param further  of patients and family.
 * @param units    indices of those that the site knew; null = all.
 */
record OracleProof(
        @Nullable Set<Integer> scopes,
        Set<Integer> further,
        @Nullable List<Integer> units) {
    /** Everything. */
    static final OracleProof ALL = new OracleProof(null, Set.of(), null);

    private static final int BLOCK_WITH_SCOPES = SessionOpenedDecoder.BLOCK_LENGTH;
    private static final Set<Integer> FREE = Set.of(2, 25, 40, 41, 42, 50, 51, 52, 56, 59);
    private static final Map<Integer, AccessScope> NEEDED = new HashMap<>();

    static {
        say(AccessScope.COMMUNICATION_CREATE, 20);
        say(AccessScope.COMMUNICATION_UPDATE, 21, 22, 24);
        say(AccessScope.OBSERVATION_CREATE, 23);
        say(AccessScope.LIMIT, 26);
        say(AccessScope.MONITOR, 27, 28, 29);
        say(AccessScope.ACK, 30, 31, 32, 33, 34, 36, 54, 83, 84);
        say(AccessScope.ESCALATE, 35);
        say(AccessScope.PRACTITIONER_ROLE_UPDATE, 37, 43, 44, 45);
        say(AccessScope.DIAGNOSTIC_REPORT_CREATE, 53);
        say(AccessScope.MEDICATION_REQUEST_CREATE, 57);
        say(AccessScope.MEDICATION_ADMINISTRATION_CREATE, 58);
        say(AccessScope.SILENCE, 80, 81, 82);
        say(AccessScope.BREAK_GLASS, 94, 95);
    }

    private static void say(final AccessScope scope, final int... templates) {
        for (final int template : templates) {
            NEEDED.put(template, scope);
        }
    }

    /** As the command says; null if its units are no list of ids. */
    static @Nullable OracleProof of(
            final DirectBuffer buffer,
            final MessageHeaderDecoder header,
            final SessionOpenedDecoder opened,
            final List<String> known) {
        if (header.blockLength() < BLOCK_WITH_SCOPES) {
            return ALL;
        }
        final int personAt = MessageHeaderDecoder.ENCODED_LENGTH + header.blockLength();
        final int at = personAt + 1 + (buffer.getByte(personAt) & 0xFF);
        final int length =
                at == buffer.capacity() ? 0 : (buffer.getByte(at) & 0xFF) + 256 * (buffer.getByte(at + 1) & 0xFF);
        List<Integer> units = null;
        if (length > 0) {
            final String text = OracleFields.latin(buffer, at + 1, length);
            units = new ArrayList<>();
            int next = 1;
            for (int left = text.charAt(0); left > 0; left--) {
                final int idLength = next < length ? text.charAt(next) : 0;
                if (text.charAt(0) > 16 || idLength < 1 || idLength > 36 || next + 1 + idLength > length) {
                    return null;
                }
                final int unit = known.indexOf(text.substring(next + 1, next + 1 + idLength));
                if (unit >= 0 && !units.contains(unit)) {
                    units.add(unit);
                }
                next += 1 + idLength;
            }
            if (next != length) {
                return null;
            }
        }
        final Set<Integer> scopes = bits(opened.scopes());
        return scopes.remove(0)
                ? new OracleProof(scopes, without0(bits(opened.patientScopes())), units)
                : new OracleProof(null, Set.of(), units);
    }

    private static Set<Integer> bits(final long set) {
        final Set<Integer> bits = new TreeSet<>();
        for (int bit = 0; bit <= 21; bit++) {
            if (set / (1L << bit) % 2 == 1) {
                bits.add(bit);
            }
        }
        return bits;
    }

    private static Set<Integer> without0(final Set<Integer> bits) {
        bits.remove(0);
        return bits;
    }

    boolean isFor(final int unit) {
        return units == null || units.contains(unit);
    }

    /** Takes the place of what the session had. */
    void replace(final OracleState state, final OracleState.Session open) {
        if (equals(open.proof())) {
            return;
        }
        final OracleState.Session now =
                new OracleState.Session(open.sessionId(), open.person(), open.gatewayId(), open.capabilities(), this);
        state.sessions.set(state.sessions.indexOf(open), now);
        tell(state, now);
    }

    void tell(final OracleState state, final OracleState.Session session) {
        final List<Map<String, Object>> told = new ArrayList<>();
        if (units != null) {
            units.forEach(unit -> told.add(Map.of("unit", unit)));
        }
        final List<Map<String, Object>> permitted = new ArrayList<>();
        final Set<Integer> everybodys = scopes == null ? Set.of() : scopes;
        final Set<Integer> all = new TreeSet<>(everybodys);
        all.addAll(further);
        for (final int scope : all) {
            final Map<String, Object> one = new LinkedHashMap<>();
            one.put("scope", AccessScope.get((short) scope));
            one.put("isOfPatient", everybodys.contains(scope) ? 0 : 1);
            permitted.add(one);
        }
        state.event(
                "SessionLimited",
                List.of(),
                "sessionId",
                Long.toUnsignedString(session.sessionId()),
                "person",
                session.person(),
                "isScoped",
                scopes == null ? 0 : 1,
                "isForUnits",
                units == null ? 0 : 1,
                "units",
                told,
                "scopes",
                permitted);
    }

    /** The refusal of a command whose session's proof does not permit it; null if it may go on. Says from here on who acts. */
    static @Nullable OracleAnswer refusal(final OracleState state, final int template, final OracleEnvelope envelope) {
        final OracleState.Session session =
                envelope.actorSession() == 0 ? null : state.session(envelope.actorSession());
        state.acting = session;
        final AccessScope needed = NEEDED.getOrDefault(template, AccessScope.ADMIN);
        if (session == null || session.proof().scopes == null || FREE.contains(template)) {
            return null;
        }
        final AuthorityRole role = OracleAuthority.roleOf(state, session.person());
        final boolean isOfPatient = role == AuthorityRole.PATIENT || role == AuthorityRole.FAMILY;
        final int bit = needed.value();
        return session.proof().scopes.contains(bit)
                        || (isOfPatient && session.proof().further.contains(bit))
                ? null
                : OracleAnswer.of(Result.SCOPE_MISSING, bit);
    }
}

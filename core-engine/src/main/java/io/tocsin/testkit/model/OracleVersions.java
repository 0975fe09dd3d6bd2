package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.EngineVersionKnownDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.SwitchEngineVersionDecoder;
import java.util.List;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/** Which engine version is in force, who knows which, and what differs between them: section 42. */
final class OracleVersions {
    private static final long NEWEST = 2;

    private final OracleState state;
    private final TreeMap<Integer, Long> known = new TreeMap<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private int members;
    private long version;

    OracleVersions(final OracleState state) {
        this.state = state;
    }

    static boolean isCommand(final int template) {
        return template == EngineVersionKnownDecoder.TEMPLATE_ID || template == SwitchEngineVersionDecoder.TEMPLATE_ID;
    }

    void enter(final long engineVersion) {
        if (engineVersion > NEWEST) {
            throw new IllegalStateException("engine version " + engineVersion);
        }
        version = engineVersion;
    }

    /** Whether the log knows that a patient can be forgotten. */
    boolean forgetsPatients() {
        return version >= 2;
    }

    boolean limitsSessions() {
        return forgetsPatients();
    }

    /** The condition of an alert that somebody has taken is there again. */
    void backForItsOwner(
            final OracleAlert alert, final Condition from, final OracleOutbox outbox, final OracleLadder ladder) {
        if (from == Condition.INACTIVE) {
            alert.isAtBedside = false;
            outbox.tell(alert, OutputKind.UPDATE, alert.told(), Clause.UPDATED, -1);
            if (alert.isComplete()) {
                OracleHandover.awaitAtBedside(state, alert);
            } else {
                ladder.resume(alert);
            }
        } else if (version >= 2) {
            outbox.tell(alert, OutputKind.UPDATE, alert.told(), Clause.REACTIVATED, -1);
        }
    }

    OracleAnswer carryOut(final int template, final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        return template == EngineVersionKnownDecoder.TEMPLATE_ID
                ? known(new EngineVersionKnownDecoder().wrapAndApplyHeader(buffer, 0, header), envelope)
                : switched(
                        new SwitchEngineVersionDecoder()
                                .wrapAndApplyHeader(buffer, 0, header)
                                .engineVersion(),
                        envelope);
    }

    private OracleAnswer known(final EngineVersionKnownDecoder said, final OracleEnvelope envelope) {
        if (said.member() >= said.members()) {
            return OracleAnswer.invalid(2);
        }
        if (said.members() > 9) {
            return OracleAnswer.invalid(3);
        }
        if (said.knownUpTo() < 1 || said.knownUpTo() > Integer.MAX_VALUE) {
            return OracleAnswer.invalid(4);
        }
        if (!envelope.isHost()) {
            return OracleAnswer.of(Result.NOT_ADMINISTRATOR);
        }
        final int member = said.member();
        if (members != said.members() || known.getOrDefault(member, 0L) != said.knownUpTo()) {
            members = said.members();
            known.put(member, said.knownUpTo());
            known.tailMap(members).clear();
            state.event(
                    "EngineVersionNoted",
                    List.of(),
                    "member",
                    member,
                    "members",
                    members,
                    "knownUpTo",
                    said.knownUpTo());
        }
        return OracleAnswer.OK;
    }

    private OracleAnswer switched(final long wanted, final OracleEnvelope envelope) {
        if (wanted < version || wanted > Integer.MAX_VALUE) {
            return OracleAnswer.invalid(2);
        }
        int person = -1;
        if (!envelope.isHost()) {
            final OracleState.Session session = state.session(envelope.actorSession());
            if (session == null) {
                return OracleAnswer.of(Result.UNKNOWN_SESSION);
            }
            final OracleSite.Operations promise = state.site.operations;
            if (promise == null || !promise.administrators().contains(session.person())) {
                return OracleAnswer.of(Result.NOT_ADMINISTRATOR);
            }
            person = session.person();
        }
        if (wanted == version) {
            return OracleAnswer.OK;
        }
        for (int member = 0; member < Math.max(1, members); member++) {
            if (known.getOrDefault(member, 0L) < wanted) {
                return OracleAnswer.of(Result.VERSION_NOT_KNOWN, member);
            }
        }
        final long former = version;
        enter(wanted);
        state.event(
                "EngineVersionSwitched", List.of(), "formerVersion", former, "engineVersion", wanted, "person", person);
        return OracleAnswer.OK;
    }
}

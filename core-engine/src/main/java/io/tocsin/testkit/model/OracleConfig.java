package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.Result;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Begin, parts, commit, and confirmation: a configuration is applied whole or not at all. */
final class OracleConfig {
    /** What waits for a second person. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared, never handed out.
    private record Proposal(
            long configId,
            byte[] content,
            int entryCount,
            int author,
            EnumSet<AuthorityAction> actions,
            long untilNs) {}

    private static final long DAY_NS = 86_400_000_000_000L;
    private static final int LONGEST_TOLD = 1_152;
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final OracleState state;
    private final OracleSources sources;
    private final OracleWatch watch;
    private final OracleRouting routing;
    private final OracleRosters rosters;
    private final OraclePatientLimits limits;
    private final OracleMonitoring monitoring;
    private boolean isOpen;
    private long configId;
    private long parts;
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable Proposal proposal;
    /** The entry at which the last attempt failed; 0 = none did, or the whole. */
    private long failedEntry;

    OracleConfig(
            final OracleState state,
            final OracleSources sources,
            final OracleWatch watch,
            final OracleRouting routing,
            final OracleRosters rosters,
            final OraclePatientLimits limits,
            final OracleMonitoring monitoring) {
        this.state = state;
        this.monitoring = monitoring;
        this.routing = routing;
        this.rosters = rosters;
        this.limits = limits;
        this.sources = sources;
        this.watch = watch;
    }

    OracleAnswer begin(final long id, final OracleEnvelope envelope) {
        int person = -1;
        if (!state.site.authority.isEmpty() && envelope.actorSession() != 0) {
            final OracleState.Session session = state.session(envelope.actorSession());
            if (session == null) {
                return OracleAnswer.of(Result.UNKNOWN_SESSION);
            }
            person = session.person();
            final OracleAnswer forbidden = OracleSecondPerson.begin(state, person);
            if (forbidden != null) {
                return forbidden;
            }
        }
        if (proposal != null) {
            end(proposal, person, OracleState.clauses(Clause.PROPOSAL_REPLACED));
        }
        isOpen = true;
        configId = id;
        parts = 0;
        bytes = new ByteArrayOutputStream();
        return OracleAnswer.OK;
    }

    OracleAnswer part(final long id, final long number, final byte[] entries) {
        if (!isOpen || id != configId) {
            return refuse(id, 0, ConfigRefusal.NOT_BEGUN);
        }
        if (number != parts) {
            return refuse(id, 0, ConfigRefusal.OUT_OF_ORDER);
        }
        if (bytes.size() + entries.length > state.limits().configBytes()) {
            return refuse(id, 0, ConfigRefusal.TOO_LARGE);
        }
        parts++;
        bytes.writeBytes(entries);
        return OracleAnswer.OK;
    }

    OracleAnswer commit(final long id, final long entryCount, final long contentHash, final OracleEnvelope envelope) {
        if (!isOpen || id != configId) {
            return refuse(id, 0, ConfigRefusal.NOT_BEGUN);
        }
        final byte[] content = bytes.toByteArray();
        if (fnv(content) != contentHash) {
            return refuse(id, 0, ConfigRefusal.INCOMPLETE);
        }
        final OracleEntries entries = new OracleEntries(
                state, sources, watch, routing, rosters, limits, monitoring, new OracleSite(state.site));
        final ConfigRefusal refusal = tryOut(entries, content);
        if (refusal != ConfigRefusal.NONE) {
            return refuse(id, failedEntry, refusal);
        }
        final List<byte[]> found = split(content);
        if (found.size() != entryCount) {
            return refuse(id, 0, ConfigRefusal.INCOMPLETE);
        }
        if (state.site.authority.isEmpty() || envelope.actorSession() == 0) {
            isOpen = false;
            return apply(entries, id, content);
        }
        final OracleState.Session session = state.session(envelope.actorSession());
        if (session == null) {
            isOpen = false;
            return OracleAnswer.of(Result.UNKNOWN_SESSION);
        }
        final OracleAnswer forbidden = OracleAuthority.configure(state, session.person(), entries.needed);
        if (forbidden != null) {
            isOpen = false;
            return forbidden;
        }
        final EnumSet<AuthorityAction> toConfirm = OracleSecondPerson.toConfirm(
                OracleAuthority.roleOf(state, session.person()), entries.needed, state.site, entries.site());
        if (toConfirm.isEmpty()) {
            isOpen = false;
            return apply(entries, id, content);
        }
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i).length > LONGEST_TOLD) {
                return refuse(id, i + 1, ConfigRefusal.TOO_LARGE);
            }
        }
        isOpen = false;
        proposal = new Proposal(id, content, found.size(), session.person(), toConfirm, state.nowNs + DAY_NS);
        tell(proposal, -1, -1, "PROPOSED", OracleState.clauses(Clause.TWO_PERSONS));
        return OracleAnswer.of(Result.PROPOSED);
    }

    OracleAnswer confirm(final long contentHash, final OracleEnvelope envelope) {
        final OracleState.Session session = state.session(envelope.actorSession());
        if (session == null) {
            return OracleAnswer.of(Result.UNKNOWN_SESSION);
        }
        final Proposal proposed = proposal;
        if (proposed == null || fnv(proposed.content) != contentHash || proposed.untilNs <= state.nowNs) {
            return OracleAnswer.of(Result.UNKNOWN_PROPOSAL, 2);
        }
        final OracleAnswer forbidden = OracleAuthority.confirm(state, session.person(), proposed.actions);
        if (forbidden != null) {
            return forbidden;
        }
        if (proposed.author == session.person()) {
            return OracleAnswer.of(Result.SAME_PERSON);
        }
        final OracleEntries entries = new OracleEntries(
                state, sources, watch, routing, rosters, limits, monitoring, new OracleSite(state.site));
        final ConfigRefusal refusal = tryOut(entries, proposed.content);
        if (refusal != ConfigRefusal.NONE) {
            final OracleAnswer refused = refuse(proposed.configId, failedEntry, refusal);
            end(proposed, -1, List.of());
            return refused;
        }
        tell(proposed, session.person(), -1, "CONFIRMED", OracleState.clauses(Clause.CONFIRMED));
        proposal = null;
        return apply(entries, proposed.configId, proposed.content);
    }

    /** When what is proposed ends by itself. */
    long dueNs() {
        return proposal == null ? OracleAlert.NEVER : proposal.untilNs;
    }

    void fire() {
        if (proposal != null) {
            end(proposal, -1, OracleState.clauses(Clause.PROPOSAL_EXPIRED));
        }
    }

    private void end(final Proposal proposed, final int replacedBy, final List<Clause> clauses) {
        tell(proposed, -1, replacedBy, "ENDED", clauses);
        proposal = null;
    }

    private void tell(
            final Proposal proposed,
            final int confirmedBy,
            final int replacedBy,
            final String become,
            final List<Clause> clauses) {
        state.event(
                "ConfigProposed",
                clauses,
                "configId",
                Long.toUnsignedString(proposed.configId),
                "contentHash",
                Long.toUnsignedString(fnv(proposed.content)),
                "untilNs",
                proposed.untilNs,
                "entryCount",
                proposed.entryCount,
                "actions",
                proposed.actions.stream()
                        .mapToInt(action -> 1 << action.value())
                        .sum(),
                "author",
                proposed.author,
                "confirmedBy",
                confirmedBy,
                "state",
                become,
                "replacedBy",
                replacedBy);
    }

    /** Applies all entries to the copy of the site. */
    private ConfigRefusal tryOut(final OracleEntries entries, final byte[] content) {
        final List<byte[]> found = split(content);
        for (failedEntry = 1; failedEntry <= found.size(); failedEntry++) {
            final ConfigRefusal refusal = entries.apply(found.get((int) failedEntry - 1));
            if (refusal != ConfigRefusal.NONE) {
                return refusal;
            }
        }
        return isWhole(content) ? ConfigRefusal.NONE : ConfigRefusal.MALFORMED_ENTRY;
    }

    private OracleAnswer apply(final OracleEntries entries, final long id, final byte[] content) {
        final long rulesBefore = state.site.rules.version();
        final long trendsBefore = state.site.trendEntries;
        state.site = entries.site();
        OracleTriage.configured(state, entries.triageBegins());
        entries.effects().forEach(Runnable::run);
        if (state.site.rules.version() != rulesBefore) {
            limits.rulesChanged();
        } else if (entries.hasMoved() && !state.site.profiles.isEmpty()) {
            limits.patientsMoved();
        }
        state.monitorings.consentsChanged();
        if (state.site.trendEntries != trendsBefore) {
            monitoring.trends.configured();
        }
        state.event(
                "ConfigApplied",
                OracleState.clauses(Clause.CONFIGURED),
                "configId",
                Long.toUnsignedString(id),
                "contentHash",
                Long.toUnsignedString(fnv(content)),
                "entryCount",
                split(content).size());
        return OracleAnswer.OK;
    }

    private OracleAnswer refuse(final long id, final long entryNumber, final ConfigRefusal refusal) {
        isOpen = false;
        state.event(
                "ConfigRefused",
                List.of(),
                "configId",
                Long.toUnsignedString(id),
                "entryNumber",
                entryNumber,
                "refusal",
                refusal);
        return OracleAnswer.of(Result.CONFIG_REFUSED, entryNumber);
    }

    /** The whole entries at the front of the bytes. */
    static List<byte[]> split(final byte[] content) {
        final List<byte[]> found = new ArrayList<>();
        int at = 0;
        while (at + 2 <= content.length) {
            final int length = (content[at] & 0xFF) + 256 * (content[at + 1] & 0xFF);
            if (at + 2 + length > content.length) {
                break;
            }
            final byte[] entry = new byte[length];
            System.arraycopy(content, at + 2, entry, 0, length);
            found.add(entry);
            at += 2 + length;
        }
        return found;
    }

    static boolean isWhole(final byte[] content) {
        return split(content).stream().mapToInt(entry -> entry.length + 2).sum() == content.length;
    }

    /** FNV-1a, 64 bits. */
    static long fnv(final byte[] bytes) {
        long hash = FNV_BASIS;
        for (final byte each : bytes) {
            hash = (hash ^ (each & 0xFF)) * FNV_PRIME;
        }
        return hash;
    }
}

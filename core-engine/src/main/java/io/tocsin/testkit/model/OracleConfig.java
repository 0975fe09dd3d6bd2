package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.Result;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Begin, parts, commit: a configuration is applied whole or not at all. */
final class OracleConfig {
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final OracleState state;
    private final OracleSources sources;
    private final OracleWatch watch;
    private final OracleRouting routing;
    private final OracleRosters rosters;
    private boolean isOpen;
    private long configId;
    private long parts;
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    OracleConfig(
            final OracleState state,
            final OracleSources sources,
            final OracleWatch watch,
            final OracleRouting routing,
            final OracleRosters rosters) {
        this.state = state;
        this.routing = routing;
        this.rosters = rosters;
        this.sources = sources;
        this.watch = watch;
    }

    OracleAnswer begin(final long id) {
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
        final OracleEntries entries =
                new OracleEntries(state, sources, watch, routing, rosters, new OracleSite(state.site));
        final List<byte[]> found = split(content);
        for (int i = 0; i < found.size(); i++) {
            final ConfigRefusal refusal = entries.apply(found.get(i));
            if (refusal != ConfigRefusal.NONE) {
                return refuse(id, i + 1, refusal);
            }
        }
        if (!isWhole(content)) {
            return refuse(id, found.size() + 1, ConfigRefusal.MALFORMED_ENTRY);
        }
        if (found.size() != entryCount) {
            return refuse(id, 0, ConfigRefusal.INCOMPLETE);
        }
        isOpen = false;
        final OracleAnswer forbidden = OracleAuthority.configure(state, envelope, entries.needed);
        if (forbidden != null) {
            return forbidden;
        }
        state.site = entries.site();
        OracleTriage.configured(state, entries.triageBegins());
        entries.effects().forEach(Runnable::run);
        state.event(
                "ConfigApplied",
                OracleState.clauses(Clause.CONFIGURED),
                "configId",
                Long.toUnsignedString(id),
                "contentHash",
                Long.toUnsignedString(contentHash),
                "entryCount",
                entryCount);
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

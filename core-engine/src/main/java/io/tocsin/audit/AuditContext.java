package io.tocsin.audit;

import io.tocsin.codecs.sbe.AuditKind;
import io.tocsin.codecs.sbe.AuditRecordDecoder;
import io.tocsin.codecs.sbe.IdTable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What records need of those before them: whose a session is, and which id an index stands for. Made again from one file, which begins with all of it. One thread. */
final class AuditContext {
    private final Map<Long, String> sessions = new TreeMap<>();
    private final Map<IdTable, Map<Long, String>> ids = new EnumMap<>(IdTable.class);

    /** Whose a session is; empty = nobody's that is known. */
    String personOf(final long sessionId) {
        return sessions.getOrDefault(sessionId, "");
    }

    void opened(final long sessionId, final String person) {
        sessions.put(sessionId, person);
    }

    void closed(final long sessionId) {
        sessions.remove(sessionId);
    }

    void noted(final IdTable table, final long index, final String id) {
        ids.computeIfAbsent(table, none -> new TreeMap<>()).put(index, id);
    }

    /** The id; empty = the index stands for nothing. */
    String id(final IdTable table, final long index) {
        return ids.getOrDefault(table, Map.of()).getOrDefault(index, "");
    }

    /** Takes a record of a file, if it is one that says such things. */
    void take(final AuditRecordDecoder record) {
        final AuditKind kind = record.kind();
        // Groups and texts are read in their order.
        record.shown().forEach(each -> {});
        if (kind == AuditKind.SESSION_CLOSED) {
            closed(record.sessionId());
        } else if (kind == AuditKind.SESSION_HELD || kind == AuditKind.SESSION_OPENED) {
            opened(record.sessionId(), record.who());
        } else if (kind == AuditKind.INDEX_NOTED) {
            final IdTable table = record.table();
            record.skipWho();
            record.skipPatientId();
            record.skipPlace();
            noted(table, record.detail(), record.to());
        }
    }

    /** One thing that a file begins with. */
    interface Carried {
        /** Says it in a draft; answers that. */
        AuditDraft draft(AuditDraft draft, long atNs);
    }

    /** All of it. */
    List<Carried> carried() {
        final List<Carried> all = new ArrayList<>();
        ids.forEach((table, byIndex) -> byIndex.forEach((index, id) -> all.add((draft, atNs) -> {
            draft.begin(AuditKind.INDEX_NOTED, atNs);
            draft.table = table;
            draft.detail = index;
            draft.to = id;
            return draft;
        })));
        sessions.forEach((sessionId, person) -> all.add((draft, atNs) -> {
            draft.begin(AuditKind.SESSION_HELD, atNs);
            draft.sessionId = sessionId;
            draft.who = person;
            return draft;
        }));
        return all;
    }
}

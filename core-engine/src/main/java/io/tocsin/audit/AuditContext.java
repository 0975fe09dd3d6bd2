package io.tocsin.audit;

import io.tocsin.codecs.sbe.AuditKind;
import io.tocsin.codecs.sbe.AuditRecordDecoder;
import io.tocsin.codecs.sbe.IdInternedDecoder;
import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.SessionChangedDecoder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/** What records need of those before them: whose a session is, and which id an index stands for. Made again from one file, which begins with all of it. One thread. */
final class AuditContext {
    /** Sessions of which a command spoke and no event yet: refused ones stay, so the eldest makes room. No file begins with them. */
    private static final int MOST_ASKED_FOR = 65_536;

    private final Map<Long, String> sessions = new TreeMap<>();
    private final Map<Long, String> askedFor = new LinkedHashMap<>();
    /** Sessions that are over, and the command with which they ended: what was read up to there may still speak of them. */
    private final Map<Long, Long> ended = new TreeMap<>();

    private final Map<IdTable, Map<Long, String>> ids = new EnumMap<>(IdTable.class);

    /** Whose a session is; empty = nobody's that is known. */
    String personOf(final long sessionId) {
        final String known = sessions.get(sessionId);
        return known == null ? askedFor.getOrDefault(sessionId, "") : known;
    }

    /** A command asks for a session; whether there is one, an event says. */
    void askedFor(final long sessionId, final String person) {
        if (askedFor.size() >= MOST_ASKED_FOR) {
            askedFor.remove(askedFor.keySet().iterator().next());
        }
        askedFor.put(sessionId, person);
    }

    void opened(final long sessionId, final String person) {
        askedFor.remove(sessionId);
        sessions.put(sessionId, person);
    }

    void closed(final long sessionId) {
        askedFor.remove(sessionId);
        sessions.remove(sessionId);
    }

    /** An event says that a session is over. */
    void ended(final long sessionId, final long byCommandSeq) {
        if (sessions.containsKey(sessionId)) {
            ended.put(sessionId, byCommandSeq);
        }
    }

    /** Commands were read up to here: sessions that ended by then are spoken of no more. */
    void readUpTo(final long commandSeq) {
        if (!ended.isEmpty()) {
            ended.entrySet().removeIf(each -> {
                final boolean isOver = each.getValue() <= commandSeq;
                if (isOver) {
                    closed(each.getKey());
                }
                return isOver;
            });
        }
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
        } else if (kind == AuditKind.SESSION_OPENED && record.position() != 0) {
            askedFor(record.sessionId(), record.who());
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

    /** Takes what an engine says that it holds, if it is such a thing. */
    void takeState(final DirectBuffer buffer, final int offset, final int length) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        if (header.templateId() == IdInternedDecoder.TEMPLATE_ID) {
            final IdInternedDecoder interned = new IdInternedDecoder().wrapAndApplyHeader(buffer, offset, header);
            final IdTable table = interned.table();
            noted(table, interned.index(), interned.value());
        } else if (header.templateId() == SessionChangedDecoder.TEMPLATE_ID) {
            final SessionChangedDecoder session =
                    new SessionChangedDecoder().wrapAndApplyHeader(buffer, offset, header);
            if (session.open() == 1) {
                opened(session.sessionId(), id(IdTable.PERSON, session.person()));
            }
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

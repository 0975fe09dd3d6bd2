package io.tocsin.engine.audit;

import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/** How far the audit of every node had come: each keeps a chain of its own, and is found out by itself if it is shortened. A router that stands alone is the first. */
public final class AuditHeads {
    /** As many nodes as may keep an audit of one log. */
    public static final int MEMBERS = 16;

    private static final int SECTION_ID = 53;
    private static final int OF_ONE = 1;
    private static final int OF_SEVERAL = 2;

    private final AuditHead[] heads = new AuditHead[MEMBERS];

    /** No chain yet. */
    public AuditHeads() {
        for (int member = 0; member < MEMBERS; member++) {
            heads[member] = new AuditHead();
        }
    }

    /**
     * How far the audit of one node had come.
     *
     * @param member from 0 to {@value #MEMBERS} less one.
     * @return always the same.
     */
    public AuditHead of(final int member) {
        return heads[member];
    }

    /**
     * Writes them: that of the first always, those of others if there are any, as there were none once.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        int others = 0;
        for (int member = 1; member < MEMBERS; member++) {
            others += heads[member].isKnown() ? 1 : 0;
        }
        writer.section(SECTION_ID, others == 0 ? OF_ONE : OF_SEVERAL);
        heads[0].snapshot(writer);
        if (others == 0) {
            return;
        }
        writer.putInt(others);
        for (int member = 1; member < MEMBERS; member++) {
            if (heads[member].isKnown()) {
                writer.putInt(member);
                heads[member].snapshot(writer);
            }
        }
    }

    /**
     * Takes them over.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        final int version = reader.section(SECTION_ID, OF_ONE, OF_SEVERAL);
        heads[0].restore(reader);
        final int others = version == OF_ONE ? 0 : reader.getInt();
        int before = 0;
        for (int i = 0; i < others; i++) {
            final int member = reader.getInt();
            if (member <= before || member >= MEMBERS) {
                throw new SnapshotException("an audit of node " + member + " where none can be");
            }
            heads[member].restore(reader);
            before = member;
        }
    }
}

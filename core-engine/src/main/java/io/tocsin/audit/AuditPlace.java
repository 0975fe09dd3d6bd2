package io.tocsin.audit;

import io.tocsin.codecs.sbe.AuditFileDecoder;
import io.tocsin.codecs.sbe.AuditKind;
import io.tocsin.codecs.sbe.AuditRecordDecoder;

/** How far an audit has followed a log. One thread. */
final class AuditPlace {
    long epochHigh;
    long epochLow;
    long commandSeq;
    long position;
    long commandNs;
    long eventSeq;

    /** Begins where a file says. */
    void take(final AuditFileDecoder file) {
        epochHigh = file.epochHigh();
        epochLow = file.epochLow();
        commandSeq = file.commandSeq();
        position = file.position();
        commandNs = file.commandNs();
        eventSeq = file.eventSeq();
    }

    /** Goes on behind a record. */
    void take(final AuditRecordDecoder record, final long atNs) {
        if (record.kind() == AuditKind.LOG_SHORTENED) {
            shortened(record.commandSeq());
        } else if (record.position() != 0) {
            commands(record.throughSeq(), record.position(), atNs);
        } else if (record.commandSeq() != 0) {
            eventSeq = record.eventSeq();
        }
    }

    void commands(final long through, final long behind, final long atNs) {
        commandSeq = through;
        position = behind;
        commandNs = atNs;
    }

    /** The log is another: it is followed from its beginning. */
    void anew(final long high, final long low) {
        epochHigh = high;
        epochLow = low;
        commands(0, 0, 0);
        eventSeq = 0;
    }

    /** The log is followed from the midst of it. */
    void begin(final AuditBeginning beginning) {
        commands(beginning.commandSeq(), beginning.position(), beginning.commandNs());
        eventSeq = beginning.eventSeq();
    }

    /** The log has lost what came behind a command: what it has is counted from its beginning, and passed over up to there. */
    void shortened(final long lastSeq) {
        commands(lastSeq, 0, 0);
        eventSeq = 0;
    }

    /** Up to which command what is read is passed over, as there are records of it; 0 = nothing is, what is read begins behind the position. */
    long passOverThrough() {
        return position == 0 ? commandSeq : 0;
    }

    boolean isOf(final long high, final long low) {
        return epochHigh == high && epochLow == low;
    }
}

package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.DutyEntryDecoder;
import io.tocsin.codecs.sbe.DutyScope;
import io.tocsin.codecs.sbe.RosterChange;
import io.tocsin.codecs.sbe.ShiftEnd;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.store.IdTable;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * Checks the duties of a roster, which may go on over several entries: everybody is known, each duty ends later than it begins and is not over, they come in the order
 * of their starts, and nobody is on duty twice at once. Whether names and room are in order is asked elsewhere.
 */
final class DutyCheck {
    private static final int MAX_DUTIES = 16;
    private static final int ROLE = DutyScope.ROLE.value();
    private static final int CONTINUE = RosterChange.CONTINUE.value();
    private static final int REMOVE = RosterChange.REMOVE.value();
    private static final int UNIT = 0;
    private static final int NAME = 1;

    private final ConfigState state;
    private final IdTable newPeople;
    /** By person, those who are new behind those who are known: the end of their last duty in the roster that has this number. */
    private final long[] lastEndNs;

    private final int[] rosterOfLast;
    private int roster;
    private boolean isOpen;
    private long lastStartNs;
    private final DutyEntryDecoder duty = new DutyEntryDecoder();

    DutyCheck(final ConfigState state, final IdTable newPeople, final int maxPeople) {
        this.state = state;
        this.newPeople = newPeople;
        lastEndNs = new long[2 * maxPeople];
        rosterOfLast = new int[2 * maxPeople];
    }

    void begin() {
        roster = 0;
        isOpen = false;
        Arrays.fill(rosterOfLast, 0);
    }

    /** Another entry follows: nothing continues a roster behind it. */
    void interrupt() {
        isOpen = false;
    }

    /** What the entry says of itself, without its names and duties. */
    ConfigRefusal head(final DirectBuffer buffer, final MessageLayout entry) {
        duty.wrap(buffer, entry.blockOffset(), entry.blockLength(), entry.version());
        final int change = duty.changeRaw();
        final boolean isPlain = duty.scopeRaw() == ROLE && duty.atEndRaw() == 0;
        final boolean isGood = duty.scopeRaw() <= DutyScope.PATIENT.value()
                && change <= REMOVE
                && duty.atEndRaw() <= ShiftEnd.HAND_OVER.value()
                && entry.groupCount() <= MAX_DUTIES
                && (duty.scopeRaw() == ROLE || entry.textLength(UNIT) == 0)
                && (change != REMOVE || (duty.atEndRaw() == 0 && entry.groupCount() == 0))
                && (change != CONTINUE
                        || (isOpen && isPlain && entry.textLength(UNIT) == 0 && entry.textLength(NAME) == 0));
        if (!isGood) {
            return ConfigRefusal.BAD_VALUE;
        }
        if (change != CONTINUE) {
            roster++;
            lastStartNs = 0;
        }
        isOpen = change != REMOVE;
        return ConfigRefusal.NONE;
    }

    boolean continues() {
        return duty.changeRaw() == CONTINUE;
    }

    boolean removes() {
        return duty.changeRaw() == REMOVE;
    }

    int scope() {
        return duty.scopeRaw();
    }

    /** The duties, one by one. */
    ConfigRefusal duties(final DirectBuffer buffer, final MessageLayout entry) {
        int at = entry.groupOffset();
        for (int i = 0; i < entry.groupCount(); i++) {
            final long startNs = buffer.getLong(
                    at + DutyEntryDecoder.DutiesDecoder.startNsEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
            final long endNs =
                    buffer.getLong(at + DutyEntryDecoder.DutiesDecoder.endNsEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
            at += entry.elementBytes();
            final int length = buffer.getByte(at) & 0xFF;
            final int person = person(buffer, at + 1, length);
            if (person == IdTable.ABSENT) {
                return ConfigRefusal.UNKNOWN_PERSON;
            }
            if (startNs < lastStartNs || endNs <= startNs || state.rosters().isLongOver(endNs)) {
                return ConfigRefusal.BAD_VALUE;
            }
            if (rosterOfLast[person] == roster && startNs < lastEndNs[person]) {
                return ConfigRefusal.BAD_VALUE;
            }
            rosterOfLast[person] = roster;
            lastEndNs[person] = endNs;
            lastStartNs = startNs;
            at += 1 + length;
        }
        return ConfigRefusal.NONE;
    }

    private int person(final DirectBuffer buffer, final int offset, final int length) {
        if (length == 0 || length > IdTable.MAX_ID_BYTES) {
            return IdTable.ABSENT;
        }
        final int known = state.site().people().find((byte) 0, buffer, offset, length);
        if (known != IdTable.ABSENT) {
            return known;
        }
        final int defined = newPeople.find((byte) 0, buffer, offset, length);
        return defined == IdTable.ABSENT ? IdTable.ABSENT : lastEndNs.length / 2 + defined;
    }
}

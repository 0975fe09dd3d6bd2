package io.tocsin.engine.alert;

import io.tocsin.codecs.sbe.CareCondition;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.snapshot.StreamHash;
import io.tocsin.engine.store.Words;
import java.nio.ByteOrder;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Finds the open alert of a key. A key is (source, purpose, alertKey) for declared alerts, so that an exercise never stands in the way of an emergency, (subject, rule) for those the engine raises itself. Unlike ids keys leave with
 * their alert, so the table closes its gaps when one is removed.
 */
public final class AlertKeys {
    /** What look-ups answer for a key without an open alert. */
    public static final int ABSENT = -1;

    // A key: the source, 36 bytes of text, its length, the purpose. Five words more than the source's, the last of
    // which holds the text's last four bytes, the length and the purpose.
    private static final int KEY_BYTES = 48;
    private static final int TEXT_OFFSET = 8;
    private static final int TEXT_BYTES = 36;
    private static final int LENGTH_OFFSET = TEXT_OFFSET + TEXT_BYTES;
    private static final int LENGTH_SHIFT = 32;
    private static final int PURPOSE_SHIFT = 40;
    /** Longest text that two words hold. */
    private static final int SHORT = 16;
    /** In the place of a length: the key names a subject and a rule. */
    private static final int OF_RULE = 0xFF;

    private static final int MOST_PLACES_OF_RULES = 1 << 14;
    // The golden ratio, odd: spreads the source over the hash before the text joins it.
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private final int mask;
    /** High half: hash, which says where an entry is at home. Low half: slot + 1; 0 = free. */
    private final long[] table;

    private final UnsafeBuffer keys;
    /**
     * How many of these keys name a rule and a subject of this place. Most readings are of subjects without an alert, and each asks after several rules: this
     * little table stays in the processor's cache where the big one does not.
     */
    private final int[] ofRules;

    private final int maxAdvice;
    private final int maxCare;
    private final int maxUsualCare;
    private int advice;
    private int care;
    // The key that is looked up or put.
    private long source;
    private long text0;
    private long text1;
    private long text2;
    private long text3;
    private long end;

    /**
     * No keys.
     *
     * @param maxAlerts open at once, beside advice.
     */
    public AlertKeys(final int maxAlerts) {
        maxAdvice = Places.ofAdvice(maxAlerts);
        maxCare = Math.max(1, maxAlerts / 4);
        maxUsualCare = Math.max(1, 3 * (maxAlerts / 16));
        final int capacity = maxAlerts + maxAdvice;
        final int tableLength = BitUtil.findNextPositivePowerOfTwo(Math.max(8, 2 * capacity));
        mask = tableLength - 1;
        table = new long[tableLength];
        keys = new UnsafeBuffer(new byte[Math.multiplyExact(capacity, KEY_BYTES)]);
        ofRules = new int[Math.min(tableLength, MOST_PLACES_OF_RULES)];
    }

    /**
     * The open alert that a source knows by a key.
     *
     * @param sourceId of the source.
     * @param purpose  of the command; of doses of people the patient's index, 24 bits at most.
     * @param buffer   holds the key.
     * @param offset   of it.
     * @param length   1 to 36.
     * @return slot or {@link #ABSENT}.
     */
    public int find(
            final long sourceId, final int purpose, final DirectBuffer buffer, final int offset, final int length) {
        prepare(sourceId, purpose, buffer, offset, length);
        return find();
    }

    /**
     * The open alert of a rule.
     *
     * @param subject index.
     * @param rule    id; 0 = the score.
     * @return slot or {@link #ABSENT}.
     */
    public int findRule(final int subject, final int rule) {
        if (ofRules[placeOfRules(subject)] == 0) {
            return ABSENT;
        }
        prepareRule(subject, rule);
        return find();
    }

    /**
     * Gives an alert the key of its source.
     *
     * @param slot     of the alert.
     * @param sourceId of the source.
     * @param purpose  of the command.
     * @param buffer   holds the key.
     * @param offset   of it.
     * @param length   1 to 36.
     */
    public void put(
            final int slot,
            final long sourceId,
            final int purpose,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        prepare(sourceId, purpose, buffer, offset, length);
        put(slot);
    }

    /**
     * Gives an alert the key of its rule.
     *
     * @param slot    of the alert.
     * @param subject index.
     * @param rule    id; 0 = the score.
     */
    public void putRule(final int slot, final int subject, final int rule) {
        prepareRule(subject, rule);
        put(slot);
        ofRules[placeOfRules(subject)]++;
        advice += isOfAdvice() ? 1 : 0;
        care += isOfCare() ? 1 : 0;
    }

    /**
     * How much advice is open.
     *
     * @return alerts.
     */
    public int advice() {
        return advice;
    }

    /**
     * Whether advice may open.
     *
     * @return there is a place among those of advice.
     */
    public boolean hasRoomForAdvice() {
        return advice < maxAdvice;
    }

    /** Whether a care notice may open, if there is a place at all: they have a quarter at most, a quarter of that for time-critical doses, so that what is planned leaves room for what happens. */
    public boolean hasRoomForCare(final boolean isCritical) {
        return care < (isCritical ? maxCare : maxUsualCare);
    }

    private int placeOfRules(final int subject) {
        return subject & (ofRules.length - 1);
    }

    private boolean isOfRule() {
        return end == (long) OF_RULE << LENGTH_SHIFT;
    }

    private boolean isOfAdvice() {
        return isOfRule() && text0 >>> Integer.SIZE == Advice.RULE;
    }

    private boolean isOfCare() {
        return isOfRule()
                && text0 >>> Integer.SIZE >= CareCondition.WEIGHT_GAIN.value()
                && text0 >>> Integer.SIZE <= CareCondition.CRITICAL_DOSE_MISSED.value();
    }

    /**
     * Takes an alert's key away.
     *
     * @param slot of the alert.
     */
    public void remove(final int slot) {
        load(slot * KEY_BYTES);
        advice -= isOfAdvice() ? 1 : 0;
        care -= isOfCare() ? 1 : 0;
        if (isOfRule()) {
            ofRules[placeOfRules((int) text0)]--;
        }
        int gap = homeOf(hash());
        while ((int) table[gap] != slot + 1) {
            gap = (gap + 1) & mask;
        }
        // What follows moves into the gap if its home allows it, so that look-ups may stop at the first free place.
        for (int i = (gap + 1) & mask; table[i] != 0; i = (i + 1) & mask) {
            if (((i - homeOf(table[i])) & mask) >= ((i - gap) & mask)) {
                table[gap] = table[i];
                gap = i;
            }
        }
        table[gap] = 0;
    }

    /**
     * The bytes of all keys; see {@link #textOffset} and {@link #textLength}.
     *
     * @return read-only by contract.
     */
    public DirectBuffer bytes() {
        return keys;
    }

    /**
     * Where the source's key of an alert starts.
     *
     * @param slot of the alert.
     * @return offset in {@link #bytes()}.
     */
    public int textOffset(final int slot) {
        return slot * KEY_BYTES + TEXT_OFFSET;
    }

    /**
     * How long the source's key of an alert is.
     *
     * @param slot of the alert.
     * @return bytes; 0 for alerts of the engine.
     */
    public int textLength(final int slot) {
        final int length = keys.getByte(slot * KEY_BYTES + LENGTH_OFFSET) & 0xFF;
        return length == OF_RULE ? 0 : length;
    }

    /**
     * Writes an alert's key.
     *
     * @param writer of the snapshot.
     * @param slot   of the alert.
     */
    void snapshot(final SnapshotWriter writer, final int slot) {
        final int length = textLength(slot);
        writer.putByte(length);
        if (length > 0) {
            writer.putBytes(keys, textOffset(slot), length);
        }
    }

    /**
     * Takes an alert's key over.
     *
     * @param reader   of the snapshot.
     * @param slot     of the alert.
     * @param sourceId of the alert.
     * @param purpose  of the alert.
     * @param subject  of the alert.
     * @param rule     of the alert.
     */
    void restore(
            final SnapshotReader reader,
            final int slot,
            final long sourceId,
            final int purpose,
            final int subject,
            final int rule) {
        final int length = Math.min(reader.getByte(), TEXT_BYTES);
        if (length == 0) {
            putRule(slot, subject, rule);
        } else {
            reader.getBytes(keys, textOffset(slot), length);
            put(slot, sourceId, purpose, keys, textOffset(slot), length);
        }
    }

    private void prepareRule(final int subject, final int rule) {
        source = 0;
        text0 = Integer.toUnsignedLong(subject) | ((long) rule << Integer.SIZE);
        text1 = 0;
        text2 = 0;
        text3 = 0;
        end = (long) OF_RULE << LENGTH_SHIFT;
    }

    private void prepare(
            final long sourceId, final int purpose, final DirectBuffer buffer, final int offset, final int length) {
        source = sourceId;
        text0 = Words.word(buffer, offset, length, 0);
        text1 = Words.word(buffer, offset, length, Long.BYTES);
        text2 = 0;
        text3 = 0;
        end = ((long) length << LENGTH_SHIFT) | ((long) purpose << PURPOSE_SHIFT);
        if (length > SHORT) {
            text2 = Words.word(buffer, offset, length, 2 * Long.BYTES);
            text3 = Words.word(buffer, offset, length, 3 * Long.BYTES);
            end |= Words.word(buffer, offset, length, 4 * Long.BYTES);
        }
    }

    /** Prepares the key that a slot holds. */
    private void load(final int at) {
        source = word(at);
        text0 = word(at + TEXT_OFFSET);
        text1 = word(at + TEXT_OFFSET + 8);
        text2 = word(at + TEXT_OFFSET + 16);
        text3 = word(at + TEXT_OFFSET + 24);
        end = word(at + TEXT_OFFSET + 32);
    }

    private long hash() {
        final long hash = StreamHash.mix(StreamHash.mix(source * SPREAD + end, text0), text1);
        return (text2 | text3) == 0 ? hash : StreamHash.mix(StreamHash.mix(hash, text2), text3);
    }

    private int homeOf(final long hash) {
        return (int) (hash >>> Integer.SIZE) & mask;
    }

    private int find() {
        final long hash = hash();
        final int tag = (int) (hash >>> Integer.SIZE);
        for (int i = homeOf(hash); table[i] != 0; i = (i + 1) & mask) {
            if ((int) (table[i] >>> Integer.SIZE) == tag && holdsKey(((int) table[i] - 1) * KEY_BYTES)) {
                return (int) table[i] - 1;
            }
        }
        return ABSENT;
    }

    private boolean holdsKey(final int at) {
        return word(at) == source
                && word(at + TEXT_OFFSET) == text0
                && word(at + TEXT_OFFSET + 8) == text1
                && word(at + TEXT_OFFSET + 16) == text2
                && word(at + TEXT_OFFSET + 24) == text3
                && word(at + TEXT_OFFSET + 32) == end;
    }

    private void put(final int slot) {
        final int at = slot * KEY_BYTES;
        word(at, source);
        word(at + TEXT_OFFSET, text0);
        word(at + TEXT_OFFSET + 8, text1);
        word(at + TEXT_OFFSET + 16, text2);
        word(at + TEXT_OFFSET + 24, text3);
        word(at + TEXT_OFFSET + 32, end);
        final long hash = hash();
        int i = homeOf(hash);
        while (table[i] != 0) {
            i = (i + 1) & mask;
        }
        table[i] = (hash & 0xFFFFFFFF00000000L) | (slot + 1);
    }

    private long word(final int at) {
        return keys.getLong(at, ByteOrder.LITTLE_ENDIAN);
    }

    private void word(final int at, final long value) {
        keys.putLong(at, value, ByteOrder.LITTLE_ENDIAN);
    }
}

package io.tocsin.engine.monitoring.score;

import io.tocsin.codecs.sbe.AgeGroup;
import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The tables in force, by their place from 1, each with its name and lines as they were configured. Replaced as a whole, with the limit rules. Room for
 * {@value #MAX_TABLES} of the largest from the start; engine thread only.
 */
public final class ScoreTableSet {
    /**
     * What tables count, a bit for each code: vital signs that age, those that count until others come, and what is observed. When any other was read nobody keeps,
     * so that it would count for ever.
     */
    public static final long READINGS = 1L << ScoreInput.HEART_RATE.code()
            | 1L << ScoreInput.SPO2.code()
            | 1L << ScoreInput.TEMPERATURE.code()
            | 1L << ScoreInput.SYSTOLIC.code()
            | 1L << ScoreInput.RESPIRATORY_RATE.code()
            | 1L << ScoreInput.CONSCIOUSNESS.code()
            | 1L << ScoreInput.OXYGEN_THERAPY.code()
            | 1L << ScoreInput.OXYGEN_FLOW.code()
            | 1L << ScoreInput.FIO2.code()
            | 1L << ScoreInput.CAPILLARY_REFILL.code()
            | 1L << ScoreInput.RESPIRATORY_EFFORT.code()
            | 1L << ScoreInput.WHITE_CELLS.code()
            | 1L << ScoreInput.PACO2.code()
            | 1L << ScoreInput.GCS.code();

    /** Most tables. */
    public static final int MAX_TABLES = 8;

    /** Most lines of a table. */
    public static final int MAX_LINES = 183;

    /** Bytes of a line as it is kept, as in the schema. */
    public static final int LINE_BYTES = 6;

    /** Bytes of the largest entry with its header, which the lines of the largest table leave room for a name. */
    public static final int MAX_ENTRY_BYTES = 1152;

    private static final int NAME_BYTES = ScoreTable.MAX_ID_LENGTH;
    private static final int TEXT_BYTES = NAME_BYTES + MAX_LINES * LINE_BYTES;
    private static final int GROUPS = AgeGroup.ADULT.value() + 1;
    // Completed months that each age group may have; who does not state one is an adult.
    private static final int[] FROM_MONTHS = {192, 0, 3, 36, 96, 192};
    private static final int[] TO_MONTHS = {ScoreDraft.MAX_MONTHS, 2, 35, 95, 191, ScoreDraft.MAX_MONTHS};

    private final ScoreTable[] tables = new ScoreTable[MAX_TABLES];
    private final int[][] ages = new int[MAX_TABLES][GROUPS];
    private final int[] lineCounts = new int[MAX_TABLES];
    private final int[] nameLengths = new int[MAX_TABLES];
    private final UnsafeBuffer texts = new UnsafeBuffer(new byte[MAX_TABLES * TEXT_BYTES]);
    private final ScoreDraft draft = new ScoreDraft();
    private int count;

    /** No tables. */
    public ScoreTableSet() {
        for (int i = 0; i < MAX_TABLES; i++) {
            tables[i] = new ScoreTable();
        }
    }

    /** Takes all tables away. */
    public void clear() {
        count = 0;
    }

    /**
     * Adds the next table.
     *
     * @param version    of it.
     * @param buffer     holds name and lines, which are in order.
     * @param nameOffset of the name.
     * @param nameLength 1 to 20.
     * @param offset     of the first line.
     * @param stride     from one line to the next.
     * @param lineCount  of them.
     */
    public void add(
            final int version,
            final DirectBuffer buffer,
            final int nameOffset,
            final int nameLength,
            final int offset,
            final int stride,
            final int lineCount) {
        final int index = count;
        for (int i = 0; i < lineCount; i++) {
            texts.putBytes(linesAt(index + 1) + i * LINE_BYTES, buffer, offset + i * stride, LINE_BYTES);
        }
        lineCounts[index] = lineCount;
        texts.putBytes(nameAt(index + 1), buffer, nameOffset, nameLength);
        nameLengths[index] = nameLength;
        take(index, version);
        count++;
    }

    private boolean take(final int index, final int version) {
        draft.begin("-", version, false);
        if (!ScoreLines.read(draft, texts, linesAt(index + 1), LINE_BYTES, lineCounts[index])
                || draft.check() != ScoreFault.NONE) {
            return false;
        }
        final ScoreTable table = tables[index];
        draft.buildInto(table);
        for (int group = 0; group < GROUPS; group++) {
            final int age = table.ageBand(FROM_MONTHS[group]);
            // A group that lies in two bands of the table does not say which.
            ages[index][group] = age == table.ageBand(TO_MONTHS[group]) ? age : ScoreTable.NO_AGE;
        }
        return true;
    }

    /** How many tables there are. */
    public int count() {
        return count;
    }

    /**
     * A table.
     *
     * @param place from 1.
     * @return it, until the next change.
     */
    public ScoreTable table(final int place) {
        return tables[place - 1];
    }

    /**
     * The age band of a table for an age group.
     *
     * @param place    from 1.
     * @param ageGroup value of the enum AgeGroup.
     * @return index, or {@link ScoreTable#NO_AGE} if the table is for others or the group does not say which band it is.
     */
    public int age(final int place, final int ageGroup) {
        return ages[place - 1][ageGroup];
    }

    /**
     * Names and lines of all tables.
     *
     * @return the live bytes.
     */
    public UnsafeBuffer texts() {
        return texts;
    }

    /**
     * Where the lines of a table are, {@value #LINE_BYTES} bytes each, as they were configured.
     *
     * @param place from 1.
     * @return offset in {@link #texts()}.
     */
    public int linesAt(final int place) {
        return (place - 1) * TEXT_BYTES + NAME_BYTES;
    }

    /**
     * How many lines a table has.
     *
     * @param place from 1.
     * @return count.
     */
    public int lineCount(final int place) {
        return lineCounts[place - 1];
    }

    /**
     * Whether a table has these lines, to the byte.
     *
     * @param place  from 1.
     * @param buffer holds them.
     * @param offset of the first.
     * @param stride bytes from one to the next.
     * @param lines  how many.
     * @return {@code false} if any line is another one.
     */
    public boolean hasLines(
            final int place, final DirectBuffer buffer, final int offset, final int stride, final int lines) {
        final int from = linesAt(place);
        boolean isAlike = lines == lineCounts[place - 1];
        for (int i = 0; isAlike && i < lines * LINE_BYTES; i++) {
            isAlike = texts.getByte(from + i) == buffer.getByte(offset + i / LINE_BYTES * stride + i % LINE_BYTES);
        }
        return isAlike;
    }

    /**
     * Whether a table raises alerts.
     *
     * @param place from 1.
     * @return {@code false} if none of its thresholds has a severity.
     */
    public boolean raisesAlerts(final int place) {
        final ScoreTable table = tables[place - 1];
        // Severities do not become milder: the last threshold has one if any has.
        return table.severity(table.thresholds()) != ScoreTable.NO_SEVERITY;
    }

    /**
     * Where the name of a table is.
     *
     * @param place from 1.
     * @return offset in {@link #texts()}.
     */
    public int nameAt(final int place) {
        return (place - 1) * TEXT_BYTES;
    }

    /**
     * How long the name of a table is.
     *
     * @param place from 1.
     * @return bytes.
     */
    public int nameLength(final int place) {
        return nameLengths[place - 1];
    }

    /**
     * Writes the tables.
     *
     * @param writer of the snapshot, in the section of the rules.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.putInt(count);
        for (int i = 0; i < count; i++) {
            writer.putInt(tables[i].version());
            writer.putInt(nameLengths[i]);
            writer.putInt(lineCounts[i]);
            writer.putBytes(texts, nameAt(i + 1), nameLengths[i]);
            writer.putBytes(texts, linesAt(i + 1), lineCounts[i] * LINE_BYTES);
        }
    }

    /**
     * Takes the tables over.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        final int tableCount = reader.getCount(MAX_TABLES, "score tables");
        for (int i = 0; i < tableCount; i++) {
            final int version = reader.getInt();
            nameLengths[i] = reader.getCount(NAME_BYTES, "bytes of a score table's name");
            lineCounts[i] = reader.getCount(MAX_LINES, "lines of a score table");
            reader.getBytes(texts, nameAt(i + 1), nameLengths[i]);
            reader.getBytes(texts, linesAt(i + 1), lineCounts[i] * LINE_BYTES);
            if (!take(i, version)) {
                throw new SnapshotException("score table " + (i + 1) + " cannot be used");
            }
        }
        count = tableCount;
    }
}

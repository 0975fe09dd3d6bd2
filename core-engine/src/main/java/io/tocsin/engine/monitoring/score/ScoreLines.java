package io.tocsin.engine.monitoring.score;

import io.tocsin.codecs.sbe.ScoreLine;
import io.tocsin.codecs.sbe.ScoreTableEntryDecoder.LinesDecoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * A table as the lines of a {@code ScoreTableEntry}. A band's line says where it begins; it ends where the next one begins, so that a table in this form can have no gap
 * and no overlap. Any thread; allocates nothing.
 */
public final class ScoreLines {
    private static final int NONE = 0xFF;
    private static final int BYTE = 0xFF;
    private static final int SHORT = 0xFFFF;

    private ScoreLines() {}

    /** Told the lines of a table. */
    public interface Sink {
        /**
         * The next line.
         *
         * @param kind   value of the schema's enum {@code ScoreLine}.
         * @param value  as the schema says.
         * @param points as the schema says.
         */
        void line(int kind, int value, int points);
    }

    /**
     * Says what lines say.
     *
     * @param draft  that has begun.
     * @param buffer holds them.
     * @param offset of the first.
     * @param stride bytes from one to the next.
     * @param count  of them.
     * @return whether every line is of a kind that there is, in its place and in its ranges; what it says is then still to be checked.
     */
    public static boolean read(
            final ScoreDraft draft, final DirectBuffer buffer, final int offset, final int stride, final int count) {
        int step = 1;
        int most = ScoreTable.OPEN_ABOVE;
        int furthest = 0;
        for (int i = 0; i < count; i++) {
            final int at = offset + i * stride;
            final int value = value(buffer, at);
            final int points = buffer.getByte(at + LinesDecoder.pointsEncodingOffset()) & BYTE;
            final int kind = kind(buffer, at);
            if (points != 0 && kind != ScoreLine.BAND.value() && kind != ScoreLine.THRESHOLD.value()) {
                return false;
            }
            if (kind <= ScoreLine.THRESHOLD.value() && kind < furthest) {
                return false;
            }
            furthest = Math.max(furthest, kind);
            if (kind == ScoreLine.AGE.value()) {
                draft.age("", value & SHORT, value >>> Short.SIZE);
            } else if (kind == ScoreLine.THRESHOLD.value()) {
                draft.threshold("", value & BYTE, value >>> Byte.SIZE, points);
            } else if (kind == ScoreLine.ITEM.value() && value == 0) {
                draft.item();
            } else if (kind == ScoreLine.INPUT.value() && isInput(value)) {
                final int input = value & BYTE;
                final int over = value >>> Byte.SIZE & BYTE;
                step = value >>> Short.SIZE & BYTE;
                most = over == NONE ? ScoreInput.most(input) : ScoreTable.OPEN_ABOVE;
                draft.part(input, over == NONE ? ScoreTable.NOT_A_RATIO : over, step, value >>> 24 == 1);
            } else if (kind == ScoreLine.COLUMN.value()) {
                final int age = value & BYTE;
                draft.column(age == NONE ? ScoreDraft.ALL : age, value >>> Byte.SIZE & BYTE, value >>> Short.SIZE);
            } else if (kind == ScoreLine.BAND.value()) {
                final boolean isLast = i + 1 == count || kind(buffer, at + stride) != ScoreLine.BAND.value();
                // An edge that is out of step, or before the one before it, is found by the check.
                draft.band(points, value, isLast ? most : Math.max(value(buffer, at + stride), value) - step);
            } else {
                return false;
            }
        }
        return true;
    }

    /**
     * Tells a table's lines.
     *
     * @param table to be told.
     * @param sink  told, in order.
     */
    public static void write(final ScoreTable table, final Sink sink) {
        final ScoreContent content = table.content();
        for (int age = 0; age < content.ages; age++) {
            sink.line(ScoreLine.AGE.value(), content.ageFrom[age] | content.ageTo[age] << Short.SIZE, 0);
        }
        for (int i = 0; i < content.thresholds; i++) {
            sink.line(
                    ScoreLine.THRESHOLD.value(),
                    content.thresholdTotals[i] | content.thresholdSingles[i] << Byte.SIZE,
                    content.thresholdSeverities[i]);
        }
        for (int item = 0; item < content.items; item++) {
            sink.line(ScoreLine.ITEM.value(), 0, 0);
            for (int part = content.firstPart[item]; part < content.firstPart[item + 1]; part++) {
                final int over = content.partOver[part];
                sink.line(
                        ScoreLine.INPUT.value(),
                        content.partInput[part]
                                | (over == ScoreTable.NOT_A_RATIO ? NONE : over) << Byte.SIZE
                                | content.partStep[part] << Short.SIZE
                                | (content.partNeeded[part] ? 1 : 0) << 24,
                        0);
                columns(content, part, sink);
            }
        }
    }

    private static void columns(final ScoreContent content, final int part, final Sink sink) {
        for (int column = 0; column < content.columns; column++) {
            if (content.columnPart[column] == part) {
                final int age = content.columnAge[column];
                sink.line(
                        ScoreLine.COLUMN.value(),
                        (age == ScoreDraft.ALL ? NONE : age)
                                | content.columnScale[column] << Byte.SIZE
                                | content.columnOxygen[column] << Short.SIZE,
                        0);
                for (int band = 0; band < content.columnBands[column]; band++) {
                    sink.line(
                            ScoreLine.BAND.value(),
                            (int) content.bandFrom[column][band],
                            content.bandPoints[column][band]);
                }
            }
        }
    }

    private static boolean isInput(final int value) {
        final int over = value >>> Byte.SIZE & BYTE;
        return ScoreInput.isReading(value & BYTE) && (over == NONE || ScoreInput.isReading(over)) && value >>> 24 <= 1;
    }

    private static int value(final DirectBuffer buffer, final int at) {
        return buffer.getInt(at + LinesDecoder.valueEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
    }

    private static int kind(final DirectBuffer buffer, final int at) {
        return buffer.getByte(at + LinesDecoder.kindEncodingOffset()) & BYTE;
    }
}

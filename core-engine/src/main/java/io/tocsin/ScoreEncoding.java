package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.ScoreLine;
import io.tocsin.codecs.sbe.ScoreTableEntryEncoder;
import io.tocsin.engine.monitoring.score.ScoreLines;
import io.tocsin.engine.monitoring.score.ScoreTable;
import io.tocsin.engine.monitoring.score.ScoreTableSet;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes a site's early-warning scores. */
final class ScoreEncoding {
    private ScoreEncoding() {}

    /** How many lines a score has. */
    static int lines(final ScoreTable table) {
        final int[] count = {0};
        ScoreLines.write(table, (kind, value, points) -> count[0]++);
        return count[0];
    }

    /** Throws if a score needs what the router does not have, or has too many lines. */
    static void require(final ScoreTable table) {
        if (!requireNonNull(table, "table").isReadFrom(ScoreTableSet.READINGS)) {
            throw new IllegalArgumentException(
                    "score '" + table.id()
                            + "' needs a reading that the router does not take, as no parameter is it, or does not keep the time of");
        }
        final int lines = lines(table);
        if (lines > ScoreTableSet.MAX_LINES) {
            throw new IllegalArgumentException(
                    "score '" + table.id() + "' has " + lines + " lines: at most " + ScoreTableSet.MAX_LINES + " fit");
        }
    }

    static SiteEntry entry(final int place, final ScoreTable table) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[ScoreTableSet.MAX_ENTRY_BYTES]);
        final ScoreTableEntryEncoder entry =
                new ScoreTableEntryEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        final ScoreTableEntryEncoder.LinesEncoder group = entry.rulesVersion(1)
                .tableVersion(table.version())
                .place((short) place)
                .linesCount(lines(table));
        ScoreLines.write(
                table,
                (kind, value, points) -> group.next()
                        .value(value)
                        .kind(ScoreLine.get((short) kind))
                        .points((short) points));
        entry.name(table.id());
        final byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + entry.encodedLength()];
        buffer.getBytes(0, bytes);
        return new SiteEntry(key(place), SiteEntry.Kind.RULES, bytes, SiteEncoder.NOTHING);
    }

    static String key(final int place) {
        return "rules/score " + place;
    }
}

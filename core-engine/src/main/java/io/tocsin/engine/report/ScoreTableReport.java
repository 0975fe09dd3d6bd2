package io.tocsin.engine.report;

import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.ScoreLine;
import io.tocsin.codecs.sbe.ScoreTableEntryEncoder;
import io.tocsin.codecs.sbe.ScoreTableEntryEncoder.LinesEncoder;
import io.tocsin.engine.event.SystemEvents;
import io.tocsin.engine.monitoring.LimitRules;
import io.tocsin.engine.monitoring.score.ScoreTableSet;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/** Every {@code ScoreTableEntry} in force, for a report. */
final class ScoreTableReport {
    private ScoreTableReport() {}

    static void report(final LimitRules rules, final SystemEvents events) {
        final ScoreTableSet tables = rules.tables();
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[ScoreTableSet.MAX_ENTRY_BYTES]);
        for (int place = 1; place <= tables.count(); place++) {
            final ScoreTableEntryEncoder entry =
                    new ScoreTableEntryEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
            final UnsafeBuffer lines = tables.texts();
            final LinesEncoder group = entry.rulesVersion(rules.version())
                    .tableVersion(tables.table(place).version())
                    .place((short) place)
                    .linesCount(tables.lineCount(place));
            for (int i = 0; i < tables.lineCount(place); i++) {
                final int at = tables.linesAt(place) + i * ScoreTableSet.LINE_BYTES;
                group.next()
                        .value(lines.getInt(at + LinesEncoder.valueEncodingOffset(), ByteOrder.LITTLE_ENDIAN))
                        .kind(ScoreLine.get((short) (lines.getByte(at + LinesEncoder.kindEncodingOffset()) & 0xFF)))
                        .points((short) (lines.getByte(at + LinesEncoder.pointsEncodingOffset()) & 0xFF));
            }
            entry.putName(lines, tables.nameAt(place), tables.nameLength(place));
            events.configEntry(buffer, entry.limit());
        }
    }
}

package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.ScoreTableEntryEncoder;
import io.tocsin.codecs.sbe.ScoreTableEntryEncoder.LinesEncoder;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** A {@code ScoreTableEntry} as bytes; values need not be valid. */
final class ScoreTableEntry {
    private static final int FIRST =
            MessageHeaderEncoder.ENCODED_LENGTH + ScoreTableEntryEncoder.BLOCK_LENGTH + LinesEncoder.sbeHeaderSize();

    private ScoreTableEntry() {}

    static byte[] of(
            final long rulesVersion,
            final int place,
            final int version,
            final String name,
            final List<OracleScoreTable.Line> lines) {
        final UnsafeBuffer buffer =
                new UnsafeBuffer(new byte[FIRST + lines.size() * LinesEncoder.sbeBlockLength() + 1 + name.length()]);
        final ScoreTableEntryEncoder entry =
                new ScoreTableEntryEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        final LinesEncoder group = entry.rulesVersion(rulesVersion)
                .tableVersion(version)
                .place((short) place)
                .linesCount(lines.size());
        int at = FIRST;
        for (final OracleScoreTable.Line line : lines) {
            group.next().value(line.value()).points((short) line.points());
            buffer.putByte(at + LinesEncoder.kindEncodingOffset(), (byte) line.kind());
            at += LinesEncoder.sbeBlockLength();
        }
        entry.name(name);
        return buffer.byteArray();
    }
}

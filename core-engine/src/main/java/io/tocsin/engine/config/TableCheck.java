package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.ScoreTableEntryDecoder;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.monitoring.score.ScoreDraft;
import io.tocsin.engine.monitoring.score.ScoreFault;
import io.tocsin.engine.monitoring.score.ScoreLines;
import io.tocsin.engine.monitoring.score.ScoreTable;
import io.tocsin.engine.monitoring.score.ScoreTableSet;
import org.agrona.DirectBuffer;

/** {@code ScoreTableEntry}: each follows the rules before it in the same configuration, in order of places, and has one answer for every value. */
final class TableCheck {
    private static final int NAME = 0;

    private final ScoreTableEntryDecoder table = new ScoreTableEntryDecoder();
    private final ScoreDraft draft = new ScoreDraft();
    private boolean hasRules;
    private long rulesVersion;
    private int places;

    TableCheck() {}

    void begin() {
        hasRules = false;
    }

    /** Rules that are in order: their tables follow. */
    void rules(final long version) {
        hasRules = true;
        rulesVersion = version;
        places = 0;
    }

    ConfigRefusal check(final DirectBuffer buffer, final MessageLayout entry) {
        table.wrap(buffer, entry.blockOffset(), entry.blockLength(), entry.version());
        if (!hasRules || table.rulesVersion() != rulesVersion || table.place() != places + 1) {
            return ConfigRefusal.BAD_VALUE;
        }
        if (places == ScoreTableSet.MAX_TABLES) {
            return ConfigRefusal.TABLE_FULL;
        }
        final int nameLength = entry.textLength(NAME);
        if (nameLength == 0 || nameLength > ScoreTable.MAX_ID_LENGTH) {
            return ConfigRefusal.BAD_ID;
        }
        if (entry.groupCount() > ScoreTableSet.MAX_LINES) {
            return ConfigRefusal.TABLE_FULL;
        }
        draft.begin("-", table.tableVersion(), false);
        final boolean isRead = entry.groupCount() == 0
                || ScoreLines.read(draft, buffer, entry.elementOffset(0), entry.elementBytes(), entry.groupCount());
        if (!isRead || draft.check() != ScoreFault.NONE || !draft.isReadFrom(ScoreTableSet.READINGS)) {
            return ConfigRefusal.BAD_VALUE;
        }
        places++;
        return ConfigRefusal.NONE;
    }
}

package io.tocsin.replay.evaluate.physionet2012;

import io.tocsin.replay.evaluate.BadRows;
import io.tocsin.replay.evaluate.BadRows.Reason;
import io.tocsin.replay.evaluate.CsvReader;
import io.tocsin.replay.evaluate.InputException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who died in hospital; of the file's columns {@code RecordID} and {@code In-hospital_death}. */
final class Outcomes {
    private static final List<String> COLUMNS = List.of("RecordID", "In-hospital_death");
    private static final int RECORD = 0;
    private static final int DEATH = 1;

    /** -1: not known. */
    private static final Map<String, Integer> WORDS = Map.of("0", 0, "1", 1, "-1", -1);

    private final Map<String, Boolean> died = new HashMap<>();

    private Outcomes() {}

    /**
     * Reads a file.
     *
     * @param file    of outcomes; {@code null} = nobody's is known.
     * @param badRows gets what is left out.
     */
    static Outcomes read(final @Nullable Path file, final BadRows badRows) throws InputException {
        final Outcomes outcomes = new Outcomes();
        if (file != null) {
            try (CsvReader row = new CsvReader(file, badRows, COLUMNS)) {
                while (row.next()) {
                    final Integer death = WORDS.get(row.text(DEATH));
                    if (death == null) {
                        row.leaveOut(DEATH, Reason.UNKNOWN_WORD);
                    } else if (death >= 0) {
                        outcomes.died.put(row.text(RECORD), death == 1);
                    }
                }
            }
        }
        return outcomes;
    }

    /** Whether a patient died in hospital; {@code null} = not known. */
    @Nullable
    Boolean died(final String recordId) {
        return died.get(recordId);
    }
}

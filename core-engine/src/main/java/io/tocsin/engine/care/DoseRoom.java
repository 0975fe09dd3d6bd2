package io.tocsin.engine.care;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TechnicalCondition;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.response.OwnAlerts;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/** Tells people, and not the source alone, that doses find no place to be watched, or that they are missed none to be told: once, until there are enough places again. */
final class DoseRoom {
    private static final int URGENT = Severity.URGENT.value();

    private final OwnAlerts alerts;
    private boolean isFull;

    DoseRoom(final OwnAlerts alerts) {
        this.alerts = alerts;
    }

    /** Another dose may be watched. */
    void taken(final DoseTable table) {
        if (!table.hasPlace(false)) {
            isMissing(table);
        }
    }

    /** A dose has no place, or the notice that it was missed. */
    void isMissing(final DoseTable table) {
        if (!isFull && (alerts.isOpen(TechnicalCondition.DOSES_FULL, OwnAlerts.NONE) || alerts.hasRoom(URGENT))) {
            isFull = true;
            alerts.technical(
                    Because.of(Clause.DOSES_FULL),
                    TechnicalCondition.DOSES_FULL,
                    OwnAlerts.NONE,
                    OwnAlerts.NONE,
                    table.watched(),
                    URGENT);
        }
    }

    /** A dose may be watched no more. */
    void freed(final DoseTable table, final Clause clause) {
        if (isFull && table.hasPlaces()) {
            isFull = false;
            alerts.technicalEnded(clause, TechnicalCondition.DOSES_FULL, OwnAlerts.NONE, table.watched());
        }
    }

    void snapshot(final SnapshotWriter writer) {
        writer.putByte(isFull ? 1 : 0);
    }

    void restore(final SnapshotReader reader) {
        isFull = reader.getByte() != 0;
    }
}

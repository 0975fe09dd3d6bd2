package io.tocsin.replay.journal;

import io.tocsin.codecs.sbe.AlertRaisedDecoder;
import io.tocsin.codecs.sbe.AlertReportedDecoder;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.IdInternedDecoder;
import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.AlertEngine;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** The alerts that an engine holds open, read from its report. One thread. */
final class OpenAlerts {
    private final Map<IdTable, Map<Integer, String>> ids = new EnumMap<>(IdTable.class);
    private final List<OpenAlert> open = new ArrayList<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AlertRaisedDecoder raised = new AlertRaisedDecoder();
    private EmergencyType type = EmergencyType.NULL_VAL;
    private String unit = "";
    private String bed = "";

    private OpenAlerts() {}

    /**
     * One of them; nothing that could say who the patient is.
     *
     * @param alertId    of the alert.
     * @param severity   as it is now.
     * @param type       of the emergency.
     * @param unit       id; empty = none.
     * @param bed        id; empty = none.
     * @param condition  at its source.
     * @param step       of the ladder; -1 = not started.
     * @param owner      who accepted it; {@code null} = nobody.
     * @param deadlineNs of the step, epoch ns; 0 = none is running.
     */
    record OpenAlert(
            long alertId,
            Severity severity,
            EmergencyType type,
            String unit,
            String bed,
            Condition condition,
            int step,
            @Nullable String owner,
            long deadlineNs) {
        /** What keeps it from being forgotten, for people. */
        String held() {
            if (owner != null) {
                return "owner " + owner;
            } else if (deadlineNs != 0) {
                return "step " + step + " until " + Instants.text(deadlineNs);
            }
            return condition == Condition.INACTIVE ? "over, in review" : "no owner and no deadline";
        }
    }

    /** Reads what an engine reports. */
    static List<OpenAlert> of(final AlertEngine engine) {
        final OpenAlerts alerts = new OpenAlerts();
        engine.report(alerts::onState);
        return alerts.open;
    }

    private void onState(final DirectBuffer buffer, final int offset, final int length) {
        switch (header.wrap(buffer, offset).templateId()) {
            case IdInternedDecoder.TEMPLATE_ID -> {
                final IdInternedDecoder interned = new IdInternedDecoder().wrapAndApplyHeader(buffer, offset, header);
                ids.computeIfAbsent(interned.table(), table -> new HashMap<>())
                        .put((int) interned.index(), interned.value());
            }
            case AlertRaisedDecoder.TEMPLATE_ID -> {
                raised.wrapAndApplyHeader(buffer, offset, header);
                type = raised.emergencyType();
                unit = id(IdTable.UNIT, raised.unit());
                bed = id(IdTable.BED, raised.bed());
            }
            case AlertReportedDecoder.TEMPLATE_ID ->
                reported(new AlertReportedDecoder().wrapAndApplyHeader(buffer, offset, header));
            default -> {
                // Nothing of an alert.
            }
        }
    }

    private void reported(final AlertReportedDecoder alert) {
        open.add(new OpenAlert(
                alert.alertId(),
                alert.severity(),
                type,
                unit,
                bed,
                alert.condition(),
                alert.step(),
                alert.owner() < 0 ? null : id(IdTable.PERSON, alert.owner()),
                alert.deadlineNs()));
    }

    private String id(final IdTable table, final int index) {
        return index < 0 ? "" : ids.getOrDefault(table, Map.of()).getOrDefault(index, "?");
    }
}

package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TechnicalCondition;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The doses that are held, and whether there is a place for another one: section 38. */
final class OracleDosePlaces {
    private final OracleState state;
    private final OracleAlerts alerts;
    private final OracleOwn own;
    /** In the order in which they came. */
    private final Map<String, OracleDose> doses = new LinkedHashMap<>();

    private boolean isToldFull;

    OracleDosePlaces(final OracleState state, final OracleAlerts alerts, final OracleOwn own) {
        this.state = state;
        this.alerts = alerts;
        this.own = own;
    }

    Collection<OracleDose> all() {
        return doses.values();
    }

    @Nullable
    OracleDose get(final String key) {
        return doses.get(key);
    }

    void put(final OracleDose dose) {
        doses.put(dose.key, dose);
    }

    void remove(final OracleDose dose) {
        doses.remove(dose.key);
    }

    /** Of those that were told as many are remembered as may be watched: the one that was told first is not. */
    void remember(final OracleDose told) {
        told.toldNs = state.nowNs;
        final List<OracleDose> before = doses.values().stream()
                .filter(dose -> dose.state == OracleDose.State.TOLD)
                .toList();
        if (before.size() == state.limits().doses()) {
            remove(Collections.min(before, Comparator.comparingLong(dose -> dose.toldNs)));
        }
    }

    private long free() {
        return state.limits().doses()
                - doses.values().stream()
                        .filter(dose -> dose.state != OracleDose.State.TOLD)
                        .count();
    }

    boolean hasPlace(final boolean isCritical) {
        return free() > (isCritical ? 0 : state.limits().doses() / 16);
    }

    /** Of the messages that scheduled them. */
    boolean hasRoom(final byte[] message, final byte[] former) {
        final long free = 4L * state.limits().doses()
                - doses.values().stream()
                        .mapToLong(dose -> OracleAlert.blocks(dose.message.length))
                        .sum();
        return OracleAlert.blocks(message.length) <= free + OracleAlert.blocks(former.length);
    }

    /** One more is watched. */
    void taken() {
        if (!hasPlace(false)) {
            isMissing();
        }
    }

    /** For a dose, or for the notice of one. */
    void isMissing() {
        final boolean canTell = own.isOpen(TechnicalCondition.DOSES_FULL, -1) || alerts.mayOpen(Severity.URGENT);
        if (!isToldFull && canTell) {
            isToldFull = true;
            own.comes(TechnicalCondition.DOSES_FULL, Severity.URGENT, -1, watched(), Clause.DOSES_FULL);
        }
    }

    /** One is watched no more. */
    void freed(final Clause why) {
        if (isToldFull && free() > state.limits().doses() / 8) {
            isToldFull = false;
            own.isOver(TechnicalCondition.DOSES_FULL, watched(), why);
        }
    }

    private int watched() {
        return (int) (state.limits().doses() - free());
    }
}

package io.tocsin.engine;

import io.tocsin.codecs.sbe.Condition;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.testkit.model.RecordedScript.Entrance;

/** 2: every open alert that needs a human has as many as it needs or a running deadline; every other one is reviewed and ends. No deadline runs unseen. */
final class OwnerOrDeadline extends Invariant {
    @Override
    int number() {
        return 2;
    }

    @Override
    void after(final AlertEngine engine, final EngineParts parts, final Entrance entrance, final Said said) {
        for (int slot = 0; slot < parts.alerts.slots().highWater(); slot++) {
            if (parts.alerts.slots().isUsed(slot)) {
                looked();
                look(engine, parts, slot);
            }
        }
    }

    private void look(final AlertEngine engine, final EngineParts parts, final int slot) {
        final Alerts alerts = parts.alerts;
        final boolean needsAHuman = alerts.purpose[slot] == 0 && alerts.condition[slot] != Condition.INACTIVE.value();
        final boolean isComplete =
                alerts.owner[slot] != Alerts.NONE && parts.ladder.clocks().isComplete(slot);
        if (needsAHuman && !isComplete && alerts.stepDeadlineNs[slot] == Alerts.OFF) {
            violated("alert " + alerts.alertId[slot] + " has neither all who are needed nor a running step");
        }
        if (!needsAHuman && alerts.reviewDeadlineNs[slot] == Alerts.OFF) {
            violated("alert " + alerts.alertId[slot] + " has ended, or is an exercise, and nothing will close it");
        }
        final long firstNs = Math.min(
                alerts.stepDeadlineNs[slot], Math.min(alerts.reviewDeadlineNs[slot], alerts.staleDeadlineNs[slot]));
        if (engine.nextDeadlineNs() > firstNs) {
            violated("alert " + alerts.alertId[slot] + " is due at " + firstNs + ", but the engine next at "
                    + engine.nextDeadlineNs());
        }
    }
}

package io.tocsin.engine;

import io.tocsin.testkit.model.RecordedScript.Entrance;
import java.util.TreeSet;

/** 12: test and training traffic never pages staff. */
final class TestNeverPages extends Invariant {
    private final TreeSet<Long> exercises = new TreeSet<>();

    @Override
    int number() {
        return 12;
    }

    @Override
    void after(final AlertEngine engine, final EngineParts parts, final Entrance entrance, final Said said) {
        for (final Said.Event event : said.events) {
            if (event instanceof Said.Raised alert && alert.purpose() != 0) {
                exercises.add(alert.alertId());
            } else if (event instanceof Said.Dispatched output && exercises.contains(output.alertId())) {
                violated("people were told of an exercise: " + output);
            }
        }
        for (int slot = 0; slot < parts.alerts.slots().highWater(); slot++) {
            if (parts.alerts.slots().isUsed(slot) && exercises.contains(parts.alerts.alertId[slot])) {
                looked();
                if (parts.alerts.offerCount[slot] > 0) {
                    violated("people are chosen for exercise " + parts.alerts.alertId[slot]);
                }
            }
        }
    }
}

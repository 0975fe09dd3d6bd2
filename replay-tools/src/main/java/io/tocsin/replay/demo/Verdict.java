package io.tocsin.replay.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Holds three witnesses against each other: what sources were answered, what clients wrote down, and what the router says of itself. */
final class Verdict {
    private static final int NAMED = 5;

    private Verdict() {}

    /**
     * Judges.
     *
     * @param declared what the router has answered for.
     * @param arrived  what clients received.
     * @param snapshot what the router says.
     * @param stories  what its events said, of all alerts until the snapshot.
     * @param faults   what went wrong on the way.
     * @return everything that must hold.
     */
    static List<Check> of(
            final List<Declared> declared,
            final Reconciliation arrived,
            final Snapshot snapshot,
            final List<AlertStory> stories,
            final Faults faults) {
        final List<Check> checks = new ArrayList<>();
        checks.add(everyRaiseIsAccountedFor(declared, snapshot, stories));
        checks.add(everyOpenAlertIsHeld(snapshot));
        checks.add(Check.that(
                "nothingLost",
                "nothing was lost: whatever was acknowledged to its source reached somebody entitled to it",
                arrived.lost() == 0 && arrived.delivered() == snapshot.totals().raised(),
                arrived.lost() + " acknowledged alerts reached nobody; " + arrived.delivered() + " of "
                        + snapshot.totals().raised() + " reached somebody"));
        checks.add(Check.that(
                "nothingMisrouted",
                "nobody was told who had no business with it",
                arrived.misrouted() == 0,
                arrived.misrouted() + " offers went to people who are not entitled"));
        checks.add(Check.that(
                "slaMet",
                "every declared alert was with somebody within " + DemoSettings.SLA.toSeconds() + " s",
                arrived.isInTime(),
                String.format(Locale.ROOT, "the slowest took %,.0f ms", arrived.maxMs())));
        checks.add(Check.that(
                "noFaults",
                "nothing went wrong on the way",
                faults.count() == 0,
                faults.count() + ": " + String.join("; ", faults.first())));
        return checks;
    }

    private static Check everyRaiseIsAccountedFor(
            final List<Declared> declared, final Snapshot snapshot, final List<AlertStory> stories) {
        final Map<Long, AlertStory> byId = stories.stream()
                .collect(Collectors.toMap(story -> story.raised().alertId(), story -> story));
        final List<Long> openByEvents = stories.stream()
                .filter(story -> story.outcome() == null)
                .map(story -> story.raised().alertId())
                .toList();
        final List<Long> openByRouter =
                snapshot.open().stream().map(OpenLine::alertId).toList();
        final List<Long> unknown = declared.stream()
                .map(Declared::alertId)
                .filter(alertId -> !byId.containsKey(alertId))
                .toList();
        final boolean agree = openByEvents.equals(openByRouter)
                && snapshot.counters().alertsRaised() == stories.size()
                && snapshot.counters().alertsOpen() == openByRouter.size();
        return Check.that(
                "everyRaiseOpenOrClosed",
                "every raise is open, or was closed by an event",
                unknown.isEmpty() && agree,
                "acknowledged and never opened: " + some(unknown) + "; open by events: " + some(openByEvents)
                        + ", by the router: " + some(openByRouter) + ", by the engine: "
                        + snapshot.counters().alertsOpen() + "; raised by events: " + stories.size()
                        + ", by the engine: " + snapshot.counters().alertsRaised());
    }

    private static Check everyOpenAlertIsHeld(final Snapshot snapshot) {
        final List<Long> unheld = snapshot.open().stream()
                .filter(alert -> !alert.isHeld(snapshot.atNs()))
                .map(OpenLine::alertId)
                .toList();
        return Check.that(
                "everyOpenAlertHeld",
                "every open alert has an owner or a running deadline",
                unheld.isEmpty(),
                "neither owner nor deadline: " + some(unheld));
    }

    /** So many, and the first few. */
    private static String some(final List<Long> alertIds) {
        return alertIds.size() + " " + alertIds.subList(0, Math.min(NAMED, alertIds.size()));
    }
}

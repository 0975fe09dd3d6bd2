package io.tocsin.replay.demo;

import java.util.List;

/**
 * What a run of the demo has shown.
 *
 * @param settings     as asked for.
 * @param clinicians   how many, without the desk.
 * @param arrived      what clients received.
 * @param snapshot     how it stood in the end.
 * @param stories      of all alerts.
 * @param redeliveries offers that came again to somebody who had been away.
 * @param dropped      samples that found the router busy.
 * @param checks       what must hold.
 */
record DemoResult(
        DemoSettings settings,
        int clinicians,
        Reconciliation arrived,
        Snapshot snapshot,
        List<AlertStory> stories,
        long redeliveries,
        long dropped,
        List<Check> checks) {
    /** Whether everything holds that must. */
    boolean holds() {
        return checks.stream().allMatch(Check::holds);
    }
}

package io.tocsin.replay.demo;

import java.util.List;

/**
 * What a run of the demo has shown.
 *
 * @param settings     as asked for.
 * @param population   who lay in the beds, for people.
 * @param arrived      what clients received.
 * @param snapshot     how it stood in the end.
 * @param stories      of all alerts.
 * @param standing     what the hospital counted in the end.
 * @param loadAverage  how many threads wanted a processor of this machine in the last minute, from everybody; below 0 = the system does not tell.
 * @param checks       what must hold.
 */
record DemoResult(
        DemoSettings settings,
        String population,
        Reconciliation arrived,
        Snapshot snapshot,
        List<AlertStory> stories,
        Note.Standing standing,
        double loadAverage,
        List<Check> checks) {
    /** Whether everything holds that must. */
    boolean holds() {
        return checks.stream().allMatch(Check::holds);
    }
}

package io.tocsin.replay.evaluate;

/**
 * What came out of a run.
 *
 * @param findings    counted from the events.
 * @param stateDigest of the engine at the end.
 * @param eventHash   over everything it said.
 * @param commands    that it carried out, Genesis and ticks among them.
 * @param events      that it said.
 * @param elapsedNs   from the launch to the last answer, by the wall clock.
 */
record EvaluationResult(
        Findings findings, long stateDigest, long eventHash, long commands, long events, long elapsedNs) {
    long commandsPerSecond() {
        return perSecond(commands);
    }

    long readingsPerSecond() {
        return perSecond(findings.readingCount());
    }

    private long perSecond(final long count) {
        return Math.round(count * 1e9 / Math.max(elapsedNs, 1));
    }
}

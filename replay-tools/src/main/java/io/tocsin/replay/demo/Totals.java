package io.tocsin.replay.demo;

/**
 * How many alerts had which fate; each number counts alerts, so that none is larger than the first. {@code raised = open + resolved + cancelled + expired}.
 *
 * @param raised    opened, by whatever cause.
 * @param declared  of these, those that a source declared; the others were found in readings.
 * @param accepted  by anybody.
 * @param rejected  by anybody.
 * @param escalated beyond those who were asked first.
 * @param open      not closed.
 * @param resolved  closed by a person, or over by itself while somebody owned it.
 * @param cancelled taken back by the source.
 * @param expired   over by itself before anybody took it.
 */
record Totals(
        long raised,
        long declared,
        long accepted,
        long rejected,
        long escalated,
        long open,
        long resolved,
        long cancelled,
        long expired) {}

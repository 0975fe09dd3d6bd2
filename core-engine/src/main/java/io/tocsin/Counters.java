package io.tocsin;

import io.tocsin.codecs.sbe.GateReason;
import io.tocsin.codecs.sbe.Parameter;
import java.util.Map;

/**
 * Totals since the router was launched, as the engine holds them; asking counts as a command itself.
 *
 * @param commands     commands and ticks.
 * @param refused      commands that were refused.
 * @param alertsRaised alerts opened.
 * @param alertsOpen   alerts open now.
 * @param waiting      offers that wait for credit now.
 * @param subjects     patients, and beds or devices that stand for unidentified ones.
 * @param outputs      deliveries, one per recipient.
 * @param readings     how many per parameter; parameters never read are missing.
 * @param gated        how many readings did not count as they came, or were told of, per reason; reasons that never were are missing.
 */
public record Counters(
        long commands,
        long refused,
        long alertsRaised,
        long alertsOpen,
        long waiting,
        long subjects,
        long outputs,
        Map<Parameter, Long> readings,
        Map<GateReason, Long> gated) {
    /** Keeps copies of the maps. */
    public Counters {
        readings = Map.copyOf(readings);
        gated = Map.copyOf(gated);
    }
}

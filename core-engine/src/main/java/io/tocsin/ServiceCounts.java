package io.tocsin;

import io.tocsin.codecs.sbe.Mode;

/**
 * How the router has kept its promise since its log began, as the engine holds it; asking counts as a command itself.
 *
 * @param met       alerts received within the target.
 * @param late      alerts received after the target and before the breach line.
 * @param breached  alerts whose breach line passed.
 * @param unneeded  alerts that were over before anybody had received them.
 * @param waitedNs  sum of what the alerts waited that were received.
 * @param longestNs the longest that one waited.
 * @param putOff    outputs whose other channels were put off.
 * @param dropped   notices that were dropped, one per person.
 * @param running   clocks that run now.
 * @param mode      in force.
 * @param measured  mode as the figures say.
 * @param ordered   mode as an administrator ordered; NORMAL = no order.
 * @param held      offers of severities that a mode holds back, which waited for its end.
 * @param heldDropped offers of severities that a mode drops, which waited already when it began, and for its end.
 * @param offersDropped offers that were not made because of a mode.
 */
public record ServiceCounts(
        long met,
        long late,
        long breached,
        long unneeded,
        long waitedNs,
        long longestNs,
        long putOff,
        long dropped,
        long running,
        Mode mode,
        Mode measured,
        Mode ordered,
        long held,
        long heldDropped,
        long offersDropped) {
    /** Nothing counted yet. */
    public static final ServiceCounts NONE =
            new ServiceCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, Mode.NORMAL, Mode.NORMAL, Mode.NORMAL, 0, 0, 0);
}

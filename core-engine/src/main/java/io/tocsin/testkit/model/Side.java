package io.tocsin.testkit.model;

import java.util.List;

/** Something that takes timestamps and messages and says, line by line, what came out. */
public interface Side {
    /**
     * One command.
     *
     * @param timestampNs as the host stamps it, UTC epoch ns.
     * @param message     with its header; may be anything.
     * @return what left at this entrance, in order.
     */
    List<Line> onCommand(long timestampNs, byte[] message);

    /**
     * Time alone.
     *
     * @param timestampNs as the host stamps it, UTC epoch ns.
     * @return what left at this entrance, in order.
     */
    List<Line> onTick(long timestampNs);

    /**
     * When to come back.
     *
     * @return the least deadline, UTC epoch ns; {@code Long.MAX_VALUE} if there is none.
     */
    long nextDeadlineNs();

    /**
     * The side's time, which never runs backwards.
     *
     * @return UTC epoch ns.
     */
    long nowNs();

    /**
     * How many entrances there were.
     *
     * @return ticks included.
     */
    long commandSeq();

    /**
     * The number of the last event.
     *
     * @return 0 if there was none.
     */
    long eventSeq();

    /**
     * How far a source has numbered its commands.
     *
     * @param sourceId of the source.
     * @return unsigned; 0 if the source is not known.
     */
    long highestCommandId(long sourceId);
}

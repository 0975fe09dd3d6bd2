package io.tocsin.oracle;

import java.util.List;

/** Something that takes timestamps and messages and says, line by line, what came out. */
interface Side {
    /** @return what left at this entrance, in order. */
    List<Line> onCommand(long timestampNs, byte[] message);

    /** @return what left at this entrance, in order. */
    List<Line> onTick(long timestampNs);

    long nextDeadlineNs();

    long nowNs();

    long commandSeq();

    long eventSeq();

    long highestCommandId(long sourceId);
}

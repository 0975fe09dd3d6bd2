package io.tocsin.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** The state was copied or written for a snapshot: so long no command was carried out. Engine thread. */
@Name(SnapshotTook.NAME)
@Label("Snapshot took")
@Category("Tocsin")
@Description(
        "The state was copied, or on a node of a cluster written, for a snapshot: so long no command was carried out")
@Enabled(false)
@StackTrace(false)
public final class SnapshotTook extends Event {
    /** As a recording names it. */
    public static final String NAME = "tocsin.SnapshotTook";

    /** How many commands and ticks are in it. */
    @Label("Command")
    public long commandSeq;

    /** How many events. */
    @Label("Event")
    public long eventSeq;

    /** Nothing is told yet. */
    public SnapshotTook() {}
}

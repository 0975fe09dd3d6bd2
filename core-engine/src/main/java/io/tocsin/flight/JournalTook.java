package io.tocsin.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/** A command was appended to the journal, or was not because it had no room. Pipeline thread, which has one and uses it again. */
@Name(JournalTook.NAME)
@Label("Journal took")
@Category("Tocsin")
@Description("A command was appended to the journal, or refused for want of room, in longer than the threshold")
@Enabled(false)
@Threshold("1 ms")
@StackTrace(false)
public final class JournalTook extends Event {
    /** As a recording names it. */
    public static final String NAME = "tocsin.JournalTook";

    /** Where it ends; below 0 = it was not taken, and is tried again. */
    @Label("Position")
    public long position;

    /** Its length, bytes. */
    @Label("Length")
    public int length;

    /** Nothing is told yet. */
    public JournalTook() {}

    /** Ends what {@link #begin} began, and says where and how long if it is told. */
    public void over(final long at, final int bytes) {
        end();
        if (shouldCommit()) {
            position = at;
            length = bytes;
            commit();
        }
    }
}

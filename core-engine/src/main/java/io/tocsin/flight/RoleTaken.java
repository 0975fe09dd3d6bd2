package io.tocsin.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A node of a cluster has heard of a new term: an election is over. Service thread. */
@Name(RoleTaken.NAME)
@Label("Role taken")
@Category("Tocsin")
@Description("A node of a cluster has heard that an election is over, and who leads")
@Enabled(false)
@StackTrace(false)
public final class RoleTaken extends Event {
    /** As a recording names it. */
    public static final String NAME = "tocsin.RoleTaken";

    /** Which member it is. */
    @Label("Member")
    public int member;

    /** Who leads. */
    @Label("Leader")
    public int leader;

    /** The leadership term. */
    @Label("Term")
    public long term;

    /** Where of the log it begins. */
    @Label("Log position")
    public long logPosition;

    /** Nothing is told yet. */
    public RoleTaken() {}
}

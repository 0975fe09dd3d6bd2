package io.tocsin.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A connection was closed at once: there were too many, of one address or of all, or too many came at a time. Loop of the gateway. */
@Name(ConnectionRefused.NAME)
@Label("Connection refused")
@Category("Tocsin")
@Description("A connection was closed at once, for there were too many, or too many came at a time")
@Enabled(false)
@StackTrace(false)
public final class ConnectionRefused extends Event {
    /** As a recording names it. */
    public static final String NAME = "tocsin.ConnectionRefused";

    /** Of whom: an address of the network, not a name. */
    @Label("Address")
    public String address = "";

    /** Nothing is told yet. */
    public ConnectionRefused() {}
}

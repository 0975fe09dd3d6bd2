package io.tocsin.flight;

import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import java.nio.ByteOrder;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.agrona.DirectBuffer;

/** The engine carried out a command, deadlines that were due before it included. Engine thread, which has one and uses it again. */
@Name(CommandTook.NAME)
@Label("Command took")
@Category("Tocsin")
@Description(
        "The engine carried out a command, and the deadlines that were due before it, in longer than the threshold")
@Enabled(false)
@Threshold("1 ms")
@StackTrace(false)
public final class CommandTook extends Event {
    /** As a recording names it. */
    public static final String NAME = "tocsin.CommandTook";

    /** How many commands and ticks the engine had carried out then. */
    @Label("Command")
    public long commandSeq;

    /** Which message of the schema it is; 0 = a tick. */
    @Label("Template")
    public int templateId;

    /** Its length, bytes. */
    @Label("Length")
    public int length;

    /** Nothing is told yet. */
    public CommandTook() {}

    /** Ends what {@link #begin} began, and says of which command it was if it is told. */
    public void over(final long seq, final DirectBuffer command, final int offset, final int bytes) {
        end();
        if (shouldCommit()) {
            commandSeq = seq;
            length = bytes;
            templateId = bytes < MessageHeaderDecoder.ENCODED_LENGTH
                    ? 0
                    : command.getShort(
                                    offset + MessageHeaderDecoder.templateIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN)
                            & 0xFFFF;
            commit();
        }
    }
}

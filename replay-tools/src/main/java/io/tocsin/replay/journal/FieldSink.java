package io.tocsin.replay.journal;

/** Takes the fields of one message in the order of the wire. A name is that of the schema; inside a list it is empty. */
interface FieldSink {
    /** A number in decimal; a wide one has 64 bits. */
    void number(String name, String decimal, boolean wide);

    /** An instant, UTC epoch ns; 0 = not stated. */
    void instant(String name, long epochNs);

    /** A word of an enum. */
    void word(String name, String value);

    /** A text as it is stored. */
    void text(String name, String value);

    /** Something that is there and not shown. */
    void withheld(String name, int bytes);

    /** The fields until the {@link #end()} belong together: a composite, or an element of a group. */
    void begin(String name);

    /** As {@link #begin}, and they are a message of their own. */
    void beginMessage(String name, String type);

    /** Ends what was begun last. */
    void end();

    /** What is begun until the {@link #endList()} is a list. */
    void beginList(String name);

    /** Ends the list. */
    void endList();
}

package io.tocsin.transport.aeron;

/** The two streams of a store. Each is one recording for ever; the archive numbers recordings from 0 in the order of their making. */
enum StreamKind {
    /** Commands, stamped with their time. */
    JOURNAL("journal", 1, 0, 1_001),
    /** Events, stamped with their sequence. */
    EVENTS("event log", 2, 1, 1_002);

    private final String label;
    private final int code;
    private final long recordingId;
    private final int streamId;

    StreamKind(final String label, final int code, final long recordingId, final int streamId) {
        this.label = label;
        this.code = code;
        this.recordingId = recordingId;
        this.streamId = streamId;
    }

    /** What an operator calls it. */
    String label() {
        return label;
    }

    long recordingId() {
        return recordingId;
    }

    int streamId() {
        return streamId;
    }

    /** What a frame says. */
    int code() {
        return code;
    }
}

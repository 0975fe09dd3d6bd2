package io.tocsin.codecs.json;

import java.io.Serial;

/**
 * A message that cannot be taken, and where it is wrong. It carries no stack trace, because whoever floods the router with garbage would be paid in garbage; and
 * nothing of the message but names of the protocol's own fields and short pieces of what stood there.
 */
public final class ProtocolException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final ErrorCode code;
    private final String field;
    private final long commandId;
    private final String ref;

    /**
     * A refusal.
     *
     * @param code    what is wrong.
     * @param field   path of the field, such as {@code alert.vitals.spo2}; empty = the message as a whole.
     * @param message for people.
     */
    public ProtocolException(final ErrorCode code, final String field, final String message) {
        this(code, field, message, 0, "");
    }

    private ProtocolException(
            final ErrorCode code, final String field, final String message, final long commandId, final String ref) {
        super(message, null, false, false);
        this.code = code;
        this.field = field;
        this.commandId = commandId;
        this.ref = ref;
    }

    /**
     * The same refusal, of the command that it is about.
     *
     * @param ofCommandId 0 = not known.
     * @param ofRef       empty = not known.
     * @return a new exception.
     */
    public ProtocolException about(final long ofCommandId, final String ofRef) {
        return new ProtocolException(code, field, text(), ofCommandId, ofRef);
    }

    /** What is wrong. */
    public ErrorCode code() {
        return code;
    }

    /** Path of the field; empty = the message as a whole. */
    public String field() {
        return field;
    }

    /** The command that it is about, as far as it could be read; 0 = none. */
    public long commandId() {
        return commandId;
    }

    /** The reference that it is about, as far as it could be read; empty = none. */
    public String ref() {
        return ref;
    }

    /** The message that tells it to the client. */
    public ServerMessage.ProtocolError toMessage() {
        return new ServerMessage.ProtocolError(code, field, text(), commandId, ref, 0);
    }

    /** What is wrong, for people. */
    public String text() {
        final String text = getMessage();
        return text == null ? code.meaning() : text;
    }
}

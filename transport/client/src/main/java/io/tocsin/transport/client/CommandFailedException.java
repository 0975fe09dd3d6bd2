package io.tocsin.transport.client;

import io.tocsin.codecs.json.ServerMessage;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A command that was not carried out, or of which that is not known. It carries no stack trace: it is an answer, not an accident. */
public final class CommandFailedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** How far the command came. */
    public enum Reason {
        /** The router refused it; nothing happened. {@link #answer()} says why. */
        REFUSED,
        /** The router could not read it or the client may not ask it; nothing happened. {@link #error()} says why. */
        NOT_TAKEN,
        /** It never left the client: what makes it threw, which is the cause. */
        NOT_MADE,
        /** It never left the client: too much waits already. */
        CLIENT_FULL,
        /** There is no connection, for what is not kept until there is one: readings and queries. It may have been carried out. */
        DISCONNECTED,
        /**
         * The router goes on with another log, as after a restore, in which the numbers that the command names may mean others: it is not sent again. It may have been
         * carried out in the one that is gone.
         */
        OTHER_LOG,
        /** The client was closed. It may have been carried out. */
        CLIENT_CLOSED
    }

    private final Reason reason;
    private final transient ServerMessage.@Nullable Answer answer;
    private final transient ServerMessage.@Nullable ProtocolError error;

    private CommandFailedException(
            final Reason reason,
            final String message,
            final ServerMessage.@Nullable Answer answer,
            final ServerMessage.@Nullable ProtocolError error,
            final @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.reason = reason;
        this.answer = answer;
        this.error = error;
    }

    static CommandFailedException refused(final ServerMessage.Answer answer) {
        return new CommandFailedException(
                Reason.REFUSED, answer.result() + ": " + answer.result().meaning(), answer, null, null);
    }

    static CommandFailedException notTaken(final ServerMessage.ProtocolError error) {
        return new CommandFailedException(Reason.NOT_TAKEN, error.code() + ": " + error.message(), null, error, null);
    }

    static CommandFailedException of(final Reason reason, final String message) {
        return new CommandFailedException(reason, message, null, null, null);
    }

    static CommandFailedException notMade(final RuntimeException thrown) {
        return new CommandFailedException(Reason.NOT_MADE, String.valueOf(thrown.getMessage()), null, null, thrown);
    }

    /** How far the command came. */
    public Reason reason() {
        return reason;
    }

    /** The router's answer; {@code null} unless it was refused. */
    public ServerMessage.@Nullable Answer answer() {
        return answer;
    }

    /** The router's error; {@code null} unless it was not taken. */
    public ServerMessage.@Nullable ProtocolError error() {
        return error;
    }
}

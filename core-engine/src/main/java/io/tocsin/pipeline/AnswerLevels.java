package io.tocsin.pipeline;

import io.tocsin.codecs.sbe.Level;
import org.agrona.DirectBuffer;

/** What the answers of a host mean. Immutable; any thread. */
public interface AnswerLevels {
    /** What every answer means at least. */
    Level level();

    /**
     * Whether an answer can mean what is asked of it.
     *
     * @param asked of a command.
     * @return {@code false}: the command is refused.
     */
    default boolean gives(final Level asked) {
        return asked.value() <= level().value();
    }

    /**
     * What the answer to a command will mean. Does not allocate.
     *
     * @param buffer holds the command.
     * @param offset of the message header.
     * @param length of header and message.
     * @return {@link #level()}, or more if it is asked or configured.
     */
    default Level levelOf(final DirectBuffer buffer, final int offset, final int length) {
        return level();
    }

    /** Of a host whose answers all mean the same. */
    static AnswerLevels of(final Level level) {
        return () -> level;
    }
}

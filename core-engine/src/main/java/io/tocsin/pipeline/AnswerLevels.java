package io.tocsin.pipeline;

import io.tocsin.codecs.sbe.Level;

/** What the answers of a host mean. */
public interface AnswerLevels {
    /** What every answer means at least. Any thread. */
    Level level();

    /**
     * Whether an answer can mean what is asked of it. Any thread.
     *
     * @param asked of a command.
     * @return {@code false}: the command is refused.
     */
    default boolean gives(final Level asked) {
        return asked.value() <= level().value();
    }

    /** What the answer means that {@link OutputHandler#onAnswer} is told now: {@link #level()}, or more. Only there. */
    default Level told() {
        return level();
    }

    /** Of a host whose answers all mean the same. */
    static AnswerLevels of(final Level level) {
        return () -> level;
    }
}

package io.tocsin.replay.evaluate;

import java.util.Set;

/**
 * One kind of input that {@code evaluate} knows: reads it, runs it through the engine, reports. Found by {@link java.util.ServiceLoader}: a new one is a class and a
 * line in {@code META-INF/services}, and the command stays as it is. One thread.
 */
public interface InputFormat {
    /**
     * What {@code --format} calls it.
     *
     * @return one word, lower case, different from all others.
     */
    String name();

    /**
     * Which options it reads beside {@code --report} and {@code --journal}, which every format does, and {@code --input}. Whatever else is given is refused before
     * {@link #evaluate}.
     *
     * @return names as on the command line, with their dashes.
     */
    Set<String> options();

    /**
     * Whether it reads files or folders; one that makes its input by itself refuses them.
     *
     * @return {@code true} unless it says otherwise.
     */
    default boolean readsInput() {
        return true;
    }

    /**
     * Does it. Arguments are looked at before anything is read; a row that cannot be used is counted and never fatal.
     *
     * @param request what was asked for.
     * @throws InputException      if arguments or input cannot be used at all; nothing was reported then.
     * @throws EvaluationException if the engine did not do what the input asks of it, or what it did cannot be kept.
     */
    void evaluate(EvaluateRequest request) throws InputException;
}

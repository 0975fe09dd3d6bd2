package io.tocsin.transport.server.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration cannot be used, and all that is wrong with it. Nothing was changed or started. */
public final class ConfigProblemsException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Not part of the serial form. */
    private final transient List<Problem> problems;

    ConfigProblemsException(final List<Problem> problems) {
        super(problems.stream().sorted().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = problems.stream().sorted().toList();
    }

    /**
     * What is wrong.
     *
     * @return at least one, by file and line.
     */
    public List<Problem> problems() {
        return problems;
    }
}

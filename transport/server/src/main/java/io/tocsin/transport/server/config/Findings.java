package io.tocsin.transport.server.config;

import com.typesafe.config.ConfigOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What one reading of a configuration has found: everything that is wrong, and every key that was asked for. One thread. */
final class Findings {
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> keys = new TreeSet<>();

    void problem(final @Nullable ConfigOrigin origin, final String key, final String message) {
        problems.add(Problem.at(origin, key, message));
    }

    /** Makes a change; what is wrong with it becomes a problem of the section. */
    void checked(final Section at, final Runnable change) {
        checked(at.origin(), at.path(), change);
    }

    /** Makes a change; what is wrong with it becomes a problem of the text. */
    void checked(final Item at, final Runnable change) {
        checked(at.origin(), at.key(), change);
    }

    private void checked(final @Nullable ConfigOrigin origin, final String key, final Runnable change) {
        try {
            change.run();
        } catch (final IllegalArgumentException wrong) {
            problem(origin, key, String.valueOf(wrong.getMessage()));
        }
    }

    void asked(final String keyPattern) {
        keys.add(keyPattern);
    }

    boolean isClean() {
        return problems.isEmpty();
    }

    /** Every key asked for, with {@code *} where names are free and {@code []} where a list is. */
    Set<String> keys() {
        return keys;
    }

    void throwIfAny() throws ConfigProblemsException {
        if (!problems.isEmpty()) {
            throw new ConfigProblemsException(problems);
        }
    }
}

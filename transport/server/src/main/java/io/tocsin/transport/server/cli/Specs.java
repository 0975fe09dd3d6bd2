package io.tocsin.transport.server.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What picocli puts into a command before it is called. */
final class Specs {
    private Specs() {}

    static CommandSpec require(final @Nullable CommandSpec spec) {
        if (spec == null) {
            throw new IllegalStateException("started without its command line");
        }
        return spec;
    }
}

package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.transport.client.ClientListener;
import io.tocsin.transport.client.CommandFailedException;
import io.tocsin.transport.client.Disconnect;
import io.tocsin.transport.client.TocsinClient;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** One question to a router, its answer, and the exit code that follows from it. The command's thread. */
final class Terminal {
    private final CommandSpec spec;
    private final ConnectionOptions options;
    private final Printer printer;

    Terminal(final CommandSpec spec, final ConnectionOptions options) {
        this.spec = spec;
        this.options = options;
        printer = new Printer(spec);
    }

    Printer printer() {
        return printer;
    }

    /**
     * Connects, asks, and waits for the answer.
     *
     * @param role     as what to greet.
     * @param person   who asks; empty = nobody in particular.
     * @param question to ask once there is a connection.
     * @param show     prints the answer and says the exit code.
     * @return the exit code.
     */
    <T> int ask(
            final Role role,
            final String person,
            final Function<TocsinClient, CompletableFuture<T>> question,
            final Function<T, Integer> show) {
        final FirstFailure failure = new FirstFailure();
        try (TerminalSlot slot = TerminalSlot.take(spec.name());
                TocsinClient client = TocsinClient.connect(options.context(spec, role, person, slot.name())
                        .listener(failure)
                        // The deliveries that the failure below refuses, so that nobody's telephone believes they were
                        // read.
                        .errorHandler(refused -> {}))) {
            return show.apply(answer(client, question, failure));
        } catch (final Unanswered unanswered) {
            printer.complain(String.valueOf(unanswered.getMessage()));
            return unanswered.exitCode;
        } catch (final IOException noSlot) {
            printer.complain("cannot take a name for this terminal: " + noSlot.getMessage());
            return Exit.USAGE;
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Exit.UNREACHABLE;
        }
    }

    /** {@link #ask} for a command, which the router answers with a result. */
    int command(
            final Role role,
            final String person,
            final Function<TocsinClient, CompletableFuture<ServerMessage.Answer>> command,
            final Function<ServerMessage.Answer, String> done,
            final Function<ServerMessage.Answer, String> refused) {
        return ask(
                role,
                person,
                client -> command.apply(client).handle((answer, thrown) -> answerOf(answer, thrown)),
                answer -> {
                    if (options.json()) {
                        printer.json(answer);
                    }
                    if (!answer.result().isOk()) {
                        printer.complain(refused.apply(answer));
                        return Exit.REFUSED;
                    }
                    if (!options.json()) {
                        printer.line(done.apply(answer));
                    }
                    return Exit.DONE;
                });
    }

    private <T> T answer(
            final TocsinClient client,
            final Function<TocsinClient, CompletableFuture<T>> question,
            final FirstFailure failure)
            throws Unanswered, InterruptedException {
        final CompletableFuture<T> answer = client.connected().thenCompose(welcome -> question.apply(client));
        final CompletableFuture<T> first = new CompletableFuture<>();
        answer.whenComplete((value, thrown) -> complete(first, value, thrown));
        failure.failed.whenComplete((none, thrown) -> {
            if (thrown != null) {
                first.completeExceptionally(thrown);
            }
        });
        try {
            return first.get(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (final TimeoutException late) {
            throw new Unanswered(
                    "no answer from " + options.url() + " within "
                            + options.timeout().toSeconds()
                            + " s. What was asked may have been done: look with 'tocsin alerts', or ask again",
                    Exit.UNREACHABLE,
                    late);
        } catch (final ExecutionException failed) {
            throw unanswered(failed.getCause() == null ? failed : failed.getCause());
        }
    }

    private Unanswered unanswered(final Throwable cause) {
        if (cause instanceof CommandFailedException refused && refused.error() != null) {
            return new Unanswered(words(refused.error()), Exit.REFUSED, cause);
        }
        if (cause instanceof Unanswered unanswered) {
            return unanswered;
        }
        return new Unanswered(nobodyAnswers(options, cause), Exit.UNREACHABLE, cause);
    }

    /** There is no router, and what to do. */
    static String nobodyAnswers(final ConnectionOptions options, final Throwable cause) {
        return "nobody answers at " + options.url() + " (" + words(cause)
                + "): start a router with 'tocsin serve --config FILE', or name another with --url";
    }

    /** What went wrong below, without the class that says it. */
    private static String words(final Throwable cause) {
        return String.valueOf(cause.getMessage()).replaceFirst("^[\\w.$]+: ", "");
    }

    /** An error of the protocol, for people. */
    static String words(final ServerMessage.ProtocolError error) {
        final String where = error.field().isEmpty() ? "" : " (" + error.field() + ')';
        return error.message() + where + " [" + error.code() + ']'
                + (error.code() == ErrorCode.UNKNOWN_PERSON
                        ? ": the site of the router's configuration names the people"
                        : "");
    }

    private static ServerMessage.Answer answerOf(final ServerMessage.Answer answer, final Throwable thrown) {
        if (thrown == null) {
            return answer;
        }
        final Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
        if (cause instanceof CommandFailedException failed) {
            if (failed.answer() != null) {
                return failed.answer();
            }
            throw failed;
        }
        throw new IllegalStateException(cause);
    }

    private static <T> void complete(final CompletableFuture<T> future, final T value, final Throwable thrown) {
        if (thrown == null) {
            future.complete(value);
        } else {
            future.completeExceptionally(
                    thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown);
        }
    }

    /** Fails with the first thing that goes wrong before there is a connection: a terminal does not wait for a router to be started. */
    private static final class FirstFailure implements ClientListener {
        private final CompletableFuture<Void> failed = new CompletableFuture<>();

        @Override
        public void onError(final ServerMessage.ProtocolError error) {
            if (error.commandId() == 0 && error.ref().isEmpty()) {
                failed.completeExceptionally(new Unanswered(words(error), Exit.REFUSED, null));
            }
        }

        @Override
        public void onDisconnected(final Disconnect disconnect) {
            if (!disconnect.welcomed()) {
                failed.completeExceptionally(new IOException(disconnect.reason()));
            }
        }

        /** Nobody reads deliveries here; what a listener throws at is not confirmed, and reaches the person's own client. */
        @Override
        public void onDelivery(final ServerMessage.Delivery delivery) {
            throw new IllegalStateException("not shown to anybody");
        }
    }

    /** There is no answer. */
    private static final class Unanswered extends Exception {
        private static final long serialVersionUID = 1L;

        private final int exitCode;

        Unanswered(final String message, final int exitCode, final @Nullable Throwable cause) {
            super(message, cause);
            this.exitCode = exitCode;
        }
    }
}

package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.transport.client.TocsinClient;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands share by which a person answers an alert: who, which one, where the router is, and how its answer is told. */
@Command(
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 done; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."})
abstract class PersonCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    @Mixin
    private AnswerOptions answer = new AnswerOptions();

    @Override
    public final Integer call() {
        check();
        return new Terminal(Specs.require(spec), options)
                .command(
                        Role.CLINICIAN,
                        answer.person(),
                        client -> send(client, answer.alertId()),
                        done -> done(answer.alertId(), answer.person()),
                        answer::refusal);
    }

    /** Whether the arguments can be used, before anybody is asked; throws {@link #usage} if not. */
    void check() {}

    /** What is wrong with the arguments. */
    final ParameterException usage(final String what) {
        return new ParameterException(Specs.require(spec).commandLine(), what);
    }

    /** Sends it; whoever has to look first overrides this. */
    CompletableFuture<ServerMessage.Answer> send(final TocsinClient client, final long alertId) {
        return client.command(commandId -> message(commandId, alertId));
    }

    /** What is sent. */
    abstract ClientMessage.Command message(long commandId, long alertId);

    /** What has become of the alert, for people. */
    abstract String done(long alertId, String person);
}

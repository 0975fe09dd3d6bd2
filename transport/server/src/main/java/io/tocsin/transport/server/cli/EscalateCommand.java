package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.AlertReport;
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
import picocli.CommandLine.Spec;

/** {@code tocsin escalate}: a person asks for the next step. */
@Command(
        name = "escalate",
        description = "Goes on to the next step of an alert now; an owner stays.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 done; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."})
public final class EscalateCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    @Mixin
    private AnswerOptions answer = new AnswerOptions();

    /** For picocli. */
    public EscalateCommand() {}

    @Override
    public Integer call() {
        return new Terminal(Specs.require(spec), options)
                .commandAfter(
                        Role.CLINICIAN,
                        answer.person(),
                        this::escalate,
                        done -> "alert " + answer.alertId() + " goes on to its next step",
                        answer::refusal);
    }

    /** Sees where the alert is, and asks for what follows that. */
    private CompletableFuture<ServerMessage.Answer> escalate(final TocsinClient client) {
        return client.alerts(1, answer.alertId() - 1).thenCompose(page -> {
            for (final AlertReport alert : page.alerts()) {
                if (alert.alertId() == answer.alertId()) {
                    return client.escalate(alert);
                }
            }
            // Not open, or not this person's to see: the router says which.
            return client.command(id -> new ClientMessage.Escalate(id, 0, answer.alertId(), 0, 0, 0));
        });
    }
}

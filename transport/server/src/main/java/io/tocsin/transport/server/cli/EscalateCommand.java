package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.AlertReport;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.transport.client.TocsinClient;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;

/** {@code tocsin escalate}: a person asks for the next step. */
@Command(name = "escalate", description = "Goes on to the next step of an alert now; an owner stays.")
public final class EscalateCommand extends PersonCommand {
    /** For picocli. */
    public EscalateCommand() {}

    /** Sees where the alert is, and asks for what follows that. */
    @Override
    CompletableFuture<ServerMessage.Answer> send(final TocsinClient client, final long alertId) {
        return client.alerts(1, alertId - 1).thenCompose(page -> {
            for (final AlertReport alert : page.alerts()) {
                if (alert.alertId() == alertId) {
                    return client.escalate(alert);
                }
            }
            // Not open, or not this person's to see: the router says which.
            return super.send(client, alertId);
        });
    }

    @Override
    ClientMessage.Command message(final long commandId, final long alertId) {
        return new ClientMessage.Escalate(commandId, 0, alertId, 0, 0, 0);
    }

    @Override
    String done(final long alertId, final String person) {
        return "alert " + alertId + " goes on to its next step";
    }
}

package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.ClientMessage;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tocsin snooze}: an owner puts an alert off. */
@Command(
        name = "snooze",
        description = "Puts an alert off for whoever has taken it; then it is told as if it had just been raised.")
public final class SnoozeCommand extends PersonCommand {
    @Option(
            names = "--for",
            paramLabel = "MINUTES",
            required = true,
            description = "How long: 1 to 1440; emergent alerts to 10, urgent ones to 60.")
    private int minutes;

    /** For picocli. */
    public SnoozeCommand() {}

    @Override
    void check() {
        if (minutes < 1 || Duration.ofMinutes(minutes).toMillis() > ClientMessage.MAX_SNOOZE_MS) {
            throw usage("--for is 1 to "
                    + Duration.ofMillis(ClientMessage.MAX_SNOOZE_MS).toMinutes() + " minutes");
        }
    }

    @Override
    ClientMessage.Command message(final long commandId, final long alertId) {
        return new ClientMessage.Snooze(
                commandId, 0, alertId, Duration.ofMinutes(minutes).toMillis());
    }

    @Override
    String done(final long alertId, final String person) {
        return "alert " + alertId + " is put off by " + person + " for " + minutes + " min";
    }
}

package io.tocsin.replay.journal;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Replays a log and prints what came out. */
final class ReplayReport {
    private static final int MOST_OPEN = 1_000;

    private final PrintWriter out;

    /**
     * Prints nothing yet.
     *
     * @param out to print to.
     */
    ReplayReport(final PrintWriter out) {
        this.out = out;
    }

    /**
     * Replays.
     *
     * @param folder of the log, for people.
     * @param log    to replay.
     * @return {@code false} if it holds nothing that this version can begin with.
     */
    boolean run(final Path folder, final KeptLog log) {
        final Replay replay = new Replay(log);
        replay.run();
        if (!replay.hasState()) {
            line("%s holds no command that this version can begin with", folder);
            return false;
        }
        line("commands           %,d up to position %d", replay.commands(), replay.position());
        line("events             %,d", replay.engine().eventSeq());
        line("state digest       %016x", replay.engine().stateDigest());
        line("event hash         %016x", replay.engine().eventHash());
        line(
                "replayed in        %.2f s, %,d commands a second; the processor worked %.2f s on it",
                replay.elapsedNs() / 1e9, replay.commandsPerSecond(), replay.processorNs() / 1e9);
        final List<OpenAlerts.OpenAlert> open = OpenAlerts.of(replay.engine());
        line("open alerts        %,d", open.size());
        open.stream().limit(MOST_OPEN).forEach(this::print);
        if (open.size() > MOST_OPEN) {
            line("  and %,d more", open.size() - MOST_OPEN);
        }
        out.flush();
        return true;
    }

    private void print(final OpenAlerts.OpenAlert alert) {
        line(
                "  alert %d  %s %s  unit %s  bed %s  %s",
                alert.alertId(),
                alert.severity(),
                alert.type(),
                alert.unit().isEmpty() ? "-" : alert.unit(),
                alert.bed().isEmpty() ? "-" : alert.bed(),
                alert.held());
    }

    private void line(final String format, final Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }
}

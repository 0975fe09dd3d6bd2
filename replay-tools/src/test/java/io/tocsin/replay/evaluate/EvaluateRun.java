package io.tocsin.replay.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.replay.Json;
import io.tocsin.replay.ReplayTools;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** {@code evaluate} as from the command line, with one format, and its report read. */
public final class EvaluateRun {
    private final Path folder;
    private final String format;
    private final StringWriter err = new StringWriter();

    private EvaluateRun(final Path folder, final String format) {
        this.folder = folder;
        this.format = format;
    }

    public static EvaluateRun of(final Path folder, final String format) {
        return new EvaluateRun(folder, format);
    }

    /** Runs to its end, which must be a good one; the report's places and values. */
    public Map<String, String> report(final Path input, final String... more) {
        final Path report = folder.resolve("report.json");
        final List<String> arguments = new ArrayList<>(List.of("evaluate", "--format", format));
        arguments.addAll(List.of("--input", input.toString(), "--report", report.toString()));
        arguments.addAll(List.of(more));
        final CommandLine tocsin = ReplayTools.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err));
        assertThat(tocsin.execute(arguments.toArray(String[]::new)))
                .as(err.toString())
                .isZero();
        return Json.read(report);
    }

    /** Replays a kept run, which must give the same events; what is told of it. */
    public static String verify(final Path kept) {
        final StringWriter told = new StringWriter();
        final int exitCode = ReplayTools.commandLine()
                .setOut(new PrintWriter(told))
                .setErr(new PrintWriter(told))
                .execute("evaluate", "--verify-journal", kept.toString());
        assertThat(exitCode).as(told.toString()).isZero();
        return told.toString();
    }
}

package io.tocsin.transport.server.cli;

import io.tocsin.Roster;
import io.tocsin.SilenceScope;
import io.tocsin.Site;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.SilenceReport;
import io.tocsin.coverage.Coverage;
import io.tocsin.coverage.CoverageReport;
import io.tocsin.coverage.Finding;
import io.tocsin.coverage.PlannedSilence;
import io.tocsin.coverage.Span;
import io.tocsin.transport.server.ServerConfig;
import io.tocsin.transport.server.config.ConfigFile;
import io.tocsin.transport.server.config.ConfigProblemsException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin check-coverage}: whether somebody is told of every alert, at every minute of the days to come. */
@Command(
        name = "check-coverage",
        description =
                "Says for every unit, bed, patient and class of alerts when nobody would be told in time, or fewer"
                        + " than the policies mean. Starts nothing.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code: 0 somebody is told of everything in time; 1 there are gaps; 2 arguments or configuration"
                    + " cannot be used; 3 no router answers at --router."
        })
public final class CheckCoverageCommand implements Callable<Integer> {
    private static final int MAX_DAYS = 365;
    private static final int MOST_ROWS = 200;
    private static final int MORE_DAYS = 8;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            required = true,
            description = "Configuration, such as examples/small-hospital.conf.")
    private Path config = Path.of("");

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "30",
            description = "How many days to look ahead, 1 to 365; default ${DEFAULT-VALUE}.")
    private int days;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Where to begin, such as 2026-03-29, 2026-03-29T19:00 (local to --zone) or 2026-03-29T17:00Z;"
                    + " default now.")
    private @Nullable String from;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Zone of the times that are shown, such as Europe/Berlin; default that of this machine.")
    private ZoneId zone = ZoneId.systemDefault();

    @Option(
            names = "--never",
            paramLabel = "PERSON",
            split = ",",
            description = "People whose client is taken as never connected; all others are taken as always connected.")
    private List<String> never = List.of();

    @Option(
            names = "--not-capable",
            paramLabel = "PERSON",
            split = ",",
            description =
                    "People whose connected client cannot show an emergency: steps with 'capable' pass them over; all"
                            + " others' can.")
    private List<String> notCapable = List.of();

    @Option(
            names = "--without-clients",
            description = "As if no client were ever connected: desks and contact methods alone are counted on.")
    private boolean isWithoutClients;

    @Option(
            names = "--router",
            paramLabel = "URL",
            description =
                    "With the silences that this running router has, such as " + ConnectionOptions.DEFAULT_URL + ".")
    private @Nullable URI router;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write everything that was found as one JSON object, every time of it.")
    private @Nullable Path json;

    /** For picocli. */
    public CheckCoverageCommand() {}

    @Override
    public Integer call() {
        final CommandSpec command = Specs.require(spec);
        final Printer printer = new Printer(command);
        if (days < 1 || days > MAX_DAYS) {
            throw new ParameterException(command.commandLine(), "--days is " + days + ": it is 1 to " + MAX_DAYS);
        }
        final Instant begin = begin(command);
        final ServerConfig served;
        try {
            served = ConfigFile.readWithoutKeys(config).config();
        } catch (final ConfigProblemsException wrong) {
            wrong.problems().forEach(problem -> printer.remark(problem.toString()));
            printer.complain("the configuration cannot be used; nothing was examined");
            return Exit.USAGE;
        }
        final Site site = served.site();
        requirePeople(command, "--never", never, site);
        requirePeople(command, "--not-capable", notCapable, site);
        final Instant end = begin.atZone(zone).plusDays(days).toInstant();
        final List<PlannedSilence> silences = new ArrayList<>(windows(served, begin, end));
        if (router != null) {
            final int answered = new Terminal(command, ConnectionOptions.of(router))
                    .ask(Role.OPERATOR, "", SilencePages::all, pages -> {
                        pages.forEach(page -> page.silences().forEach(each -> silences.add(planned(each))));
                        return Exit.DONE;
                    });
            if (answered != Exit.DONE) {
                return answered;
            }
        }
        final CoverageReport report = Coverage.of(site, begin)
                .during(Duration.between(begin, end))
                .neverConnected(isWithoutClients ? site.outline().people().keySet() : Set.copyOf(never))
                .notCapable(Set.copyOf(notCapable))
                .rosters(rosters(served, begin, end))
                .silences(silences)
                .report();
        show(report, new CoverageWords(site.outline(), report, zone), printer);
        if (json != null) {
            try {
                Files.writeString(json, CoverageJson.of(report));
            } catch (final IOException wrong) {
                printer.complain(json + " cannot be written: " + wrong.getMessage());
                return Exit.USAGE;
            }
        }
        return report.isCovered() ? Exit.DONE : Exit.REFUSED;
    }

    private static void requirePeople(
            final CommandSpec command, final String option, final List<String> people, final Site site) {
        for (final String person : people) {
            if (!site.outline().people().containsKey(person)) {
                throw new ParameterException(command.commandLine(), option + ": unknown person '" + person + "'");
            }
        }
    }

    /** As a server tells them; a schedule that has ended names nobody, there and here. */
    private static List<Roster> rosters(final ServerConfig served, final Instant begin, final Instant end) {
        // A server goes on telling its router: its rota does not run out where the look ends.
        return served.duty().rota().rosters(begin, Duration.between(begin, end).plusDays(MORE_DAYS));
    }

    /** The windows of maintenance and of the calendar that are open meanwhile; nobody confirms them. */
    private static List<PlannedSilence> windows(final ServerConfig served, final Instant begin, final Instant end) {
        return served.windows().stream()
                .flatMap(window -> window.times().between(begin, end).stream()
                        .map(time -> new PlannedSilence(
                                "of window '" + window.name() + "'",
                                window.scope(),
                                false,
                                new Span(time.from(), time.until()))))
                .toList();
    }

    private static PlannedSilence planned(final SilenceReport silence) {
        final SilenceReport.Scope scope = silence.scope();
        return new PlannedSilence(
                silence.silenceId() + " (" + silence.comment() + ')',
                new SilenceScope(
                        scope.unit(),
                        scope.patient(),
                        scope.bed(),
                        scope.emergency(),
                        scope.severityAtMost(),
                        scope.cause(),
                        scope.parameter()),
                !silence.confirmedBy().isEmpty(),
                new Span(Instant.EPOCH.plusNanos(silence.startNs()), Instant.EPOCH.plusNanos(silence.endNs())));
    }

    private Instant begin(final CommandSpec command) {
        if (from == null) {
            return Instant.now().truncatedTo(ChronoUnit.MINUTES);
        }
        try {
            return LocalDate.parse(from).atStartOfDay(zone).toInstant();
        } catch (final DateTimeException noDate) {
            try {
                return LocalDateTime.parse(from).atZone(zone).toInstant();
            } catch (final DateTimeException notLocal) {
                try {
                    return OffsetDateTime.parse(from).toInstant();
                } catch (final DateTimeException notWithOffset) {
                    throw new ParameterException(
                            command.commandLine(),
                            "--from: '" + from + "' is not a time such as 2026-03-29T19:00 or 2026-03-29T17:00Z",
                            notWithOffset);
                }
            }
        }
    }

    private static void show(final CoverageReport report, final CoverageWords words, final Printer printer) {
        printer.line(words.question());
        final List<Finding> gaps = list(report, true);
        final List<Finding> weaknesses = list(report, false);
        if (gaps.isEmpty()) {
            printer.line("no gaps: somebody whom the policies name is told of every alert in time");
        } else {
            printer.line("");
            printer.line("GAPS: nobody whom the policies name is told in time");
            table(gaps, words, printer);
        }
        if (!weaknesses.isEmpty()) {
            printer.line("");
            printer.line("WEAK: somebody is told, but not as the policies mean it");
            table(weaknesses, words, printer);
        }
    }

    private static List<Finding> list(final CoverageReport report, final boolean areGaps) {
        return report.findings().stream()
                .filter(finding -> finding.kind().isGap() == areGaps)
                .toList();
    }

    private static void table(final List<Finding> findings, final CoverageWords words, final Printer printer) {
        final Table table = new Table();
        table.row("UNIT", "PLACE", "ALERTS", "POLICY", "WHEN", "WHAT");
        for (final Finding finding : findings.subList(0, Math.min(findings.size(), MOST_ROWS))) {
            table.row(
                    finding.unit(),
                    words.places(finding),
                    words.alerts(finding),
                    finding.policy(),
                    words.when(finding),
                    words.what(finding));
        }
        printer.table(table);
        if (findings.size() > MOST_ROWS) {
            printer.line("and " + (findings.size() - MOST_ROWS) + " more: --json FILE has them all");
        }
    }
}

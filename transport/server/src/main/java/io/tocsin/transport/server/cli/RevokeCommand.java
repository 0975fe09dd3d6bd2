package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.RevocationReport;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.RevocationKind;
import io.tocsin.codecs.text.EdgeText;
import io.tocsin.transport.client.TocsinClient;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin revoke}: what somebody has proved counts no more, on any node. */
@Command(
        name = "revoke",
        description = "Ends who is connected by what was issued to somebody, and lets nobody in by it, on any node. "
                + "Whoever gets a new token comes in again: have the issuer refuse that first.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit code: 0 done; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."})
public final class RevokeCommand implements Callable<Integer> {
    /** As long as a router keeps one. */
    private static final int MAX_HOURS = 744;

    @Spec
    private @Nullable CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    @Option(
            names = "--issued-before",
            paramLabel = "INSTANT",
            description = "What was issued then or before, such as 2026-03-14T10:00:00Z; default now.")
    private String issuedBefore = "";

    @Option(
            names = "--for",
            paramLabel = "HOURS",
            description =
                    "How long it is kept: until nothing that it is about can still be good; default 744, the longest.")
    private int hours = MAX_HOURS;

    @Option(names = "--lift", description = "Takes it back instead.")
    private boolean isLifted;

    @Option(names = "--as", paramLabel = "PERSON", description = "As this person, of their own; default an operator.")
    private String person = "";

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    private final Clock clock = Clock.systemUTC();

    /** For picocli. */
    public RevokeCommand() {}

    @Override
    public Integer call() {
        final CommandSpec command = Specs.require(spec);
        final Terminal terminal = new Terminal(command, options);
        if (what.isList) {
            return terminal.ask(
                    Role.OPERATOR, "", client -> page(client, new ArrayList<>()), all -> show(all, terminal.printer()));
        }
        if (hours < 1 || hours > MAX_HOURS) {
            throw new ParameterException(command.commandLine(), "--for is 1 to " + MAX_HOURS + " hours");
        }
        final long issuedNs = issuedNs(command);
        // The longest is the router's own: by another clock it could be a moment too long.
        final long untilNs = hours == MAX_HOURS ? 0 : inNs(clock.instant()) + TimeUnit.HOURS.toNanos(hours);
        try {
            EdgeText.optionalId("--subject", what.subject);
        } catch (final IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
        return terminal.command(
                person.isEmpty() ? Role.OPERATOR : Role.CLINICIAN,
                person,
                client -> isLifted
                        ? client.access().lift(kind(), what.subject, what.token)
                        : ask(client, issuedNs, untilNs),
                answer -> whose() + (isLifted ? " is revoked no more" : " is revoked, on every node"),
                RevokeCommand::refusal);
    }

    private CompletableFuture<ServerMessage.Answer> ask(
            final TocsinClient client, final long issuedNs, final long untilNs) {
        return switch (kind()) {
            case TOKEN -> client.access().revokeToken(what.token, untilNs);
            case SUBJECT -> client.access().revoke(what.subject, issuedNs, untilNs);
            default -> client.access().revokeEverybody(issuedNs, untilNs);
        };
    }

    private RevocationKind kind() {
        if (what.isEverybody) {
            return RevocationKind.EVERYBODY;
        }
        return what.token.isEmpty() ? RevocationKind.SUBJECT : RevocationKind.TOKEN;
    }

    private String whose() {
        return switch (kind()) {
            case TOKEN -> "token " + what.token;
            case SUBJECT -> "what was issued to " + what.subject;
            default -> "every token";
        };
    }

    private long issuedNs(final CommandSpec command) {
        try {
            return issuedBefore.isEmpty() ? 0 : inNs(Instant.parse(issuedBefore));
        } catch (final DateTimeParseException noInstant) {
            throw new ParameterException(
                    command.commandLine(),
                    "--issued-before '" + issuedBefore + "' is no instant such as 2026-03-14T10:00:00Z",
                    noInstant);
        }
    }

    private static long inNs(final Instant instant) {
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }

    private static String refusal(final ServerMessage.Answer answer) {
        final String why = switch (answer.result()) {
            case TABLE_FULL ->
                "so many are revoked that there is no place for another: lift some, or revoke every token with"
                        + " --everybody, which always finds a place";
            case FORBIDDEN -> "a person revokes their own, and others' with a role that may";
            case INVALID_FIELD -> "--issued-before is more than five minutes ahead";
            default -> answer.result().meaning();
        };
        return why + "; nothing has changed [" + answer.result() + ']';
    }

    private static CompletableFuture<List<RevocationReport>> page(
            final TocsinClient client, final List<RevocationReport> all) {
        return client.access()
                .revocations(ConnectionOptions.pageSize(), all.size())
                .thenCompose(page -> {
                    all.addAll(page.revocations());
                    return page.more() && !page.revocations().isEmpty()
                            ? page(client, all)
                            : CompletableFuture.completedFuture(all);
                });
    }

    private int show(final List<RevocationReport> all, final Printer printer) {
        if (options.json()) {
            all.forEach(each -> printer.json(new ServerMessage.Revocations("-", 0, List.of(each), false)));
            return Exit.DONE;
        }
        if (all.isEmpty()) {
            printer.line("nothing is revoked");
            return Exit.DONE;
        }
        final ZoneId zone = ZoneId.systemDefault();
        final Table table = new Table();
        table.row("REVOKED", "ISSUED BEFORE", "KEPT UNTIL");
        for (final RevocationReport each : all) {
            final String named = each.of() == RevocationKind.TOKEN
                    ? "token " + each.token()
                    : each.of() == RevocationKind.SUBJECT ? each.subject() : "every token";
            table.row(
                    named,
                    each.issuedBeforeNs() == 0 ? "-" : at(each.issuedBeforeNs(), zone),
                    at(each.untilNs(), zone));
        }
        printer.table(table);
        return Exit.DONE;
    }

    private static String at(final long epochNs, final ZoneId zone) {
        return Instant.ofEpochSecond(TimeUnit.NANOSECONDS.toSeconds(epochNs))
                .atZone(zone)
                .toLocalDateTime()
                .toString();
    }

    /** Exactly one of them. */
    private static final class What {
        @Option(names = "--subject", paramLabel = "NAME", required = true, description = "Of this person or source.")
        private String subject = "";

        @Option(names = "--token", paramLabel = "ID", required = true, description = "Of one token, by its jti.")
        private String token = "";

        @Option(names = "--everybody", required = true, description = "Of every token; your own ends as well.")
        private boolean isEverybody;

        @Option(names = "--list", required = true, description = "Lists what is revoked.")
        private boolean isList;
    }
}

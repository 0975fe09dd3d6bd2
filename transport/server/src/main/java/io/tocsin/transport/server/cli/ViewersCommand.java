package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.GrantViewers;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.MonitoringList;
import io.tocsin.codecs.text.EdgeText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin viewers}: a person says who may look on at a monitoring session, or is told of it. */
@Command(
        name = "viewers",
        description = "Says anew who is in one of the lists of a monitoring session; nobody empties it.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit code: 0 done; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."})
public final class ViewersCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "SESSION",
            description = "Number of the session, as 'tocsin monitorings' shows it.")
    private long monitoringId;

    @Parameters(
            index = "1",
            paramLabel = "LIST",
            completionCandidates = Words.MonitoringLists.class,
            converter = Words.MonitoringLists.class,
            description = "Which list: ${COMPLETION-CANDIDATES}.")
    private MonitoringList list = MonitoringList.NULL_VAL;

    @Parameters(index = "2..*", paramLabel = "PERSON", description = "Everybody who is in it from now on, at most 16.")
    private List<String> people = new ArrayList<>();

    @Option(names = "--as", paramLabel = "PERSON", required = true, description = "Who says so.")
    private String person = "";

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    /** For picocli. */
    public ViewersCommand() {}

    @Override
    public Integer call() {
        final CommandSpec command = Specs.require(spec);
        if (monitoringId < 1) {
            throw new ParameterException(command.commandLine(), "sessions are numbered from 1");
        }
        if (people.size() > GrantViewers.MAX_PEOPLE) {
            throw new ParameterException(
                    command.commandLine(), "a list has at most " + GrantViewers.MAX_PEOPLE + " people");
        }
        try {
            people.forEach(each -> EdgeText.requiredId("PERSON", each));
        } catch (final IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
        return new Terminal(command, options)
                .command(
                        Role.CLINICIAN,
                        person,
                        client -> client.command(id -> new GrantViewers(id, 0, monitoringId, list, people)),
                        answer -> done(),
                        this::refusal);
    }

    private String done() {
        return AlertWords.word(list) + " of session " + monitoringId + ": "
                + (people.isEmpty() ? "nobody" : String.join(", ", people));
    }

    private String refusal(final ServerMessage.Answer answer) {
        final String what = switch (answer.result()) {
            case UNKNOWN_MONITORING ->
                "there is no active session " + monitoringId + ": 'tocsin monitorings' lists them";
            case UNKNOWN_PERSON -> "the site of the router does not know one of them";
            case FORBIDDEN ->
                "somebody with another role, or who cares for this patient or unit, has to; or the patient does not consent";
            default -> answer.result().meaning();
        };
        return what + "; nobody was named [" + answer.result() + ']';
    }
}

package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.ForgetReason;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin patient forget}: what was typed about a patient is readable by nobody any more. */
@Command(
        name = "forget",
        description = "Destroys the key with which what was typed about a patient is sealed. There is no way back.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "What stays: that there were alerts, when, of whom by the patient's id, who was told and who came, and"
                    + " what",
            "was measured. Copies of the keys have to go as well.",
            "",
            "Exit code: 0 done; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."
        })
public final class PatientForgetCommand implements Callable<Integer> {
    private static final int LAST_KEY_FIELD = 2;
    private static final int KEPT_UNTIL_FIELD = 3;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PATIENT", description = "Whom.")
    private String patient = "";

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            required = true,
            completionCandidates = Words.ForgetReasons.class,
            converter = Words.ForgetReasons.class,
            description = "Why: ${COMPLETION-CANDIDATES}.")
    private ForgetReason reason = ForgetReason.NULL_VAL;

    @Option(
            names = "--because",
            paramLabel = "TEXT",
            description = "Why, in words, which stay; at most 160 bytes, of reason 'other' 10 at least.")
    private String comment = "";

    @Option(names = "--as", paramLabel = "PERSON", description = "As this person; default an operator.")
    private String person = "";

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    /** For picocli. */
    public PatientForgetCommand() {}

    @Override
    public Integer call() {
        return new Terminal(Specs.require(spec), options)
                .command(
                        person.isEmpty() ? Role.OPERATOR : Role.CLINICIAN,
                        person,
                        client -> client.access().forget(patient, reason, comment),
                        answer -> "what was sealed with the key of " + patient
                                + " until now is forgotten; delete copies of the keys that are older",
                        PatientForgetCommand::refusal);
    }

    private static String refusal(final ServerMessage.Answer answer) {
        final String why = switch (answer.result()) {
            case PROTECTED ->
                answer.detail() == KEPT_UNTIL_FIELD
                        ? "what was typed about the patient has to be kept longer (at-rest.patients-keep-days)"
                        : "the patient has an open alert: whoever works on it has to be able to read it";
            case INVALID_FIELD ->
                answer.detail() == LAST_KEY_FIELD
                        ? "this router keeps no keys of patients (at-rest.patients-folder)"
                        : "'other' needs --because, with 10 bytes at least";
            case FORBIDDEN -> "this is for administrators, and for roles that may revoke";
            default -> answer.result().meaning();
        };
        return why + "; nothing is forgotten [" + answer.result() + ']';
    }
}

package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.RecordDose;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.DoseOutcome;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.text.OverrideReason;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin dose-told}: what became of a dose. */
@Command(
        name = "dose-told",
        description = "Says at a running router what became of a dose; an alert that it was missed is over then.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit code: 0 told; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."})
public final class DoseToldCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DOSE", description = "As it was scheduled.")
    private String dose = "";

    @Parameters(
            index = "1",
            paramLabel = "OUTCOME",
            completionCandidates = Words.DoseOutcomes.class,
            converter = Words.DoseOutcomes.class,
            description = "${COMPLETION-CANDIDATES}: the third is by the patient, the last that it is not to be given.")
    private DoseOutcome outcome = DoseOutcome.GIVEN;

    @Option(names = "--patient", paramLabel = "PATIENT", required = true, description = "Whose it is.")
    private String patient = "";

    @Option(names = "--comment", paramLabel = "TEXT", description = "For whoever reads it later.")
    private String comment = "";

    @Option(names = "--as", paramLabel = "PERSON", description = "Who says so; default this terminal.")
    private String person = "";

    @Option(
            names = "--override",
            paramLabel = "WHY",
            completionCandidates = Words.OverrideReasons.class,
            converter = Words.OverrideReasons.class,
            description =
                    "With --as: it is an emergency, the person gave the dose without caring for the patient otherwise; recorded, to be reviewed. Why: ${COMPLETION-CANDIDATES}.")
    private @Nullable OverrideReason override;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    /** For picocli. */
    public DoseToldCommand() {}

    @Override
    public Integer call() {
        return new Terminal(Specs.require(spec), options)
                .command(
                        person.isEmpty() ? Role.SOURCE : Role.CLINICIAN,
                        person,
                        client -> client.command(id -> new RecordDose(
                                id, 0, Purpose.PRODUCTION, dose, patient, outcome, 0, comment, override)),
                        done -> "dose " + dose + " is told: " + AlertWords.word(outcome),
                        DoseToldCommand::refusal);
    }

    private static String refusal(final ServerMessage.Answer answer) {
        return answer.result().meaning() + ", nothing was changed [" + answer.result() + ']';
    }
}

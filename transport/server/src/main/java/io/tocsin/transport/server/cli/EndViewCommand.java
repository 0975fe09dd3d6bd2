package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.Role;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin end-view}: what somebody saw for a time is over. */
@Command(
        name = "end-view",
        description = "Ends what somebody sees of a patient since 'tocsin break-glass', before its time.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit code: 0 done; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."})
public final class EndViewCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PATIENT", description = "Whom.")
    private String patient = "";

    @Option(names = "--of", paramLabel = "PERSON", required = true, description = "Whose view it is.")
    private String of = "";

    @Option(names = "--as", paramLabel = "PERSON", description = "Who ends it; default an operator.")
    private String person = "";

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    /** For picocli. */
    public EndViewCommand() {}

    @Override
    public Integer call() {
        return new Terminal(Specs.require(spec), options)
                .command(
                        person.isEmpty() ? Role.OPERATOR : Role.CLINICIAN,
                        person,
                        client -> client.access().endView(patient, of),
                        answer -> of + " sees " + patient + " no more by breaking the glass",
                        answer -> answer.result().meaning() + "; nothing has changed [" + answer.result() + ']');
    }
}

package io.tocsin.transport.server.cli;

import io.tocsin.transport.cluster.LocalNode;
import io.tocsin.transport.cluster.LocalNode.SwitchResult;
import io.tocsin.transport.server.NodeSettings;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin cluster switch-version}: has every engine do what a newer version says, from one place of the log on. */
@Command(
        name = "switch-version",
        description =
                "Has the log of the cluster go on in a newer engine version, once the code of every member knows it."
                        + " There is no way back, and older code does not start any more: switch once the new code has"
                        + " proved itself.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code: 0 it is in force; 1 it is not; 2 arguments or configuration cannot be used; 3 no node runs on"
                    + " this machine."
        })
public final class ClusterSwitchVersionCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ClusterFile file = new ClusterFile();

    @Parameters(
            index = "1",
            paramLabel = "VERSION",
            description = "The engine version to go on in; 'status' says which is in force.")
    private int version;

    /** For picocli. */
    public ClusterSwitchVersionCommand() {}

    @Override
    public Integer call() {
        final Printer printer = new Printer(Specs.require(spec));
        if (version < 1) {
            printer.complain("VERSION is " + version + ": engine versions count from 1");
            return Exit.USAGE;
        }
        final NodeSettings cluster = file.read(printer);
        if (cluster == null) {
            return Exit.USAGE;
        }
        for (int member = 0; member < cluster.members().size(); member++) {
            final LocalNode node = ClusterFile.find(cluster, member);
            if (node != null) {
                return tell(printer, node.switchEngineVersion(version, PATIENCE));
            }
        }
        printer.complain("no node of the cluster runs on this machine, below " + cluster.folder());
        return Exit.UNREACHABLE;
    }

    private int tell(final Printer printer, final SwitchResult result) {
        switch (result.kind()) {
            case SWITCHED ->
                printer.line("engine version " + version
                        + " is in force in the log: every node that reads it so far goes on in it");
            case NOT_KNOWN ->
                printer.complain("the code of node " + result.member() + " is not known to know engine version "
                        + version + ": start the newer Tocsin there first; nothing was changed");
            case REFUSED ->
                printer.complain("engine version " + version
                        + " is not in force: it is older than what is, or the log took nothing; the log of the node"
                        + " says which, and 'cluster status' what is in force");
            case BUSY -> printer.complain("the node carries out another such order: ask again");
            case UNAVAILABLE ->
                printer.complain("the node takes no such orders: it is still starting, or is older than them");
            case TOO_SLOW ->
                printer.complain("no answer yet: engine version " + version
                        + " may be in force, or come into force; start no older Tocsin before 'cluster status'"
                        + " has said which is");
        }
        return result.kind() == SwitchResult.Kind.SWITCHED ? Exit.DONE : Exit.REFUSED;
    }
}

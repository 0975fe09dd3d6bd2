package io.tocsin.transport.server.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin cluster}: what is asked of the nodes on this machine, whose files this user may read and write. */
@Command(
        name = "cluster",
        description = "Looks after a cluster, from a machine where one of its nodes runs, as the user who runs it.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ClusterStatusCommand.class,
            ClusterSnapshotCommand.class,
            ClusterStepDownCommand.class,
            ClusterBackupCommand.class,
            ClusterRestoreCommand.class,
            ClusterPurgeCommand.class,
            ClusterSwitchVersionCommand.class
        })
public final class ClusterCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    /** For picocli. */
    public ClusterCommand() {}

    @Override
    public Integer call() {
        throw new ParameterException(
                Specs.require(spec).commandLine(),
                "name a subcommand: status, snapshot, step-down, backup, restore, purge or switch-version");
    }
}

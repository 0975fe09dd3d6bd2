package io.tocsin.transport.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.transport.cluster.NodeStatus;
import io.tocsin.transport.cluster.SideStreamState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A node that leads ends only if enough of the others could go on at once. */
final class StepDownTest {
    private static final long OWN = 50_000_000;
    private static final long SILENT_NS = 1_000;

    @Test
    void shouldSayHowFarTheOthersAreBehindUnlessEnoughOfThemAreNear() {
        assertThat(behind(OWN, OWN - 1_000)).isEmpty();
        assertThat(behind(OWN - ClusterStepDownCommand.MOST_BEHIND_BYTES, OWN)).isEmpty();
        assertThat(behind(OWN - ClusterStepDownCommand.MOST_BEHIND_BYTES - 1, OWN))
                .as("of three, two have to go on")
                .contains("node 1 lacks 1048577 bytes of 50000000", "node 2 lacks 0 bytes");
        assertThat(behind(0, 0)).contains("node 1 lacks 50000000 bytes", "node 2 lacks 50000000 bytes");
    }

    private static String behind(final long one, final long other) {
        return ClusterStepDownCommand.behind(
                new NodeStatus(
                        0,
                        true,
                        true,
                        true,
                        0,
                        1,
                        OWN,
                        0,
                        2,
                        2,
                        SideStreamState.WELL,
                        List.of(
                                new NodeStatus.Member(0, OWN, 0),
                                new NodeStatus.Member(1, one, 10),
                                new NodeStatus.Member(2, other, 10))),
                3,
                SILENT_NS);
    }
}

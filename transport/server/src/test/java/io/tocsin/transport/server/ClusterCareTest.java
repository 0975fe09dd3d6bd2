package io.tocsin.transport.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.transport.cluster.NodeStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On a clock that is turned by hand. */
final class ClusterCareTest {
    private long nowNs = 1_000;
    private boolean isThere = true;

    @Test
    void shouldSendPeopleElsewhereOnceTheNodeHasHadNoLeaderForLongAndTakeThemWhenItHas() {
        final List<Boolean> turned = new ArrayList<>();
        final ClusterCare.Own own = new ClusterCare.Own(() -> isThere, turned::add, 100, () -> nowNs);
        own.run();
        isThere = false;
        nowNs += 100;
        own.run();
        assertThat(turned).isEmpty();

        nowNs += 1;
        own.run();
        own.run();
        assertThat(turned).containsExactly(true);

        isThere = true;
        own.run();
        own.run();
        assertThat(turned).containsExactly(true, false);
    }

    @Test
    void shouldCloseTheSessionsOfANodeThatWasNotHeardForLongWhoeverCameToLeadMeanwhile() {
        final List<Integer> closed = new ArrayList<>();
        final List<NodeStatus.Member> members = new ArrayList<>(List.of(
                new NodeStatus.Member(0, 500, 900),
                new NodeStatus.Member(1, 500, 20),
                new NodeStatus.Member(2, -1, Long.MAX_VALUE)));
        isThere = false;
        final ClusterCare.Others others = new ClusterCare.Others(
                () -> isThere,
                () -> members,
                gateway -> {
                    closed.add(gateway);
                    return 3;
                },
                0,
                100,
                () -> nowNs);
        others.run();
        nowNs += 1_000;
        others.run();
        assertThat(closed).as("a follower closes nothing").isEmpty();

        isThere = true;
        others.run();
        nowNs += 100;
        others.run();
        assertThat(closed)
                .as("it may have been away as long as this node leads")
                .isEmpty();

        nowNs += 1;
        others.run();
        assertThat(closed).containsExactly(2);

        members.set(1, new NodeStatus.Member(1, 500, 101));
        members.set(2, new NodeStatus.Member(2, 500, 5));
        others.run();
        assertThat(closed).containsExactly(2, 1);
    }
}

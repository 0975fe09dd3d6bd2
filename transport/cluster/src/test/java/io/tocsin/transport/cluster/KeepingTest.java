package io.tocsin.transport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The log is needless only before what every member has two snapshots behind. */
final class KeepingTest {
    private long snapshots;
    private long lastButOne;
    private long followed = Long.MAX_VALUE;

    @Test
    void shouldKeepTheLogThatOneMemberNeeds() {
        final Keeping keeping = new Keeping(0, 3, () -> snapshots, () -> lastButOne, () -> followed);
        assertThat(keeping.own()).isZero();
        lastButOne = 900;
        assertThat(keeping.own()).as("there is no new snapshot").isZero();
        snapshots = 1;
        assertThat(keeping.own()).isEqualTo(900);
        keeping.said(1, 900);
        assertThat(keeping.needlessBefore()).as("member 2 has said nothing").isZero();
        keeping.said(2, 400);
        assertThat(keeping.needlessBefore()).isEqualTo(400);
        followed = 300;
        assertThat(keeping.own()).as("the audit of this node is behind").isEqualTo(300);
        assertThat(keeping.needlessBefore()).isEqualTo(300);
        followed = 0;
        keeping.own();
        assertThat(keeping.needlessBefore())
                .as("nobody knows how far the audit is")
                .isZero();
        followed = 5_000;
        assertThat(keeping.own()).as("two snapshots stay").isEqualTo(900);
        keeping.said(1, 0);
        assertThat(keeping.needlessBefore()).as("member 1 has lost its folder").isZero();
    }

    @Test
    void shouldLeaveTwoSnapshotsBehindIt() {
        final SortedMap<Long, List<Long>> snapshots = new TreeMap<>();
        assertThat(Housekeeping.lastButOne(snapshots)).isZero();
        snapshots.put(400L, List.of(1L, 2L));
        assertThat(Housekeeping.lastButOne(snapshots)).isZero();
        snapshots.put(900L, List.of(3L, 4L));
        snapshots.put(700L, List.of(5L, 6L));
        assertThat(Housekeeping.lastButOne(snapshots)).isEqualTo(700);
    }
}

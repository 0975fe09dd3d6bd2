package io.tocsin.transport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.engine.AlertEngine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What stands beside a node's log is well only while it is read, and while the others are heard. */
final class SideStreamTest {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int CAPACITY = 1 << 16;

    private final NodeOutputs outputs = new NodeOutputs(CAPACITY, new AppliedQuorum(3, 0), SECOND_NS);
    private final SideStream side = new SideStream(outputs, SECOND_NS, 0);
    private final UnsafeBuffer event = new UnsafeBuffer(new byte[1_000]);

    @Test
    void shouldSayHowFarTheRouterIsBehindItsEngine() {
        assertThat(side.look(0, true, true)).as("nobody reads yet").isEqualTo(SideStreamState.WELL);
        follow();
        say(1);
        assertThat(side.look(SECOND_NS, true, true)).isEqualTo(SideStreamState.WELL);
        assertThat(side.look(3 * SECOND_NS + 1, true, true)).isEqualTo(SideStreamState.STANDS_STILL);
        outputs.ring().read((type, buffer, index, length) -> {});
        assertThat(side.look(3 * SECOND_NS + 2, true, true)).isEqualTo(SideStreamState.WELL);
        say(CAPACITY / 2 / 1_000 + 1);
        assertThat(side.look(3 * SECOND_NS + 3, true, true)).isEqualTo(SideStreamState.BEHIND);
        say(CAPACITY / 1_000);
        assertThat(outputs.reader()).isEqualTo(NodeOutputs.Reader.LAGS);
        assertThat(side.look(3 * SECOND_NS + 4, true, true)).isEqualTo(SideStreamState.BROKEN);
    }

    @Test
    void shouldSayThatAMajorityIsNotHeardOnlyWhileTheNodeTakesPart() {
        assertThat(side.look(0, true, false)).isEqualTo(SideStreamState.WELL);
        assertThat(side.look(SECOND_NS + 1, true, false)).isEqualTo(SideStreamState.DEAF);
        assertThat(side.look(SECOND_NS + 2, false, false)).as("it elects").isEqualTo(SideStreamState.WELL);
        assertThat(side.look(2 * SECOND_NS, true, true)).isEqualTo(SideStreamState.WELL);
        assertThat(side.state(2 * SECOND_NS)).isEqualTo(SideStreamState.WELL);
        assertThat(side.state(60 * SECOND_NS)).as("nobody looks any more").isEqualTo(SideStreamState.DEAF);
    }

    /** As Tocsins spoke before there were engine versions, with and without the secret. */
    @Test
    void shouldKnowAMemberFromBeforeThereWereEngineVersions() {
        final NodeSecret secret =
                new NodeSecret(List.of("sixteen bytes at least".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        final AppliedReport sealed = new AppliedReport(secret);
        final AppliedReport open = new AppliedReport(new NodeSecret(List.of()));
        for (final int length : new int[] {24, 32}) {
            final ByteBuffer said = ByteBuffer.allocate(length + 16).order(ByteOrder.LITTLE_ENDIAN);
            said.putInt(0x31504154).putInt(2).putLong(7).putLong(4_096);
            final byte[] bare = java.util.Arrays.copyOf(said.array(), length);
            assertThat(open.isAt(new UnsafeBuffer(bare), 0, length)).isFalse();
            assertThat(open.isFormer(new UnsafeBuffer(bare), 0, length)).isTrue();
            assertThat(AppliedReport.member(new UnsafeBuffer(bare), 0)).isEqualTo(2);
            assertThat(sealed.isFormer(new UnsafeBuffer(bare), 0, length))
                    .as("without the secret")
                    .isFalse();
            final byte[] seal = secret.seal(NodeSecret.APPLIED).doFinal(bare);
            System.arraycopy(seal, 0, said.array(), length, 16);
            assertThat(sealed.isFormer(new UnsafeBuffer(said.array()), 0, length + 16))
                    .isTrue();
            said.array()[8]++;
            assertThat(sealed.isFormer(new UnsafeBuffer(said.array()), 0, length + 16))
                    .as("changed")
                    .isFalse();
        }
        assertThat(open.isFormer(open.of(2, 7, 4_096, 0), 0, 64))
                .as("of this version")
                .isFalse();
    }

    private void follow() {
        outputs.ask();
        outputs.serve(new AlertEngine(outputs));
        assertThat(outputs.reader()).isEqualTo(NodeOutputs.Reader.FOLLOWS);
    }

    private void say(final int count) {
        for (int i = 0; i < count; i++) {
            outputs.begin(false, NodeLevels.Wait.NOT);
            outputs.onEvent(i + 1, event, 0, event.capacity());
            outputs.end(0);
        }
    }
}

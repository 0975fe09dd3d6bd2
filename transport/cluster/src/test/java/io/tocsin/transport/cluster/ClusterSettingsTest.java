package io.tocsin.transport.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClusterSettingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "10.1.2.3", "192.168.1.1", "169.254.7.7", "fd00::1", "2001:db8::1"})
    void shouldRefuseAnAddressThatOthersReachUnlessItIsStatedThatTheyDoNot(final String address) {
        assertThatThrownBy(() -> settings(own -> own.members(List.of(new ClusterMember(0, address, 9_000)))))
                .hasMessageContaining("which other machines reach")
                .hasMessageContaining("protected-transport = true");

        final UnaryOperator<ClusterNode.Context> stated = own ->
                own.members(List.of(new ClusterMember(0, address, 9_000))).protectedTransport(true);
        assertRefused("there is no secret by which members know each other", stated);
        settings(own -> stated.apply(own).withoutSecret(true));
        settings(own -> stated.apply(own).secrets(List.of(new byte[16])));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "localhost"})
    void shouldTakeTheMachinesOwnAddress(final String address) {
        settings(own -> own.members(List.of(new ClusterMember(0, address, 9_000))));
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertRefused("member 0 is at 0.0.0.0", own -> own.members(List.of(new ClusterMember(0, "0.0.0.0", 9_000))));
        assertRefused("2 members", own -> own.members(List.of(member(0), member(1))));
        assertRefused("member 1 stands in place 0", own -> own.members(List.of(member(1))));
        assertRefused(
                "member 1 has ports of member 0",
                own -> own.members(List.of(member(0), new ClusterMember(1, "127.0.0.1", 9_004), member(2))));
        assertRefused("joinTimeoutNs is 0", own -> own.joinTimeout(Duration.ZERO));
        assertRefused("memberId is 3", own -> own.memberId(3));
        assertRefused("termLength is 1000", own -> own.termLength(1_000));
        assertRefused("maxSnapshotBytes is 33554433", own -> own.maxSnapshotBytes((32 << 20) + 1));
        assertRefused("twice the heartbeat timeout", own -> own.startupCanvass(Duration.ofMillis(500)));
        assertThatThrownBy(() -> new ClusterMember(0, "localhost", 65_532)).hasMessageContaining("takes 6 in a row");
        assertThatThrownBy(() -> new ClusterTiming(50, 50, 20, 10, 100)).hasMessageContaining("heartbeatTimeoutNs");
    }

    /** Copied by hand, ports collide, and an election finds out. */
    @Test
    void shouldComputeEveryPortFromTheFirst() {
        assertThat(ClusterMember.endpoints(List.of(member(0), new ClusterMember(1, "fd00::1", 9_100))))
                .isEqualTo("0,127.0.0.1:9000,127.0.0.1:9001,127.0.0.1:9002,127.0.0.1:9003,127.0.0.1:9004|"
                        + "1,[fd00::1]:9100,[fd00::1]:9101,[fd00::1]:9102,[fd00::1]:9103,[fd00::1]:9104");
        assertThat(ClusterMember.ingressEndpoints(List.of(member(0), new ClusterMember(1, "fd00::1", 9_100))))
                .isEqualTo("0=127.0.0.1:9000,1=[fd00::1]:9100");
    }

    private static void assertRefused(final String message, final UnaryOperator<ClusterNode.Context> change) {
        assertThatThrownBy(() -> settings(change)).hasMessageContaining(message);
    }

    private static void settings(final UnaryOperator<ClusterNode.Context> change) {
        change.apply(new ClusterNode.Context().folder(Path.of("nowhere")).members(List.of(member(0))))
                .checkAndSeal();
    }

    private static ClusterMember member(final int id) {
        return new ClusterMember(id, "127.0.0.1", 9_000 + 100 * id);
    }
}

package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GateTest {
    private static final long SECOND_NS = 1_000_000_000L;

    private final TurnedClock clock = new TurnedClock();
    private final ConnectionGate gate = new ConnectionGate(5, 2, Budgets.perSecond(3, 3, clock));

    @Test
    void shouldLetThisMachineInUpToTheTotal() throws UnknownHostException {
        final InetAddress loopback = InetAddress.getLoopbackAddress();
        for (int i = 0; i < 5; i++) {
            assertThat(gate.enter(loopback)).isTrue();
        }
        assertThat(gate.enter(loopback)).isFalse();
        assertThat(gate.open()).isEqualTo(5);
        gate.leave(loopback);
        assertThat(gate.enter(loopback)).isTrue();
    }

    @Test
    void shouldBoundAnAddressAndHowFastOthersCome() throws UnknownHostException {
        final InetAddress one = address(1);
        assertThat(gate.enter(one)).isTrue();
        assertThat(gate.enter(one)).isTrue();
        assertThat(gate.enter(one)).as("the third of an address").isFalse();
        assertThat(gate.enter(address(2))).as("the fourth in a second").isFalse();
        assertThat(gate.open()).isEqualTo(2);
        clock.nowNs += SECOND_NS;
        assertThat(gate.enter(address(2))).isTrue();
        gate.leave(one);
        assertThat(gate.enter(one)).isTrue();
    }

    @Test
    void shouldBindToThisMachineOnly() throws UnknownHostException {
        assertThatThrownBy(() -> Loopback.require("x", new InetSocketAddress(address(3), 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("only this machine may connect");
        assertThatThrownBy(() -> Loopback.require("x", InetSocketAddress.createUnresolved("nowhere", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no such host");
    }

    @Test
    void shouldFillAWindowAndEmptyItInAnyOrder() {
        final CommandSlots slots = new CommandSlots(3);
        final CommandSlots.Asked about = new CommandSlots.Asked(1, "");
        final int first = slots.take(about);
        final int second = slots.take(about);
        slots.take(about);
        assertThat(slots.take(about)).isEqualTo(-1);
        assertThat(slots.give(second)).isEqualTo(about);
        assertThat(slots.give(second)).as("an answer that came twice").isNull();
        assertThat(slots.give(200)).isNull();
        assertThat(slots.give(first)).isEqualTo(about);
        assertThat(slots.inFlight()).isEqualTo(1);
        slots.take(about);
        slots.take(about);
        assertThat(slots.inFlight()).isEqualTo(3);
    }

    @Test
    void shouldHaveAPlaceForEachOfAWindowAndNoMore() {
        final CommandSlots slots = new CommandSlots(11);
        final Map<Integer, CommandSlots.Asked> taken = new HashMap<>();
        for (int i = 0; i < 11; i++) {
            final CommandSlots.Asked about = new CommandSlots.Asked(i, "");
            assertThat(taken.put(slots.take(about), about))
                    .as("a place that is free")
                    .isNull();
        }
        assertThat(slots.take(new CommandSlots.Asked(11, ""))).isEqualTo(-1);
        assertThat(slots.inFlight()).isEqualTo(11);
        taken.forEach((slot, about) -> assertThat(slots.give(slot)).isEqualTo(about));
        assertThat(slots.inFlight()).isZero();
    }

    @Test
    void shouldNameWhoAskedAndWhere() {
        final long correlation = Correlation.of(123_456_789_012L, 255);
        assertThat(correlation).isPositive();
        assertThat(Correlation.correlatedId(correlation)).isEqualTo(123_456_789_012L);
        assertThat(Correlation.slot(correlation)).isEqualTo(255);
    }

    private static InetAddress address(final int last) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
    }
}

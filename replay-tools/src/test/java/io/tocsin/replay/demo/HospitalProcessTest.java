package io.tocsin.replay.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HospitalProcessTest {
    @TempDir
    Path temp = Path.of("");

    private final Faults faults = new Faults();
    private final Records records = new Records(List.of(), faults, note -> true);

    @Test
    void shouldSayWhatTheProcessSaysWhenItCannotDoItsWork() throws InterruptedException {
        final DemoSettings settings = new DemoSettings(Seed.value(), 1, temp.resolve("there-is-no-such.psv"), null);
        try (HospitalProcess process = HospitalProcess.start(
                URI.create("ws://127.0.0.1:1/ws"), settings, records, temp.resolve("complaints"))) {
            assertThatThrownBy(process::awaitConnected)
                    .isInstanceOf(DemoException.class)
                    .hasMessageStartingWith("the hospital's process does not get connected");
        }
        assertThat(faults.first()).anySatisfy(fault -> assertThat(fault).contains("there-is-no-such.psv"));
    }

    @Test
    void shouldLeaveNoProcessBehindWhenItIsClosedBeforeItIsConnected() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            final HospitalProcess process = HospitalProcess.start(
                    URI.create("ws://127.0.0.1:" + silent.getLocalPort() + "/ws"),
                    new DemoSettings(Seed.value(), 1),
                    records,
                    temp.resolve("complaints"));
            assertThat(process.isAlive()).isTrue();
            process.close();
            assertThat(process.isAlive()).isFalse();
            assertThat(records.connected()).isCompletedExceptionally();
        }
    }
}

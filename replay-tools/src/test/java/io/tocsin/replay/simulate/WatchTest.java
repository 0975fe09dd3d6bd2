package io.tocsin.replay.simulate;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.testkit.model.Line;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the watch sees without a model. */
final class WatchTest {
    private final Watch watch = new Watch();
    private long eventSeq;

    @Test
    void shouldSeeThatAProtectedAlertIsMuted() {
        after("AlertRaised", raised("CARDIAC_ARREST", "URGENT"));
        silence("2");

        assertThatThrownBy(this::mute).isInstanceOf(Fault.class).hasMessageContaining("invariant 6");
    }

    @Test
    void shouldSeeThatOnePersonsWordMutesACriticalAlert() {
        after("AlertRaised", raised("STROKE", "CRITICAL"));
        silence("-1");

        assertThatThrownBy(this::mute).isInstanceOf(Fault.class).hasMessageContaining("invariant 6");
        silence("2");
        assertThatCode(this::mute).doesNotThrowAnyException();
    }

    @Test
    void shouldSeeThatAnEventIsMissing() {
        after("AlertRaised", raised("STROKE", "URGENT"));
        eventSeq++;

        assertThatThrownBy(this::mute).isInstanceOf(Fault.class).hasMessageContaining("invariant 4");
    }

    private static Map<String, String> raised(final String type, final String severity) {
        return Map.of(
                "alertId",
                "1",
                "emergencyType",
                type,
                "severity",
                severity,
                "priority",
                "NORMAL",
                "purpose",
                "PRODUCTION");
    }

    private void silence(final String confirmedBy) {
        after("SilenceChanged", Map.of("silenceId", "1", "state", "ACTIVE", "confirmedBy", confirmedBy, "endNs", "9"));
    }

    private void mute() {
        after(
                "AlertMuted",
                Map.of("alertId", "1", "silenceId", "1", "untilNs", "9", "inhibitedBy", "0", "inhibition", "0"));
    }

    private void after(final String name, final Map<String, String> fields) {
        final Map<String, String> all = new TreeMap<>(fields);
        eventSeq++;
        all.put("eventSeq", Long.toString(eventSeq));
        all.put("timestampNs", "1");
        watch.after(List.of(new Line(name, all)));
    }
}

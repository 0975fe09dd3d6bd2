package io.tocsin.transport.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How alerts of one patient and unit hang together. */
final class AlertChainTest {
    private static final int ALERTS = 20_000;

    private final HookedStore store = new HookedStore();
    private final StoredHistory history =
            new StoredHistory(ModelStore.over(store, StoredHistory.shape(ALERTS, 10, 100), Models.LOG), ALERTS);

    @Test
    void shouldHaveAnAlertBeforeAnybodyIsLedToIt() {
        raise(1, "p-1", "icu");
        final List<List<Long>> seen = new ArrayList<>();
        store.hasRoom = key -> {
            seen.add(ids(history.ofPatient("p-1", 0, 10)));
            seen.add(ids(history.ofUnit("icu", 0, 10)));
            return true;
        };
        raise(2, "p-1", "icu");
        assertThat(seen).hasSize(6).allMatch(ids -> ids.contains(1L));
        assertThat(ids(history.ofPatient("p-1", 0, 10))).containsExactly(2L, 1L);
    }

    @Test
    void shouldKeepWhatIsBeforeAnAlertThatFoundNoRoom() {
        raise(1, "p-1", "icu");
        store.hasRoom = key -> key.bytes()[0] != Layout.ALERT;
        raise(2, "p-1", "icu");
        assertThat(history.withoutRoom()).isEqualTo(1);
        assertThat(ids(history.ofPatient("p-1", 0, 10))).containsExactly(1L);
        assertThat(ids(history.ofUnit("icu", 0, 10))).containsExactly(1L);
        store.hasRoom = key -> true;
        raise(3, "p-1", "icu");
        assertThat(ids(history.ofPatient("p-1", 0, 10))).containsExactly(3L, 1L);
        assertThat(ids(history.ofUnit("icu", 2, 10))).containsExactly(1L);
    }

    @Test
    void shouldNotReadAllAlertsOfAUnitForAPageThatBeginsElsewhere() {
        raise(1, "p-1", "icu");
        raise(2, "p-2", "er");
        for (int i = 0; i < StoredHistory.MAX_PASSED; i++) {
            raise(3 + i, "p-1", "icu");
        }
        assertThat(ids(history.ofUnit("icu", 2, 10))).containsExactly(1L);
        raise(3 + StoredHistory.MAX_PASSED, "p-1", "icu");
        assertThatThrownBy(() -> history.ofUnit("icu", 2, 10)).isInstanceOf(UnavailableException.class);
        // An alert of the unit leads on, however old it is.
        assertThat(ids(history.ofUnit("icu", 3, 10))).containsExactly(1L);
    }

    @Test
    void shouldHaveNothingBeforeTheOldestThatIsKept() {
        for (int i = 1; i <= ALERTS + 5; i++) {
            raise(i, "p-1", "icu");
        }
        assertThat(history.ofUnit("icu", 3, 10)).isEmpty();
        assertThat(history.ofPatient("p-1", 6, 10)).isEmpty();
        assertThat(ids(history.ofPatient("p-1", 7, 10))).containsExactly(6L);
    }

    private void raise(final long alertId, final String patient, final String unit) {
        final AlertRecord alert = new AlertRecord();
        alert.alertId = alertId;
        alert.subject = 'P' + patient;
        alert.unit = unit;
        alert.type = EmergencyType.STROKE.value();
        alert.severity = Severity.URGENT.value();
        alert.cause = Cause.DECLARED.value();
        alert.outcome = Outcome.NULL_VAL.value();
        history.raise(alertId, alert);
    }

    private static List<Long> ids(final List<PastAlert> alerts) {
        return alerts.stream().map(PastAlert::alertId).toList();
    }
}

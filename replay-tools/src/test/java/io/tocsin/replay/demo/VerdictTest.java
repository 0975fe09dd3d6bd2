package io.tocsin.replay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.AlertCause;
import io.tocsin.AlertDetails;
import io.tocsin.Assessment;
import io.tocsin.Counters;
import io.tocsin.RouterEvent;
import io.tocsin.Subject;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One alert, which somebody owns; then each thing that can be wrong, planted. */
final class VerdictTest {
    private static final long NOW_NS = 1_000;
    private static final RouterEvent.Stamp STAMP = new RouterEvent.Stamp(1, 500, 1, List.of());

    private final Hospital hospital = new Hospital();
    private final Patient patient = hospital.patients().get(0);
    private final Faults faults = new Faults();
    private final List<Declared> declared = new ArrayList<>(List.of(declared(1, patient, 0)));
    private final List<Receipt> receipts = new ArrayList<>(List.of(new Receipt(1, patient.nurse(), patient.bed(), 1)));
    private final List<OpenLine> open = new ArrayList<>(List.of(open(1, "somebody", 0)));

    static Declared declared(final long alertId, final Patient patient, final long intendedNs) {
        final Emergency emergency =
                new Emergency(1, intendedNs, 0, Emergency.Kind.STROKE, patient, true, Emergency.Ending.NONE, 0);
        return new Declared(emergency, alertId, intendedNs);
    }

    @Test
    void shouldHoldWhenEverythingIsInOrder() {
        assertThat(violated()).isEmpty();
    }

    @Test
    void shouldNoticeAnAcknowledgedRaiseThatWasNeverOpened() {
        declared.add(declared(2, patient, 0));
        receipts.add(new Receipt(2, patient.nurse(), patient.bed(), 1));
        assertThat(violated()).contains("everyRaiseOpenOrClosed");
    }

    @Test
    void shouldNoticeAnAlertThatIsNeitherOpenNorClosed() {
        open.clear();
        assertThat(violated()).containsExactly("everyRaiseOpenOrClosed");
    }

    @Test
    void shouldNoticeAnOpenAlertThatNothingIsGoingToHappenTo() {
        open.set(0, open(1, null, 0));
        assertThat(violated()).containsExactly("everyOpenAlertHeld");
    }

    @Test
    void shouldNoticeADeadlineThatHasPassedAndDidNotFire() {
        open.set(0, open(1, null, NOW_NS - 1));
        assertThat(violated()).containsExactly("everyOpenAlertHeld");
        open.set(0, open(1, null, NOW_NS + 1));
        assertThat(violated()).isEmpty();
    }

    @Test
    void shouldNoticeALostAlert() {
        receipts.clear();
        assertThat(violated()).containsExactly("nothingLost");
    }

    @Test
    void shouldNoticeAnAlertFromReadingsThatReachedNobody() {
        declared.clear();
        receipts.clear();
        assertThat(violated()).containsExactly("nothingLost");
    }

    @Test
    void shouldNoticeWhoIsToldWithoutBeingEntitled() {
        receipts.add(new Receipt(1, hospital.patients().get(199).nurse(), patient.bed(), 2));
        assertThat(violated()).containsExactly("nothingMisrouted");
    }

    @Test
    void shouldNoticeFaultsAndSayWhich() {
        faults.add("the lights went out");
        assertThat(verdict())
                .filteredOn(check -> !check.holds())
                .extracting(Check::why)
                .containsExactly("1: the lights went out");
    }

    private List<String> violated() {
        return verdict().stream()
                .filter(check -> !check.holds())
                .map(Check::name)
                .toList();
    }

    private List<Check> verdict() {
        final Totals totals = new Totals(1, 1, 1, 0, 0, open.size(), 0, 0, 0);
        final Counters counters = new Counters(10, 0, 1, open.size(), 0, 1, 1, Map.of(), Map.of());
        return Verdict.of(
                declared,
                Reconciliation.of(declared, receipts, hospital),
                new Snapshot(NOW_NS, counters, totals, open),
                List.of(new AlertStory(raised())),
                faults);
    }

    private OpenLine open(final long alertId, final @Nullable String owner, final long deadlineNs) {
        return new OpenLine(
                alertId,
                patient.id(),
                patient.unit(),
                patient.bed(),
                Severity.EMERGENT,
                "stroke",
                owner,
                deadlineNs,
                false,
                0);
    }

    private RouterEvent.AlertRaised raised() {
        return new RouterEvent.AlertRaised(
                STAMP,
                1,
                1_001,
                new Subject(Subject.Kind.PATIENT, patient.id()),
                patient.unit(),
                patient.bed(),
                EmergencyType.STROKE,
                Severity.EMERGENT,
                Priority.HIGH,
                Purpose.PRODUCTION,
                false,
                new AlertCause(Cause.DECLARED, null, 0, 0, 0),
                "synthetic-1",
                AlertDetails.NONE,
                Assessment.declared(Severity.EMERGENT));
    }
}

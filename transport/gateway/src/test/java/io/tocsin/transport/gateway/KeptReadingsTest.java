package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ReadingQuality;
import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Purpose;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KeptReadingsTest {
    private final KeptReadings kept = new KeptReadings(4);
    private final List<String> offered = new ArrayList<>();

    @Test
    void shouldKeepTheNewestOfEachPatientAndParameter() {
        keep("p-1", Acuity.CONTINUOUS, Parameter.SPO2, 90, 100);
        keep("p-1", Acuity.CONTINUOUS, Parameter.SPO2, 91, 200);
        keep("p-1", Acuity.CONTINUOUS, Parameter.HEART_RATE, 70, 300);
        keep("p-2", Acuity.CONTINUOUS, Parameter.SPO2, 95, 400);
        assertThat(kept.size()).isEqualTo(3);
        assertThat(kept.refusedSinceNs()).isEqualTo(100);

        assertThat(kept.offerAgain(this::take)).isEqualTo(3);
        assertThat(offered).containsExactly("p-1 SPO2=91 HEART_RATE=70", "p-2 SPO2=95");
        assertThat(kept.size()).isZero();
        assertThat(kept.refusedSinceNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldForgetWhatNewerReadingsHaveOvertaken() {
        keep("p-1", Acuity.CONTINUOUS, Parameter.SPO2, 90, 100);
        keep("p-1", Acuity.CONTINUOUS, Parameter.HEART_RATE, 70, 100);
        kept.supersede(1, vitals("p-1", Acuity.CONTINUOUS, Parameter.SPO2, 92));
        kept.offerAgain(this::take);
        assertThat(offered).containsExactly("p-1 HEART_RATE=70");
    }

    @Test
    void shouldSayThatAPatientIsOnAirAfterWhatWasSaidOfOxygenBefore() {
        keep("p-1", Acuity.CONTINUOUS, Parameter.OXYGEN_THERAPY, 1, 100);
        keep("p-1", Acuity.CONTINUOUS, Parameter.OXYGEN_FLOW, 600, 200);
        keep("p-1", Acuity.CONTINUOUS, Parameter.OXYGEN_THERAPY, 0, 300);
        kept.offerAgain(this::take);
        assertThat(offered).containsExactly("p-1 OXYGEN_FLOW=600 OXYGEN_THERAPY=0");

        keep("p-2", Acuity.CONTINUOUS, Parameter.OXYGEN_FLOW, 600, 400);
        kept.supersede(1, vitals("p-2", Acuity.CONTINUOUS, Parameter.OXYGEN_THERAPY, 0));
        assertThat(kept.size()).isZero();
    }

    @Test
    void shouldHaveNoRoomForMoreThanItsBound() {
        for (int i = 0; i < 4; i++) {
            assertThat(keep("p-" + i, Acuity.CONTINUOUS, Parameter.SPO2, 90, 100))
                    .isZero();
        }
        assertThat(keep("p-9", Acuity.CONTINUOUS, Parameter.SPO2, 90, 100)).isEqualTo(1);
        assertThat(keep("p-3", Acuity.CONTINUOUS, Parameter.SPO2, 80, 100)).isZero();
        assertThat(kept.size()).isEqualTo(4);
    }

    @Test
    void shouldTryEachAcuityForItselfAndStopWhereItIsRefused() {
        keep("chronic", Acuity.CHRONIC, Parameter.SPO2, 90, 100);
        keep("watched", Acuity.CONTINUOUS, Parameter.SPO2, 90, 200);
        keep("also-watched", Acuity.CONTINUOUS, Parameter.SPO2, 90, 300);
        assertThat(kept.offerAgain((source, vitals) -> vitals.acuity() == Acuity.CONTINUOUS && take(source, vitals)))
                .isEqualTo(2);
        assertThat(offered).containsExactly("watched SPO2=90", "also-watched SPO2=90");
        assertThat(kept.size()).isEqualTo(1);
        assertThat(kept.refusedSinceNs()).isEqualTo(100);
    }

    @Test
    void shouldOfferWithoutTheSequenceOfADeviceOfManyMessages() {
        keep("p-1", Acuity.CONTINUOUS, Parameter.SPO2, 90, 100);
        kept.offerAgain((source, vitals) -> {
            assertThat(vitals.deviceSequence()).isZero();
            assertThat(source).isEqualTo(1);
            return true;
        });
    }

    /** The status of one batch says nothing of the readings of another. */
    @Test
    void shouldOfferEachReadingWithTheQualityOfItsOwnBatch() {
        final ReadingQuality off = new ReadingQuality(5, 1 << 4, List.of(Parameter.SPO2));
        kept.keep(1, vitals("p-1", Acuity.CONTINUOUS, Parameter.HEART_RATE, 70), 100);
        kept.keep(1, of(off, Parameter.SPO2, 90), 200);
        kept.keep(1, of(off, Parameter.TEMPERATURE, 37), 300);
        final List<ReadingQuality> qualities = new ArrayList<>();

        assertThat(kept.offerAgain((source, vitals) -> {
                    qualities.add(vitals.quality());
                    return take(source, vitals);
                }))
                .isEqualTo(3);
        assertThat(offered).containsExactly("p-1 HEART_RATE=70", "p-1 SPO2=90 TEMPERATURE=37");
        assertThat(qualities).containsExactly(ReadingQuality.UNSTATED, off);
    }

    /** The SpO2 of 60 came before the probe fell off: it is not forgotten for that. */
    @Test
    void shouldNotForgetForAFaultWhatCameBefore() {
        final ReadingQuality off = new ReadingQuality(0, 1 << 4, List.of());
        kept.keep(1, vitals("p-1", Acuity.CONTINUOUS, Parameter.SPO2, 60), 100);
        kept.keep(1, of(off, Parameter.SPO2, 1), 200);
        kept.keep(1, of(off, Parameter.SPO2, 2), 300);
        kept.supersede(1, of(off, Parameter.SPO2, 3));
        assertThat(kept.size()).isEqualTo(1);
        kept.keep(1, of(off, Parameter.SPO2, 4), 400);

        kept.offerAgain(this::take);
        assertThat(offered).containsExactly("p-1 SPO2=60", "p-1 SPO2=4");
        assertThat(kept.size()).isZero();
    }

    @Test
    void shouldForgetAFaultForWhatIsWellAgain() {
        kept.keep(1, of(new ReadingQuality(0, 1 << 4, List.of()), Parameter.SPO2, 1), 100);
        kept.keep(1, vitals("p-1", Acuity.CONTINUOUS, Parameter.SPO2, 97), 200);
        kept.offerAgain(this::take);
        assertThat(offered).containsExactly("p-1 SPO2=97");

        kept.keep(1, of(new ReadingQuality(0, 1 << 4, List.of()), Parameter.SPO2, 1), 300);
        kept.supersede(1, vitals("p-1", Acuity.CONTINUOUS, Parameter.SPO2, 97));
        assertThat(kept.size()).isZero();
    }

    @Test
    void shouldGoOnWithWhatWasNotTaken() {
        kept.keep(1, vitals("p-1", Acuity.CONTINUOUS, Parameter.HEART_RATE, 70), 100);
        kept.keep(1, of(new ReadingQuality(5, 0, List.of()), Parameter.SPO2, 90), 200);

        assertThat(kept.offerAgain((source, vitals) -> offered.isEmpty() && take(source, vitals)))
                .isEqualTo(1);
        assertThat(kept.size()).isEqualTo(1);
        assertThat(kept.offerAgain(this::take)).isEqualTo(1);
        assertThat(offered).containsExactly("p-1 HEART_RATE=70", "p-1 SPO2=90");
        assertThat(kept.refusedSinceNs()).isEqualTo(Long.MAX_VALUE);
    }

    private static ClientMessage.Vitals of(final ReadingQuality quality, final Parameter parameter, final int value) {
        return new ClientMessage.Vitals(
                "",
                0,
                6,
                "p-1",
                "",
                "m3",
                Acuity.CONTINUOUS,
                Purpose.PRODUCTION,
                quality,
                List.of(new ClientMessage.Reading(parameter, value * 100)));
    }

    private int keep(
            final String patient, final Acuity acuity, final Parameter parameter, final int value, final long nowNs) {
        return kept.keep(1, vitals(patient, acuity, parameter, value), nowNs);
    }

    private boolean take(final long source, final ClientMessage.Vitals vitals) {
        final StringBuilder text = new StringBuilder(vitals.patient());
        vitals.readings()
                .forEach(reading ->
                        text.append(' ').append(reading.parameter()).append('=').append(reading.hundredths() / 100));
        offered.add(text.toString());
        return true;
    }

    private static ClientMessage.Vitals vitals(
            final String patient, final Acuity acuity, final Parameter parameter, final int value) {
        return new ClientMessage.Vitals(
                "",
                0,
                5,
                patient,
                "",
                "m3",
                acuity,
                Purpose.PRODUCTION,
                ReadingQuality.UNSTATED,
                List.of(new ClientMessage.Reading(parameter, value * 100)));
    }
}

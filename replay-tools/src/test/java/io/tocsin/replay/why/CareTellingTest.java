package io.tocsin.replay.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.atrest.PatientTexts;
import io.tocsin.codecs.sbe.CareCondition;
import io.tocsin.codecs.sbe.DoseChangedEncoder;
import io.tocsin.codecs.sbe.DoseOutcome;
import io.tocsin.codecs.sbe.DosePhase;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.WeightNotedEncoder;
import io.tocsin.replay.journal.EventFields;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What became of a dose, in words that whoever reviews its alert can follow. */
final class CareTellingTest {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        MISSED    | NULL_VAL | 1 | Nobody told within 30 min after it was due what became of the dose mar-1 (insulin 6 units), which is time-critical.
        MISSED    | NULL_VAL | 0 | Nobody told within 30 min after it was due what became of the dose mar-1 (insulin 6 units).
        TOLD      | HELD     | 0 | Source 7 says of the dose mar-1 (insulin 6 units): held, and: glucose 61.
        SCHEDULED | NULL_VAL | 0 | Source 7 schedules the dose mar-1 (insulin 6 units) anew.
        HANDED_ON | NULL_VAL | 0 | Source 7 says that the dose mar-1 (insulin 6 units) is another patient's.
        FORGOTTEN | NULL_VAL | 0 | Nobody told for a day of the dose mar-1 (insulin 6 units); it is waited for no more.
        """)
    void shouldSayWhatBecameOfADose(
            final DosePhase phase, final DoseOutcome outcome, final int critical, final String sentence) {
        final DoseChangedEncoder changed =
                new DoseChangedEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        changed.dueNs(1)
                .sourceId(7)
                .alertId(7)
                .windowMs(1_800_000)
                .author(-1)
                .phase(phase)
                .outcome(outcome)
                .critical((short) critical)
                .condition(CareCondition.DOSE_MISSED);
        changed.doseId("mar-1").medication("insulin 6 units").comment(phase == DosePhase.TOLD ? "glucose 61" : "");

        assertThat(new Telling(new People())
                        .sentence(
                                EventFields.of(buffer, 0, changed.limit(), true, PatientTexts.withoutKeys())
                                        .orElseThrow(),
                                0))
                .isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        8210 | 8000 | 1 | A weight of 82.1 kg, 2.1 kg above the 80 kg of 2026-01-01T07:00:00Z.
        8140 | 8000 | 0 | A weight of 81.4 kg: the gain is over.
        0    | 0    | 0 | The gain of weight is not followed any more.
        """)
    void shouldSayFromWhichWeightToWhich(final int weight, final int lowest, final int active, final String sentence) {
        final WeightNotedEncoder noted =
                new WeightNotedEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        noted.alertId(7)
                .lowestNs(1_767_250_800_000_000_000L)
                .weight(weight)
                .lowest(lowest)
                .active((short) active);

        assertThat(new Telling(new People())
                        .sentence(
                                EventFields.of(buffer, 0, noted.limit(), false, PatientTexts.withoutKeys())
                                        .orElseThrow(),
                                0))
                .isEqualTo(sentence);
    }
}

package io.tocsin.replay.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.atrest.PatientTexts;
import io.tocsin.codecs.sbe.AlertUpdatedEncoder;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Phase;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.replay.journal.EventFields;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That an alert goes on by other rules is no news of the patient; that it shows others of their vital signs is. */
final class MovedRuleTellingTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        CONFIGURED    | CONTINUE | It goes on by other rules: its limit is rule 3 now.
        SAME_KEY      | CONTINUE | The same again, urgent, occurrence 2.
        VITALS_OF_NOW | UPDATE   | It shows the vital signs of now, urgent, occurrence 2.
        DOSE_MISSED   | UPDATE   | What it says changes, urgent, occurrence 2.
        """)
    void shouldSayWhatOfItIsNow(final Clause clause, final Phase phase, final String sentence) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        final AlertUpdatedEncoder updated =
                new AlertUpdatedEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        updated.header()
                .clause1(clause)
                .clause2(Clause.NONE)
                .clause3(Clause.NONE)
                .clause4(Clause.NONE);
        updated.alertId(7)
                .occurrence(2)
                .phase(phase)
                .severity(Severity.URGENT)
                .declaredSeverity(Severity.URGENT)
                .rule((short) 3)
                .putContent(new byte[0], 0, 0);

        assertThat(new Telling(new People())
                        .sentence(
                                EventFields.of(buffer, 0, updated.limit(), false, PatientTexts.withoutKeys())
                                        .orElseThrow(),
                                0))
                .isEqualTo(sentence);
    }
}

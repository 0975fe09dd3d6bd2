package io.tocsin.replay.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.atrest.PatientTexts;
import io.tocsin.codecs.sbe.AlertRedirectedEncoder;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.EventHeaderEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.OfferAnsweredEncoder;
import io.tocsin.codecs.sbe.ReadBackNotedEncoder;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.replay.journal.EventFields;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was read back of a critical result, in words that whoever reviews it can follow. */
final class ResultTellingTest {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        6.9 mmol/l | 0 | read back "6.9 mmol/l", as it was reported.
        9.6        | 1 | read back "9.6", which is not what was reported last.
        9.6        | 2 | read back "9.6", which is not what was reported last; that is the 2. time in a row that it was not read back.
        ''         | 1 | wanted to take it without reading it back.
        """)
    void shouldSayWhatWasReadBack(final String said, final int failures, final String sentence) {
        final ReadBackNotedEncoder noted =
                new ReadBackNotedEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        noted.alertId(7).person(3).failures(failures).readBack(said);

        assertThat(told(noted.limit())).endsWith(sentence);
    }

    /** Nobody has failed to answer, and nobody names anybody: what was taken is not true any more. */
    @Test
    void shouldSayThatWhoHadTakenWhatIsCorrectedIsAskedAgain() {
        final OfferAnsweredEncoder answered =
                new OfferAnsweredEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        corrected(answered.header());
        answered.alertId(7).person(3).response(Response.UNDEFINED).owner(-1);
        assertThat(told(answered.limit())).endsWith("has it no longer, as it was corrected.");

        final AlertRedirectedEncoder redirected =
                new AlertRedirectedEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        corrected(redirected.header());
        redirected.alertId(7).person(3).to(3).chosen((short) 1);
        assertThat(told(redirected.limit())).endsWith("had taken it as it was, and is asked again.");
    }

    private static void corrected(final EventHeaderEncoder header) {
        header.clause1(Clause.RESULT_CORRECTED)
                .clause2(Clause.NONE)
                .clause3(Clause.NONE)
                .clause4(Clause.NONE);
    }

    private String told(final int length) {
        return new Telling(new People())
                .sentence(
                        EventFields.of(buffer, 0, length, false, PatientTexts.withoutKeys())
                                .orElseThrow(),
                        0);
    }
}

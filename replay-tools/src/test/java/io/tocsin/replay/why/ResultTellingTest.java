package io.tocsin.replay.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.ReadBackNotedEncoder;
import io.tocsin.replay.journal.EventFields;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was read back of a critical result, in words that whoever reviews it can follow. */
final class ResultTellingTest {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            6.9 mmol/l | 0 | read back "6.9 mmol/l", as it was reported.
            9.6        | 1 | read back "9.6", which is not what was reported.
            9.6        | 2 | read back "9.6", which is not what was reported; that is the 2. time in a row that it was not read back.
            ''         | 1 | wanted to take it without reading it back.
            """)
    void shouldSayWhatWasReadBack(final String said, final int failures, final String sentence) {
        final ReadBackNotedEncoder noted =
                new ReadBackNotedEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        noted.alertId(7).person(3).failures(failures).readBack(said);

        assertThat(new Telling(new People())
                        .sentence(
                                EventFields.of(buffer, 0, noted.limit(), false).orElseThrow(), 0))
                .endsWith(sentence);
    }
}

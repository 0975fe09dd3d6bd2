package io.tocsin.replay.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.atrest.PatientTexts;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.NewsBand;
import io.tocsin.codecs.sbe.TrendMethod;
import io.tocsin.codecs.sbe.TrendNotedEncoder;
import io.tocsin.codecs.sbe.TrendNotedEncoder.CallsEncoder;
import io.tocsin.replay.journal.EventFields;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** How readings move, in words that a nurse can follow. */
final class TrendTellingTest {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final TrendNotedEncoder noted =
            new TrendNotedEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());

    private CallsEncoder calls(final int points, final NewsBand band, final int count) {
        return noted.alertId(7)
                .points((short) points)
                .band(band)
                .scoreBand(NewsBand.LOW)
                .risk(band)
                .callsCount(count);
    }

    private String sentence() {
        return new Telling(new People())
                .sentence(
                        EventFields.of(buffer, 0, noted.limit(), false, PatientTexts.withoutKeys())
                                .orElseThrow(),
                        0);
    }

    @Test
    void shouldSayWhatCallsAndWhatItAddsUpTo() {
        final CallsEncoder calls = calls(6, NewsBand.HIGH, 4);
        call(calls, TrendMethod.SHIFTED, 1, 650, 7_200, 0);
        call(calls, TrendMethod.UNUSUAL, 7, -320, 900, 0);
        call(calls, TrendMethod.CROSSING, 4, -541, 9_000, 9_300);
        call(calls, TrendMethod.SCORE_ROSE, 0, 3, 5, 0);

        assertThat(sentence())
                .isEqualTo("Heart rate has moved above this patient's own baseline of 72 (sum of deviations 6.5); "
                        + "respiratory rate 9 is 3.2 deviations below its recent mean, like the two readings before; "
                        + "systolic falls by 5.41 an hour, and would reach its limit of 90 in 155 min; "
                        + "NEWS2 has risen by 3 within hours, to 5. "
                        + "Together 6 points: by trends high, by NEWS2 low, risk high.");
    }

    @Test
    void shouldSayThatNothingMovesAnyMore() {
        calls(0, NewsBand.ZERO, 0);

        assertThat(sentence()).startsWith("Nothing moves any more. Together 0 points");
    }

    private static void call(
            final CallsEncoder calls,
            final TrendMethod method,
            final int parameter,
            final int value,
            final int reference,
            final long seconds) {
        calls.next()
                .value(value)
                .reference(reference)
                .seconds(seconds)
                .parameter((short) parameter)
                .method(method)
                .points((short) 1);
    }
}

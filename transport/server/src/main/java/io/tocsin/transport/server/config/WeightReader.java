package io.tocsin.transport.server.config;

import io.tocsin.WeightGain;
import io.tocsin.codecs.sbe.Severity;
import java.time.Duration;

/** Reads from which gain of weight on somebody is told. A site without that section keeps no weight. */
final class WeightReader {
    private static final int HUNDREDTHS = 100;
    private static final Duration LEAST_WITHIN = Duration.ofDays(1);
    private static final Duration MOST_WITHIN = Duration.ofDays(14);

    private WeightReader() {}

    static WeightGain read(final Section section, final boolean isThere) {
        final WeightGain standard = WeightGain.standard();
        final boolean isOn = section.flag("enabled", isThere);
        final Double gainKg = section.decimal("gain");
        final Double overKg = section.decimal("over-below");
        final Duration within = section.duration("within", standard.within(), LEAST_WITHIN, MOST_WITHIN);
        final Severity severity = section.choice("severity", standard.severity(), RulesReader.SEVERITIES);
        section.end();
        final double gain = gainKg == null ? standard.hundredthsKg() / (double) HUNDREDTHS : gainKg;
        final double over = overKg == null ? gain * standard.overHundredthsKg() / standard.hundredthsKg() : overKg;
        try {
            return isOn ? WeightGain.of(gain, over, within, severity) : WeightGain.never();
        } catch (final IllegalArgumentException wrong) {
            section.problem("gain", String.valueOf(wrong.getMessage()));
            return WeightGain.never();
        }
    }
}

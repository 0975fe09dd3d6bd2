package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.TrendEntryDecoder;
import io.tocsin.codecs.sbe.TrendMethod;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A {@code TrendEntry} that was taken: times in nanoseconds, deviations in hundredths. */
record OracleTrendRules(
        long everyNs,
        long tauNs,
        long horizonNs,
        long gapNs,
        long baselineNs,
        int unusual,
        int slack,
        int threshold,
        Set<TrendMethod> methods,
        boolean isComposite,
        int severity,
        int mediumPoints,
        int highPoints,
        Map<Parameter, Integer> floors) {
    private static final long MS_NS = 1_000_000L;
    private static final Set<Parameter> UNMOVED =
            EnumSet.of(Parameter.CONSCIOUSNESS, Parameter.PAIN, Parameter.OXYGEN_THERAPY);

    /** Whether an entry says the same, in the same order. */
    boolean isAs(final @Nullable OracleTrendRules other) {
        return other != null
                && equals(other)
                && new ArrayList<>(floors.keySet()).equals(new ArrayList<>(other.floors.keySet()));
    }

    static OracleTrendRules read(final TrendEntryDecoder entry) {
        for (final long ms :
                new long[] {entry.advisoryEveryMs(), entry.tauMs(), entry.horizonMs(), entry.gapMs(), entry.baselineMs()
                }) {
            require(ms, 1_000, 86_400_000);
        }
        require(entry.unusual(), 100, 1_000);
        require(entry.slack(), 1, 1_000);
        require(entry.threshold(), 100, 10_000);
        require(entry.methods(), 0, 31);
        require(entry.composite(), 0, 1);
        require(entry.severityRaw(), 3, 5);
        require(entry.mediumPoints(), 1, 20);
        require(entry.highPoints(), entry.mediumPoints(), 40);
        final EnumSet<TrendMethod> methods = EnumSet.noneOf(TrendMethod.class);
        for (int bit = 0; bit < 5; bit++) {
            if ((entry.methods() >> bit & 1) == 1) {
                methods.add(TrendMethod.get((short) bit));
            }
        }
        final Map<Parameter, Integer> floors = new LinkedHashMap<>();
        final OracleTrendRules rules = new OracleTrendRules(
                entry.advisoryEveryMs() * MS_NS,
                entry.tauMs() * MS_NS,
                entry.horizonMs() * MS_NS,
                entry.gapMs() * MS_NS,
                entry.baselineMs() * MS_NS,
                entry.unusual(),
                entry.slack(),
                entry.threshold(),
                methods,
                entry.composite() == 1,
                entry.severityRaw(),
                entry.mediumPoints(),
                entry.highPoints(),
                floors);
        for (final TrendEntryDecoder.ParametersDecoder each : entry.parameters()) {
            OracleEntries.require(OracleFields.isParameter(each.parameterRaw()), ConfigRefusal.BAD_VALUE);
            OracleEntries.require(!UNMOVED.contains(each.parameter()), ConfigRefusal.BAD_VALUE);
            require(each.floor(), 1, 100_000);
            OracleEntries.require(floors.put(each.parameter(), each.floor()) == null, ConfigRefusal.BAD_VALUE);
        }
        return rules;
    }

    private static void require(final long value, final long least, final long most) {
        OracleEntries.require(value >= least && value <= most, ConfigRefusal.BAD_VALUE);
    }

    boolean uses(final TrendMethod method) {
        return methods.contains(method);
    }

    /** How much a call counts. */
    static int points(final TrendMethod method) {
        return method == TrendMethod.UNUSUAL || method == TrendMethod.SHIFTED ? 1 : 2;
    }
}

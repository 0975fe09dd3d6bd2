package io.tocsin.transport.server.config;

import io.tocsin.ReadingGate;
import io.tocsin.codecs.sbe.GateReason;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads how readings are questioned. A site without that section questions none, one with it looks for everything unless it says otherwise. */
final class GateReader {
    private static final Duration MIN_CONFIRM = Duration.ofSeconds(1);
    private static final Duration MAX_CONFIRM = Duration.ofMinutes(10);
    private static final Duration MIN_FLAT = Duration.ofMinutes(1);
    private static final Duration MAX_FLAT = Duration.ofDays(1);

    private static final int MOST_WORST = 65_534;
    private static final int HUNDREDTHS = 100;
    /** As the file names them, in the order of the schema. */
    private static final Map<String, Parameter> KINDS = kinds();

    private GateReader() {}

    private static Map<String, Parameter> kinds() {
        final Map<String, Parameter> kinds = new LinkedHashMap<>();
        kinds.put("heart-rate", Parameter.HEART_RATE);
        kinds.put("spo2", Parameter.SPO2);
        kinds.put("temperature", Parameter.TEMPERATURE);
        kinds.put("cuff", Parameter.SYSTOLIC);
        kinds.put("respiratory-rate", Parameter.RESPIRATORY_RATE);
        kinds.put("etco2", Parameter.ETCO2);
        kinds.put("glucose", Parameter.GLUCOSE);
        kinds.put("line", Parameter.ARTERIAL_SYSTOLIC);
        return kinds;
    }

    static ReadingGate read(final Section section, final boolean isThere) {
        final ReadingGate standard = ReadingGate.standard();
        final boolean isOn = section.flag("enabled", isThere);
        final List<GateReason> without = section.choices("without", List.of(), List.copyOf(standard.reasons()));
        final Severity severity = section.choice("severity", standard.severity(), RulesReader.SEVERITIES);
        ReadingGate gate = standard.confirmedWithin(
                        section.duration("confirm-within", standard.confirm(), MIN_CONFIRM, MAX_CONFIRM))
                .flatAfter(section.duration("flat-after", standard.flat(), MIN_FLAT, MAX_FLAT))
                .severity(severity);
        final Section worst = section.section("worst-accuracy");
        for (final Map.Entry<String, Parameter> kind : KINDS.entrySet()) {
            final int hundredths = hundredths(worst, kind.getKey());
            gate = hundredths == 0 ? gate : gate.worst(kind.getValue(), hundredths);
        }
        worst.end();
        section.end();
        for (final GateReason reason : without) {
            gate = gate.without(reason);
        }
        return isOn ? gate : ReadingGate.none();
    }

    /** 0 if it is not there or wrong. */
    private static int hundredths(final Section worst, final String kind) {
        final Double within = worst.decimal(kind);
        final double hundredths = within == null ? 0 : Math.rint(within * HUNDREDTHS);
        if (hundredths < 0 || hundredths > MOST_WORST) {
            worst.problem(kind, "lies between 0 and 655.34; 0 = any");
            return 0;
        }
        return (int) hundredths;
    }
}

package io.tocsin;

import io.tocsin.codecs.sbe.GateEntryEncoder;
import io.tocsin.codecs.sbe.GateReason;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Parameter;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes how a site questions readings. */
final class GateEncoding {
    private GateEncoding() {}

    /** One entry; none of a gate that looks for nothing. */
    static List<SiteEntry> entries(final ReadingGate gate) {
        return gate.reasons().isEmpty() ? List.of() : List.of(reported(bytes(gate)));
    }

    /** As an engine reports it; one that is no longer said looks for nothing. */
    static SiteEntry reported(final byte[] message) {
        return new SiteEntry("reading-gate", SiteEntry.Kind.PEOPLE, message, bytes(ReadingGate.none()));
    }

    private static int worst(final ReadingGate gate, final Parameter kind) {
        return gate.worst().getOrDefault(kind, 0);
    }

    private static byte[] bytes(final ReadingGate gate) {
        final byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + GateEntryEncoder.BLOCK_LENGTH];
        int reasons = 0;
        for (final GateReason reason : gate.reasons()) {
            reasons |= 1 << reason.value();
        }
        new GateEntryEncoder()
                .wrapAndApplyHeader(new UnsafeBuffer(bytes), 0, new MessageHeaderEncoder())
                .confirmMs(gate.confirm().toMillis())
                .flatMs(gate.flat().toMillis())
                .reasons(reasons)
                .severity(gate.severity())
                .worstHeartRate(worst(gate, Parameter.HEART_RATE))
                .worstSpo2(worst(gate, Parameter.SPO2))
                .worstTemperature(worst(gate, Parameter.TEMPERATURE))
                .worstCuff(worst(gate, Parameter.SYSTOLIC))
                .worstRespiratoryRate(worst(gate, Parameter.RESPIRATORY_RATE))
                .worstEtco2(worst(gate, Parameter.ETCO2))
                .worstGlucose(worst(gate, Parameter.GLUCOSE))
                .worstLine(worst(gate, Parameter.ARTERIAL_SYSTOLIC));
        return bytes;
    }
}

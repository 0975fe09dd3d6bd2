package io.tocsin.codecs.wire;

import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.ReadingQuality;
import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.Parameter;

/** Which values readings may have. Any thread; does not allocate. */
final class Readings {
    private static final int WHOLE = 100;
    private static final int MAX_PAIN = 1_000;

    private Readings() {}

    /** A reading that must be there, each parameter in its own way. */
    static int value(final FrameIn in, final String name, final Parameter parameter, final int hundredths)
            throws ProtocolException {
        in.hundredths(name, hundredths);
        if (parameter == Parameter.CONSCIOUSNESS && !isConsciousness(hundredths)) {
            throw in.invalid(name, "is a word of the ACVPU scale times 100");
        }
        if (parameter == Parameter.OXYGEN_THERAPY && hundredths != 0 && hundredths != WHOLE) {
            throw in.invalid(name, "is 0 or 100");
        }
        return hundredths;
    }

    /** A reading that travels with an alert. */
    static int travelling(final FrameIn in, final String name, final Parameter parameter, final int hundredths)
            throws ProtocolException {
        if (parameter == Parameter.PAIN && (hundredths < 0 || hundredths > MAX_PAIN || hundredths % WHOLE != 0)) {
            throw in.invalid(name, "is a whole number from 0 to 10");
        }
        return value(in, name, parameter, hundredths);
    }

    /** A parameter that a sensor reads. */
    static Parameter ofSensor(final FrameIn in, final String name, final int index, final int raw)
            throws ProtocolException {
        in.at(name, index);
        final Parameter parameter = in.word("", Words.PARAMETER, raw);
        in.leave();
        if (!ReadingQuality.hasSensor(parameter)) {
            throw in.invalid(name, "names what no sensor reads");
        }
        return parameter;
    }

    private static boolean isConsciousness(final int hundredths) {
        return hundredths >= 0 && hundredths <= Consciousness.UNRESPONSIVE.value() * WHOLE && hundredths % WHOLE == 0;
    }
}

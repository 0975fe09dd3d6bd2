package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.text.ReadingUnits;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How accurate readings are, as a message states it: in the parameter's own unit, or in one that is stated beside it. Any thread; allocates. */
final class Accuracy {
    private static final String RANGE = "lies between 0 and 655.34";

    private Accuracy() {}

    /** Of a reading, hundredths; {@code null} if it is not stated. */
    static @Nullable Integer of(final Fields fields) throws ProtocolException {
        if (!fields.has("accuracy")) {
            return null;
        }
        final int accuracy = AlertReader.hundredths(fields, "accuracy");
        if (accuracy < 0 || accuracy > ReadingQuality.MAX_ACCURACY) {
            throw fields.invalid("accuracy", RANGE);
        }
        return accuracy;
    }

    /** Of the readings of a batch, or of those that {@code accuracyOf} names. */
    static @Nullable Integer ofBatch(
            final Fields fields, final List<Parameter> accuracyOf, final List<ClientMessage.Reading> readings)
            throws ProtocolException {
        final String unit = fields.optionalText("accuracyUnit");
        final Integer stated = of(fields);
        if (stated == null && (!accuracyOf.isEmpty() || !unit.isEmpty())) {
            throw fields.missing("accuracy");
        }
        if (stated == null || unit.isEmpty()) {
            return stated;
        }
        final List<Parameter> parameters = accuracyOf.isEmpty()
                ? readings.stream()
                        .map(ClientMessage.Reading::parameter)
                        .filter(ReadingQuality::hasSensor)
                        .toList()
                : accuracyOf;
        if (parameters.isEmpty()) {
            throw fields.invalid("accuracyUnit", "is of nothing that a sensor reads");
        }
        return inUnit(fields, unit, parameters);
    }

    /** The unit has to be one of every parameter: then all of them are kept in one unit, too. */
    private static Integer inUnit(final Fields fields, final String unit, final List<Parameter> parameters)
            throws ProtocolException {
        for (final Parameter parameter : parameters) {
            if (!ReadingUnits.isOf(parameter, unit)) {
                throw fields.invalid("accuracyUnit", "'" + unit + "' is no unit of " + parameter);
            }
        }
        final BigDecimal width = new BigDecimal(fields.decimal("accuracy"));
        final int accuracy = ReadingUnits.width(fields.path("accuracy"), parameters.get(0), width, unit);
        if (accuracy > ReadingQuality.MAX_ACCURACY) {
            throw fields.invalid("accuracy", RANGE + " of the unit that " + parameters.get(0) + " is kept in");
        }
        return accuracy;
    }
}

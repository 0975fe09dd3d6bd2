package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.CalibrationStatus;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Purpose;
import java.util.List;

/** Batches of readings, filled by dice. */
final class RandomVitals {
    private RandomVitals() {}

    static ClientMessage batch(final Dice dice) {
        final List<ClientMessage.Reading> readings = dice.list(ClientMessage.MAX_READINGS - 1, () -> reading(dice));
        readings.add(reading(dice));
        final boolean isAccuracyStated = dice.flag();
        return new ClientMessage.Vitals(
                dice.id36OrEmpty(),
                dice.instant(),
                dice.idOrZero(),
                dice.id36(),
                dice.id36OrEmpty(),
                dice.id36OrEmpty(),
                dice.constant(Acuity.class),
                dice.constant(Purpose.class),
                new ReadingQuality(
                        dice.instant(),
                        dice.between(0, ReadingQuality.MAX_STATUS),
                        dice.list(3, () -> Parameter.get((short) dice.between(1, 15))),
                        dice.flag() ? null : (Integer) dice.between(0, ReadingQuality.MAX_BATTERY),
                        dice.flag() ? null : dice.constant(CalibrationStatus.class),
                        isAccuracyStated ? (Integer) dice.between(0, ReadingQuality.MAX_ACCURACY) : null,
                        isAccuracyStated ? dice.list(2, () -> Parameter.get((short) dice.between(1, 15))) : List.of()),
                readings);
    }

    private static ClientMessage.Reading reading(final Dice dice) {
        final Parameter parameter = dice.constant(Parameter.class);
        return new ClientMessage.Reading(
                parameter,
                switch (parameter) {
                    case CONSCIOUSNESS -> dice.between(0, 4) * 100;
                    case OXYGEN_THERAPY -> dice.between(0, 1) * 100;
                    default -> dice.hundredths();
                });
    }
}

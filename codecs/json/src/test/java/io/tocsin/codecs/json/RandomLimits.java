package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.LimitReason;
import io.tocsin.codecs.sbe.Parameter;
import java.util.List;

/** Messages about limits of one patient, filled by dice. */
final class RandomLimits {
    private RandomLimits() {}

    static List<ClientMessage> asked(final Dice dice) {
        return List.of(
                new SetLimit(
                        dice.id(),
                        dice.instant(),
                        dice.id36(),
                        dice.id36OrEmpty(),
                        Parameter.SYSTOLIC,
                        dice.constant(Bound.class),
                        dice.flag() ? null : dice.hundredths(),
                        dice.instant(),
                        dice.constant(LimitReason.class),
                        dice.text(40)),
                new LimitsQuery(
                        dice.id36(), new Subject(dice.flag() ? Subject.Kind.PATIENT : Subject.Kind.BED, dice.id36())));
    }

    static ServerMessage answer(final Dice dice) {
        return new ServerMessage.Limits(
                dice.id36(),
                dice.idOrZero(),
                dice.list(
                        5,
                        () -> new LimitReport(
                                Parameter.SPO2,
                                dice.constant(Bound.class),
                                dice.hundredths(),
                                dice.instant(),
                                dice.constant(LimitReason.class),
                                dice.text(40),
                                dice.id36OrEmpty())));
    }
}

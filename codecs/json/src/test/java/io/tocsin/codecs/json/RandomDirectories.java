package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Severity;
import java.util.List;

/** What is said of the directory and of past alerts, filled by dice. */
final class RandomDirectories {
    private RandomDirectories() {}

    static List<ClientMessage> queries(final Dice dice) {
        final boolean ofPatient = dice.flag();
        return List.of(
                new PatientQuery(dice.id36(), dice.id36()),
                new PastAlertsQuery(
                        dice.id36(),
                        ofPatient ? dice.id36() : "",
                        ofPatient ? "" : dice.id36OrEmpty(),
                        dice.between(1, ClientMessage.MAX_ALERTS),
                        dice.idOrZero()));
    }

    static List<ServerMessage> answers(final Dice dice) {
        return List.of(
                new ServerMessage.PatientShown(
                        dice.id36(),
                        dice.id36(),
                        dice.text(40),
                        dice.id36OrEmpty(),
                        dice.id36OrEmpty(),
                        dice.list(16, dice::id36),
                        dice.list(4, dice::id36),
                        dice.list(4, () -> dice.text(40) + '!')),
                new ServerMessage.PastAlerts(dice.id36(), dice.flag(), dice.list(20, () -> alert(dice)), dice.flag()));
    }

    private static PastAlertReport alert(final Dice dice) {
        final boolean isPatient = dice.flag();
        final Subject subject = isPatient
                ? new Subject(Subject.Kind.PATIENT, dice.id36(), dice.text(20))
                : new Subject(Subject.Kind.BED, dice.id36());
        return new PastAlertReport(
                dice.id(),
                dice.between(0, 3) == 0 ? null : subject,
                dice.id36OrEmpty(),
                dice.id36OrEmpty(),
                dice.constant(EmergencyType.class),
                dice.constant(Severity.class),
                dice.constant(Cause.class),
                dice.constant(Purpose.class),
                dice.between(1, 9),
                dice.between(0, 9),
                dice.instant(),
                dice.instant(),
                dice.instant(),
                dice.id36OrEmpty(),
                dice.id36OrEmpty(),
                dice.instant(),
                dice.instant(),
                dice.flag() ? null : dice.constant(Outcome.class),
                dice.id36OrEmpty());
    }
}

package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.ForgetReason;
import io.tocsin.codecs.sbe.RevocationKind;
import io.tocsin.codecs.sbe.ViewReason;
import java.util.List;

/** Messages about who is let in, filled by dice. */
final class RandomAccess {
    private RandomAccess() {}

    static List<ClientMessage> asked(final Dice dice) {
        return List.of(
                new RevokeAccess(
                        dice.id(),
                        dice.instant(),
                        dice.constant(RevocationKind.class),
                        dice.id36OrEmpty(),
                        dice.text(90),
                        dice.idOrZero(),
                        dice.instant(),
                        dice.instant()),
                new LiftRevocation(
                        dice.id(),
                        dice.instant(),
                        dice.constant(RevocationKind.class),
                        dice.id36OrEmpty(),
                        dice.text(90)),
                new BreakGlass(
                        dice.id(),
                        dice.instant(),
                        dice.id36(),
                        dice.constant(ViewReason.class),
                        dice.text(40),
                        dice.between(0, 14_400_000)),
                new EndView(dice.id(), dice.instant(), dice.id36(), dice.id36OrEmpty()),
                new ForgetPatient(
                        dice.id(), dice.instant(), dice.id36(), dice.constant(ForgetReason.class), dice.text(40)),
                new ViewsQuery(dice.id36(), dice.between(1, ClientMessage.MAX_ALERTS), dice.idOrZero()),
                new SessionsQuery(dice.id36(), dice.between(1, ClientMessage.MAX_ALERTS), dice.idOrZero()),
                new RevocationsQuery(dice.id36(), dice.between(1, ClientMessage.MAX_ALERTS), dice.idOrZero()));
    }

    private static ViewReport view(final Dice dice) {
        return new ViewReport(
                dice.id(),
                dice.flag(),
                dice.id36(),
                dice.id36(),
                dice.constant(ViewReason.class),
                dice.text(40),
                dice.instant(),
                dice.instant(),
                dice.id36OrEmpty());
    }

    static List<ServerMessage> answers(final Dice dice) {
        return List.of(
                new ServerMessage.View(view(dice)),
                new ServerMessage.Views(dice.id36(), dice.idOrZero(), dice.list(5, () -> view(dice)), dice.flag()),
                new ServerMessage.Sessions(
                        dice.id36(),
                        dice.list(
                                5,
                                () -> new SessionReport(
                                        dice.id(),
                                        dice.constant(Role.class),
                                        dice.id36OrEmpty(),
                                        dice.id36(),
                                        dice.text(40),
                                        dice.instant(),
                                        dice.constant(SessionReport.Proof.class),
                                        dice.id36OrEmpty(),
                                        dice.instant(),
                                        dice.instant())),
                        dice.flag()),
                new ServerMessage.Revocations(
                        dice.id36(),
                        dice.idOrZero(),
                        dice.list(
                                5,
                                () -> new RevocationReport(
                                        dice.constant(RevocationKind.class),
                                        dice.id36OrEmpty(),
                                        dice.id36OrEmpty(),
                                        dice.instant(),
                                        dice.instant())),
                        dice.flag()));
    }
}

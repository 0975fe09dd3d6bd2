package io.tocsin.engine.delivery;

import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.engine.alert.Advice;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;

/** Outputs that need no credit: told at once to those who were told of an alert and need news of it. */
final class Notices {
    /** In the place of open slots of a team: whatever people were asked for. */
    static final int EVERYBODY = -1;

    private static final int NONE = -1;

    private final Alerts alerts;
    private final Offers offers;
    private final Outbox outbox;
    private final OutputBatch batch;

    Notices(final Alerts alerts, final Offers offers, final Outbox outbox, final OutputBatch batch) {
        this.alerts = alerts;
        this.offers = offers;
        this.outbox = outbox;
        this.batch = batch;
    }

    /** Tells them; with slots of a team that are open only those who were asked in vain. */
    void tell(
            final long clauses,
            final int alertSlot,
            final OutputKind kind,
            final int except,
            final int owner,
            final int open) {
        final int lane = Lanes.laneOf(alerts.priority[alertSlot]);
        final int step = Math.max(0, alerts.step[alertSlot]);
        final int gateway = Advice.is(alerts, alertSlot) ? Outbox.OF_ADVICE : NONE;
        final int entry = outbox.entry(alertSlot, kind.value(), lane, step, 0, 0, owner);
        for (int offer = alerts.offerHead[alertSlot]; offer != NONE; offer = offers.next(offer)) {
            if (offers.isTold(offer)
                    && offers.person[offer] != except
                    && (open == EVERYBODY || offers.isInVain(offer, open))) {
                if (kind != OutputKind.UPDATE && kind != OutputKind.JOINED) {
                    outbox.supersede(offer);
                }
                batch.add(entry, offers.person[offer], lane, offer, gateway);
            }
        }
        if (!batch.isEmpty()) {
            batch.emit(clauses, alertSlot, 0, owner, kind.value(), lane, step, 0);
        }
        outbox.dropIfUnused(entry);
    }
}

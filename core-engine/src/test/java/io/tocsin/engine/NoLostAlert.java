package io.tocsin.engine;

import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.testkit.model.RecordedScript.Entrance;
import java.util.TreeSet;
import org.agrona.concurrent.UnsafeBuffer;

/** 1: every accepted raise is open, resolved, cancelled or expired, never absent. */
final class NoLostAlert extends Invariant {
    private final TreeSet<Long> raised = new TreeSet<>();
    private final TreeSet<Long> open = new TreeSet<>();

    @Override
    int number() {
        return 1;
    }

    @Override
    void after(final AlertEngine engine, final EngineParts parts, final Entrance entrance, final Said said) {
        for (final Said.Event event : said.events) {
            if (event instanceof Said.Raised alert) {
                looked();
                open.add(alert.alertId());
                if (!raised.add(alert.alertId()) || raised.last() != raised.size()) {
                    violated("alert " + alert.alertId() + " was raised as number " + raised.size());
                }
            } else if (event instanceof Said.Closed alert && !open.remove(alert.alertId())) {
                violated("alert " + alert.alertId() + " was closed, but it was not open");
            }
        }
        final Said.Answer answer = said.answer;
        if (answer != null
                && !said.isRepeated
                && isRaise(entrance)
                && (answer.result() == Result.OK || answer.result() == Result.TEST_TRAFFIC)
                && !raised.contains(answer.alertId())) {
            violated("the source was told of alert " + answer.alertId() + ", which nobody raised");
        }
        final TreeSet<Long> held = new TreeSet<>();
        for (int slot = 0; slot < parts.alerts.slots().highWater(); slot++) {
            if (parts.alerts.slots().isUsed(slot)) {
                held.add(parts.alerts.alertId[slot]);
            }
        }
        if (!held.equals(open)) {
            violated("open are " + held + ", but told were " + open);
        }
    }

    private static boolean isRaise(final Entrance entrance) {
        final byte[] message = entrance.message();
        return message != null
                && message.length >= MessageHeaderDecoder.ENCODED_LENGTH
                && new MessageHeaderDecoder().wrap(new UnsafeBuffer(message), 0).templateId()
                        == RaiseAlertDecoder.TEMPLATE_ID;
    }
}

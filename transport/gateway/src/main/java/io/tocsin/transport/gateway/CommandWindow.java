package io.tocsin.transport.gateway;

import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ReportResult;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.Severity;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The commands of one connection: so many in flight, each answered once, by the engine or here. What is refused here has not entered the log, and says when to come
 * again if that makes sense. Loop only.
 */
final class CommandWindow {
    private static final int RETRY_LEAST_MS = 50;
    private static final int RETRY_MOST_MS = 150;
    private static final int NO_SLOT = -1;

    private final LoopDesk desk;
    private final RingPort ring;
    private final CommandSlots slots;
    private final long correlatedId;

    CommandWindow(final LoopDesk desk, final long correlatedId) {
        this.desk = desk;
        this.correlatedId = correlatedId;
        ring = desk.ring();
        slots = new CommandSlots(desk.settings().commandWindow);
    }

    /** What a client's rate never holds back: a critical raise, and what people answer. */
    static boolean isUrgent(final ClientMessage message) {
        return message instanceof ClientMessage.Accept
                || message instanceof ClientMessage.Reject
                || message instanceof ClientMessage.Resolve
                || message instanceof ClientMessage.Release
                || message instanceof ClientMessage.Redirect
                || message instanceof ClientMessage.Escalate
                || message instanceof ClientMessage.Arrive
                || message instanceof ClientMessage.EndSnooze
                || message instanceof ClientMessage.BeginBreak
                || message instanceof ClientMessage.EndBreak
                || message instanceof ClientMessage.EndSilence
                || message instanceof ClientMessage.Receipts
                || message instanceof ClientMessage.Access
                || (message instanceof ReportResult result && result.severity() == Severity.CRITICAL)
                || (message instanceof ClientMessage.Raise raise
                        && raise.alert().severity() == Severity.CRITICAL);
    }

    /** How long to wait before the same is tried again; random, so that those who were refused together do not come together. */
    static int retryAfterMs() {
        return ThreadLocalRandom.current().nextInt(RETRY_LEAST_MS, RETRY_MOST_MS);
    }

    /** Commands that wait for the engine's answer. */
    int inFlight() {
        return slots.inFlight();
    }

    /** Offers a command; it is answered in any case. */
    void offer(final ClientMessage.Command command, final Peer peer, final ClientOut out) {
        final CommandSlots.Asked about = new CommandSlots.Asked(command.commandId(), "");
        if (command instanceof ClientMessage.Raise raise && !ring.gives(raise.level())) {
            refuse(about, AnswerResult.LEVEL_UNAVAILABLE, out);
            return;
        }
        final int slot = slots.take(about);
        final AnswerResult result = slot == NO_SLOT
                ? AnswerResult.BUSY
                : ring.offer(command, peer.sourceId(), peer.sessionId(), Correlation.of(correlatedId, slot));
        settle(slot, about, result, out);
    }

    /** Offers readings; they are answered if they have a ref. */
    void offer(final ClientMessage.Vitals vitals, final Peer peer, final ClientOut out) {
        final boolean isAnswered = !vitals.ref().isEmpty();
        final CommandSlots.Asked about = new CommandSlots.Asked(0, vitals.ref());
        final int slot = isAnswered ? slots.take(about) : NO_SLOT;
        if (isAnswered && slot == NO_SLOT) {
            refuse(about, AnswerResult.BUSY, out);
            return;
        }
        final long correlation = isAnswered ? Correlation.of(correlatedId, slot) : 0;
        final AnswerResult result = desk.readings().offer(vitals, peer.sourceId(), peer.sessionId(), correlation);
        if (result == AnswerResult.BUSY || result == AnswerResult.STORAGE_FULL) {
            desk.armTick();
        }
        if (isAnswered) {
            settle(slot, about, result, out);
        } else {
            count(result);
        }
    }

    /** Offers a heartbeat. One that finds no room is not missed: the next one follows, and whatever fills the ring was heard as well. */
    void offer(final ClientMessage.Heartbeat heartbeat, final Peer peer) {
        count(ring.offer(heartbeat, peer.sourceId(), peer.sessionId(), 0));
    }

    /** Answers a command as the engine did. */
    void onAnswer(final int slot, final EngineAnswer answer, final ClientOut out) {
        final CommandSlots.Asked about = slots.give(slot);
        if (about != null) {
            out.send(new ServerMessage.Answer(
                    about.commandId(),
                    about.ref(),
                    answer.result(),
                    answer.alertId(),
                    answer.isNew(),
                    answer.occurrence(),
                    answer.repeated(),
                    answer.detail(),
                    answer.result().isOk() ? answer.level() : null,
                    0));
        }
    }

    private void settle(
            final int slot, final CommandSlots.Asked about, final AnswerResult result, final ClientOut out) {
        if (result == AnswerResult.OK) {
            count(result);
        } else {
            if (slot != NO_SLOT) {
                slots.give(slot);
            }
            refuse(about, result, out);
        }
    }

    private void refuse(final CommandSlots.Asked about, final AnswerResult result, final ClientOut out) {
        count(result);
        out.send(new ServerMessage.Answer(
                about.commandId(),
                about.ref(),
                result,
                0,
                false,
                0,
                false,
                0,
                null,
                result.isTransient() ? retryAfterMs() : 0));
    }

    private void count(final AnswerResult result) {
        desk.counters()
                .increment(
                        switch (result) {
                            case OK -> GatewayMetric.COMMANDS_TAKEN;
                            case BUSY -> GatewayMetric.COMMANDS_BUSY;
                            default -> GatewayMetric.COMMANDS_UNAVAILABLE;
                        });
    }
}

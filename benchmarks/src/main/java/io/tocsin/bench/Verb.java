package io.tocsin.bench;

import io.tocsin.codecs.sbe.Presence;
import io.tocsin.codecs.sbe.Severity;
import org.agrona.MutableDirectBuffer;

/** What a batch of commands does, to the alert or the nurse of one visit each. */
enum Verb {
    RAISE {
        @Override
        int write(final AlertCycle cycle, final int index, final MutableDirectBuffer buffer, final int offset) {
            return cycle.writeRaise(index, buffer, offset, Severity.CRITICAL, false);
        }
    },
    RAISE_URGENT {
        @Override
        int write(final AlertCycle cycle, final int index, final MutableDirectBuffer buffer, final int offset) {
            return cycle.writeRaise(index, buffer, offset, Severity.URGENT, false);
        }
    },
    RAISE_LONGEST {
        @Override
        int write(final AlertCycle cycle, final int index, final MutableDirectBuffer buffer, final int offset) {
            return cycle.writeRaise(index, buffer, offset, Severity.CRITICAL, true);
        }
    },
    /** A raise without its last byte. */
    MALFORMED {
        @Override
        int write(final AlertCycle cycle, final int index, final MutableDirectBuffer buffer, final int offset) {
            return RAISE.write(cycle, index, buffer, offset) - 1;
        }
    },
    UPDATE {
        @Override
        int write(final AlertCycle cycle, final int index, final MutableDirectBuffer buffer, final int offset) {
            return cycle.commands.update(buffer, offset, cycle.nextCommandId(), cycle.alertId(index));
        }
    },
    CLEAR {
        @Override
        int write(final AlertCycle cycle, final int index, final MutableDirectBuffer buffer, final int offset) {
            return cycle.commands.clear(buffer, offset, cycle.nextCommandId(), cycle.visit(index));
        }
    },
    CANCEL {
        @Override
        int write(final AlertCycle cycle, final int index, final MutableDirectBuffer buffer, final int offset) {
            return cycle.commands.cancel(buffer, offset, cycle.nextCommandId(), cycle.visit(index));
        }
    },
    RECEIPT {
        @Override
        int write(final AlertCycle cycle, final int index, final MutableDirectBuffer buffer, final int offset) {
            return cycle.writeReceipt(cycle.nurse(index), buffer, offset);
        }
    },
    ACCEPT {
        @Override
        int write(final AlertCycle cycle, final int index, final MutableDirectBuffer buffer, final int offset) {
            return cycle.commands.accept(
                    buffer, offset, cycle.nextCommandId(), cycle.nurse(index), cycle.alertId(index));
        }
    },
    /** Accepts an alert that was never raised. */
    ACCEPT_UNKNOWN {
        @Override
        int write(final AlertCycle cycle, final int index, final MutableDirectBuffer buffer, final int offset) {
            return cycle.commands.accept(
                    buffer, offset, cycle.nextCommandId(), cycle.nurse(index), Long.MAX_VALUE - index);
        }
    },
    REJECT {
        @Override
        int write(final AlertCycle cycle, final int index, final MutableDirectBuffer buffer, final int offset) {
            return cycle.commands.reject(
                    buffer, offset, cycle.nextCommandId(), cycle.nurse(index), cycle.alertId(index));
        }
    },
    RESOLVE {
        @Override
        int write(final AlertCycle cycle, final int index, final MutableDirectBuffer buffer, final int offset) {
            return cycle.commands.resolve(
                    buffer, offset, cycle.nextCommandId(), cycle.nurse(index), cycle.alertId(index));
        }
    },
    RELEASE {
        @Override
        int write(final AlertCycle cycle, final int index, final MutableDirectBuffer buffer, final int offset) {
            return cycle.handovers.release(
                    buffer, offset, cycle.nextCommandId(), cycle.nurse(index), cycle.alertId(index));
        }
    },
    REDIRECT {
        @Override
        int write(final AlertCycle cycle, final int index, final MutableDirectBuffer buffer, final int offset) {
            return cycle.handovers.redirect(
                    buffer,
                    offset,
                    cycle.nextCommandId(),
                    cycle.nurse(index),
                    cycle.alertId(index),
                    cycle.colleague(index));
        }
    },
    ESCALATE {
        @Override
        int write(final AlertCycle cycle, final int index, final MutableDirectBuffer buffer, final int offset) {
            return cycle.handovers.escalate(
                    buffer, offset, cycle.nextCommandId(), cycle.nurse(index), cycle.alertId(index));
        }
    },
    ARRIVE {
        @Override
        int write(final AlertCycle cycle, final int index, final MutableDirectBuffer buffer, final int offset) {
            return cycle.handovers.arrive(
                    buffer, offset, cycle.nextCommandId(), cycle.nurse(index), cycle.alertId(index));
        }
    },
    SILENCE {
        @Override
        int write(final AlertCycle cycle, final int index, final MutableDirectBuffer buffer, final int offset) {
            return cycle.handovers.silence(
                    buffer, offset, cycle.nextCommandId(), cycle.nurse(index), cycle.patient(index), cycle.nowNs());
        }
    },
    END_SILENCE {
        @Override
        int write(final AlertCycle cycle, final int index, final MutableDirectBuffer buffer, final int offset) {
            return cycle.handovers.endSilence(
                    buffer, offset, cycle.nextCommandId(), cycle.nurse(index), cycle.silenceId(index));
        }
    },
    SNOOZE {
        @Override
        int write(final AlertCycle cycle, final int index, final MutableDirectBuffer buffer, final int offset) {
            return cycle.handovers.snooze(
                    buffer, offset, cycle.nextCommandId(), cycle.nurse(index), cycle.alertId(index));
        }
    },
    END_SNOOZE {
        @Override
        int write(final AlertCycle cycle, final int index, final MutableDirectBuffer buffer, final int offset) {
            return cycle.handovers.endSnooze(
                    buffer, offset, cycle.nextCommandId(), cycle.nurse(index), cycle.alertId(index));
        }
    },
    BUSY {
        @Override
        int write(final AlertCycle cycle, final int index, final MutableDirectBuffer buffer, final int offset) {
            return cycle.presences.presence(buffer, offset, cycle.nextCommandId(), cycle.nurse(index), Presence.BUSY);
        }
    },
    ONLINE {
        @Override
        int write(final AlertCycle cycle, final int index, final MutableDirectBuffer buffer, final int offset) {
            return cycle.presences.presence(buffer, offset, cycle.nextCommandId(), cycle.nurse(index), Presence.ONLINE);
        }
    },
    POSITION {
        @Override
        int write(final AlertCycle cycle, final int index, final MutableDirectBuffer buffer, final int offset) {
            return cycle.presences.position(buffer, offset, cycle.nextCommandId(), cycle.nurse(index));
        }
    },
    SESSION_OPEN {
        @Override
        int write(final AlertCycle cycle, final int index, final MutableDirectBuffer buffer, final int offset) {
            return cycle.commands.sessionOpened(buffer, offset, cycle.nextCommandId(), cycle.nurse(index));
        }
    },
    SESSION_CLOSE {
        @Override
        int write(final AlertCycle cycle, final int index, final MutableDirectBuffer buffer, final int offset) {
            return cycle.commands.sessionClosed(buffer, offset, cycle.nextCommandId(), cycle.nurse(index));
        }
    },
    TICK {
        @Override
        int write(final AlertCycle cycle, final int index, final MutableDirectBuffer buffer, final int offset) {
            return cycle.commands.tick(buffer, offset);
        }
    };

    /** Writes the command for one visit of the batch; answers its length. */
    abstract int write(AlertCycle cycle, int index, MutableDirectBuffer buffer, int offset);
}

package io.tocsin.replay.journal;

import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.EngineOutput;
import io.tocsin.journal.Poison;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Carries the commands of a log out again, in a bare engine. One thread, once. */
final class Replay {
    private final KeptLog log;
    private final AlertEngine engine;
    private long commands;
    private long position;
    private long elapsedNs;
    private long processorNs;

    /**
     * Has replayed nothing.
     *
     * @param log to replay.
     */
    Replay(final KeptLog log) {
        this(log, new Unheard());
    }

    /**
     * Has replayed nothing.
     *
     * @param log    to replay.
     * @param output hears the engine.
     */
    Replay(final KeptLog log, final EngineOutput output) {
        this.log = log;
        engine = new AlertEngine(output);
    }

    /**
     * Replays all of it.
     *
     * @throws io.tocsin.journal.JournalException where a command cannot be read; what came before was carried out.
     */
    void run() {
        run(() -> {});
    }

    /**
     * Replays all of it.
     *
     * @param behindEach told after each command.
     * @throws io.tocsin.journal.JournalException where a command cannot be read; what came before was carried out.
     */
    void run(final Runnable behindEach) {
        final long beganNs = System.nanoTime();
        final long processorBeganNs = processorTimeNs();
        try {
            log.commands(0, (end, timestampNs, buffer, offset, length) -> {
                final Poison passedOver = log.quarantine().at(end, buffer, offset, length);
                if (passedOver == null) {
                    engine.onCommand(timestampNs, buffer, offset, length);
                } else {
                    engine.onQuarantined(timestampNs, end, passedOver.commandHash(), passedOver.bytes());
                }
                commands++;
                position = end;
                behindEach.run();
            });
        } finally {
            elapsedNs = System.nanoTime() - beganNs;
            processorNs = processorTimeNs() - processorBeganNs;
        }
    }

    AlertEngine engine() {
        return engine;
    }

    /** Commands carried out. */
    long commands() {
        return commands;
    }

    /** Behind the last command that was carried out. */
    long position() {
        return position;
    }

    /** Commands read and carried out in a second. */
    long commandsPerSecond() {
        return elapsedNs == 0 ? 0 : Math.round(commands * 1e9 / elapsedNs);
    }

    long elapsedNs() {
        return elapsedNs;
    }

    /** Of this, what the thread had of a processor; 0 if the machine does not tell. */
    long processorNs() {
        return processorNs;
    }

    /** Whether the log begins with a Genesis that this engine carries out: otherwise it has no state. */
    boolean hasState() {
        return engine.eventSeq() > 0;
    }

    private static long processorTimeNs() {
        final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : 0;
    }
}

package io.tocsin.engine;

import java.io.IOException;
import java.nio.file.Path;

/** Plays logs in a JVM of its own and says what came out, one line for each. */
public final class ReplayChild {
    private ReplayChild() {}

    /**
     * Plays logs.
     *
     * @param files of logs.
     * @throws IOException if one cannot be read.
     */
    public static void main(final String[] files) throws IOException {
        for (final String file : files) {
            final EngineRun run = new EngineRun();
            run.playAll(LogFile.read(Path.of(file)));
            System.out.println(summary(run));
        }
    }

    /** Everything that two runs of one log must agree on. */
    static String summary(final EngineRun run) {
        return "hash %016x, digest %016x, crc %08x, %d events, %d answers, command %d, next deadline %d"
                .formatted(
                        run.engine.eventHash(),
                        run.engine.stateDigest(),
                        run.crc.getValue(),
                        run.events,
                        run.answers,
                        run.engine.commandSeq(),
                        run.engine.nextDeadlineNs());
    }
}

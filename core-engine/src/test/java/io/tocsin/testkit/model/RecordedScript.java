package io.tocsin.testkit.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The random scripts as plain logs, for tests of the engine that compare it with itself. */
public final class RecordedScript {
    private RecordedScript() {}

    /**
     * One entrance of a log.
     *
     * @param timestampNs as the host would stamp it.
     * @param message     the command, or null for a tick without one.
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares entrances
    public record Entrance(long timestampNs, byte @Nullable [] message) {}

    /**
     * The log of a seed: what sources, people and configurators sent while they watched the engine's answers.
     *
     * @param seed  of the script.
     * @param steps how many entrances.
     * @return the log, the same for the same seed as long as the engine says the same.
     */
    public static List<Entrance> of(final long seed, final int steps) {
        final ScriptGenerator script = new ScriptGenerator(seed);
        final EngineSide side = new EngineSide();
        final List<Entrance> log = new ArrayList<>(steps);
        for (int i = 0; i < steps; i++) {
            final ScriptStep step = script.next();
            final byte[] message = step.message();
            log.add(new Entrance(step.timestampNs(), message));
            final List<Line> lines = message == null
                    ? side.onTick(step.timestampNs())
                    : side.onCommand(step.timestampNs(), message.clone());
            script.observe(lines, side.nextDeadlineNs());
        }
        return log;
    }
}

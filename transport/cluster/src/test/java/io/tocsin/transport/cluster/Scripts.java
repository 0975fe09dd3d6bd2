package io.tocsin.transport.cluster;

import io.tocsin.testkit.model.ScriptGenerator;
import io.tocsin.testkit.model.ScriptStep;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Commands of random scripts, a Genesis first. Whatever an engine thinks of them, every engine must think the same. */
final class Scripts {
    private Scripts() {}

    static List<UnsafeBuffer> commands(final long seed, final int count) {
        final ScriptGenerator script = new ScriptGenerator(seed);
        final List<UnsafeBuffer> commands = new ArrayList<>();
        while (commands.size() < count) {
            final ScriptStep step = script.next();
            if (step.message() != null && step.message().length > 0) {
                commands.add(new UnsafeBuffer(step.message()));
            }
        }
        return commands;
    }
}

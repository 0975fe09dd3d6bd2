package io.tocsin.transport.cluster;

import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.SessionOpenedDecoder;
import io.tocsin.testkit.model.ScriptGenerator;
import io.tocsin.testkit.model.ScriptStep;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Commands of random scripts, a Genesis first. Whatever an engine thinks of them, every engine must think the same. */
final class Scripts {
    private Scripts() {}

    /** The ingress writes its own gateway into these. */
    private static boolean isSession(final byte[] message) {
        return message.length > MessageHeaderDecoder.ENCODED_LENGTH
                && new MessageHeaderDecoder().wrap(new UnsafeBuffer(message), 0).templateId()
                        == SessionOpenedDecoder.TEMPLATE_ID;
    }

    static List<UnsafeBuffer> commands(final long seed, final int count) {
        final ScriptGenerator script = new ScriptGenerator(seed);
        final List<UnsafeBuffer> commands = new ArrayList<>();
        while (commands.size() < count) {
            final ScriptStep step = script.next();
            if (step.message() != null && step.message().length > 0 && !isSession(step.message())) {
                commands.add(new UnsafeBuffer(step.message()));
            }
        }
        return commands;
    }
}

package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.EngineVersionKnownEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.SwitchEngineVersionEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** Commands about engine versions as bytes; values need not be valid. */
final class VersionMessages {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    byte[] known(final From from, final int member, final int members, final long knownUpTo) {
        final EngineVersionKnownEncoder known = new EngineVersionKnownEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(known.envelope());
        known.member((short) member).members((short) members).knownUpTo(knownUpTo);
        return Commands.copy(buffer, known.limit());
    }

    byte[] switchTo(final From from, final long engineVersion) {
        final SwitchEngineVersionEncoder switching =
                new SwitchEngineVersionEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(switching.envelope());
        switching.engineVersion(engineVersion);
        return Commands.copy(buffer, switching.limit());
    }
}

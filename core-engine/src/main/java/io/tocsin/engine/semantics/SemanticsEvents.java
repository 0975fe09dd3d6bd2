package io.tocsin.engine.semantics;

import io.tocsin.codecs.sbe.CommandQuarantinedEncoder;
import io.tocsin.codecs.sbe.EngineVersionNotedEncoder;
import io.tocsin.codecs.sbe.EngineVersionSwitchedEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;

/** Events of what is done with the log as a whole: which semantics it is in, and what of it is passed over. */
public final class SemanticsEvents {
    private static final int BLOCK = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EventStream stream;
    private final EngineVersionNotedEncoder noted = new EngineVersionNotedEncoder();
    private final EngineVersionSwitchedEncoder switched = new EngineVersionSwitchedEncoder();
    private final CommandQuarantinedEncoder quarantined = new CommandQuarantinedEncoder();

    /**
     * Events that go to a stream.
     *
     * @param stream that numbers them.
     */
    public SemanticsEvents(final EventStream stream) {
        this.stream = stream;
    }

    /**
     * Emits {@code EngineVersionNoted} of a member.
     *
     * @param semantics as they are now.
     * @param member    that has said what it knows.
     */
    public void noted(final Semantics semantics, final int member) {
        stream.start(EngineVersionNotedEncoder.TEMPLATE_ID, EngineVersionNotedEncoder.BLOCK_LENGTH, Because.NOTHING);
        noted.wrap(stream.buffer(), BLOCK)
                .member((short) member)
                .members((short) semantics.members())
                .knownUpTo(semantics.knownBy(member));
        stream.emit(noted.encodedLength());
    }

    /**
     * Emits {@code EngineVersionSwitched}.
     *
     * @param former  version.
     * @param version in force now.
     * @param person  who ordered it, index; -1 = the host.
     */
    public void switched(final int former, final int version, final int person) {
        stream.start(
                EngineVersionSwitchedEncoder.TEMPLATE_ID, EngineVersionSwitchedEncoder.BLOCK_LENGTH, Because.NOTHING);
        switched.wrap(stream.buffer(), BLOCK)
                .formerVersion(former)
                .engineVersion(version)
                .person(person);
        stream.emit(switched.encodedLength());
    }

    /**
     * Emits {@code CommandQuarantined}.
     *
     * @param logPosition where the command ends in the log.
     * @param hash        first 8 bytes of SHA-256 of it.
     * @param length      of it, bytes.
     * @param templateId  of it, 0 to 65,535.
     */
    public void quarantined(final long logPosition, final long hash, final int length, final int templateId) {
        stream.start(CommandQuarantinedEncoder.TEMPLATE_ID, CommandQuarantinedEncoder.BLOCK_LENGTH, Because.NOTHING);
        quarantined
                .wrap(stream.buffer(), BLOCK)
                .logPosition(logPosition)
                .commandHash(hash)
                .commandLength(length)
                .templateId(templateId);
        stream.emit(quarantined.encodedLength());
    }
}

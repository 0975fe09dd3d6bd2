package io.tocsin.engine.command;

import io.tocsin.codecs.sbe.EngineVersionKnownDecoder;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.SwitchEngineVersionDecoder;
import io.tocsin.engine.delivery.Sessions;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.semantics.Semantics;
import io.tocsin.engine.semantics.SemanticsEvents;
import io.tocsin.engine.sla.Operations;
import org.agrona.DirectBuffer;

/**
 * {@code EngineVersionKnown} and {@code SwitchEngineVersion}. What is answered depends on the log alone, never on what this code knows: else members of different code
 * would answer differently. So a switch that everybody is said to know is carried out, or stops the node that does not know it after all.
 */
public final class VersionCommands {
    private static final int HOST = -1;

    private final Semantics semantics;
    private final Sessions sessions;
    private final Operations operations;
    private final SemanticsEvents events;
    private final EngineVersionKnownDecoder known = new EngineVersionKnownDecoder();
    private final SwitchEngineVersionDecoder switching = new SwitchEngineVersionDecoder();

    /**
     * Carries both out.
     *
     * @param semantics  to switch.
     * @param sessions   of people.
     * @param operations with the administrators.
     * @param stream     of events.
     */
    public VersionCommands(
            final Semantics semantics, final Sessions sessions, final Operations operations, final EventStream stream) {
        this.semantics = semantics;
        this.sessions = sessions;
        this.operations = operations;
        events = new SemanticsEvents(stream);
    }

    /**
     * Carries {@code EngineVersionKnown} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void known(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        known.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        final int members = known.members();
        final int member = known.member();
        if (member >= members) {
            answer.refuse(Result.INVALID_FIELD, EngineVersionKnownDecoder.memberId());
        } else if (members > Semantics.MAX_MEMBERS) {
            answer.refuse(Result.INVALID_FIELD, EngineVersionKnownDecoder.membersId());
        } else if (known.knownUpTo() == 0 || known.knownUpTo() > Integer.MAX_VALUE) {
            answer.refuse(Result.INVALID_FIELD, EngineVersionKnownDecoder.knownUpToId());
        } else if (!isHost(envelope)) {
            answer.refuse(Result.NOT_ADMINISTRATOR, 0);
        } else if (semantics.members() != members || semantics.knownBy(member) != known.knownUpTo()) {
            semantics.said(member, members, (int) known.knownUpTo());
            events.noted(semantics, member);
        }
    }

    /**
     * Carries {@code SwitchEngineVersion} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     * @throws io.tocsin.engine.semantics.UnknownSemanticsException if this code does not know what all members are said to know.
     */
    public void switchVersion(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        switching.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        final long version = switching.engineVersion();
        if (version < semantics.version() || version > Integer.MAX_VALUE) {
            answer.refuse(Result.INVALID_FIELD, SwitchEngineVersionDecoder.engineVersionId());
            return;
        }
        int person = HOST;
        if (!isHost(envelope)) {
            final int session = sessions.slotOf(envelope.actorSession());
            if (session == Sessions.NONE) {
                answer.refuse(Result.UNKNOWN_SESSION, 0);
                return;
            }
            person = sessions.person(session);
            if (!operations.isAdministrator(person)) {
                answer.refuse(Result.NOT_ADMINISTRATOR, 0);
                return;
            }
        }
        final int former = semantics.version();
        if (version == former) {
            return;
        }
        final int unaware = semantics.firstUnaware(version);
        if (unaware < semantics.members() || !semantics.isSaid()) {
            answer.refuse(Result.VERSION_NOT_KNOWN, unaware);
            return;
        }
        semantics.enter(version);
        events.switched(former, semantics.version(), person);
    }

    private static boolean isHost(final EnvelopeDecoder envelope) {
        return envelope.sourceId() == 0 && envelope.actorSession() == 0;
    }
}

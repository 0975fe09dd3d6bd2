package io.tocsin.engine.event;

import io.tocsin.codecs.sbe.AccessRefusedEncoder;
import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.EmergencyOverrideEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;

/** Events for the audit of who was not allowed to, and who said that it was an emergency. Arguments are raw values of the schema's enums. */
public final class AuthorityEvents {
    private static final int BLOCK = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EventStream stream;
    private final AccessRefusedEncoder refused = new AccessRefusedEncoder();
    private final EmergencyOverrideEncoder overridden = new EmergencyOverrideEncoder();

    /**
     * Events that go to a stream.
     *
     * @param stream that numbers them.
     */
    public AuthorityEvents(final EventStream stream) {
        this.stream = stream;
    }

    /**
     * Emits {@code AccessRefused}.
     *
     * @param clauses why.
     * @param alertId of the alert, or 0.
     * @param person  index, or -1 for an interface.
     * @param role    of the person.
     * @param action  that was refused.
     */
    public void refused(final long clauses, final long alertId, final int person, final int role, final int action) {
        stream.start(AccessRefusedEncoder.TEMPLATE_ID, AccessRefusedEncoder.BLOCK_LENGTH, clauses);
        refused.wrap(stream.buffer(), BLOCK)
                .alertId(alertId)
                .person(person)
                .role(AuthorityRole.get((short) role))
                .action(AuthorityAction.get((short) action));
        stream.emit(refused.encodedLength());
    }

    /**
     * Emits {@code EmergencyOverride}.
     *
     * @param clauses why.
     * @param alertId of the alert.
     * @param person  index.
     * @param role    of the person.
     * @param action  that was done.
     * @param reason  as the person says.
     */
    public void overridden(
            final long clauses,
            final long alertId,
            final int person,
            final int role,
            final int action,
            final int reason) {
        stream.start(EmergencyOverrideEncoder.TEMPLATE_ID, EmergencyOverrideEncoder.BLOCK_LENGTH, clauses);
        overridden
                .wrap(stream.buffer(), BLOCK)
                .alertId(alertId)
                .person(person)
                .role(AuthorityRole.get((short) role))
                .action(AuthorityAction.get((short) action))
                .reason((short) reason);
        stream.emit(overridden.encodedLength());
    }
}

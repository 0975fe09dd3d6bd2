package io.tocsin.engine.event;

import io.tocsin.codecs.sbe.AccessScope;
import io.tocsin.codecs.sbe.DisplayNotedEncoder;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.OutputDispatchedEncoder;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.OutputLeftEncoder;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.ReceiptNotedEncoder;
import io.tocsin.codecs.sbe.SessionChangedEncoder;
import io.tocsin.codecs.sbe.SessionLimitedEncoder;
import io.tocsin.codecs.sbe.Severity;

/** Events of dispatch, receipts and sessions. Arguments are the raw values of the schema's enums; clauses are packed by {@link Because}. */
public final class DeliveryEvents {
    /** Most recipients of one {@code OutputDispatched}. */
    public static final int MAX_RECIPIENTS = 64;

    private static final int BLOCK = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EventStream stream;
    private final OutputDispatchedEncoder dispatched = new OutputDispatchedEncoder();
    private final ReceiptNotedEncoder receiptNoted = new ReceiptNotedEncoder();
    private final DisplayNotedEncoder displayNoted = new DisplayNotedEncoder();
    private final OutputLeftEncoder outputLeft = new OutputLeftEncoder();
    private final SessionChangedEncoder sessionChanged = new SessionChangedEncoder();
    private final SessionLimitedEncoder sessionLimited = new SessionLimitedEncoder();

    /**
     * Events that go to a stream.
     *
     * @param stream that numbers them.
     */
    public DeliveryEvents(final EventStream stream) {
        this.stream = stream;
    }

    /**
     * Emits {@code OutputDispatched}.
     *
     * @param clauses       why.
     * @param alertId       of the alert.
     * @param deadlineNs    of the step for offers, else 0.
     * @param subject       index or -1.
     * @param owner         person who took it, or -1.
     * @param kind          of output.
     * @param lane          of it.
     * @param priority      of it.
     * @param severity      of the alert.
     * @param step          of the ladder.
     * @param redelivery    sent before.
     * @param channels      of the step for offers, else 0.
     * @param limits        of the patient's treatment for offers, else 0.
     * @param people        recipients.
     * @param seqs          their sequences.
     * @param prevDistances sequence minus the one before it in the lane.
     * @param count         how many recipients, 1 to {@link #MAX_RECIPIENTS}.
     */
    public void dispatched(
            final long clauses,
            final long alertId,
            final long deadlineNs,
            final int subject,
            final int owner,
            final int kind,
            final int lane,
            final int priority,
            final int severity,
            final int step,
            final boolean redelivery,
            final int channels,
            final int limits,
            final int[] people,
            final long[] seqs,
            final long[] prevDistances,
            final int count) {
        stream.start(OutputDispatchedEncoder.TEMPLATE_ID, OutputDispatchedEncoder.BLOCK_LENGTH, clauses);
        final OutputDispatchedEncoder.RecipientsEncoder recipients = dispatched
                .wrap(stream.buffer(), BLOCK)
                .alertId(alertId)
                .deadlineNs(deadlineNs)
                .subject(subject)
                .owner(owner)
                .kind(OutputKind.get((short) kind))
                .lane(Lane.get((short) lane))
                .priority(Priority.get((short) priority))
                .severity(Severity.get((short) severity))
                .step((short) step)
                .redelivery((short) (redelivery ? 1 : 0))
                .channels((short) channels)
                .treatmentLimits((short) limits)
                .recipientsCount(count);
        for (int i = 0; i < count; i++) {
            recipients.next().seq(seqs[i]).person(people[i]).prevDistance(prevDistances[i]);
        }
        stream.emit(dispatched.encodedLength());
    }

    /**
     * Emits {@code ReceiptNoted}.
     *
     * @param clauses why.
     * @param person  index.
     * @param lane    of the receipt.
     * @param seq     highest received.
     */
    public void receiptNoted(final long clauses, final int person, final int lane, final long seq) {
        stream.start(ReceiptNotedEncoder.TEMPLATE_ID, ReceiptNotedEncoder.BLOCK_LENGTH, clauses);
        receiptNoted
                .wrap(stream.buffer(), BLOCK)
                .receivedSeq(seq)
                .person(person)
                .lane(Lane.get((short) lane));
        stream.emit(receiptNoted.encodedLength());
    }

    /**
     * Emits {@code DisplayNoted}.
     *
     * @param clauses why.
     * @param person  index.
     * @param lane    of the receipt.
     * @param seq     displayed.
     */
    public void displayNoted(final long clauses, final int person, final int lane, final long seq) {
        stream.start(DisplayNotedEncoder.TEMPLATE_ID, DisplayNotedEncoder.BLOCK_LENGTH, clauses);
        displayNoted.wrap(stream.buffer(), BLOCK).seq(seq).person(person).lane(Lane.get((short) lane));
        stream.emit(displayNoted.encodedLength());
    }

    /**
     * Emits {@code OutputLeft}.
     *
     * @param clauses why.
     * @param alertId of the output.
     * @param person  index.
     * @param lane    of the output.
     * @param seq     of the output.
     */
    public void outputLeft(final long clauses, final long alertId, final int person, final int lane, final long seq) {
        stream.start(OutputLeftEncoder.TEMPLATE_ID, OutputLeftEncoder.BLOCK_LENGTH, clauses);
        outputLeft
                .wrap(stream.buffer(), BLOCK)
                .alertId(alertId)
                .seq(seq)
                .person(person)
                .lane(Lane.get((short) lane));
        stream.emit(outputLeft.encodedLength());
    }

    /**
     * Emits {@code SessionChanged}.
     *
     * @param clauses   why.
     * @param sessionId of the session.
     * @param person    index.
     * @param gateway   of the session.
     * @param capabilities of its client.
     * @param open      opened, else closed.
     */
    public void sessionChanged(
            final long clauses,
            final long sessionId,
            final int person,
            final int gateway,
            final int capabilities,
            final boolean open) {
        stream.start(SessionChangedEncoder.TEMPLATE_ID, SessionChangedEncoder.BLOCK_LENGTH, clauses);
        sessionChanged
                .wrap(stream.buffer(), BLOCK)
                .sessionId(sessionId)
                .person(person)
                .gatewayId(gateway)
                .open((short) (open ? 1 : 0))
                .capabilities(capabilities);
        stream.emit(sessionChanged.encodedLength());
    }

    /**
     * Begins a {@code SessionLimited}; {@link #limitedUnits}, {@link #limitedScopes} and {@link #endLimited} follow.
     *
     * @param sessionId  of the session.
     * @param person     index.
     * @param isScoped   these scopes alone.
     * @param isForUnits for these units alone.
     */
    public void beginLimited(final long sessionId, final int person, final boolean isScoped, final boolean isForUnits) {
        stream.start(SessionLimitedEncoder.TEMPLATE_ID, SessionLimitedEncoder.BLOCK_LENGTH, Because.NOTHING);
        sessionLimited
                .wrap(stream.buffer(), BLOCK)
                .sessionId(sessionId)
                .person(person)
                .isScoped((short) (isScoped ? 1 : 0))
                .isForUnits((short) (isForUnits ? 1 : 0));
    }

    /** Its units follow, indices: this many from here on. */
    public void limitedUnits(final int[] units, final int from, final int count) {
        final SessionLimitedEncoder.UnitsEncoder to = sessionLimited.unitsCount(count);
        for (int i = from; i < from + count; i++) {
            to.next().unit(units[i]);
        }
    }

    /** Its scopes follow: those whose bits are set, and the further ones of patients. */
    public void limitedScopes(final int scopes, final int further) {
        final int all = scopes | further;
        final SessionLimitedEncoder.ScopesEncoder to = sessionLimited.scopesCount(Integer.bitCount(all));
        for (int left = all; left != 0; left &= left - 1) {
            final int bit = Integer.numberOfTrailingZeros(left);
            to.next().scope(AccessScope.get((short) bit)).isOfPatient((short) ((scopes & 1 << bit) == 0 ? 1 : 0));
        }
    }

    /** Emits it. */
    public void endLimited() {
        stream.emit(sessionLimited.encodedLength());
    }
}

package io.tocsin.transport.cluster;

import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.Sequence;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.SessionOpenedEncoder;
import io.tocsin.pipeline.AdmissionClass;
import io.tocsin.pipeline.CommandRing;
import io.tocsin.pipeline.CommandSlot;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The one agent between a node's ring and the cluster's log. The ring is its table of what is in flight: a slot is freed once the node's own engine has carried its
 * command out, and until then it can be sent again.
 *
 * <p>It sends again only what it knows not to be in the log and never to come there: see {@link IngressProgress}. So a command without a key, which no engine could tell
 * from its repetition, happens once as well; one with a key is told by its key besides, whoever sends it again. Until it knows it sends nothing new, so that what is sent
 * is carried out in the order of the ring.
 *
 * <p>What has been sent and comes to nothing for {@code wedgeNs}, though nobody says why, ends the session: its end is in the log, and says what was lost.
 */
final class ClusterIngress implements Agent {
    /** Commands sent per duty cycle. */
    static final int LIMIT = 256;

    /** Up to the gateway, whatever came behind it later. */
    private static final int SESSION_OPENED_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH
            + SessionOpenedEncoder.gatewayIdEncodingOffset()
            + SessionOpenedEncoder.gatewayIdEncodingLength();

    private final CommandRing ring;
    private final IngressProgress progress;
    private final LogClient client;
    private final NanoClock clock;
    private final long wedgeNs;
    private final int gatewayId;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SessionOpenedEncoder opened = new SessionOpenedEncoder();
    private final Sequence carriedOut = new Sequence();
    private final EventPoller<CommandSlot> poller;
    private final EventPoller.Handler<CommandSlot> sendNew = this::sendNew;
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[IngressFrame.LENGTH]);
    private final AtomicLong highestBacklog = new AtomicLong();
    private final AtomicLong sentCount = new AtomicLong();
    private final AtomicLong sentAgainCount = new AtomicLong();
    private final AtomicLong abandonedCount = new AtomicLong();

    /** The last that the poller has passed, and the next of those passed that is to be sent. Between what is carried out and that, everything is in flight. */
    private long passed = -1;

    private long next;
    private long sentAtMost = -1;
    private long sentSessionId;
    private long sentTermId;
    private long movedNs;
    private int cycleCount;

    /**
     * @param wedgeNs   how long nothing of what was sent may be carried out.
     * @param gatewayId of the node.
     */
    ClusterIngress(
            final CommandRing ring,
            final IngressProgress progress,
            final LogClient client,
            final NanoClock clock,
            final long wedgeNs,
            final int gatewayId) {
        this.ring = ring;
        this.progress = progress;
        this.client = client;
        this.clock = clock;
        this.wedgeNs = wedgeNs;
        this.gatewayId = gatewayId;
        poller = ring.newPoller();
        ring.gateProducersOn(carriedOut);
    }

    /** As {@link CommandRing#tryPublish}. Any thread. */
    long tryPublish(
            final AdmissionClass admissionClass, final DirectBuffer buffer, final int offset, final int length) {
        return ring.tryPublish(admissionClass, buffer, offset, length);
    }

    CommandRing ring() {
        return ring;
    }

    /** As {@link LogClient#refusal()}. */
    @Nullable
    RuntimeException refusal() {
        return client.refusal();
    }

    /** Commands sent, those sent again not among them. Any thread. */
    long sentCount() {
        return sentCount.get();
    }

    /** How often a command was sent again. Any thread. */
    long sentAgainCount() {
        return sentAgainCount.get();
    }

    /** How often a session was ended because nothing came of it. Any thread. */
    long abandonedCount() {
        return abandonedCount.get();
    }

    /** Slots taken: published, and not carried out by the node's own engine yet. Any thread. */
    long backlog() {
        return Math.max(0, ring.claimed() - 1 - carriedOut.get());
    }

    /** Most slots that were taken at once since this was last asked. Any thread, one at a time. */
    long takeHighestBacklog() {
        return Math.max(highestBacklog.getAndSet(0), backlog());
    }

    /** Whether the node's own engine has carried out everything up to here. Any thread. */
    boolean hasPassed(final long sequence) {
        return carriedOut.get() >= sequence;
    }

    /**
     * One duty cycle: keeps the client alive, frees what is carried out, sends again what was lost, then what is new.
     *
     * @return how much was done; 0 = idle.
     */
    @Override
    public int doWork() throws Exception {
        final long nowNs = clock.nanoTime();
        final long backlog = backlog();
        if (backlog > highestBacklog.get()) {
            highestBacklog.lazySet(backlog);
        }
        int work = client.poll(nowNs) + freeCarriedOut(nowNs);
        if (!client.isConnected() || isInDoubt()) {
            return work;
        }
        cycleCount = 0;
        sendPassed(nowNs);
        if (next > passed) {
            poller.poll(sendNew);
        }
        work += cycleCount;
        if (isInFlight() && nowNs - movedNs > wedgeNs) {
            abandonedCount.lazySet(abandonedCount.get() + 1);
            movedNs = nowNs;
            client.abandon();
        }
        return work;
    }

    @Override
    public String roleName() {
        return "tocsin-ingress";
    }

    @Override
    public void onClose() {
        client.close();
    }

    private int freeCarriedOut(final long nowNs) {
        final long before = carriedOut.get();
        long done = Math.max(before, progress.appliedSequence());
        while (done + 1 < next && ring.slot(done + 1).length() == CommandSlot.VOID) {
            done++;
        }
        if (done == before) {
            return 0;
        }
        movedNs = nowNs;
        carriedOut.set(done);
        return (int) Math.min(Integer.MAX_VALUE, done - before);
    }

    private boolean isInFlight() {
        return next - 1 > carriedOut.get();
    }

    /** Whether something was sent elsewhere or before, of which it is not known yet what came of it. Once it is, what came to nothing is to be sent again. */
    private boolean isInDoubt() {
        if (!isInFlight() || (client.sessionId() == sentSessionId && client.termId() == sentTermId)) {
            return false;
        }
        if (progress.termId() <= sentTermId && !progress.isOver(sentSessionId)) {
            return true;
        }
        // Read anew, after what makes others impossible.
        next = Math.max(carriedOut.get(), progress.appliedSequence()) + 1;
        return false;
    }

    private void sendPassed(final long nowNs) {
        while (next <= passed && cycleCount < LIMIT && send(ring.slot(next), next)) {
            movedNs = nowNs;
        }
    }

    private boolean sendNew(final CommandSlot slot, final long sequence, final boolean endOfBatch) {
        passed = sequence;
        if (!isInFlight()) {
            movedNs = clock.nanoTime();
        }
        // A slot that the poller has passed does not come again: what is not taken now is sent from the ring.
        return send(slot, sequence) && cycleCount < LIMIT;
    }

    private boolean send(final CommandSlot slot, final long sequence) {
        if (slot.length() != CommandSlot.VOID) {
            seat(slot);
            IngressFrame.put(frame, 0, progress.ingressId(), sequence);
            if (!client.offer(frame, slot.buffer(), slot.length())) {
                return false;
            }
            sentSessionId = client.sessionId();
            sentTermId = client.termId();
            count(sequence);
        }
        next = sequence + 1;
        cycleCount++;
        return true;
    }

    /** A session is open at the gateway of this node, whatever was written by who knows of one gateway only. */
    private void seat(final CommandSlot slot) {
        final MutableDirectBuffer command = slot.buffer();
        if (slot.length() >= SESSION_OPENED_LENGTH
                && header.wrap(command, 0).templateId() == SessionOpenedEncoder.TEMPLATE_ID
                && header.schemaId() == SessionOpenedEncoder.SCHEMA_ID) {
            opened.wrap(command, MessageHeaderEncoder.ENCODED_LENGTH).gatewayId(gatewayId);
        }
    }

    private void count(final long sequence) {
        if (sequence > sentAtMost) {
            sentAtMost = sequence;
            sentCount.lazySet(sentCount.get() + 1);
        } else {
            sentAgainCount.lazySet(sentAgainCount.get() + 1);
        }
    }
}

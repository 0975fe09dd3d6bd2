package io.tocsin.transport.cluster;

import io.tocsin.codecs.sbe.EngineVersionKnownEncoder;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.EngineLimits;
import io.tocsin.journal.StorageState;
import io.tocsin.pipeline.AdmissionClass;
import io.tocsin.pipeline.AgentThread;
import io.tocsin.pipeline.CommandRing;
import io.tocsin.pipeline.Delivery;
import io.tocsin.pipeline.EngineHost;
import io.tocsin.pipeline.GenesisMessage;
import io.tocsin.pipeline.OutputHandler;
import io.tocsin.pipeline.Pipeline;
import io.tocsin.pipeline.PipelineCounters;
import io.tocsin.pipeline.Recovery;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the router of a node stands on: commands go through the node's ring to the log, what the node's own engine says comes back. The other nodes have routers of their
 * own; sessions and commands of each are told apart by its {@link EngineHost.Seat}.
 *
 * <p>It stops itself with its node, and when its reader was too slow. In the second case the node goes on, and another router may be launched on it.
 */
final class ClusterRouter implements EngineHost {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterRouter.class);
    private static final long WEDGE_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long PARK_NS = 200_000;
    private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long REMIND_NS = TimeUnit.SECONDS.toNanos(10);

    /** How long a follower leaves the first configuration to the leader, so that three that start at once do not send it at once. */
    private static final long YIELD_NS = TimeUnit.SECONDS.toNanos(10);

    private final ClusterNode node;
    private final NodeOutputs outputs;
    private final NodeState nodeState;
    private final ClusterIngress ingress;
    private final Delivery delivery;
    private final NodeLevels levels;
    private final AgentThread ingressThread;
    private final AgentThread deliveryThread;
    private final Consumer<Throwable> onFatal;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final NodeCounters counters;
    /** Delivery thread. */
    private boolean isVersionTold;

    private volatile Pipeline.State state = Pipeline.State.STARTING;

    ClusterRouter(
            final ClusterNode node,
            final NodeState nodeState,
            final OutputHandler handler,
            final ErrorHandler onDeliveryError,
            final Consumer<Throwable> onFatal) {
        this.node = node;
        this.nodeState = nodeState;
        this.onFatal = onFatal;
        outputs = node.outputs();
        levels = node.host().levels();
        final ClusterSettings settings = node.host().settings();
        ingress = new ClusterIngress(
                new CommandRing(CommandRing.DEFAULT_CAPACITY),
                node.progress(),
                new AeronLogClient(settings, node.host().secret(), node.host().driverFolder()),
                System::nanoTime,
                WEDGE_NS,
                node.memberId());
        node.asks(ingress::refusal);
        delivery = new Delivery(outputs.ring(), handler, onDeliveryError);
        counters = new NodeCounters(ingress, nodeState, delivery);
        ingressThread =
                new AgentThread(new Watched(ingress), settings.idleStrategySupplier.get(), ClusterRouter::daemon);
        isVersionTold = settings.members.size() == 1;
        deliveryThread = new AgentThread(
                new Watched(new Deliveries()), settings.idleStrategySupplier.get(), ClusterRouter::daemon);
    }

    /** Joins the log, beginning it if there is none, and tells the handler what the engine holds. Launching thread. */
    void start(final EngineLimits limits) {
        ingressThread.start();
        try {
            await("the cluster has a leader", () -> nodeState.termId() != NodeState.NONE);
            if (nodeState.eventSeq() == 0) {
                begin(limits);
                await("the log has begun", () -> nodeState.eventSeq() > 0);
            }
            yieldToTheLeader();
            outputs.ask();
            await("the engine has said what it holds", () -> outputs.reader() != NodeOutputs.Reader.WANTS_STATE);
            final StateReport report = outputs.report();
            if (report != null) {
                report.tell(delivery);
            }
        } catch (final RuntimeException | Error failed) {
            close();
            throw failed;
        }
        state = Pipeline.State.RUNNING;
        deliveryThread.start();
    }

    @Override
    public long tryPublish(final DirectBuffer buffer, final int offset, final int length) {
        return tryPublish(AdmissionClass.of(buffer, offset, length), buffer, offset, length);
    }

    @Override
    public long tryPublish(
            final AdmissionClass admissionClass, final DirectBuffer buffer, final int offset, final int length) {
        return ingress.tryPublish(admissionClass, buffer, offset, length);
    }

    @Override
    public int doWork() {
        throw new IllegalStateException("doWork is for manual pipelines: a node of a cluster has threads of its own");
    }

    @Override
    public int pollOutputs() {
        throw new IllegalStateException(
                "pollOutputs is for manual pipelines: a node of a cluster has threads of its own");
    }

    @Override
    public AlertEngine engine() {
        throw new IllegalStateException("the service of the cluster is in the engine");
    }

    @Override
    public Pipeline.State state() {
        return state;
    }

    @Override
    public PipelineCounters counters() {
        return counters;
    }

    @Override
    public @Nullable Recovery recovery() {
        return null;
    }

    @Override
    public StorageState storageState() {
        return ingress.ring().storageState();
    }

    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        ingress.ring().close();
        if (failure.get() == null && !drain()) {
            LOG.warn(
                    "closing with {} commands of which it is not known what became of them, and {} bytes of answers",
                    ingress.backlog(),
                    outputs.heldBytes());
        }
        end(deliveryThread);
        end(ingressThread);
        ingress.onClose();
        outputs.leave();
        if (state != Pipeline.State.FAILED) {
            state = Pipeline.State.CLOSED;
        }
    }

    private void begin(final EngineLimits limits) {
        final UUID epoch = UUID.randomUUID();
        final UnsafeBuffer genesis = new UnsafeBuffer(new byte[GenesisMessage.LENGTH]);
        GenesisMessage.encode(
                node.knownEngineVersion(),
                limits,
                epoch.getMostSignificantBits(),
                epoch.getLeastSignificantBits(),
                genesis,
                0);
        // Three that start at once send three: the first in the log counts, the others are refused.
        ingress.tryPublish(AdmissionClass.SYSTEM, genesis, 0, genesis.capacity());
    }

    /**
     * Has the log know once which engine version this node's code knows: not before all members are heard in the way that code speaks which knows of versions at all. Code
     * from before would take the command for one that it does not know, and come to something else.
     */
    private void tellVersion() {
        if (isVersionTold || node.host().applied().firstSilent() >= 0) {
            return;
        }
        final UnsafeBuffer known = new UnsafeBuffer(
                new byte[MessageHeaderEncoder.ENCODED_LENGTH + EngineVersionKnownEncoder.BLOCK_LENGTH]);
        new EngineVersionKnownEncoder()
                .wrapAndApplyHeader(known, 0, new MessageHeaderEncoder())
                .member((short) node.memberId())
                .members((short) node.host().settings().members.size())
                .knownUpTo(node.knownEngineVersion());
        isVersionTold = ingress.tryPublish(AdmissionClass.SYSTEM, known, 0, known.capacity()) > 0;
    }

    private void yieldToTheLeader() {
        final long deadlineNs = System.nanoTime() + YIELD_NS;
        while (!node.isLeader() && nodeState.configurationHash() == 0 && System.nanoTime() - deadlineNs < 0) {
            LockSupport.parkNanos(PARK_NS);
        }
    }

    private void await(final String what, final BooleanSupplier condition) {
        final long beginNs = System.nanoTime();
        final long patienceNs = node.host().settings().joinTimeoutNs;
        long remindNs = beginNs + REMIND_NS;
        while (!condition.getAsBoolean()) {
            final Throwable failed = node.failure();
            if (failed != null) {
                throw new IllegalStateException("the node stopped itself before " + what, failed);
            }
            final RuntimeException refusal = ingress.refusal();
            if (refusal != null) {
                throw refusal;
            }
            final int former = node.host().applied().former();
            if (former >= 0) {
                throw new IllegalStateException("member " + former + " is of a Tocsin from before there were engine"
                        + " versions, which cannot carry out the same log as this one: stop all members, then start all"
                        + " of them with this version");
            }
            final long nowNs = System.nanoTime();
            if (nowNs - beginNs > patienceNs) {
                throw new IllegalStateException("waited " + TimeUnit.NANOSECONDS.toMillis(patienceNs)
                        + " ms in vain until " + what + ": do a majority of the members run?");
            }
            if (nowNs - remindNs > 0) {
                remindNs = nowNs + REMIND_NS;
                LOG.info(
                        "member {} waits until {}: a majority of the {} members has to run",
                        node.memberId(),
                        what,
                        node.host().settings().members.size());
            }
            LockSupport.parkNanos(PARK_NS);
        }
    }

    private boolean drain() {
        final long deadlineNs = System.nanoTime() + DRAIN_NS;
        long end = CommandRing.BUSY;
        while (System.nanoTime() - deadlineNs < 0 && failure.get() == null) {
            if (end == CommandRing.BUSY) {
                end = ingress.ring().tryMarkEnd();
            }
            if (end != CommandRing.BUSY
                    && ingress.hasPassed(end)
                    && ((delivery.isDrained() && (outputs.heldBytes() == 0 || !node.isTakingPart()))
                            || deliveryThread.isCurrent()
                            || !deliveryThread.isAlive())) {
                return true;
            }
            LockSupport.parkNanos(PARK_NS);
        }
        return false;
    }

    private static void end(final AgentThread thread) {
        thread.stop();
        if (!thread.join(DRAIN_NS)) {
            LOG.error("a thread of the router does not end: it is left behind");
        }
    }

    private void fail(final Throwable cause) {
        if (!closing.get() && failure.compareAndSet(null, cause)) {
            state = Pipeline.State.FAILED;
            ingress.ring().close();
            onFatal.accept(cause);
        }
    }

    static Thread daemon(final Runnable task) {
        final Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    /** Starts the router of a node. */
    record Launcher(ClusterNode node, NodeState nodeState) implements EngineHost.Launcher {
        /** Above every id that a site gives a source. */
        private static final long HIGHEST_SOURCE_ID = Long.MAX_VALUE;

        @Override
        public EngineHost launch(
                final EngineLimits limits,
                final OutputHandler handler,
                final ErrorHandler onDeliveryError,
                final Consumer<Throwable> onFatal) {
            final ClusterRouter router = new ClusterRouter(node, nodeState, handler, onDeliveryError, onFatal);
            router.start(limits);
            return router;
        }

        @Override
        public Level level() {
            return node.host().levels().level();
        }

        @Override
        public boolean gives(final Level asked) {
            return node.host().levels().gives(asked);
        }

        @Override
        public Level told() {
            return node.host().levels().told();
        }

        @Override
        public int knownEngineVersion() {
            return node.knownEngineVersion();
        }

        @Override
        public int unheardMember() {
            return node.host().applied().firstSilent();
        }

        @Override
        public Seat seat() {
            return new Seat(
                    node.memberId(),
                    node.host().settings().members.stream()
                            .map(member -> HIGHEST_SOURCE_ID - member.id())
                            .toList());
        }
    }

    /** What the engine says, and after it the answers that had to wait. */
    private final class Deliveries implements Agent {
        @Override
        public int doWork() {
            tellVersion();
            final int work = delivery.doWork();
            return outputs.heldBytes() == 0
                    ? work
                    : work + outputs.tellHeld(delivery, levels, node.host().isSettled());
        }

        @Override
        public String roleName() {
            return delivery.roleName();
        }
    }

    /** Ends with its node, and with a reader that was too slow. */
    private final class Watched implements Agent {
        private final Agent agent;

        Watched(final Agent agent) {
            this.agent = agent;
        }

        @Override
        public int doWork() {
            final Throwable cause = node.failure();
            if (cause != null) {
                fail(cause);
                throw new AgentTerminationException(cause);
            }
            if (outputs.reader() == NodeOutputs.Reader.LAGS && outputs.ring().size() == 0) {
                fail(new IllegalStateException(
                        "the router was too slow for what its engine says, and has missed some of it"));
            }
            final StorageState room = nodeState.room();
            if (room != ingress.ring().storageState()) {
                ingress.ring().storageState(room);
            }
            try {
                return agent.doWork();
            } catch (final Throwable thrown) {
                fail(thrown);
                throw new AgentTerminationException(thrown);
            }
        }

        @Override
        public String roleName() {
            return agent.roleName();
        }
    }
}

package io.tocsin.transport.cluster;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.tocsin.pipeline.AgentThread;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentTerminationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other members how far this node's engine is, and hears it of theirs: beside the log and the consensus module, which counts what members have in their logs
 * and, in Aeron 1.51.0, believes a member of an older term as well. Answers alone wait for it, nothing else.
 *
 * <p>Tells and hears by the way which part of the log members do not need any more, and keeps that in a counter of the media driver.
 *
 * <p>The newest counts: what could not be sent now is sent later, as it stands then. Said again now and then, for who has just come. Own thread.
 */
final class AppliedStream implements Agent, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AppliedStream.class);
    private static final int STREAM_ID = 2_001;
    private static final int LIMIT = 64;
    private static final long END_NS = TimeUnit.SECONDS.toNanos(5);

    /** At most so often it tells how far its engine is. */
    private static final long INTERVAL_NS = TimeUnit.MICROSECONDS.toNanos(200);

    private final NodeState state;
    private final AppliedQuorum quorum;
    private final NodeSecret secret;
    private final AppliedReport report;
    private final BooleanSupplier isSettled;
    private final LongSupplier electedIn;
    private final Consumer<Throwable> onFatal;
    private final int self;
    private final int members;
    private final long againNs;
    private final Hearing hearing;
    private final Outvoted outvoted;
    private final Keeping keeping;
    private final SideStream side;
    private final Aeron aeron;
    private final Subscription subscription;
    private final NodeSigns signs;
    private final Agreement hashes;
    private final Agreement digests;
    private final long[] hashPoint = new long[2];
    private final long[] digestPoint = new long[2];
    private final List<Peer> peers = new ArrayList<>();
    private final FragmentHandler onReport = this::onReport;
    private final AgentThread thread;
    private long termId = NodeState.NONE;
    private long position;
    private long ownNeedless;
    private long toldPoints;
    private volatile int former = NodeState.NONE;
    private boolean isNews;
    private long nowNs = System.nanoTime();

    /**
     * @param isSettled    whether the node takes part in the term that its engine is in: only then it says how far that is.
     * @param electedIn    the last term that the node knows, while it is elected and does not lead yet; -1 if it is not.
     * @param keeping      which part of the log this node does not need.
     * @param outputs      what the router of the node reads.
     * @param driverFolder of the node's own media driver.
     * @param onFatal      told once if it cannot go on.
     */
    AppliedStream(
            final ClusterSettings settings,
            final NodeState state,
            final AppliedQuorum quorum,
            final NodeSecret secret,
            final BooleanSupplier isSettled,
            final LongSupplier electedIn,
            final Keeping keeping,
            final NodeOutputs outputs,
            final String driverFolder,
            final Consumer<Throwable> onFatal) {
        this.state = state;
        this.quorum = quorum;
        this.secret = secret;
        this.isSettled = isSettled;
        this.electedIn = electedIn;
        this.keeping = keeping;
        this.onFatal = onFatal;
        report = new AppliedReport(secret);
        self = settings.memberId;
        members = settings.members.size();
        againNs = settings.timing.heartbeatIntervalNs();
        hearing = new Hearing(self, members, settings.patienceNs());
        side = new SideStream(outputs, settings.patienceNs(), nowNs);
        outvoted = new Outvoted(self, members, settings.patienceNs());
        hashes = new Agreement(self, members, "the hash of what was said", state.hashes(), settings.undecidedNs());
        digests = new Agreement(self, members, "the digest of the state", state.digests(), settings.undecidedNs());
        aeron = Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(driverFolder)
                .clientName("tocsin-applied")
                .useConductorAgentInvoker(true)
                .errorHandler(thrown -> LOG.warn("member {}: {}", settings.memberId, thrown.toString(), thrown)));
        final String own = settings.member().appliedEndpoint();
        try {
            signs = new NodeSigns(aeron, self, settings.knownEngineVersion);
            subscription = aeron.addSubscription("aeron:udp?endpoint=" + own, STREAM_ID);
            for (final ClusterMember member : settings.members) {
                if (member.id() != self) {
                    peers.add(new Peer(aeron.addExclusivePublication(
                            "aeron:udp?term-length=64k|endpoint=" + member.appliedEndpoint(), STREAM_ID)));
                }
            }
        } catch (final RuntimeException failed) {
            aeron.close();
            throw new IllegalStateException(
                    "member " + self + " cannot hear at " + own
                            + ", the last of its ports, how far the others' engines are",
                    failed);
        }
        thread = new AgentThread(this, settings.idleStrategySupplier.get(), ClusterRouter::daemon);
    }

    void start() {
        thread.start();
    }

    /** The first member whose engine it has not heard of lately, in the way that this code speaks of it; -1 = it hears all. Any thread. */
    int firstSilent() {
        return hearing.firstSilent();
    }

    /** How what stands beside the log keeps up. Any thread. */
    SideStreamState side() {
        return side.state(System.nanoTime());
    }

    /** The first member that was heard to speak as Tocsins did before there were engine versions; -1 = none. Any thread. */
    int former() {
        return former;
    }

    /** Whether it has lately heard of a majority of engines, its own among them. Any thread. */
    boolean hearsMajority() {
        return hearing.isOfMajority();
    }

    /** What it shows, and how it is asked for another engine version. Any thread, while the node is not closed. */
    NodeSigns signs() {
        return signs;
    }

    /** The last command after which a majority of engines was seen to be the same as this node's. Any thread. */
    long agreedCommandSeq() {
        return Math.max(hashes.agreedPlace(), digests.agreedPlace());
    }

    /** How often another member was seen to differ from this node and the majority, at the places that are kept. Any thread. */
    int differing() {
        return hashes.differing() + digests.differing();
    }

    @Override
    public int doWork() {
        try {
            return hearAndTell();
        } catch (final Throwable thrown) {
            onFatal.accept(thrown);
            throw new AgentTerminationException(thrown);
        }
    }

    @Override
    public String roleName() {
        return "tocsin-applied";
    }

    @Override
    public void close() {
        signs.close();
        thread.stop();
        if (thread.join(END_NS)) {
            CloseHelper.quietClose(aeron);
        } else {
            LOG.error("a thread of the node does not end: it is left behind");
        }
    }

    private int hearAndTell() {
        aeron.conductorAgentInvoker().invoke();
        if (aeron.isClosed()) {
            throw new AgentTerminationException("the media driver has ended");
        }
        final int work = subscription.poll(onReport, LIMIT);
        final long now = System.nanoTime();
        if (now - nowNs < INTERVAL_NS) {
            return work;
        }
        nowNs = now;
        // Not in the midst of an election: what is carried out then is of a term that may not be the last one's.
        final boolean settled = isSettled.getAsBoolean();
        hearing.look(nowNs, settled);
        signs.side.setRelease(side.look(nowNs, settled, hearing.isOfMajority()).code());
        final IllegalStateException stranded = outvoted.look(nowNs, settled ? NodeState.NONE : electedIn.getAsLong());
        if (stranded != null) {
            throw stranded;
        }
        ownNeedless = keeping.own();
        signs.needless.setRelease(hearing.isOfAll() ? keeping.needlessBefore() : 0);
        signs.version.setRelease(state.engineVersion());
        compare();
        return settled ? work + tell() : work;
    }

    /** Whether the engine is what others are, where there is news. What it has come to is said from then on. */
    private void compare() {
        final long now = state.hashes().count() + state.digests().count();
        if (now != toldPoints) {
            toldPoints = now;
            state.hashes().newest(hashPoint);
            state.digests().newest(digestPoint);
            report.points(hashPoint[0], hashPoint[1], digestPoint[0], digestPoint[1]);
            peers.forEach(Peer::fallBehind);
            isNews = true;
        }
        if (isNews || hashes.isUndecided() || digests.isUndecided()) {
            isNews = false;
            refuse(hashes.look(nowNs));
            refuse(digests.look(nowNs));
        }
    }

    /** The others hear what it has come to before it stops, so that they can say who it was; in an election it says nothing, as always. */
    private void refuse(final @Nullable DivergedException diverged) {
        if (diverged != null) {
            if (isSettled.getAsBoolean()) {
                tell();
            }
            throw diverged;
        }
    }

    private int tell() {
        // In this order: what was carried out in a term is never told as carried out in the one before.
        final long nowAt = state.logPosition();
        final long nowIn = state.termId();
        if (nowAt != position || nowIn != termId) {
            position = nowAt;
            termId = nowIn;
            quorum.say(self, termId, position);
            peers.forEach(Peer::fallBehind);
        }
        int work = 0;
        DirectBuffer told = null;
        for (final Peer peer : peers) {
            if (peer.isDue()) {
                told = told == null ? report.of(self, termId, position, ownNeedless) : told;
                work += peer.tell(told);
            }
        }
        return work;
    }

    private void onReport(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        if (!report.isAt(buffer, offset, length)) {
            if (report.isFormer(buffer, offset, length)) {
                heardFormer(AppliedReport.member(buffer, offset));
            } else {
                secret.refused();
            }
            return;
        }
        final int member = AppliedReport.member(buffer, offset);
        if (member >= 0 && member < members && member != self) {
            hearing.heard(member, System.nanoTime());
            outvoted.said(member, AppliedReport.termId(buffer, offset), System.nanoTime());
            keeping.said(member, AppliedReport.needlessBefore(buffer, offset));
            isNews |= hashes.said(member, AppliedReport.hashed(buffer, offset), AppliedReport.hash(buffer, offset));
            isNews |=
                    digests.said(member, AppliedReport.digested(buffer, offset), AppliedReport.digest(buffer, offset));
            quorum.say(member, AppliedReport.termId(buffer, offset), AppliedReport.position(buffer, offset));
        }
    }

    private void heardFormer(final int member) {
        if (member >= 0 && member < members && former < 0) {
            former = member;
            LOG.error(
                    "member {} is of a Tocsin from before there were engine versions: it cannot carry out the same log,"
                            + " and would come to something else. Stop it, and start it with this version",
                    member);
        }
    }

    /** Another member. */
    private final class Peer {
        private final ExclusivePublication publication;
        private boolean isBehind = true;
        private long toldNs;

        Peer(final ExclusivePublication publication) {
            this.publication = publication;
        }

        void fallBehind() {
            isBehind = true;
        }

        boolean isDue() {
            return isBehind || nowNs - toldNs >= againNs;
        }

        int tell(final DirectBuffer told) {
            if (publication.offer(told) <= 0) {
                return 0;
            }
            isBehind = false;
            toldNs = nowNs;
            return 1;
        }
    }
}

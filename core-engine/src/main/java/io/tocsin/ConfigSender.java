package io.tocsin;

import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.pipeline.Pipeline;
import io.tocsin.router.ContentHash;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends configurations, one after the other, each in windows of {@value #WINDOW} commands so that the largest never fills the ring. Any thread; futures are completed
 * outside its lock.
 */
final class ConfigSender {
    private static final int WINDOW = 32;

    private final CommandGate gate;
    private final InForce inForce;
    private final Queue<ConfigRun> waiting = new ArrayDeque<>();
    private SiteBaseline held = SiteBaseline.EMPTY;
    /** What a recovered engine says that it holds, until the first configuration is compared with it. */
    private @Nullable ReportedSite reported;

    private @Nullable ConfigRun current;
    private @Nullable PendingProposal pending;
    private volatile @Nullable Proposal proposal;
    private final Set<DutyPlace> rostered = new TreeSet<>();
    private boolean awaitsAnswer;
    private RouterEvent.@Nullable ConfigRefused refused;
    private long lastConfigId;

    /** Hears of the configuration that is in force: all of its entries, and the places that have a roster; neither changes any more. */
    interface InForce {
        void on(Collection<SiteEntry> entries, Set<DutyPlace> rosteredPlaces);
    }

    /**
     * Sends through a gate.
     *
     * @param inForce hears whenever another configuration is in force, before whatever follows from it is delivered. Must not wait.
     */
    ConfigSender(final CommandGate gate, final InForce inForce) {
        this.gate = gate;
        this.inForce = inForce;
    }

    CompletableFuture<Configured> configure(final Site site) {
        return send("site '" + site.name() + "'", site.contentHash(), before -> before.to(site), 0)
                .future();
    }

    /** As a person, who may have to leave it to a second one. */
    CompletableFuture<Proposed> propose(final long sessionId, final Site site) {
        final ConfigRun run =
                send("site '" + site.name() + "'", site.contentHash(), before -> before.to(site), sessionId);
        return run.future().thenApply(configured -> run.asProposed());
    }

    /** What waits for a second person; {@code null} if nothing does. Any thread. */
    @Nullable
    Proposal proposal() {
        return proposal;
    }

    /** Sends rosters, and takes others away; a site neither holds them nor takes them away. */
    CompletableFuture<Configured> rosters(final List<Roster> rosters, final List<DutyPlace> removed) {
        final List<SiteEntry> entries = RosterEncoder.encode(rosters, removed);
        final ContentHash hash = new ContentHash();
        entries.forEach(entry -> hash.addFramed(entry.bytes()));
        return send("rosters", hash.value(), before -> new SiteBaseline.Change(entries, before), 0)
                .future();
    }

    /** The places that have a roster. */
    synchronized List<DutyPlace> rostered() {
        return List.copyOf(rostered);
    }

    private ConfigRun send(
            final String name,
            final long contentHash,
            final ConfigRun.UnaryChange whatChanges,
            final long actorSession) {
        final ConfigRun run;
        synchronized (this) {
            run = new ConfigRun(++lastConfigId, name, contentHash, whatChanges, actorSession);
            waiting.add(run);
        }
        pump();
        return run;
    }

    /** A recovered engine holds a configuration whose versions go up to this; its entries follow. Before anything is configured. */
    synchronized void held(final long version) {
        final ReportedSite site = new ReportedSite();
        site.version(version);
        reported = site;
    }

    /** A recovered engine holds an entry. */
    synchronized void held(final byte[] entry) {
        if (reported != null) {
            reported.add(entry);
        }
        RosterEncoder.apply(entry, rostered);
    }

    /** A recovered engine holds a proposal, whose entries follow. After those in force. */
    synchronized void recovered(final Proposal proposed) {
        proposal = proposed;
        pending = reported == null ? null : PendingProposal.recovered(reported);
    }

    /** A recovered engine holds an entry that is not in force. */
    synchronized void proposed(final byte[] entry) {
        if (pending != null) {
            pending.add(entry);
        }
    }

    /** A proposal was made, confirmed, or is over. Delivery thread. */
    synchronized void on(final Proposal proposed) {
        final ConfigRun run = current;
        switch (proposed.state()) {
            case PROPOSED -> {
                proposal = proposed;
                pending = run != null && run.configId() == proposed.configId() && run.isSent()
                        ? PendingProposal.sent(run)
                        : null;
            }
            case CONFIRMED -> {
                proposal = null;
                if (pending != null) {
                    pending.confirm();
                }
            }
            default -> {
                proposal = null;
                pending = null;
            }
        }
    }

    /** A configuration is in force; the answer follows what it leads to. Delivery thread. */
    synchronized void on(final RouterEvent.ConfigApplied event) {
        final PendingProposal confirmed = pending;
        if (confirmed != null && confirmed.isConfirmed()) {
            pending = null;
            held = confirmed.after();
            reported = null;
            confirmed.entries().forEach(entry -> RosterEncoder.apply(entry, rostered));
            inForce.on(held.entries(), Set.copyOf(rostered));
            return;
        }
        final ConfigRun run = current;
        if (run != null && run.configId() == event.configId() && run.isSent()) {
            run.entries().forEach(entry -> RosterEncoder.apply(entry.bytes(), rostered));
            inForce.on(run.after().entries(), Set.copyOf(rostered));
        }
    }

    /** Remembers why; the answer follows. Delivery thread. */
    synchronized void on(final RouterEvent.ConfigRefused event) {
        refused = event;
    }

    /** Sends what can be sent; called again after every delivery cycle. */
    void pump() {
        Runnable ending = step();
        while (ending != null) {
            ending.run();
            ending = step();
        }
    }

    /** Sends what can be sent now; answers how to complete a configuration that is over already. */
    private synchronized @Nullable Runnable step() {
        if (awaitsAnswer) {
            return null;
        }
        if (current == null) {
            current = waiting.poll();
            if (current == null) {
                return null;
            }
            if (reported != null) {
                held = reported.baseline();
                reported = null;
                inForce.on(held.entries(), Set.copyOf(rostered));
            }
            current.prepare(held);
            if (pending != null || current.isOfPerson()) {
                current.beginAlone();
            }
        }
        final ConfigRun run = current;
        if (run.isNothing()) {
            held = run.after();
            current = null;
            return () -> run.future().complete(run.configured());
        }
        return sendWindow(run);
    }

    private @Nullable Runnable sendWindow(final ConfigRun run) {
        while (!awaitsAnswer) {
            final boolean last = run.endsWindow(WINDOW);
            final OutgoingCommand command = run.next();
            if (last && command.correlation() == 0) {
                final CompletableFuture<Answer> answer = new CompletableFuture<>();
                command.correlation(gate.pending().expect(answer, next -> next));
                answer.whenComplete((next, thrown) -> onAnswer(run, next, thrown));
            }
            final long ticket = gate.publish(command);
            if (ticket == Pipeline.BUSY) {
                return null;
            }
            if (ticket < 0) {
                gate.pending().forget(command.correlation());
                current = null;
                return () -> run.future().completeExceptionally(CommandGate.refused(ticket));
            }
            run.markSent();
            awaitsAnswer = last;
        }
        return null;
    }

    private void onAnswer(final ConfigRun run, final @Nullable Answer answer, final @Nullable Throwable thrown) {
        final boolean ended;
        final RuntimeException failure;
        synchronized (this) {
            awaitsAnswer = false;
            ended = thrown != null || run.isSent();
            failure = thrown == null ? null : explained(run, thrown);
            if (answer != null && answer.result() == Result.PROPOSED) {
                run.markProposed();
            }
            if (ended) {
                current = null;
                if (thrown == null && !run.isProposed()) {
                    held = run.after();
                }
            } else if (run.isBegunAlone()) {
                run.prepare(held);
            }
        }
        if (failure != null) {
            run.future().completeExceptionally(failure);
        } else if (ended) {
            run.future().complete(run.configured());
        }
        pump();
    }

    private RuntimeException explained(final ConfigRun run, final Throwable thrown) {
        final RouterEvent.ConfigRefused why = refused;
        refused = null;
        if (why != null && why.configId() == run.configId() && why.refusal() != ConfigRefusal.NONE) {
            return new RefusedException(
                    Refusal.CONFIG_REFUSED,
                    why.entryNumber(),
                    "CONFIG_REFUSED: " + run.describe(why.entryNumber()) + ": " + why.refusal()
                            + "; nothing was changed");
        }
        return thrown instanceof RuntimeException exception ? exception : new IllegalStateException(thrown);
    }
}

package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.text.EdgeText;
import io.tocsin.codecs.text.ResultContent;
import io.tocsin.engine.EngineLimits;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.NoJournal;
import io.tocsin.journal.StorageState;
import io.tocsin.pipeline.AnswerLevels;
import io.tocsin.pipeline.EngineHost;
import io.tocsin.pipeline.Pipeline;
import io.tocsin.pipeline.PipelineCounters;
import io.tocsin.pipeline.Recovery;
import io.tocsin.pipeline.RuntimeFlags;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.agrona.DirectBuffer;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.EpochNanoClock;
import org.jspecify.annotations.Nullable;

/**
 * An alert router inside this process. Sources raise alerts and send readings; the router decides who must know, tells them through their sessions, and keeps
 * telling the next until somebody takes responsibility. It is secondary notification infrastructure, not a primary alarm and not a medical device.
 *
 * <p>Every method may be called by any thread and none waits, except {@link #launch} and {@link #close()}. Commands are answered by futures, completed on the
 * delivery thread, which also runs the listeners: never wait there for a future, chain on it. A future fails with {@link RefusedException} only, and then
 * nothing was changed, unless the router closed before it answered. Commands and deliveries allocate; {@link #offer} does not.
 */
public final class AlertRouter implements AutoCloseable {
    /** Answer of {@link #offer}: no room for the command's class now; try again later. */
    public static final long BUSY = Pipeline.BUSY;

    /** Answer of {@link #offer}: the router is closed or has stopped itself. */
    public static final long CLOSED = Pipeline.CLOSED;

    /** Answer of {@link #offer}: the command is longer than 1,024 bytes. */
    public static final long TOO_LONG = Pipeline.TOO_LONG;

    /** Answer of {@link #offer}: the journal has no room for the command's class. */
    public static final long STORAGE_FULL = Pipeline.STORAGE_FULL;

    private final EngineHost host;
    private final CommandGate gate;
    private final RouterHub hub;
    private final ReadingHistory history;

    AlertRouter(final EngineHost host, final CommandGate gate, final RouterHub hub, final ReadingHistory history) {
        this.host = host;
        this.gate = gate;
        this.hub = hub;
        this.history = history;
    }

    /**
     * Starts a router and puts its site in force. Waits for that, seconds at most, but for as long as a kept journal takes to be carried out again: then open
     * alerts are as they were, nobody is connected, and of the site only what differs is sent.
     *
     * @param context used for this router only.
     * @return a router that takes commands.
     * @throws IllegalStateException if the context was used before or lacks a site, or a JVM flag is missing; the message says which.
     * @throws RefusedException      if the site does not fit the limits, or more is asked than the journal gives.
     * @throws JournalException      if what was kept is no valid base; nothing was changed, and what was given stays open.
     */
    public static AlertRouter launch(final Context context) {
        RuntimeFlags.require();
        return RouterLauncher.launch(requireNonNull(context, "context"));
    }

    /**
     * Raises an alert; the same key while it is open is an update and pages nobody twice.
     *
     * @param raise read before this returns; needs key, type and severity.
     * @return the alert's id, once the router holds the alert at the level asked for.
     * @throws IllegalArgumentException if type or severity is missing.
     */
    public CompletableFuture<Raised> raise(final Raise raise) {
        requireNonNull(raise, "raise");
        return gate.submit(CommandEncoding.raise(raise), raise.level, raise.key, Answer::raised);
    }

    /** Reports a critical result; the same key while it is open corrects it, and whoever had read it back has to again. Answers as {@link #raise}. */
    public CompletableFuture<Raised> report(final ResultContent result) {
        return gate.submit(CommandEncoding.result(requireNonNull(result, "result")), null, null, Answer::raised);
    }

    /**
     * Changes severity or description of an open alert.
     *
     * @param update read before this returns.
     * @return completed once recorded; {@link Refusal#UNKNOWN_ALERT} if the source has no such alert open.
     */
    public CompletableFuture<Confirmed> update(final Update update) {
        requireNonNull(update, "update");
        return gate.submit(CommandEncoding.update(update), null, update.ref.key(), Answer::confirmed);
    }

    /**
     * Says that a condition is over at its source; the alert then stays for review, or until a person resolves it.
     *
     * @param ref which alert.
     * @return completed once recorded; {@link Refusal#UNKNOWN_ALERT} if the source has no such alert open.
     */
    public CompletableFuture<Confirmed> clear(final AlertRef ref) {
        return gate.submit(CommandEncoding.clear(requireNonNull(ref, "ref")), null, ref.key(), Answer::confirmed);
    }

    /** {@link #clear(AlertRef)} by the source's key. */
    public CompletableFuture<Confirmed> clear(final String alertKey) {
        return clear(AlertRef.key(alertKey));
    }

    /** {@link #clear(AlertRef)} by the alert's id. */
    public CompletableFuture<Confirmed> clear(final long alertId) {
        return clear(AlertRef.id(alertId));
    }

    /**
     * Takes an alert back that was raised in error: it is closed, and everybody who was told is told.
     *
     * @param ref which alert.
     * @return completed once recorded; {@link Refusal#UNKNOWN_ALERT} if the source has no such alert open.
     */
    public CompletableFuture<Confirmed> cancel(final AlertRef ref) {
        return gate.submit(CommandEncoding.cancel(requireNonNull(ref, "ref")), null, ref.key(), Answer::confirmed);
    }

    /** {@link #cancel(AlertRef)} by the source's key. */
    public CompletableFuture<Confirmed> cancel(final String alertKey) {
        return cancel(AlertRef.key(alertKey));
    }

    /** {@link #cancel(AlertRef)} by the alert's id. */
    public CompletableFuture<Confirmed> cancel(final long alertId) {
        return cancel(AlertRef.id(alertId));
    }

    /**
     * Holds readings against limits and scores.
     *
     * @param readings read before this returns; at least one.
     * @return completed once they are recorded; repeated if the device's sequence was seen before.
     * @throws IllegalArgumentException if there are none.
     */
    public CompletableFuture<Confirmed> readings(final Readings readings) {
        return gate.ask(CommandEncoding.readings(requireNonNull(readings, "readings")), Answer::confirmed);
    }

    /**
     * Silences what is being worked on, for a time. For a window that has no person as author; a person's silence is {@link RecipientSession#silence}.
     *
     * @param silence read before this returns.
     * @return as {@link RecipientSession#silence}.
     */
    public CompletableFuture<Silenced> silence(final Silence silence) {
        requireNonNull(silence, "silence");
        return gate.submit(SilenceEncoding.create(0, silence), null, null, Answer::silenced);
    }

    /** Ends a silence before its time, as {@link RecipientSession#endSilence}. */
    public CompletableFuture<Confirmed> endSilence(final long silenceId) {
        return gate.submit(SilenceEncoding.expire(0, silenceId), null, null, Answer::confirmed);
    }

    /** As {@link RecipientSession#limit}, for what is set at the bedside: the program's word; {@link Refusal#FORBIDDEN} beyond the policy, or over a person's limit. */
    public CompletableFuture<Confirmed> limitAtBedside(final PatientLimit limit) {
        return gate.submit(CommandEncoding.limit(0, limit), null, null, Answer::confirmed);
    }

    /** As {@link RecipientSession#position}, for a person or a unit whom a badge system or a tracker follows; {@link Refusal#UNKNOWN_PERSON} if the site has none. */
    public CompletableFuture<Confirmed> position(final String personId, final Position position) {
        return gate.ask(CommandEncoding.position(personId, position), Answer::confirmed);
    }

    /**
     * Puts another site in force, all of it or nothing: only what differs from the one in force is sent. What it does not name any more stays known, but roles and
     * assignments it does not name lose their people. Alerts that are escalating stay on the policy they started with. Configurations follow one another.
     *
     * @param site the whole site, such as one from {@link Site#toBuilder()}.
     * @return completed once in force; {@link Refusal#CONFIG_REFUSED} with the reason in its message.
     */
    public CompletableFuture<Configured> configure(final Site site) {
        return hub.configs().configure(requireNonNull(site, "site"));
    }

    /**
     * Connects a person's client: the person counts as reachable for whatever is raised after this returned, and is sent what was not received before.
     *
     * @param personId a person or destination of the site.
     * @param listener called on the delivery thread.
     * @return the session, to be closed when the client leaves.
     */
    public RecipientSession connect(final String personId, final OfferListener listener) {
        return hub.desk().connect(EdgeText.requiredId("personId", personId), requireNonNull(listener, "listener"));
    }

    /**
     * The alerts that were open when the last event was delivered.
     *
     * @return immutable, by rising alertId.
     */
    public List<AlertState> openAlerts() {
        return hub.book().open();
    }

    /**
     * The alerts, open and closed, as the events delivered so far tell them.
     *
     * @return a view that stays current.
     */
    public AlertView view() {
        return hub.book();
    }

    /** What every answer means at least, as {@link #levels()} says. */
    public Level level() {
        return gate.levels().level();
    }

    /** What answers mean. A command that asks for more than can be given is refused {@link Refusal#LEVEL_UNAVAILABLE}, but for those of {@link #offer}. */
    public AnswerLevels levels() {
        return gate.levels();
    }

    /** Identity of the log, its upper 64 bits: sequences of deliveries count within it. Stays the same when a router is launched again over a kept journal. */
    public long epochHigh() {
        return hub.epochHigh();
    }

    /** Identity of the log, its lower 64 bits. */
    public long epochLow() {
        return hub.epochLow();
    }

    /** What has passed through ring, journal, engine and delivery; a view that stays current. */
    public PipelineCounters pipelineCounters() {
        return host.counters();
    }

    /** Asks the engine for its totals, as they are when the query is carried out. */
    public CompletableFuture<Counters> counters() {
        return gate.ask(CommandEncoding.countersQuery(), answer -> hub.counters());
    }

    /** What a medication system says of doses. */
    public DoseDesk doses() {
        return new DoseDesk(0, gate);
    }

    /** Who is on duty when, beside the site, in which {@link Site.Builder#staff} names whoever only a roster does. */
    public DutyDesk duty() {
        return new DutyDesk(hub);
    }

    /** What was measured during the last 72 hours, if {@link Context#historyBytes} says so. */
    public ReadingHistory history() {
        return history;
    }

    /** How the router is held to its promise, and how it is told of load; a view that stays current. */
    public RouterOperation operation() {
        return new RouterOperation(gate, hub);
    }

    /**
     * Publishes a command that the caller has encoded. Any thread; never waits, does not allocate; but with {@link Context#patientTexts} it seals, which allocates, and
     * waits 50 ms at most for a new patient's key. Its answer, if the envelope has a correlation, goes to {@link RouterListener#onAnswer}; correlations with the highest bit set are the router's own.
     *
     * @param buffer holds the SBE message with its header; copied.
     * @param offset of the message header.
     * @param length of header and message, at least 1.
     * @return a positive ticket: the command will be carried out unless the router fails first; or {@link #BUSY}, {@link #CLOSED}, {@link #TOO_LONG}, {@link
     *     #STORAGE_FULL}.
     */
    public long offer(final DirectBuffer buffer, final int offset, final int length) {
        return host.tryPublish(buffer, offset, length);
    }

    /**
     * A number for a session whose {@code SessionOpened} the caller encodes: no other session has it, nor had one that was open when the router recovered.
     */
    public long nextSessionId() {
        return hub.desk().nextSessionId();
    }

    /**
     * One duty cycle, on the caller's thread. {@link Pipeline.Threading#MANUAL} only, one thread at a time.
     *
     * @return how much was done; 0 = nothing to do before time moves on.
     * @throws IllegalStateException if the router has threads of its own, is closed or has failed.
     */
    public int doWork() {
        return host.doWork() + host.pollOutputs();
    }

    /**
     * When the engine has something to do next. {@link Pipeline.Threading#MANUAL} only, on the thread of {@link #doWork()}.
     *
     * @return epoch ns; {@code Long.MAX_VALUE} if nothing is due, ever.
     */
    public long nextDeadlineNs() {
        return host.engine().nextDeadlineNs();
    }

    /** How the router came back from its journal; {@code null} if that was empty. Any thread. */
    public @Nullable Recovery recovery() {
        return host.recovery();
    }

    /** How much room the journal has, as the router last saw it; if little, commands are answered {@link #STORAGE_FULL}. Any thread. */
    public StorageState storageState() {
        return host.storageState();
    }

    /** Where it is in its life; {@link Pipeline.State#FAILED} if it has stopped itself. */
    public Pipeline.State state() {
        return host.state();
    }

    /** Refuses from now on, carries out what was taken, then completes every future that still waits with {@link Refusal#CLOSED}. Waits, seconds at most. */
    @Override
    public void close() {
        host.close();
        gate.pending().closeAll();
    }

    /** Settings of one router; used once. One thread. */
    public static final class Context extends RouterSettings {
        /** The site to start with; must be given. Returns this. */
        public Context site(final Site value) {
            site = requireNonNull(value, "site");
            return this;
        }

        /** Capacities; a kept journal keeps its own. Default {@link RouterDefaults#limits()}, a hospital of 2,000 beds. Returns this. */
        public Context limits(final EngineLimits value) {
            limits = requireNonNull(value, "limits");
            return this;
        }

        /** Where commands are recorded; what it holds, the router goes on with, and closes it. Default {@link NoJournal}: gone with the process. Returns this. */
        public Context journal(final Journal value) {
            journal = requireNonNull(value, "journal");
            return this;
        }

        /** What an answer must mean unless a command says otherwise; default MEMORY. More than the journal gives is refused. Returns this. */
        public Context level(final Level value) {
            level = Checks.level(value);
            return this;
        }

        /** UTC epoch ns, read by the pipeline's thread only; default follows the system's clocks and never jumps. Returns this. */
        public Context clock(final EpochNanoClock value) {
            clock = requireNonNull(value, "clock");
            return this;
        }

        /** Hears every event; default nobody. Returns this. */
        public Context listener(final RouterListener value) {
            listener = requireNonNull(value, "listener");
            return this;
        }

        /** Told what listeners throw, on the delivery thread; default logs. Returns this. */
        public Context errorHandler(final ErrorHandler value) {
            errorHandler = requireNonNull(value, "errorHandler");
            return this;
        }

        /** The source under which this router's own commands are numbered, not 0; default 1. Returns this. */
        public Context sourceId(final long value) {
            if (value == 0) {
                throw new IllegalArgumentException("sourceId is 0: that is the host itself");
            }
            sourceId = value;
            return this;
        }

        /** Checks the settings; called by {@link AlertRouter#launch}, a second time throws {@link IllegalStateException}. Returns this. */
        public Context conclude() {
            checkAndSeal();
            return this;
        }

        /** The effective configuration, one setting per line, for a log. */
        public String describe() {
            return text();
        }

        @Override
        public String toString() {
            return describe();
        }
    }
}

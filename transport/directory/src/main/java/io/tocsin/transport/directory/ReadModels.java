package io.tocsin.transport.directory;

import io.tocsin.journal.JournalTail;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The patient directory and the alert history of a router. One thread writes: it opens them, catches up beside the router, which does not wait for it, and follows. Another
 * answers questions, so that nobody else's thread waits for the disk. What cannot be opened or followed ends the read models and nothing else.
 *
 * <p>Any thread; none waits, except {@link #close()}.
 */
public final class ReadModels implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReadModels.class);
    private static final int EVENTS_PER_BATCH = 256;
    private static final int WAITING_QUESTIONS = 1_024;
    private static final long IDLE_NS = 20_000_000;
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long CLOSE_MS = 5_000;

    private final ReadModelSettings settings;
    private final ReadModelFeed feed;
    private final Thread writer;
    private final ThreadPoolExecutor reader;
    private final PatientCard card = new PatientCard();
    private final AtomicLong refused = new AtomicLong();
    private volatile @Nullable StoredDirectory directory;
    private volatile @Nullable StoredHistory history;
    private volatile boolean hasNewPlaces;
    private volatile boolean isUp;
    private volatile boolean catchingUp = true;
    private volatile boolean closed;
    private final RegisterWatch register;

    // Writer only.
    private final List<ModelStore> open = new CopyOnWriteArrayList<>();
    private @Nullable HistoryEvents events;
    private @Nullable JournalTail tail;
    private boolean isWaiting;
    private long retryNs;

    private ReadModels(final ReadModelSettings settings, final ReadModelFeed feed) {
        this.settings = settings;
        this.feed = feed;
        register = new RegisterWatch(settings.register());
        reader =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_QUESTIONS), task -> {
                    final Thread thread = new Thread(task, "tocsin-directory-reader");
                    thread.setDaemon(true);
                    return thread;
                });
        writer = new Thread(this::run, "tocsin-directory");
        writer.setDaemon(true);
    }

    /**
     * Read models that answer nothing yet.
     *
     * @param settings what they are made from.
     * @param feed     what they are fed from; its router runs, and is closed after they were told to {@link #stop}.
     * @return to be {@link #start started}, once.
     */
    public static ReadModels of(final ReadModelSettings settings, final ReadModelFeed feed) {
        return new ReadModels(settings, feed);
    }

    /** Begins to open them, and comes back at once: they answer as soon as they are open. Returns this. */
    public ReadModels start() {
        writer.start();
        return this;
    }

    /** Another configuration is in force. */
    public void onConfiguration() {
        hasNewPlaces = true;
    }

    /** What they have done and hold. */
    public ReadModelCounts counts() {
        final StoredDirectory patients = directory;
        final StoredHistory alerts = history;
        return new ReadModelCounts(
                isUp,
                catchingUp,
                patients == null ? 0 : patients.patients(),
                patients == null ? 0 : patients.withoutRoom(),
                register.badLines(),
                alerts == null ? 0 : alerts.alerts(),
                alerts == null ? 0 : alerts.letGo(),
                alerts == null ? 0 : alerts.withoutRoom(),
                alerts == null ? 0 : alerts.applied(),
                refused.get());
    }

    /**
     * The directory itself, for a thread that may wait for the disk and ends before this is closed.
     *
     * @return {@code null}: it is not open yet, or has ended.
     */
    public @Nullable PatientDirectory directory() {
        return directory;
    }

    /** Whether what is missing in an answer may still come: what was before the start is not all taken over yet. */
    public boolean isCatchingUp() {
        return catchingUp;
    }

    /**
     * Looks a patient up.
     *
     * @param patientId of the patient.
     * @return nobody ({@code null}) if the directory does not know the patient; fails with {@link UnavailableException} if it cannot say. Completed on a thread that others'
     *     questions wait for.
     */
    public CompletableFuture<@Nullable Patient> patient(final String patientId) {
        return ask(() -> {
            final StoredDirectory patients = require(directory);
            if (patients.find(patientId, card)) {
                return card.patient();
            }
            if (!register.isRead()) {
                throw new UnavailableException();
            }
            return null;
        });
    }

    /**
     * Looks names up.
     *
     * @param patientIds of patients.
     * @return the names that are known, by patient; else as {@link #patient}.
     */
    public CompletableFuture<Map<String, String>> names(final List<String> patientIds) {
        return ask(() -> {
            final StoredDirectory patients = require(directory);
            final Map<String, String> names = new HashMap<>();
            for (final String patientId : patientIds) {
                if (patients.find(patientId, card) && !card.name().isEmpty()) {
                    names.put(patientId, card.name());
                }
            }
            return names;
        });
    }

    /**
     * Looks alerts up.
     *
     * @param patientId of whom; empty = of everybody.
     * @param unit      of which, if it is of everybody; empty = of all.
     * @param before    those with a lower alertId only; 0 = from the newest.
     * @param limit     how many at most.
     * @return the newest first; else as {@link #patient}.
     */
    public CompletableFuture<List<PastAlert>> alerts(
            final String patientId, final String unit, final long before, final int limit) {
        return ask(() -> {
            final StoredHistory alerts = require(history);
            if (!patientId.isEmpty()) {
                return alerts.ofPatient(patientId, before, limit);
            }
            return unit.isEmpty() ? alerts.newest(before, limit) : alerts.ofUnit(unit, before, limit);
        });
    }

    /** Tells them to end, and does not wait: before what they are fed from is closed. {@link #close()} afterwards. */
    public void stop() {
        closed = true;
        if (writer.getState() == Thread.State.NEW) {
            reader.shutdown();
        }
        LockSupport.unpark(writer);
    }

    /** Ends them: what was asked is answered, what is kept is closed in order. Waits, five seconds at most: what takes longer is made again at the next start, unless it still comes to its end. */
    @Override
    public void close() {
        stop();
        final long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MS);
        try {
            writer.join(CLOSE_MS);
            if (!reader.awaitTermination(untilNs - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                LOG.warn("the directory is still closing; if it is cut off, it is made again at the next start");
            }
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> CompletableFuture<T> ask(final Supplier<T> question) {
        final CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            reader.execute(() -> {
                try {
                    answer.complete(question.get());
                } catch (final DamagedException damage) {
                    LOG.error(
                            "the directory or the history of alerts is damaged, and made again at the next start",
                            damage);
                    end();
                    answer.completeExceptionally(new UnavailableException());
                } catch (final RuntimeException unavailable) {
                    answer.completeExceptionally(unavailable);
                } catch (final Error failed) {
                    // Such as a disk that does not give or take a page.
                    LOG.error("the directory cannot be read, and is made again at the next start", failed);
                    open.forEach(ModelStore::markDamaged);
                    end();
                    answer.completeExceptionally(new UnavailableException());
                }
            });
        } catch (final RejectedExecutionException tooMany) {
            refused.incrementAndGet();
            answer.completeExceptionally(new UnavailableException());
        }
        return answer;
    }

    private static <T> T require(final @Nullable T model) {
        if (model == null) {
            throw new UnavailableException();
        }
        return model;
    }

    /** From here on nothing is answered. */
    private void end() {
        isUp = false;
        directory = null;
        history = null;
    }

    private void run() {
        try {
            open();
            isUp = true;
            while (!closed && directory != null) {
                if (!work()) {
                    LockSupport.parkNanos(IDLE_NS);
                }
            }
        } catch (final LinkageError missing) {
            LOG.error(
                    "there is no directory and no history of alerts, the router goes on without them: Chronicle Map is not there, or this is a JRE and no JDK with the"
                            + " module jdk.compiler, or a flag is missing; directory.store = memory needs neither",
                    missing);
            open.forEach(ModelStore::markDamaged);
        } catch (final Exception | Error failed) {
            LOG.error("directory and history of alerts have ended, the router goes on without them", failed);
            open.forEach(ModelStore::markDamaged);
        }
        end();
        closeAll();
    }

    private void open() {
        final LogPlace log = feed.log();
        final long startNs = System.nanoTime();
        final StoredDirectory patients = new StoredDirectory(store(StoredDirectory.shape(settings.patients()), log));
        patients.places(feed.asOfEventSeq(), feed.places());
        if (feed.hasEvents()) {
            final StoredHistory alerts = new StoredHistory(
                    store(StoredHistory.shape(settings.alerts(), settings.units(), settings.ids()), log),
                    settings.alerts());
            events = new HistoryEvents(alerts);
            tail = feed.events(alerts.applied() + 1);
            history = alerts;
        }
        directory = patients;
        LOG.info(
                "directory of {} patients and history of alerts up to event {} are open ({} ms)",
                patients.patients(),
                events == null ? 0 : events.appliedSeq(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs));
    }

    private ModelStore store(final Shape shape, final LogPlace log) {
        final Path folder = settings.folder();
        final ModelStore model = settings.kind() == ReadModelSettings.Kind.CHRONICLE && folder != null
                ? ModelStore.inFolder(folder, shape, log)
                : ModelStore.inMemory(shape, log);
        open.add(model);
        return model;
    }

    /** Answers whether there is more to do at once. */
    private boolean work() {
        final StoredDirectory patients = directory;
        if (patients == null) {
            return false;
        }
        if (hasNewPlaces) {
            hasNewPlaces = false;
            final long asOf = feed.asOfEventSeq();
            patients.places(asOf, feed.places());
        }
        register.look(patients, () -> {
            if (!closed) {
                follow();
            }
            return !closed;
        });
        return follow();
    }

    private boolean follow() {
        final JournalTail following = tail;
        final HistoryEvents applying = events;
        final StoredHistory alerts = history;
        if (following == null || applying == null || alerts == null) {
            catchingUp = false;
            return false;
        }
        if (isWaiting && System.nanoTime() - retryNs < 0) {
            return false;
        }
        isWaiting = false;
        try {
            final int given = following.poll(applying, EVENTS_PER_BATCH);
            if (given > 0) {
                alerts.commit(applying.appliedSeq());
            } else {
                catchingUp = false;
            }
            return given > 0;
        } catch (final UncheckedIOException unread) {
            LOG.warn(
                    "the history of alerts cannot read the events now; it tries again every second: {}",
                    unread.toString());
            isWaiting = true;
            retryNs = System.nanoTime() + RETRY_NS;
            return false;
        }
    }

    /** Behind the last question, so that nobody reads what is closed. */
    private void closeAll() {
        if (tail != null) {
            tail.close();
        }
        boolean isAsked = false;
        while (!isAsked) {
            try {
                reader.execute(() -> open.forEach(ModelStore::close));
                isAsked = true;
            } catch (final RejectedExecutionException tooMany) {
                LockSupport.parkNanos(IDLE_NS);
            }
        }
        reader.shutdown();
    }
}

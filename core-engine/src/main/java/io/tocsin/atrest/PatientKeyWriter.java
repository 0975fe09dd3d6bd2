package io.tocsin.atrest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Writes the file of patients' keys, on a thread of its own: nobody else waits for the disk, but for a new key, and not for long. What comes at once is forced at once. What
 * fails is tried again every second, until the process ends.
 */
final class PatientKeyWriter implements AutoCloseable {
    /** Longest that somebody waits for a key. */
    static final long WAIT_NS = 50_000_000L;

    private static final long AGAIN_MS = 1_000;
    private static final long CLOSE_MS = 10_000;
    private static final long POLL_NS = 20_000;

    /** A record to write in its place. */
    private static final class Order {
        final byte[] bytes;
        final long at;
        /** That is kept once it is written; {@code null} = that is gone. */
        final @Nullable PatientKey key;

        volatile boolean isDone;

        Order(final byte[] bytes, final long at, final @Nullable PatientKey key) {
            this.bytes = bytes;
            this.at = at;
            this.key = key;
        }

        boolean destroys() {
            return key == null && bytes.length > 0;
        }
    }

    private final PatientKeyFile file;
    private final boolean isForced;
    private final PatientKeyRecord record = new PatientKeyRecord();
    private final LinkedBlockingQueue<Order> orders = new LinkedBlockingQueue<>();
    private final List<Order> failed = new ArrayList<>();
    private final AtomicLong ordered = new AtomicLong();
    private final AtomicLong destroyed = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();
    private final Thread thread;
    private volatile long busySinceNs;
    private volatile boolean isBusy;
    private volatile boolean isClosed;
    private boolean isDirty;

    PatientKeyWriter(final PatientKeyFile file, final boolean isForced) {
        this.file = file;
        this.isForced = isForced;
        thread = new Thread(this::run, "tocsin-patient-keys");
        thread.setDaemon(true);
        thread.start();
    }

    /** A key that is kept from then on. Does not wait. */
    void keep(final byte[] bytes, final long at, final PatientKey key) {
        orders.add(new Order(bytes.clone(), at, key));
    }

    /** A key that is gone from then on, forced. Does not wait. */
    void destroy(final byte[] bytes, final long at) {
        ordered.incrementAndGet();
        orders.add(new Order(bytes.clone(), at, null));
    }

    /** Waits until a key is kept, but not for long, and not at all while the disk does not answer. */
    boolean await(final PatientKey key) {
        final long beginNs = System.nanoTime();
        while (!key.isKept) {
            final boolean isStuck = isBusy && System.nanoTime() - busySinceNs > WAIT_NS;
            if (isClosed || isStuck || System.nanoTime() - beginNs > WAIT_NS) {
                return false;
            }
            LockSupport.parkNanos(POLL_NS);
        }
        return true;
    }

    /** How many keys are to be destroyed, and are not yet. */
    int undestroyed() {
        final long gone = destroyed.get();
        return (int) (ordered.get() - gone);
    }

    /** How many were ordered to be destroyed until now. */
    long ordered() {
        return ordered.get();
    }

    /** Whether the first so many are gone from the disk: they go in the order in which it was said. */
    boolean isDestroyed(final long first) {
        return destroyed.get() >= first;
    }

    /** How often something could not be written. */
    long faults() {
        return faults.get();
    }

    /** Waits until all that was ordered so far is written and forced; {@code false} = it is not after ten seconds. */
    boolean settle() {
        final Order mark = new Order(new byte[0], 0, null);
        orders.add(mark);
        final long beginNs = System.nanoTime();
        while (!mark.isDone) {
            if (System.nanoTime() - beginNs > TimeUnit.MILLISECONDS.toNanos(CLOSE_MS) || !thread.isAlive()) {
                return false;
            }
            LockSupport.parkNanos(POLL_NS);
        }
        return undestroyed() == 0;
    }

    @Override
    public void close() {
        isClosed = true;
        settle();
        thread.interrupt();
        final long beginNs = System.nanoTime();
        while (thread.isAlive() && System.nanoTime() - beginNs < TimeUnit.MILLISECONDS.toNanos(CLOSE_MS)) {
            LockSupport.parkNanos(POLL_NS);
        }
    }

    private void run() {
        final List<Order> batch = new ArrayList<>();
        try {
            while (true) {
                final Order first = orders.poll(AGAIN_MS, TimeUnit.MILLISECONDS);
                batch.addAll(failed);
                failed.clear();
                if (first != null) {
                    batch.add(first);
                    orders.drainTo(batch);
                }
                carryOut(batch);
                batch.clear();
            }
        } catch (final InterruptedException closed) {
            // Nothing interrupts it but its close, when nothing is left to do.
            try {
                file.close();
            } catch (final IOException lost) {
                faults.incrementAndGet();
            }
        }
    }

    private void carryOut(final List<Order> batch) {
        busySinceNs = System.nanoTime();
        isBusy = true;
        try {
            boolean isToForce = isForced && !batch.isEmpty();
            for (final Order order : batch) {
                // What was destroyed meanwhile is not written any more.
                if (order.bytes.length > 0 && (order.key == null || !order.key.isWiped)) {
                    System.arraycopy(order.bytes, 0, record.bytes, 0, PatientKeyRecord.BYTES);
                    file.write(record, order.at);
                    isDirty = true;
                }
                isToForce |= order.key == null;
            }
            // At level OS what was written is forced a second later.
            if (isDirty && (isToForce || batch.isEmpty())) {
                file.force();
                isDirty = false;
            }
            batch.forEach(this::done);
        } catch (final IOException refused) {
            faults.incrementAndGet();
            for (final Order order : batch) {
                if (order.bytes.length == 0) {
                    order.isDone = true;
                } else {
                    failed.add(order);
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(AGAIN_MS) / 4);
        } finally {
            isBusy = false;
        }
    }

    private void done(final Order order) {
        order.isDone = true;
        if (order.destroys()) {
            destroyed.incrementAndGet();
        }
        if (order.key != null) {
            order.key.isKept = true;
        }
    }
}

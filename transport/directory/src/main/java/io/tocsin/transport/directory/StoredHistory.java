package io.tocsin.transport.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A history over a {@link ModelStore}: one entry an alert, chained from the newest to the one before it of the same subject and of the same unit. Alerts are numbered
 * without gaps, so the oldest is found when it has to make room. Each entry knows the last event that changed it: what is not newer changes nothing. One thread writes.
 */
final class StoredHistory implements AlertHistory {
    /** Number of the record: the oldest alert that is kept; 0 = none was yet. */
    private static final int OLDEST = 0;
    /** Number of the record: the newest. */
    private static final int NEWEST = 1;

    /** Alerts that a page which begins at an alert of another chain passes over before it gives up: others wait for the same thread. */
    static final int MAX_PASSED = 10_000;

    private static final int AVERAGE_KEY_BYTES = 12;
    private static final int AVERAGE_VALUE_BYTES = 96;

    private final ModelStore model;
    private final ReadModelStore store;
    private final long mostAlerts;
    private final AlertRecord record = new AlertRecord();
    private final Layout layout = new Layout();
    private final Slice key = new Slice();
    private final Slice value = new Slice();
    private final AtomicLong letGo = new AtomicLong();
    private final AtomicLong withoutRoom = new AtomicLong();
    private volatile long oldest;
    private volatile long newest;

    StoredHistory(final ModelStore model, final long mostAlerts) {
        this.model = model;
        this.mostAlerts = mostAlerts;
        store = model.store();
        oldest = model.number(OLDEST);
        newest = model.number(NEWEST);
    }

    /**
     * Of a history.
     *
     * @param alerts most alerts.
     * @param units  most units.
     * @param ids    most ids that events name by number.
     */
    static Shape shape(final long alerts, final long units, final long ids) {
        // An alert may be the newest of a subject of its own.
        return new Shape("alerts", 2 * alerts + units + ids, AVERAGE_KEY_BYTES, AVERAGE_VALUE_BYTES);
    }

    @Override
    public @Nullable PastAlert alert(final long alertId) {
        final View view = new View();
        return view.find(alertId) ? view.record.past() : null;
    }

    @Override
    public List<PastAlert> ofPatient(final String patientId, final long before, final int limit) {
        final View view = new View();
        return view.key.key(Layout.NEWEST_OF_SUBJECT, 'P' + patientId)
                ? chain(
                        view,
                        before,
                        limit,
                        found -> found.beforeOfSubject,
                        found -> found.subject.equals('P' + patientId))
                : List.of();
    }

    @Override
    public List<PastAlert> ofUnit(final String unit, final long before, final int limit) {
        final View view = new View();
        return view.key.key(Layout.NEWEST_OF_UNIT, unit)
                ? chain(view, before, limit, found -> found.beforeOfUnit, found -> found.unit.equals(unit))
                : List.of();
    }

    @Override
    public List<PastAlert> newest(final long before, final int limit) {
        final View view = new View();
        final List<PastAlert> found = new ArrayList<>();
        final long first = before == 0 ? newest : Math.min(newest, before - 1);
        for (long alertId = first; alertId > 0 && alertId >= oldest && found.size() < limit; alertId--) {
            if (view.find(alertId)) {
                found.add(view.record.past());
            }
        }
        return found;
    }

    /** How many alerts it has. Any thread. */
    long alerts() {
        return newest == 0 ? 0 : newest - oldest + 1;
    }

    /** How many made room. Any thread. */
    long letGo() {
        return letGo.get();
    }

    /** How often there was no room, though there should have been. Any thread. */
    long withoutRoom() {
        return withoutRoom.get();
    }

    /** The last event that was applied. */
    long applied() {
        return model.applied();
    }

    /** Everything up to an event is in it. */
    void commit(final long eventSeq) {
        model.number(OLDEST, oldest);
        model.number(NEWEST, newest);
        model.commit(eventSeq);
    }

    /** An id that events name by its number from now on. */
    void intern(final int table, final long index, final String id) {
        key.key(Layout.ID, (long) table << 56 | index);
        final boolean isNew = !store.get(key, value);
        Layout.putLong(value, Layout.APPLIED_OFFSET, 0);
        value.length(Layout.putText(value, Layout.FIELDS_OFFSET, id, 1 + Layout.MAX_ID_BYTES));
        put(isNew);
    }

    /** The id behind a number; empty if it is below 0, or not known. */
    String id(final int table, final long index) {
        if (index < 0) {
            return "";
        }
        key.key(Layout.ID, (long) table << 56 | index);
        if (!store.get(key, value)) {
            return "";
        }
        check(layout, value);
        return Layout.text(value, Layout.FIELDS_OFFSET);
    }

    /** A new alert: links it, and lets the oldest go if there is no room. What is left of the record is the caller's. */
    void raise(final long eventSeq, final AlertRecord raised) {
        if (raised.alertId <= newest) {
            return;
        }
        while (oldest != 0 && raised.alertId - oldest >= mostAlerts) {
            letOldestGo();
        }
        raised.appliedSeq = eventSeq;
        raised.beforeOfSubject = head(Layout.NEWEST_OF_SUBJECT, raised.subject);
        raised.beforeOfUnit = head(Layout.NEWEST_OF_UNIT, raised.unit);
        key.key(Layout.ALERT, raised.alertId);
        raised.write(value);
        // Nobody is led to an alert that is not there, neither meanwhile nor if it finds no room: what is before it
        // would be lost with it.
        if (put(true)) {
            link(Layout.NEWEST_OF_SUBJECT, raised.subject, raised.alertId);
            link(Layout.NEWEST_OF_UNIT, raised.unit, raised.alertId);
        }
        if (oldest == 0) {
            oldest = raised.alertId;
        }
        newest = raised.alertId;
    }

    /** Changes an alert, if it is here and does not know the event yet. */
    void change(final long eventSeq, final long alertId, final Consumer<AlertRecord> change) {
        key.key(Layout.ALERT, alertId);
        if (!store.get(key, value)) {
            return;
        }
        check(layout, value);
        record.read(value);
        if (record.appliedSeq >= eventSeq) {
            return;
        }
        record.appliedSeq = eventSeq;
        change.accept(record);
        record.write(value);
        put(false);
    }

    private void letOldestGo() {
        final long first = oldest;
        key.key(Layout.ALERT, first);
        if (store.get(key, value)) {
            check(layout, value);
            record.read(value);
            store.remove(key);
            unlink(Layout.NEWEST_OF_SUBJECT, record.subject, first);
            unlink(Layout.NEWEST_OF_UNIT, record.unit, first);
            letGo.incrementAndGet();
        }
        oldest = first + 1;
    }

    /** The newest of its kind; 0 = there is none. */
    private long head(final char kind, final String id) {
        return !id.isEmpty() && key(kind, id) && store.get(key, value)
                ? Layout.getLong(value, Layout.FIELDS_OFFSET)
                : 0;
    }

    /** Makes an alert the newest of its kind. */
    private void link(final char kind, final String id, final long alertId) {
        if (id.isEmpty() || !key(kind, id)) {
            return;
        }
        final boolean isNew = !store.get(key, value);
        Layout.putLong(value, Layout.APPLIED_OFFSET, 0);
        Layout.putLong(value, Layout.FIELDS_OFFSET, alertId);
        value.length(Layout.FIELDS_OFFSET + Long.BYTES);
        put(isNew);
    }

    /** The last of its kind has gone. */
    private void unlink(final char kind, final String id, final long alertId) {
        if (!id.isEmpty()
                && key(kind, id)
                && store.get(key, value)
                && Layout.getLong(value, Layout.FIELDS_OFFSET) == alertId) {
            store.remove(key);
        }
    }

    private boolean key(final char kind, final String id) {
        return key.key(kind, id);
    }

    /** Answers whether there was room. */
    private boolean put(final boolean isNew) {
        layout.seal(value);
        final boolean hadRoom = store.put(key, value, isNew);
        if (!hadRoom) {
            withoutRoom.incrementAndGet();
        }
        return hadRoom;
    }

    private List<PastAlert> chain(
            final View view,
            final long before,
            final int limit,
            final ToLongFunction<AlertRecord> back,
            final Predicate<AlertRecord> isOfChain) {
        final List<PastAlert> found = new ArrayList<>();
        if ((before != 0 && before <= oldest) || !store.get(view.key, view.value)) {
            return found;
        }
        check(view.layout, view.value);
        long alertId = Layout.getLong(view.value, Layout.FIELDS_OFFSET);
        if (before != 0 && view.find(before) && isOfChain.test(view.record)) {
            // The last of the page before leads on.
            alertId = back.applyAsLong(view.record);
        }
        int passed = 0;
        while (alertId > 0 && alertId >= oldest && found.size() < limit && view.find(alertId)) {
            if (before == 0 || alertId < before) {
                found.add(view.record.past());
            } else if (++passed > MAX_PASSED) {
                throw new UnavailableException();
            }
            alertId = back.applyAsLong(view.record);
        }
        return found;
    }

    private void check(final Layout with, final Slice found) {
        try {
            with.check(found);
        } catch (final DamagedException damage) {
            model.markDamaged();
            throw damage;
        }
    }

    /** What one reader needs. */
    private final class View {
        private final Slice key = new Slice();
        private final Slice value = new Slice();
        private final Layout layout = new Layout();
        private final AlertRecord record = new AlertRecord();

        boolean find(final long alertId) {
            key.key(Layout.ALERT, alertId);
            if (!store.get(key, value)) {
                return false;
            }
            check(layout, value);
            record.read(value);
            return true;
        }
    }
}

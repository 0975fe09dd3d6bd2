package io.tocsin.transport.directory;

import io.tocsin.PatientPlace;
import io.tocsin.router.ContentHash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A directory over a {@link ModelStore}. Two feeds write different parts of an entry: the configuration in force says where patients are and who belongs to them, and a
 * register who they are. Each entry knows which event and which reading of the register it has: what is not newer changes nothing. One thread writes.
 */
final class StoredDirectory implements PatientDirectory {
    /** Numbers of the record: what the configuration said, which reading of the register it has, and of which file. */
    private static final int PLACES_HASH = 0;

    private static final int REGISTER = 1;
    private static final int REGISTER_BYTES = 2;
    private static final int REGISTER_CHANGED = 3;
    /** As {@link #REGISTER_BYTES}: it was not read to its end. */
    private static final long UNREAD = -1;

    private static final int AVERAGE_KEY_BYTES = 12;
    private static final int AVERAGE_VALUE_BYTES = 128;

    private final ModelStore model;
    private final ReadModelStore store;
    private final PatientCard card = new PatientCard();
    private final Slice next = new Slice();
    private final AtomicLong patients = new AtomicLong();
    private final AtomicLong withoutRoom = new AtomicLong();
    /** What the configuration said last; null = this process has not compared yet. */
    private Map<String, PatientPlace> placed = Map.of();

    private boolean isCompared;

    StoredDirectory(final ModelStore model) {
        this.model = model;
        store = model.store();
        patients.set(model.size());
    }

    static Shape shape(final long patients) {
        return new Shape("patients", patients, AVERAGE_KEY_BYTES, AVERAGE_VALUE_BYTES);
    }

    @Override
    public boolean find(final String patientId, final PatientCard found) {
        if (!found.key.key(Layout.PATIENT, patientId) || !store.get(found.key, found.value)) {
            return false;
        }
        try {
            found.layout.check(found.value);
        } catch (final DamagedException damage) {
            model.markDamaged();
            throw damage;
        }
        return true;
    }

    /** How many patients it knows. Any thread. */
    long patients() {
        return patients.get();
    }

    /** How many found no room, each time they were said. Any thread. */
    long withoutRoom() {
        return withoutRoom.get();
    }

    /** Whether the register in a file of this length and date is in it. */
    boolean hasRegister(final long bytes, final long changedMs) {
        return model.number(REGISTER) != 0
                && model.number(REGISTER_BYTES) == bytes
                && model.number(REGISTER_CHANGED) == changedMs;
    }

    /** Takes over where patients are, as of an event. */
    void places(final long eventSeq, final List<PatientPlace> places) {
        final long hash = hash(places);
        final Map<String, PatientPlace> before = placed;
        placed = new HashMap<>();
        places.forEach(place -> placed.put(place.patientId(), place));
        if (!isCompared && model.number(PLACES_HASH) == hash) {
            isCompared = true;
            return;
        }
        final Set<String> gone = isCompared ? new HashSet<>(before.keySet()) : placedInStore();
        gone.removeAll(placed.keySet());
        gone.forEach(patient -> displace(eventSeq, patient));
        boolean hadRoom = true;
        for (final PatientPlace place : places) {
            if (!place.equals(before.get(place.patientId())) && !place(eventSeq, place)) {
                // Tried again with the next configuration.
                placed.remove(place.patientId());
                hadRoom = false;
            }
        }
        isCompared = true;
        // Else compared again after the next start.
        model.number(PLACES_HASH, hadRoom ? hash : 0);
        model.commit(Math.max(eventSeq, model.applied()));
    }

    /**
     * Begins a reading of the register; what it does not name any more loses what it said once it {@link #endRegister ends}. A reading that is broken off has used its number
     * up: whom it alone named, the next forgets.
     */
    long beginRegister() {
        final long register = model.number(REGISTER) + 1;
        model.number(REGISTER, register);
        model.number(REGISTER_BYTES, UNREAD);
        model.commit(model.applied());
        return register;
    }

    /** Takes over what the register says of a patient. */
    void registered(
            final long register,
            final String patient,
            final String name,
            final PatientPlaceText place,
            final List<String> contacts) {
        final boolean isKnown = find(patient, card);
        if (isKnown && (card.present() & PatientCard.REGISTERED) != 0 && card.register() > register) {
            return;
        }
        final int present = isKnown ? card.present() : 0;
        final int at = keepPlaced(register, present | PatientCard.REGISTERED, patient);
        int end = Layout.putText(next, at, name, PatientCard.MAX_NAME_BYTES);
        end = place.write(next, end);
        end = Layout.putTexts(next, end, contacts, PatientCard.MAX_CONTACTS, PatientCard.MAX_CONTACT_BYTES);
        if (!put(patient, end, !isKnown)) {
            // Who is named is not forgotten: what was known stays.
            keep(register, patient);
        }
    }

    /** The register names a patient, and what it says cannot be taken: what it said before stays. */
    void keep(final long register, final String patient) {
        if (!find(patient, card) || (card.present() & PatientCard.REGISTERED) == 0 || card.register() >= register) {
            return;
        }
        final int at = keepPlaced(register, card.present(), patient);
        put(patient, keepRegistered(card.present(), at), false);
    }

    /** The register was read to its end. */
    void endRegister(final long register, final long bytes, final long changedMs, final long named) {
        if (named < model.size() || register > 1) {
            final List<String> gone = new ArrayList<>();
            final PatientCard visited = new PatientCard();
            store.forEach((key, value) -> {
                if (key.bytes()[0] == Layout.PATIENT) {
                    visited.value.copy(value);
                    if ((visited.present() & PatientCard.REGISTERED) != 0 && visited.register() < register) {
                        gone.add(visited.id());
                    }
                }
            });
            gone.forEach(this::unregister);
        }
        model.number(REGISTER_BYTES, bytes);
        model.number(REGISTER_CHANGED, changedMs);
        model.commit(model.applied());
    }

    /** Answers whether there was room. */
    private boolean place(final long eventSeq, final PatientPlace place) {
        final String patient = place.patientId();
        final boolean isKnown = find(patient, card);
        if (isKnown
                && (card.present() & PatientCard.PLACED) != 0
                && Layout.getLong(card.value, Layout.APPLIED_OFFSET) >= eventSeq) {
            return true;
        }
        final int present = isKnown ? card.present() : 0;
        int end =
                PatientCard.begin(next, eventSeq, present | PatientCard.PLACED, isKnown ? card.register() : 0, patient);
        end = new PatientPlaceText(place.unit(), place.bed(), place.care()).write(next, end);
        end = Layout.putTexts(next, end, place.emergencyContacts(), PatientCard.MAX_CONTACTS, Layout.MAX_ID_BYTES);
        end = keepRegistered(present, end);
        return put(patient, end, !isKnown);
    }

    /** The configuration does not name the patient any more. */
    private void displace(final long eventSeq, final String patient) {
        if (!find(patient, card)) {
            return;
        }
        if ((card.present() & PatientCard.REGISTERED) == 0) {
            remove();
            return;
        }
        final int at = PatientCard.begin(next, eventSeq, PatientCard.REGISTERED, card.register(), patient);
        put(patient, keepRegistered(PatientCard.REGISTERED, at), false);
    }

    /** The register does not name the patient any more. */
    private void unregister(final String patient) {
        if (!find(patient, card)) {
            return;
        }
        if ((card.present() & PatientCard.PLACED) == 0) {
            remove();
            return;
        }
        put(patient, keepPlaced(0, PatientCard.PLACED, patient), false);
    }

    /** Begins the next value with what the configuration said; answers where the register's part begins. */
    private int keepPlaced(final long register, final int present, final String patient) {
        final boolean isPlaced = (present & PatientCard.PLACED) != 0;
        final long appliedSeq = isPlaced ? Layout.getLong(card.value, Layout.APPLIED_OFFSET) : 0;
        final int at = PatientCard.begin(next, appliedSeq, present, register, patient);
        if (!isPlaced) {
            return at;
        }
        final int from = at;
        final int length = card.registerOffset() - from;
        System.arraycopy(card.value.bytes(), from, next.bytes(), from, length);
        return from + length;
    }

    /** Goes on with what the register said; answers the end. */
    private int keepRegistered(final int present, final int offset) {
        if ((present & PatientCard.REGISTERED) == 0) {
            return offset;
        }
        final int from = card.registerOffset();
        final int length = card.value.length() - from;
        System.arraycopy(card.value.bytes(), from, next.bytes(), offset, length);
        return offset + length;
    }

    private boolean put(final String patient, final int end, final boolean isNew) {
        next.length(end);
        card.layout.seal(next);
        card.key.key(Layout.PATIENT, patient);
        if (!store.put(card.key, next, isNew)) {
            withoutRoom.incrementAndGet();
            return false;
        }
        if (isNew) {
            patients.incrementAndGet();
        }
        return true;
    }

    private void remove() {
        store.remove(card.key);
        patients.decrementAndGet();
    }

    private Set<String> placedInStore() {
        final Set<String> ids = new HashSet<>();
        final PatientCard visited = new PatientCard();
        store.forEach((key, value) -> {
            if (key.bytes()[0] == Layout.PATIENT) {
                visited.value.copy(value);
                if ((visited.present() & PatientCard.PLACED) != 0) {
                    ids.add(visited.id());
                }
            }
        });
        return ids;
    }

    private static long hash(final List<PatientPlace> places) {
        final ContentHash hash = new ContentHash();
        places.forEach(place -> hash.addFramed(place.toString().getBytes(StandardCharsets.UTF_8)));
        return hash.value();
    }
}

package io.tocsin.transport.directory;

import java.util.List;

/**
 * Receives what {@link PatientDirectory#find} finds, and is used again and again: finding allocates nothing, only what is read from it does. One thread at a time.
 *
 * <p>Layout behind what all values have: 1 byte of what there is, 8 bytes number of the register's reading; then the id, what the configuration says (unit, bed,
 * care, emergency contacts) and what the register says (name, unit, bed, care, contacts).
 */
public final class PatientCard {
    /** The configuration names the patient. */
    static final int PLACED = 1;
    /** The register names the patient. */
    static final int REGISTERED = 2;

    static final int MAX_NAME_BYTES = 100;
    static final int MAX_CONTACTS = 4;
    static final int MAX_CONTACT_BYTES = 60;
    static final int MAX_CARE = 16;
    private static final int PRESENT_OFFSET = Layout.FIELDS_OFFSET;
    private static final int REGISTER_OFFSET = PRESENT_OFFSET + 1;
    private static final int TEXTS_OFFSET = REGISTER_OFFSET + Long.BYTES;

    final Slice key = new Slice();
    final Slice value = new Slice();
    final Layout layout = new Layout();

    /** An empty card. */
    public PatientCard() {}

    /** The patient's name; empty if no register says one. Allocates. */
    public String name() {
        return (present() & REGISTERED) == 0 ? "" : Layout.text(value, registerOffset());
    }

    /** Everything, as it is now. Allocates. */
    public Patient patient() {
        int at = TEXTS_OFFSET;
        final String id = Layout.text(value, at);
        at = Layout.afterText(value, at);
        PatientPlaceText place = PatientPlaceText.NOWHERE;
        List<String> emergencyContacts = List.of();
        if ((present() & PLACED) != 0) {
            place = PatientPlaceText.read(value, at);
            at = PatientPlaceText.after(value, at);
            emergencyContacts = Layout.texts(value, at);
        }
        if ((present() & REGISTERED) == 0) {
            return new Patient(id, "", place.unit(), place.bed(), place.care(), emergencyContacts, List.of());
        }
        at = registerOffset();
        final String name = Layout.text(value, at);
        at = Layout.afterText(value, at);
        final PatientPlaceText registered = PatientPlaceText.read(value, at);
        final boolean isPlaced = !place.unit().isEmpty() || !place.bed().isEmpty();
        final PatientPlaceText where = isPlaced ? place : registered;
        return new Patient(
                id,
                name,
                where.unit(),
                where.bed(),
                place.care().isEmpty() ? registered.care() : place.care(),
                emergencyContacts,
                Layout.texts(value, PatientPlaceText.after(value, at)));
    }

    int present() {
        return value.bytes()[PRESENT_OFFSET];
    }

    long register() {
        return Layout.getLong(value, REGISTER_OFFSET);
    }

    /** Where what the register says begins; behind everything if it says nothing. */
    int registerOffset() {
        int at = Layout.afterText(value, TEXTS_OFFSET);
        if ((present() & PLACED) != 0) {
            at = PatientPlaceText.after(value, at);
            at = Layout.afterTexts(value, at);
        }
        return at;
    }

    /** Begins a value; answers where the texts behind the id begin. */
    static int begin(
            final Slice value, final long appliedSeq, final int present, final long register, final String id) {
        Layout.putLong(value, Layout.APPLIED_OFFSET, appliedSeq);
        value.bytes()[PRESENT_OFFSET] = (byte) present;
        Layout.putLong(value, REGISTER_OFFSET, register);
        return Layout.putText(value, TEXTS_OFFSET, id, Layout.MAX_ID_BYTES);
    }

    String id() {
        return Layout.text(value, TEXTS_OFFSET);
    }
}

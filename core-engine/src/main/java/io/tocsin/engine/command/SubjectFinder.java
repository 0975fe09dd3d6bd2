package io.tocsin.engine.command;

import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.engine.event.SystemEvents;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.monitoring.Subjects;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.watch.Bedside;
import org.agrona.DirectBuffer;

/** Finds whom a message is about: the patient it names, else the bed, else the device. A real emergency is never refused for want of a name. */
public final class SubjectFinder implements Bedside {
    private final Subjects subjects;
    private final Site site;
    private final SystemEvents events;

    /**
     * Finds subjects.
     *
     * @param subjects known.
     * @param site     with the beds.
     * @param events   for subjects seen for the first time.
     */
    public SubjectFinder(final Subjects subjects, final Site site, final SystemEvents events) {
        this.subjects = subjects;
        this.site = site;
        this.events = events;
    }

    /**
     * The subject of a message; one seen for the first time is interned.
     *
     * @param buffer  holds the message.
     * @param layout  of the message.
     * @param patient index of the text with the patient's id.
     * @param bed     index of the text with the bed's id.
     * @param device  index of the text with the device's id.
     * @return index, or {@link Subjects#NONE} if the message names nobody or the table is full.
     */
    public int intern(
            final DirectBuffer buffer, final MessageLayout layout, final int patient, final int bed, final int device) {
        final int text = naming(layout, patient, bed, device);
        if (text < 0) {
            return Subjects.NONE;
        }
        return intern(kind(text, patient, bed), buffer, layout.textOffset(text), layout.textLength(text));
    }

    /**
     * A subject by kind and id; one seen for the first time is interned.
     *
     * @param kind   of the id.
     * @param buffer holds the id.
     * @param offset of it.
     * @param length of it.
     * @return index, or {@link Subjects#NONE} if the table is full.
     */
    @Override
    public int intern(final byte kind, final DirectBuffer buffer, final int offset, final int length) {
        final int before = subjects.ids().size();
        final int subject = subjects.ids().intern(kind, buffer, offset, length);
        if (subject == before) {
            subjects.created(subject);
            events.interned(
                    IdTable.SUBJECT,
                    subject,
                    subjects.ids().records(),
                    subjects.ids().idOffset(subject),
                    subjects.ids().idLength(subject));
        }
        return subject;
    }

    /**
     * The device that is named as a person; one seen for the first time is interned.
     *
     * @param person index.
     * @return index, or {@link Subjects#NONE} if the table is full.
     */
    public int deviceOf(final int person) {
        return intern(
                Subjects.DEVICE,
                site.people().records(),
                site.people().idOffset(person),
                site.people().idLength(person));
    }

    /**
     * The subject of a message, if it was seen before.
     *
     * @param buffer  holds the message.
     * @param layout  of the message.
     * @param patient index of the text with the patient's id.
     * @param bed     index of the text with the bed's id.
     * @param device  index of the text with the device's id.
     * @return index, or {@link Subjects#NONE}.
     */
    public int find(
            final DirectBuffer buffer, final MessageLayout layout, final int patient, final int bed, final int device) {
        final int text = naming(layout, patient, bed, device);
        return text < 0
                ? Subjects.NONE
                : subjects.ids()
                        .find(kind(text, patient, bed), buffer, layout.textOffset(text), layout.textLength(text));
    }

    /**
     * Whether the subject of a message would find a place.
     *
     * @param buffer  holds the message.
     * @param layout  of the message.
     * @param patient index of the text with the patient's id.
     * @param bed     index of the text with the bed's id.
     * @param device  index of the text with the device's id.
     * @return it is known, or the table is not full.
     */
    public boolean hasRoom(
            final DirectBuffer buffer, final MessageLayout layout, final int patient, final int bed, final int device) {
        if (subjects.ids().free() > 0) {
            return true;
        }
        final int text = naming(layout, patient, bed, device);
        return subjects.ids().find(kind(text, patient, bed), buffer, layout.textOffset(text), layout.textLength(text))
                != Subjects.NONE;
    }

    /** Whether so few are free that they are kept for patients of whom there is more to say than what became of a dose that nobody waits for. */
    boolean isNearlyFull() {
        return subjects.ids().free() <= (subjects.ids().size() + subjects.ids().free()) / 16;
    }

    /**
     * The bed of a message: the one it names if it is known, else the subject's.
     *
     * @param buffer  holds the message.
     * @param layout  of the message.
     * @param bed     index of the text with the bed's id.
     * @param subject index or {@link Subjects#NONE}.
     * @return index or {@link Site#NONE}.
     */
    public int bed(final DirectBuffer buffer, final MessageLayout layout, final int bed, final int subject) {
        final int named = namedBed(buffer, layout, bed);
        return named == Site.NONE ? subjects.bed(subject) : named;
    }

    /**
     * The bed that a message names.
     *
     * @param buffer holds the message.
     * @param layout of the message.
     * @param bed    index of the text with the bed's id.
     * @return index, or {@link Site#NONE} if it names none or one that is not known.
     */
    public int namedBed(final DirectBuffer buffer, final MessageLayout layout, final int bed) {
        return layout.textLength(bed) == 0
                ? Site.NONE
                : site.beds().find((byte) 0, buffer, layout.textOffset(bed), layout.textLength(bed));
    }

    /**
     * The subject's bed.
     *
     * @param subject index or {@link Subjects#NONE}.
     * @return index or {@link Site#NONE}.
     */
    public int bedOf(final int subject) {
        return subjects.bed(subject);
    }

    /**
     * Whether a subject is a bed, which stands for whoever lies in it.
     *
     * @param subject index.
     * @return it is.
     */
    public boolean isBed(final int subject) {
        return subjects.ids().records().getByte(subjects.ids().idOffset(subject)) == Subjects.BED;
    }

    /**
     * Where a subject is: a bed that stands for whoever lies in it is there itself.
     *
     * @param subject index.
     * @return index of the bed, or {@link Site#NONE}.
     */
    @Override
    public int placeOf(final int subject) {
        final int length = subjects.ids().idLength(subject) - 1;
        return isBed(subject)
                ? site.beds()
                        .find((byte) 0, subjects.ids().records(), subjects.ids().idOffset(subject) + 1, length)
                : subjects.bed(subject);
    }

    /**
     * The subject's unit.
     *
     * @param subject index or {@link Subjects#NONE}.
     * @return index or {@link Site#NONE}.
     */
    public int unit(final int subject) {
        return subjects.unit(subject);
    }

    /**
     * Whether the subject is a patient that the configuration names.
     *
     * @param subject index or {@link Subjects#NONE}.
     * @return true if so.
     */
    public boolean isIdentified(final int subject) {
        return subjects.isIdentified(subject);
    }

    private static int naming(final MessageLayout layout, final int patient, final int bed, final int device) {
        if (layout.textLength(patient) > 0) {
            return patient;
        }
        if (layout.textLength(bed) > 0) {
            return bed;
        }
        return layout.textLength(device) > 0 ? device : -1;
    }

    private static byte kind(final int text, final int patient, final int bed) {
        return text == patient ? Subjects.PATIENT : text == bed ? Subjects.BED : Subjects.DEVICE;
    }
}

package io.tocsin.replay.journal;

import io.tocsin.atrest.PatientTexts;
import io.tocsin.codecs.sbe.AlertRaisedDecoder;
import io.tocsin.codecs.sbe.IdInternedDecoder;
import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;
import org.agrona.DirectBuffer;

/**
 * What the lines that are wanted must concern: an alert, a patient, or anything at all. A command concerns a patient if it names the patient or an alert of the
 * patient's; an event if it names the index that the patient was given, or such an alert. So it must be shown every event in order. One thread.
 */
final class Concern {
    private static final char PATIENT = 'P';

    private final long alertId;
    private final String patient;
    private final MessageReader reader = new MessageReader(true, PatientTexts.withoutKeys());
    private final PatientNames names;
    private final Set<Long> alerts = new HashSet<>();
    private long subject = -1;

    /**
     * Has seen nothing.
     *
     * @param alertId the alert; 0 = any.
     * @param patient id of the patient; empty = any, or none.
     */
    Concern(final long alertId, final String patient) {
        this.alertId = alertId;
        this.patient = patient;
        names = new PatientNames(patient);
    }

    /** Whether it is about nothing in particular. */
    boolean isAnything() {
        return alertId == 0 && patient.isEmpty();
    }

    /** Whether a command is about it. After the events that it led to. */
    boolean isOfCommand(final DirectBuffer buffer, final int offset, final int length) {
        return isAlert(buffer, offset, length)
                && (patient.isEmpty() || namesPatient(buffer, offset, length) || isOfTheirs(buffer, offset, length));
    }

    /** Whether an event is about it. */
    boolean isOfEvent(final DirectBuffer event) {
        final int length = event.capacity();
        if (patient.isEmpty()) {
            return isAlert(event, 0, length);
        }
        return learns(event, length) || (isAlert(event, 0, length) && isPatients(event, length));
    }

    private boolean isPatients(final DirectBuffer event, final int length) {
        final int at = Schema.current().subjectOffset(MessageReader.templateId(event, 0, length));
        final boolean names = subject >= 0
                && at >= 0
                && at + Integer.BYTES <= length
                && event.getInt(at, ByteOrder.LITTLE_ENDIAN) == subject;
        return names || isOfTheirs(event, 0, length);
    }

    /** Whether an event tells which index the patient has, and nothing about an alert is wanted. Notes which alerts are the patient's. */
    private boolean learns(final DirectBuffer event, final int length) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        switch (MessageReader.templateId(event, 0, length)) {
            case IdInternedDecoder.TEMPLATE_ID -> {
                final IdInternedDecoder interned = new IdInternedDecoder().wrapAndApplyHeader(event, 0, header);
                if (interned.table() == IdTable.SUBJECT) {
                    final long index = interned.index();
                    if (interned.value().equals(PATIENT + patient)) {
                        subject = index;
                        return alertId == 0;
                    }
                }
            }
            case AlertRaisedDecoder.TEMPLATE_ID -> {
                final AlertRaisedDecoder raised = new AlertRaisedDecoder().wrapAndApplyHeader(event, 0, header);
                if (subject >= 0 && raised.subject() == subject) {
                    alerts.add(raised.alertId());
                }
            }
            default -> {
                // Says nothing that later lines depend on.
            }
        }
        return false;
    }

    private boolean isAlert(final DirectBuffer buffer, final int offset, final int length) {
        return alertId == 0 || alertOf(buffer, offset, length) == alertId;
    }

    private boolean isOfTheirs(final DirectBuffer buffer, final int offset, final int length) {
        return alerts.contains(alertOf(buffer, offset, length));
    }

    /** The alert that a message names; 0 if it names none. */
    private static long alertOf(final DirectBuffer buffer, final int offset, final int length) {
        final int at = Schema.current().alertIdOffset(MessageReader.templateId(buffer, offset, length));
        return at >= 0 && at + Long.BYTES <= length ? buffer.getLong(offset + at, ByteOrder.LITTLE_ENDIAN) : 0;
    }

    private boolean namesPatient(final DirectBuffer buffer, final int offset, final int length) {
        names.found = false;
        final String damage = reader.read(buffer, offset, length, names);
        return damage == null && names.found;
    }

    /** Looks for the patient's id among all fields. */
    private static final class PatientNames implements FieldSink {
        private static final Set<String> FIELDS = Set.of("patientId", "subjectId");

        private final String patient;
        private boolean found;

        PatientNames(final String patient) {
            this.patient = patient;
        }

        @Override
        public void text(final String name, final String value) {
            found |= FIELDS.contains(name) && value.equals(patient);
        }

        @Override
        public void number(final String name, final String decimal, final boolean wide) {
            // No id.
        }

        @Override
        public void instant(final String name, final long epochNs) {
            // No id.
        }

        @Override
        public void word(final String name, final String value) {
            // No id.
        }

        @Override
        public void withheld(final String name, final int bytes) {
            // Nothing is.
        }

        @Override
        public void begin(final String name) {
            // It does not matter where the id stands.
        }

        @Override
        public void beginMessage(final String name, final String type) {
            // The same.
        }

        @Override
        public void end() {
            // The same.
        }

        @Override
        public void beginList(final String name) {
            // The same.
        }

        @Override
        public void endList() {
            // The same.
        }
    }
}

package io.tocsin;

import io.tocsin.atrest.PatientTexts;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Whose the open alerts are that are about a patient, and who lies in which bed. Written by the delivery thread, read by any. */
final class AlertPatients implements PatientTexts.Patients {
    private record Key(long sourceId, int purpose, String alertKey) {}

    private record Open(Key key, String patient) {}

    /** A configuration that is in force; looked through when somebody is asked for first. */
    private static final class Beds {
        private final Collection<SiteEntry> entries;
        private volatile @Nullable Map<String, String> patients;

        Beds(final Collection<SiteEntry> entries) {
            this.entries = entries;
        }

        Map<String, String> patients() {
            Map<String, String> read = patients;
            if (read == null) {
                read = PatientPlaces.byBed(entries);
                patients = read;
            }
            return read;
        }
    }

    private final Map<Long, Open> byId = new ConcurrentHashMap<>();
    private final Map<Key, String> byKey = new ConcurrentHashMap<>();

    private volatile Beds beds = new Beds(List.of());

    /** Another configuration is in force. Any thread. */
    void inForce(final Collection<SiteEntry> entries) {
        beds = new Beds(entries);
    }

    void on(final RouterEvent event) {
        if (event instanceof RouterEvent.AlertRaised raised) {
            final Subject subject = raised.subject();
            if (subject != null && subject.kind() == Subject.Kind.PATIENT) {
                final Open open =
                        new Open(new Key(raised.sourceId(), raised.purpose().value(), raised.alertKey()), subject.id());
                byId.put(raised.alertId(), open);
                byKey.put(open.key(), open.patient());
            }
        } else if (event instanceof RouterEvent.AlertClosed closed) {
            final Open open = byId.remove(closed.alertId());
            if (open != null) {
                // Not of an alert that was raised anew under the same key.
                byKey.remove(open.key(), open.patient());
            }
        }
    }

    @Override
    public @Nullable String patientOf(
            final long alertId, final long sourceId, final int purpose, final String alertKey) {
        if (alertId == 0) {
            return byKey.get(new Key(sourceId, purpose, alertKey));
        }
        final Open open = byId.get(alertId);
        return open == null ? null : open.patient();
    }

    @Override
    public @Nullable String patientIn(final String bedId) {
        return beds.patients().get(bedId);
    }
}

package io.tocsin.transport.client;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.json.PastAlertsQuery;
import io.tocsin.codecs.json.PatientQuery;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.text.EdgeText;
import java.util.concurrent.CompletableFuture;

/** What a client asks of the router's directory of patients and its history of alerts. Any thread; nothing waits. */
public final class DirectoryQueries {
    private final TocsinClient client;

    DirectoryQueries(final TocsinClient client) {
        this.client = client;
    }

    /**
     * Asks who a patient is.
     *
     * @param patientId of the patient.
     * @return completed with what the directory has; exceptionally if there is no connection, or it ends before the answer, or the patient is not for the client, or not
     *     known, or the router has no directory.
     */
    public CompletableFuture<ServerMessage.PatientShown> patient(final String patientId) {
        final String patient = EdgeText.requiredId("patient", patientId);
        return client.query(ServerMessage.PatientShown.class, ref -> new PatientQuery(ref, patient));
    }

    /**
     * Asks for alerts, open or closed, the newest first.
     *
     * @param patientId about whom; empty = anybody.
     * @param unit      of which; empty, or with a patient, = any.
     * @param limit     how many at most, 1 to 200.
     * @param before    those with a lower alertId only; 0 = from the newest.
     * @return as {@link #patient}.
     * @throws IllegalArgumentException for another limit.
     */
    public CompletableFuture<ServerMessage.PastAlerts> pastAlerts(
            final String patientId, final String unit, final int limit, final long before) {
        requireNonNull(patientId, "patientId");
        requireNonNull(unit, "unit");
        Arguments.requireLimit(limit);
        return client.query(
                ServerMessage.PastAlerts.class, ref -> new PastAlertsQuery(ref, patientId, unit, limit, before));
    }
}

package io.tocsin.transport.directory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The alerts there were, the newest as many as there is room for. Any thread; may wait for the disk, so not one that other people's messages wait for. Who may see an
 * alert, whoever asks here has to know.
 */
public interface AlertHistory {
    /**
     * One alert.
     *
     * @param alertId of it.
     * @return {@code null}: there was none, or it was let go.
     * @throws DamagedException if what is kept is damaged.
     */
    @Nullable
    PastAlert alert(long alertId);

    /**
     * The alerts about a patient.
     *
     * @param patientId of the patient.
     * @param before    those with a lower alertId only; 0 = from the newest.
     * @param limit     how many at most, at least 1.
     * @return the newest first.
     * @throws DamagedException     if what is kept is damaged.
     * @throws UnavailableException if {@code before} is an alert of others, and ten thousand of these are newer.
     */
    List<PastAlert> ofPatient(String patientId, long before, int limit);

    /** As {@link #ofPatient}, of a unit. */
    List<PastAlert> ofUnit(String unit, long before, int limit);

    /** As {@link #ofPatient}, of all. */
    List<PastAlert> newest(long before, int limit);
}

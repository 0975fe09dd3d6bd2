package io.tocsin;

import io.tocsin.codecs.sbe.DoseOutcome;
import io.tocsin.codecs.sbe.DosePhase;
import org.jspecify.annotations.Nullable;

/**
 * A dose, as events tell it. Immutable.
 *
 * @param doseId     as it was scheduled.
 * @param patient    whose it is.
 * @param medication what is to be given.
 * @param dueNs      when, epoch ns.
 * @param windowMs   for how long after that it may be told.
 * @param isCritical it is time-critical.
 * @param phase      how it stands.
 * @param outcome    what became of it; {@code null} unless it was told.
 * @param atNs       when that was, as claimed, epoch ns; 0 = not stated.
 * @param alertId    of its care notice; 0 = none was raised yet.
 * @param missed     how many are missed now by that notice, or by the open one of its patient and kind.
 * @param comment    of who told it; may be empty.
 */
public record DoseState(
        String doseId,
        Subject patient,
        String medication,
        long dueNs,
        long windowMs,
        boolean isCritical,
        DosePhase phase,
        @Nullable DoseOutcome outcome,
        long atNs,
        long alertId,
        int missed,
        String comment) {}

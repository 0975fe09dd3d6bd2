package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.DoseOutcome;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.text.OverrideReason;
import org.jspecify.annotations.Nullable;

/**
 * What became of a dose. Immutable.
 *
 * @param commandId as of every command.
 * @param claimedNs as of every command.
 * @param purpose   production, test or training.
 * @param dose      as it was scheduled; empty with WITHDRAWN: all doses of the patient.
 * @param patient   whose it is.
 * @param outcome   given, held, refused by the patient, or withdrawn.
 * @param atNs      when that was, as claimed, epoch ns; 0 = not stated.
 * @param comment   for people; may be empty.
 * @param override  why it is an emergency, in which the role may suffice without a relationship; recorded, to be reviewed. {@code null}: it is none.
 */
public record RecordDose(
        long commandId,
        long claimedNs,
        Purpose purpose,
        String dose,
        String patient,
        DoseOutcome outcome,
        long atNs,
        String comment,
        @Nullable OverrideReason override)
        implements ClientMessage.Medicate {}

package io.tocsin;

import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Severity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An alert at one moment.
 *
 * @param alertId      dense from 1.
 * @param alertKey     the source's name for it, hashed if that was longer than 36 bytes; empty for alerts the engine raised itself.
 * @param sourceId     who raised it; 0 = the engine.
 * @param subject      whom it is about; {@code null} if nothing is known.
 * @param unidentified whether the patient is not known.
 * @param unit         id of its unit; empty = none.
 * @param bed          id of its bed; empty = none.
 * @param type         of the emergency.
 * @param severity     now.
 * @param priority     of delivery, now.
 * @param condition    at the source.
 * @param purpose      production, test or training.
 * @param cause        what opened it.
 * @param occurrence   how often its source raised it, or its limit was violated; from 1.
 * @param owner        the person who accepted it; {@code null} if nobody has.
 * @param step         of the ladder, from 0; -1 before the first.
 * @param round        how often the fail-safe destination was told.
 * @param deadlineNs   when the step ends, epoch ns; 0 if no step is running.
 * @param raisedAtNs   engine time, epoch ns.
 * @param stale        whether its subject has been silent, until a limit is violated again.
 * @param loop         how often the steps were begun again since the ladder started.
 * @param atBedside    whether its owner is at the bedside.
 * @param needed       how many people have to accept, from 1.
 * @param mutedUntilNs until when a silence, or another alert, holds it back, epoch ns; 0 = none does.
 * @param mutedBy      number of that silence; 0 = none.
 * @param inhibitedBy  the open alert that holds it back; 0 = none does.
 * @param snoozedUntilNs until when its owner has put it off, epoch ns; 0 = it is not.
 * @param slots        of the team that it calls, in order, and who fills each; empty = nobody yet. No team: no slots.
 * @param responses    of everybody who was told, in the order they first were; after a restart in the order they were chosen.
 * @param joined       those of them whom nobody has asked: they took it by a view of the patient, in an emergency, or as of the unit, and have to do with it while they have it.
 * @param details      what the source said.
 * @param assessment   how grave it is besides its severity.
 */
public record AlertState(
        long alertId,
        String alertKey,
        long sourceId,
        @Nullable Subject subject,
        boolean unidentified,
        String unit,
        String bed,
        EmergencyType type,
        Severity severity,
        Priority priority,
        Condition condition,
        Purpose purpose,
        AlertCause cause,
        long occurrence,
        @Nullable String owner,
        int step,
        long round,
        long deadlineNs,
        long raisedAtNs,
        boolean stale,
        long loop,
        boolean atBedside,
        int needed,
        long mutedUntilNs,
        long mutedBy,
        long inhibitedBy,
        long snoozedUntilNs,
        Map<String, String> slots,
        Map<String, Response> responses,
        Set<String> joined,
        AlertDetails details,
        Assessment assessment) {
    /** Keeps copies of the maps. */
    public AlertState {
        slots = Collections.unmodifiableMap(new LinkedHashMap<>(slots));
        responses = Collections.unmodifiableMap(new LinkedHashMap<>(responses));
        joined = Set.copyOf(joined);
    }

    /**
     * Whether a person took it unasked and does not have it any more: then they are shown no more of it than somebody who was never told.
     *
     * @param person id.
     * @return false too for who was asked, and for who has it.
     */
    public boolean isUninvited(final String person) {
        return joined.contains(person) && responses.get(person) != Response.ACCEPTED;
    }

    /**
     * The patient, if known.
     *
     * @return an id; empty if a bed or a device stands for the patient, or nothing does.
     */
    public String patientId() {
        return subject != null && subject.kind() == Subject.Kind.PATIENT ? subject.id() : "";
    }
}

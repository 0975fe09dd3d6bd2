package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Severity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alert at one moment, as a client is told of it. What is not known, or not shown, is empty, 0 or {@code NULL_VAL}.
 *
 * @param alertId      dense from 1.
 * @param key          the source's name for it, hashed if that was longer than 36 bytes; empty for alerts that the router raised itself.
 * @param source       who raised it; 0 = the router.
 * @param emergency    its type.
 * @param severity     now.
 * @param priority     of delivery, now.
 * @param condition    at the source.
 * @param purpose      production, test or training.
 * @param cause        what opened it.
 * @param subject      whom it is about; {@code null} if nothing is known.
 * @param unidentified whether the patient is not known.
 * @param unit         of the alert.
 * @param bed          of the alert.
 * @param occurrence   how often it was raised or updated, from 1.
 * @param owner        the person who accepted it; empty = nobody has.
 * @param step         of the ladder, from 0; -1 before the first.
 * @param round        how often the fail-safe destination was told.
 * @param deadlineNs   when the step ends, epoch ns; 0 if no step is running.
 * @param raisedAtNs   when the router opened it, epoch ns.
 * @param stale        whether its subject has fallen silent.
 * @param loop         how often the steps were begun again since the ladder started.
 * @param atBedside    whether its owner is at the bedside.
 * @param needed       how many people have to accept; 0 and 1 = one.
 * @param mutedUntilNs until when a silence, or another alert, holds it back, epoch ns; 0 = none does.
 * @param mutedBy      number of that silence; 0 = none.
 * @param inhibitedBy  the open alert that holds it back; 0 = none does.
 * @param snoozedUntilNs until when its owner has put it off, epoch ns; 0 = it is not.
 * @param slots        of the team that it calls, in order, and who fills each; empty = nobody yet. No team: no slots.
 * @param responses    of everybody who was told, in that order; empty in deliveries.
 * @param text         what the source said.
 * @param cut          which of it was longer than what is kept.
 * @param risk         how grave it is besides its severity.
 * @param shown        how much of it the client is shown.
 * @param responding   whether somebody has accepted, said where the owner is not shown.
 */
public record AlertReport(
        long alertId,
        String key,
        long source,
        EmergencyType emergency,
        Severity severity,
        Priority priority,
        Condition condition,
        Purpose purpose,
        AlertCause cause,
        @Nullable Subject subject,
        boolean unidentified,
        String unit,
        String bed,
        long occurrence,
        String owner,
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
        AlertText text,
        Cut cut,
        AlertRisk risk,
        Shown shown,
        boolean responding) {
    /** Keeps copies of the maps. */
    public AlertReport {
        slots = Collections.unmodifiableMap(new LinkedHashMap<>(slots));
        responses = Collections.unmodifiableMap(new LinkedHashMap<>(responses));
    }

    /**
     * What was cut.
     *
     * @param description the description was longer.
     * @param metadata    there were more pairs.
     * @param text        another text was longer, or there were more specializations.
     */
    public record Cut(boolean description, boolean metadata, boolean text) {
        /** Everything is whole. */
        public static final Cut NOTHING = new Cut(false, false, false);
    }
}

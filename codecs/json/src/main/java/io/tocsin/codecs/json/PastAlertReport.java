package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What the router's history has of an alert, open or closed. Immutable. Times are epoch ns, 0 = that has not happened, or nobody noted it; empty ids name nobody.
 *
 * @param alertId     of the alert.
 * @param subject     whom it is about; {@code null} = nobody is known.
 * @param unit        empty = none.
 * @param bed         empty = none.
 * @param emergency   what it was raised as.
 * @param severity    as it is, or was last.
 * @param cause       what opened it.
 * @param purpose     production, test or training.
 * @param occurrence  how often it was raised.
 * @param steps       how many steps were begun.
 * @param raisedNs    when it was opened.
 * @param receivedNs  when the first person's client received it; noted where the site has a service level.
 * @param acceptedNs  when it was accepted first.
 * @param acceptedBy  by whom.
 * @param owner       who has it, or had it last.
 * @param atBedsideNs when the first person said to be there.
 * @param closedNs    when it was over.
 * @param outcome     how; {@code null} = it is open.
 * @param closedBy    who closed it, or had it then.
 */
public record PastAlertReport(
        long alertId,
        @Nullable Subject subject,
        String unit,
        String bed,
        EmergencyType emergency,
        Severity severity,
        Cause cause,
        Purpose purpose,
        long occurrence,
        int steps,
        long raisedNs,
        long receivedNs,
        long acceptedNs,
        String acceptedBy,
        String owner,
        long atBedsideNs,
        long closedNs,
        @Nullable Outcome outcome,
        String closedBy) {}

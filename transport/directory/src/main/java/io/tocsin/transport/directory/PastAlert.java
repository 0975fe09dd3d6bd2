package io.tocsin.transport.directory;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Severity;

/**
 * What the history has of an alert, open or closed. Immutable. Times are epoch ns of the engine, 0 = that has not happened; people are people of the site, empty = nobody.
 *
 * @param alertId      of the alert.
 * @param subject      whom it is about, preceded by P, B or D as the engine names patients, beds and devices; empty = nobody.
 * @param unit         empty = none.
 * @param bed          empty = none.
 * @param type         what it was raised as.
 * @param severity     as it is, or was last.
 * @param cause        what opened it.
 * @param purpose      production, test or training.
 * @param occurrence   how often it was raised.
 * @param steps        how many steps were begun.
 * @param raisedNs     when it was opened.
 * @param receivedNs   when the first person's client received it.
 * @param acceptedNs   when it was accepted first.
 * @param acceptedBy   by whom.
 * @param owner        who has it, or had it last.
 * @param atBedsideNs  when the first person said to be there.
 * @param closedNs     when it was over.
 * @param outcome      how; {@link Outcome#NULL_VAL} = it is open.
 * @param closedBy     who closed it, or had it then.
 */
public record PastAlert(
        long alertId,
        String subject,
        String unit,
        String bed,
        EmergencyType type,
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
        Outcome outcome,
        String closedBy) {}

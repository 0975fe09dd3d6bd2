package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.ResultKind;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.text.ResultContent;

/**
 * A critical result of an examination; the same key of the same source, while it is open, corrects it. Immutable.
 *
 * @param commandId  as of every command.
 * @param claimedNs  as of every command.
 * @param purpose    production, test or training.
 * @param key        the source's name for it.
 * @param severity   how soon somebody has to know.
 * @param kind       who found it.
 * @param patient    whose it is; empty = whoever lies in the bed.
 * @param unit       empty = that of bed or patient.
 * @param bed        empty = the patient's.
 * @param orderedBy  person who ordered it; empty = not known.
 * @param code       what was examined, in the source's code; may be empty.
 * @param name       what was examined, for people.
 * @param value      what was found, and is read back.
 * @param valueUnit  of the value; may be empty.
 * @param comment    for people; may be empty.
 * @param resultedNs when it was known, as claimed, epoch ns; 0 = not stated.
 */
public record ReportResult(
        long commandId,
        long claimedNs,
        Purpose purpose,
        String key,
        Severity severity,
        ResultKind kind,
        String patient,
        String unit,
        String bed,
        String orderedBy,
        String code,
        String name,
        String value,
        String valueUnit,
        String comment,
        long resultedNs)
        implements ClientMessage.Report {
    /**
     * What becomes a command.
     *
     * @return the content.
     * @throws IllegalArgumentException if it cannot be a command; the message says why.
     */
    public ResultContent content() {
        return new ResultContent(key, severity, kind, name, value)
                .patient(patient)
                .unit(unit)
                .bed(bed)
                .orderedBy(orderedBy)
                .code(code)
                .valueUnit(valueUnit)
                .comment(comment)
                .resultedAtNs(resultedNs);
    }
}

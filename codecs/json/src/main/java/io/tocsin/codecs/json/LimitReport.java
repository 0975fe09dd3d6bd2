package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.LimitReason;
import io.tocsin.codecs.sbe.Parameter;

/**
 * A limit that a patient has of their own, as a client may see it: patients and family see neither who set it nor what was written of it.
 *
 * @param parameter  what is measured.
 * @param bound      which of the two.
 * @param hundredths of the parameter's unit.
 * @param untilNs    epoch ns; 0 = until it is taken back.
 * @param reason     why.
 * @param comment    why, in words; empty = not stated, or not shown.
 * @param setBy      person; empty = an interface says so, it was computed from what is usual for the patient, or it is not shown.
 */
public record LimitReport(
        Parameter parameter,
        Bound bound,
        int hundredths,
        long untilNs,
        LimitReason reason,
        String comment,
        String setBy) {}

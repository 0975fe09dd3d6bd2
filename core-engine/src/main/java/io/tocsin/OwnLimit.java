package io.tocsin;

import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.LimitReason;
import io.tocsin.codecs.sbe.Parameter;
import java.util.OptionalInt;

/**
 * A limit that a patient has of their own, as the router holds it.
 *
 * @param parameter  what is measured.
 * @param bound      which of the two.
 * @param hundredths of the parameter's unit; empty: none, the rule's counts.
 * @param untilNs    epoch ns; 0 = until it is taken back.
 * @param reason     why.
 * @param comment    why, in words; may be empty.
 */
public record OwnLimit(
        Parameter parameter, Bound bound, OptionalInt hundredths, long untilNs, LimitReason reason, String comment) {}

package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.LimitReason;
import io.tocsin.codecs.sbe.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Gives one patient a limit of their own in the place of the ordinary rule's, or takes it back. From a person, who is its author, or from a source that says what is
 * set at the bedside. Immutable.
 *
 * @param commandId  as of every command.
 * @param claimedNs  as of every command.
 * @param patient    whose it is; empty = whoever lies in the bed.
 * @param bed        read if no patient is named.
 * @param parameter  what is measured.
 * @param bound      which of the two.
 * @param hundredths of the parameter's unit; {@code null} takes the limit back.
 * @param untilNs    epoch ns; 0 = until it is taken back.
 * @param reason     why.
 * @param comment    why, in words; may be empty.
 */
public record SetLimit(
        long commandId,
        long claimedNs,
        String patient,
        String bed,
        Parameter parameter,
        Bound bound,
        @Nullable Integer hundredths,
        long untilNs,
        LimitReason reason,
        String comment)
        implements ClientMessage.Monitor {}

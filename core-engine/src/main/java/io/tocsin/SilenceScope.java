package io.tocsin;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What a silence names: all of it must be an alert's for the silence to cover it. Immutable.
 *
 * @param unit           id; empty = any.
 * @param patient        id; empty = any.
 * @param bed            id; empty = any.
 * @param type           {@code null} = any but critical results, care notices, what touches a therapy, and what is technical and EMERGENT or graver, which are meant by name alone.
 * @param severityAtMost this severity and the less grave ones.
 * @param cause          {@code null} = any.
 * @param parameter      {@code null} = any.
 */
public record SilenceScope(
        String unit,
        String patient,
        String bed,
        @Nullable EmergencyType type,
        Severity severityAtMost,
        @Nullable Cause cause,
        @Nullable Parameter parameter) {}

package io.tocsin;

import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Severity;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a recovered engine says that an open alert stands; the fields are those of the schema's {@code AlertReported}. */
record ReportedAlert(
        long alertId,
        long raisedAtNs,
        long deadlineNs,
        long occurrence,
        long round,
        @Nullable String owner,
        int step,
        Severity severity,
        Priority priority,
        Condition condition,
        boolean stale,
        long loop,
        boolean atBedside,
        int needed,
        Map<String, String> slots,
        Map<String, Response> responses,
        Set<String> joined) {}

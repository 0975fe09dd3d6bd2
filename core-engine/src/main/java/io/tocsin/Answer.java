package io.tocsin;

import io.tocsin.codecs.sbe.CommandAnsweredDecoder;
import io.tocsin.codecs.sbe.Result;

/** The engine's answer to a command, decoded. */
record Answer(
        Result result,
        long alertId,
        long occurrence,
        long detail,
        boolean isNew,
        boolean repeated,
        long highestCommandId) {
    static Answer of(final CommandAnsweredDecoder answer) {
        return new Answer(
                answer.result(),
                answer.alertId(),
                answer.occurrence(),
                answer.detail(),
                answer.isNew() == 1,
                answer.repeated() == 1,
                answer.highestCommandId());
    }

    boolean isOk() {
        return result == Result.OK
                || result == Result.DUPLICATE
                || result == Result.TEST_TRAFFIC
                || result == Result.PROPOSED;
    }

    Raised raised() {
        return new Raised(
                alertId, isNew, (int) Math.min(occurrence, Integer.MAX_VALUE), repeated, result == Result.TEST_TRAFFIC);
    }

    Silenced silenced() {
        return new Silenced(detail, repeated || result == Result.DUPLICATE);
    }

    MonitoringStarted monitoring() {
        return new MonitoringStarted(detail, repeated);
    }

    Confirmed confirmed() {
        return new Confirmed(alertId, repeated || result == Result.DUPLICATE, result == Result.TEST_TRAFFIC);
    }
}

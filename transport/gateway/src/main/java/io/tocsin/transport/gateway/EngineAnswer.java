package io.tocsin.transport.gateway;

import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.sbe.CommandAnsweredDecoder;
import io.tocsin.codecs.sbe.Level;

/** The engine's answer to a command, decoded. Immutable; any thread. */
record EngineAnswer(
        AnswerResult result,
        long alertId,
        long occurrence,
        long detail,
        boolean isNew,
        boolean repeated,
        long highestCommandId,
        Level level) {
    /** With what the answer means. */
    static EngineAnswer of(final CommandAnsweredDecoder answer, final Level level) {
        return new EngineAnswer(
                AnswerResult.of(answer.result()),
                answer.alertId(),
                answer.occurrence(),
                answer.detail(),
                answer.isNew() == 1,
                answer.repeated() == 1,
                answer.highestCommandId(),
                level);
    }
}

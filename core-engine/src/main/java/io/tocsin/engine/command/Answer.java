package io.tocsin.engine.command;

import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.suppression.SilenceCommands;

/** What a command is answered, filled in by whoever carries it out. */
public final class Answer implements SilenceCommands.Reply {
    /** Value of the enum Result. */
    int result;
    /** The command's alert, or 0. */
    long alertId;
    /** How often the alert was raised, or 0. */
    int occurrence;
    /** The command opened the alert. */
    boolean isNew;
    /** As the result says. */
    int detail;
    /** Of the source that asked for it, or 0. */
    private long highestCommandId;

    /** Starts an answer: OK and nothing else. */
    public void begin() {
        result = Result.OK.value();
        alertId = 0;
        occurrence = 0;
        isNew = false;
        detail = 0;
        highestCommandId = 0;
    }

    @Override
    public void silence(final int silenceId) {
        detail = silenceId;
    }

    /**
     * Refuses.
     *
     * @param refusal     why.
     * @param moreExactly as the result says.
     */
    @Override
    public void refuse(final Result refusal, final int moreExactly) {
        result = refusal.value();
        detail = moreExactly;
    }

    /** A configuration is held, and waits for a second person. */
    public void propose() {
        result = Result.PROPOSED.value();
    }

    /**
     * Takes an answer over that was given before.
     *
     * @param formerResult     value of the enum.
     * @param formerAlertId    or 0.
     * @param formerOccurrence or 0.
     * @param formerIsNew      the command opened the alert.
     * @param formerDetail     as the result says.
     */
    public void repeat(
            final int formerResult,
            final long formerAlertId,
            final int formerOccurrence,
            final boolean formerIsNew,
            final int formerDetail) {
        result = formerResult;
        alertId = formerAlertId;
        occurrence = formerOccurrence;
        isNew = formerIsNew;
        detail = formerDetail;
    }

    /**
     * Tells a source how far it has counted.
     *
     * @param commandId its highest, 0 = none.
     */
    public void highestCommandId(final long commandId) {
        highestCommandId = commandId;
    }

    /**
     * How far the source has counted.
     *
     * @return its highest command id if it asked, else 0.
     */
    public long highestCommandId() {
        return highestCommandId;
    }

    /**
     * The result.
     *
     * @return value of the enum.
     */
    public int result() {
        return result;
    }

    /**
     * The command's alert.
     *
     * @return id, or 0.
     */
    public long alertId() {
        return alertId;
    }

    /**
     * How often the alert was raised.
     *
     * @return or 0.
     */
    public int occurrence() {
        return occurrence;
    }

    /**
     * Whether the command opened the alert.
     *
     * @return true if so.
     */
    public boolean isNew() {
        return isNew;
    }

    /**
     * More exactly than the result.
     *
     * @return as the result says.
     */
    public int detail() {
        return detail;
    }

    /**
     * Whether the command was refused.
     *
     * @return the state is as it was before.
     */
    public boolean isRefusal() {
        return result != Result.OK.value()
                && result != Result.DUPLICATE.value()
                && result != Result.TEST_TRAFFIC.value()
                && result != Result.PROPOSED.value();
    }

    /**
     * Hands it to whoever asked.
     *
     * @param stream   of what leaves the engine.
     * @param envelope of the command.
     * @param repeated the command was here before.
     */
    public void tell(final EventStream stream, final EnvelopeDecoder envelope, final boolean repeated) {
        stream.answer(
                envelope.correlation(),
                envelope.sourceId(),
                envelope.commandId(),
                envelope.replyGateway(),
                result,
                alertId,
                occurrence,
                isNew,
                detail,
                repeated,
                highestCommandId);
    }
}

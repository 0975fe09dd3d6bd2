package io.tocsin.engine;

import io.tocsin.codecs.sbe.AlertClosedDecoder;
import io.tocsin.codecs.sbe.CommandAnsweredDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.OutputDispatchedDecoder;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.CommandWriter.Texts;
import io.tocsin.engine.EntryWriter.Step;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A ward for tests that a reader can follow: a nurse (index 0) and a doctor (1) with sessions 1 and 2 on gateways 0 and 1, a desk (2) that is always attended. Every
 * alert asks the nurse for a minute, then the desk.
 */
final class Ward implements EngineOutput {
    static final long SECOND_NS = 1_000_000_000L;
    static final int NURSE = 0;
    static final int DOCTOR = 1;
    static final long NURSES_SESSION = 1;
    static final long DOCTORS_SESSION = 2;

    final AlertEngine engine = new AlertEngine(this);
    final CommandWriter write = new CommandWriter();
    final EntryWriter entry = new EntryWriter();
    /** Offers dispatched since they were last taken, as "alert to person". */
    private final List<String> offers = new ArrayList<>();

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OutputDispatchedDecoder dispatched = new OutputDispatchedDecoder();
    private final CommandAnsweredDecoder answer = new CommandAnsweredDecoder();
    private Result result = Result.NULL_VAL;
    private long answeredAlert;
    private long closed;
    long nowNs = 1_000 * SECOND_NS;

    /** A ward where everybody is there and has as much credit as given. */
    static Ward withCredit(
            final long gatewayCritical, final long gatewayOther, final long personCritical, final long personOther) {
        final Ward ward = new Ward();
        final EntryWriter entry = ward.entry;
        ward.send(ward.write.genesis(EngineLimits.small()));
        ward.configure(
                entry.person("nurse"),
                entry.person("doctor"),
                entry.desk("desk"),
                entry.credit(gatewayCritical, gatewayOther, personCritical, personOther),
                entry.policy(1, 1, EntryWriter.EVERY_SEVERITY, List.of(new Step(60_000, "nurse")), "desk"));
        ward.send(ward.write.open(NURSES_SESSION, 0, "nurse"));
        ward.send(ward.write.open(DOCTORS_SESSION, 1, "doctor"));
        return ward;
    }

    void configure(final byte[]... entries) {
        write.configuration(List.of(entries)).forEach(this::send);
    }

    /** Sends a command and says how it was answered. */
    Result send(final byte[] message) {
        result = Result.NULL_VAL;
        engine.onCommand(nowNs, new UnsafeBuffer(message), 0, message.length);
        return result;
    }

    void tickAfter(final long durationNs) {
        nowNs += durationNs;
        engine.onTick(nowNs);
    }

    /** Raises an alert a millisecond later than what was before, so that its deadline is later too. */
    long raise(final String key, final Severity severity) {
        nowNs += 1_000_000;
        send(write.raise(7, 0, severity, Texts.of(key)));
        return answeredAlert;
    }

    /** The offers dispatched since this was asked last, in order, as "alert to person". */
    List<String> newOffers() {
        final List<String> taken = List.copyOf(offers);
        offers.clear();
        return taken;
    }

    static String offer(final long alertId, final int person) {
        return alertId + " to " + person;
    }

    long closedAlerts() {
        return closed;
    }

    @Override
    public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        if (header.templateId() == AlertClosedDecoder.TEMPLATE_ID) {
            closed++;
        } else if (header.templateId() == OutputDispatchedDecoder.TEMPLATE_ID) {
            dispatched.wrapAndApplyHeader(buffer, offset, header);
            if (dispatched.kind() == OutputKind.OFFER && dispatched.redelivery() == 0) {
                for (final OutputDispatchedDecoder.RecipientsDecoder recipient : dispatched.recipients()) {
                    offers.add(offer(dispatched.alertId(), (int) recipient.person()));
                }
            }
        }
    }

    @Override
    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        answer.wrapAndApplyHeader(buffer, offset, header);
        result = answer.result();
        answeredAlert = answer.alertId();
    }
}

package io.tocsin;

import io.tocsin.codecs.sbe.AlertReportedDecoder;
import io.tocsin.codecs.sbe.ConfigEntryReportedDecoder;
import io.tocsin.codecs.sbe.ConfigStateReportedDecoder;
import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.router.IdBook;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.agrona.DirectBuffer;

/** Decodes what a recovered engine says that it holds. What looks like an event is told as one. Launching thread only, before the first event. */
final class StateReader {
    private final EventReader events;
    private final IdBook ids;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ConfigStateReportedDecoder config = new ConfigStateReportedDecoder();
    private final ConfigEntryReportedDecoder entry = new ConfigEntryReportedDecoder();
    private final AlertReportedDecoder alert = new AlertReportedDecoder();

    /** Who is told, one call a message. */
    interface Sink {
        void onEvent(RouterEvent event);

        void onConfig(long policyVersion, long rulesVersion);

        void onConfigEntry(byte[] message);

        /** Of the proposal that was told before: not in force. */
        void onProposedEntry(byte[] message);

        void onAlert(ReportedAlert reported);
    }

    StateReader(final EventReader events) {
        this.events = events;
        ids = events.ids();
    }

    void read(final DirectBuffer buffer, final int offset, final Sink sink) {
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case ConfigStateReportedDecoder.TEMPLATE_ID -> {
                config.wrapAndApplyHeader(buffer, offset, header);
                sink.onConfig(config.policyVersion(), config.rulesVersion());
            }
            case ConfigEntryReportedDecoder.TEMPLATE_ID -> {
                entry.wrapAndApplyHeader(buffer, offset, header);
                final byte[] message = new byte[entry.entryLength()];
                entry.getEntry(message, 0, message.length);
                if (entry.proposed() == 1) {
                    sink.onProposedEntry(message);
                } else {
                    sink.onConfigEntry(message);
                }
            }
            case AlertReportedDecoder.TEMPLATE_ID ->
                sink.onAlert(reported(alert.wrapAndApplyHeader(buffer, offset, header)));
            default -> sink.onEvent(events.read(buffer, offset));
        }
    }

    private ReportedAlert reported(final AlertReportedDecoder message) {
        final Map<String, Response> responses = new LinkedHashMap<>();
        final Set<String> joined = new HashSet<>();
        for (final AlertReportedDecoder.ResponsesDecoder next : message.responses()) {
            final String person = ids.id(IdTable.PERSON, next.person());
            responses.put(person, next.response());
            if (next.joined() == 1) {
                joined.add(person);
            }
        }
        final Map<String, String> slots = new LinkedHashMap<>();
        for (final AlertReportedDecoder.SlotsDecoder next : message.slots()) {
            slots.put(
                    ids.id(IdTable.ROLE, next.role()), next.person() < 0 ? "" : ids.id(IdTable.PERSON, next.person()));
        }
        return new ReportedAlert(
                message.alertId(),
                message.raisedAtNs(),
                message.deadlineNs(),
                message.occurrence(),
                message.round(),
                message.owner() < 0 ? null : ids.id(IdTable.PERSON, message.owner()),
                message.step(),
                message.severity(),
                message.priority(),
                message.condition(),
                message.stale() == 1,
                message.loop(),
                message.atBedside() == 1,
                message.needed(),
                slots,
                responses,
                joined);
    }
}

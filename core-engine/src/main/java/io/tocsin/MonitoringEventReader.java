package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.MonitoringChangedDecoder;
import io.tocsin.codecs.sbe.MonitoringList;
import io.tocsin.router.IdBook;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** Decodes what is told of monitoring sessions. Delivery thread only; allocates what it answers. */
final class MonitoringEventReader {
    private static final List<MonitoringList> LISTS =
            List.of(MonitoringList.VIEWERS, MonitoringList.FAMILY, MonitoringList.RECIPIENTS);

    private final IdBook ids;
    private final MonitoringChangedDecoder changed = new MonitoringChangedDecoder();

    MonitoringEventReader(final IdBook ids) {
        this.ids = ids;
    }

    /** {@code null}: it is no event of a monitoring session. */
    @Nullable
    RouterEvent read(
            final RouterEvent.Stamp stamp,
            final MessageHeaderDecoder header,
            final DirectBuffer buffer,
            final int offset) {
        if (header.templateId() != MonitoringChangedDecoder.TEMPLATE_ID) {
            return null;
        }
        changed.wrapAndApplyHeader(buffer, offset, header);
        final List<MonitoringState.Device> devices = new ArrayList<>();
        for (final MonitoringChangedDecoder.DevicesDecoder device : changed.devices()) {
            devices.add(new MonitoringState.Device(device.kind(), device.deviceId()));
        }
        return new RouterEvent.MonitoringChanged(
                stamp,
                new MonitoringState(
                        changed.monitoringId(),
                        requireNonNull(Subject.parse(ids.id(IdTable.SUBJECT, changed.subject())), "subject"),
                        changed.type(),
                        changed.status(),
                        ids.id(IdTable.PERSON, changed.startedBy()),
                        changed.changedBy() < 0 ? "" : ids.id(IdTable.PERSON, changed.changedBy()),
                        changed.startedNs(),
                        changed.updatedNs(),
                        devices,
                        people()));
    }

    private Map<MonitoringList, List<String>> people() {
        final Map<MonitoringList, List<String>> people = new EnumMap<>(MonitoringList.class);
        LISTS.forEach(list -> people.put(list, new ArrayList<>()));
        for (final MonitoringChangedDecoder.PeopleDecoder person : changed.people()) {
            final int lists = person.lists();
            final String id = ids.id(IdTable.PERSON, person.person());
            people.forEach((list, all) -> {
                if ((lists >> (list.value() - 1) & 1) == 1) {
                    all.add(id);
                }
            });
        }
        people.replaceAll((list, all) -> List.copyOf(all));
        return people;
    }
}

package io.tocsin.transport.gateway;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ReadingQuality;
import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Purpose;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Readings that the ring had no room for: the newest of each patient, bed or device and parameter, and of those with a status beside the newest of those without, to be offered again. Bounded; what finds no place is counted by
 * the caller. Kept readings go without their device's sequence, because those of one device may stem from several messages, and each with the quality of its own.
 *
 * <p>Pure: no clock, no ring. One loop.
 */
final class KeptReadings {
    private final Map<Acuity, Map<Stream, Newest>> byAcuity = new EnumMap<>(Acuity.class);
    private final int capacity;
    private int size;

    /**
     * Nothing kept.
     *
     * @param capacity readings.
     */
    KeptReadings(final int capacity) {
        this.capacity = capacity;
        for (final Acuity acuity : Acuity.values()) {
            byAcuity.put(acuity, new LinkedHashMap<>());
        }
    }

    /** Whose readings they are, and from where. */
    private record Stream(long sourceId, String patient, String bed, String device, Purpose purpose) {
        static Stream of(final long sourceId, final ClientMessage.Vitals vitals) {
            return new Stream(sourceId, vitals.patient(), vitals.bed(), vitals.device(), vitals.purpose());
        }
    }

    private record Kept(int hundredths, ReadingQuality quality) {}

    /** What came of a parameter while its device said that something is wrong does not take the place of what came before. */
    private record Key(Parameter parameter, boolean hasStatus) {}

    /** The newest readings of a stream, in the order in which they came. */
    private static final class Newest {
        final Map<Key, Kept> readings = new LinkedHashMap<>();
        final long refusedSinceNs;
        long claimedNs;

        Newest(final long refusedSinceNs) {
            this.refusedSinceNs = refusedSinceNs;
        }

        /** A newer one has come: how many are out of date. One with a status leaves what came before without. */
        int drop(final Parameter parameter, final boolean hasStatus) {
            final int withStatus = readings.remove(new Key(parameter, true)) == null ? 0 : 1;
            return withStatus + (hasStatus || readings.remove(new Key(parameter, false)) == null ? 0 : 1);
        }
    }

    /** Where readings are offered again. */
    @FunctionalInterface
    interface Outlet {
        /** Offers readings of a client; false if they were refused again. */
        boolean offer(long sourceId, ClientMessage.Vitals vitals);
    }

    /**
     * Keeps what was refused.
     *
     * @param sourceId of the client.
     * @param vitals   that was refused.
     * @param nowNs    of a monotonic clock.
     * @return how many readings found no place; 0 = all are kept.
     */
    int keep(final long sourceId, final ClientMessage.Vitals vitals, final long nowNs) {
        final Map<Stream, Newest> streams = streams(vitals.acuity());
        final Stream stream = Stream.of(sourceId, vitals);
        Newest newest = streams.get(stream);
        final ReadingQuality stated = vitals.quality();
        final boolean hasStatus = stated.status() != 0;
        // What a device says of itself is not kept: it may have been charged when this is offered again.
        final ReadingQuality quality = stated.ofReadings();
        int left = 0;
        for (final ClientMessage.Reading reading : vitals.readings()) {
            // In the order in which they came: the last of them may end what others said.
            size -= newest == null ? 0 : newest.drop(reading.parameter(), hasStatus);
            if (size >= capacity) {
                left++;
                continue;
            }
            if (newest == null) {
                newest = new Newest(nowNs);
                streams.put(stream, newest);
            }
            newest.readings.put(new Key(reading.parameter(), hasStatus), new Kept(reading.hundredths(), quality));
            newest.claimedNs = vitals.claimedNs();
            size++;
        }
        return left;
    }

    /** Newer readings have entered the ring: the kept ones of the same parameters are out of date. */
    void supersede(final long sourceId, final ClientMessage.Vitals vitals) {
        if (size == 0) {
            return;
        }
        final Map<Stream, Newest> streams = streams(vitals.acuity());
        final Stream stream = Stream.of(sourceId, vitals);
        final Newest newest = streams.get(stream);
        if (newest != null) {
            for (final ClientMessage.Reading reading : vitals.readings()) {
                size -= newest.drop(reading.parameter(), vitals.quality().status() != 0);
                if (reading.parameter() == Parameter.OXYGEN_THERAPY && reading.hundredths() == 0) {
                    // On air: how much oxygen there was before is out of date as well.
                    size -= newest.drop(Parameter.OXYGEN_FLOW, false);
                    size -= newest.drop(Parameter.FIO2, false);
                }
            }
            if (newest.readings.isEmpty()) {
                streams.remove(stream);
            }
        }
    }

    /**
     * Offers everything again, longest refused first within each acuity, until one is refused.
     *
     * @param outlet says whether the ring took it.
     * @return how many readings were taken.
     */
    int offerAgain(final Outlet outlet) {
        final int before = size;
        byAcuity.forEach((acuity, streams) -> {
            final Iterator<Map.Entry<Stream, Newest>> entries =
                    streams.entrySet().iterator();
            boolean isTaken = true;
            while (isTaken && entries.hasNext()) {
                final Map.Entry<Stream, Newest> entry = entries.next();
                isTaken = offer(outlet, acuity, entry.getKey(), entry.getValue());
                if (isTaken) {
                    entries.remove();
                }
            }
        });
        return before - size;
    }

    /** All readings of a stream, each run of those with the same quality in a batch; those that are taken are kept no more. */
    private boolean offer(final Outlet outlet, final Acuity acuity, final Stream stream, final Newest newest) {
        while (!newest.readings.isEmpty()) {
            final ReadingQuality quality =
                    newest.readings.values().iterator().next().quality();
            final List<ClientMessage.Reading> batch = new ArrayList<>();
            for (final Map.Entry<Key, Kept> each : newest.readings.entrySet()) {
                if (!each.getValue().quality().equals(quality)) {
                    break;
                }
                batch.add(new ClientMessage.Reading(
                        each.getKey().parameter(), each.getValue().hundredths()));
            }
            if (!outlet.offer(stream.sourceId(), vitals(acuity, stream, newest.claimedNs, quality, batch))) {
                return false;
            }
            batch.forEach(reading -> newest.readings.remove(new Key(reading.parameter(), quality.status() != 0)));
            size -= batch.size();
        }
        return true;
    }

    /** Readings kept. */
    int size() {
        return size;
    }

    /** Since when the longest refused one has been refused, in the clock of {@link #keep}; {@code Long.MAX_VALUE} if none is. */
    long refusedSinceNs() {
        long oldest = Long.MAX_VALUE;
        for (final Map<Stream, Newest> streams : byAcuity.values()) {
            if (!streams.isEmpty()) {
                // The first is the oldest: streams stay where they were put.
                oldest = Math.min(oldest, streams.values().iterator().next().refusedSinceNs);
            }
        }
        return oldest;
    }

    private Map<Stream, Newest> streams(final Acuity acuity) {
        return byAcuity.computeIfAbsent(acuity, any -> new LinkedHashMap<>());
    }

    private static ClientMessage.Vitals vitals(
            final Acuity acuity,
            final Stream stream,
            final long claimedNs,
            final ReadingQuality quality,
            final List<ClientMessage.Reading> readings) {
        return new ClientMessage.Vitals(
                "",
                claimedNs,
                0,
                stream.patient(),
                stream.bed(),
                stream.device(),
                acuity,
                stream.purpose(),
                quality,
                readings);
    }
}

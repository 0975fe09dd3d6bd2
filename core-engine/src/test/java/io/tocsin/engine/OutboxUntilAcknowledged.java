package io.tocsin.engine;

import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.engine.delivery.DeliveryView;
import io.tocsin.testkit.model.RecordedScript.Entrance;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * 5: every output is an outbox entry until it is acknowledged by command, made superfluous by a later output of its alert, or pushed out with an event; what was not
 * received is sent again with the sequence it had. A notice that finds the tables full is told once.
 */
final class OutboxUntilAcknowledged extends Invariant {
    private record Kept(long alertId, long output, boolean isAdvice) {}

    private final Map<String, TreeMap<Long, Kept>> lanes = new TreeMap<>();
    private final Map<String, Long> last = new TreeMap<>();
    private final Map<String, Long> received = new TreeMap<>();
    private long outputs;

    @Override
    int number() {
        return 5;
    }

    @Override
    void after(final AlertEngine engine, final EngineParts parts, final Entrance entrance, final Said said) {
        final DeliveryView delivery = view(parts);
        final List<Said.Left> leaving = new ArrayList<>();
        for (final Said.Event event : said.events) {
            if (event instanceof Said.Left left) {
                // It makes room for an output that is told behind it.
                leaving.add(left);
            } else if (event instanceof Said.Dispatched output) {
                if (output.redelivery()) {
                    again(output);
                } else {
                    dispatched(delivery, output, leaving);
                }
            } else if (event instanceof Said.Received receipt) {
                final String lane = lane(receipt.person(), receipt.lane());
                received.put(lane, receipt.seq());
                of(lane).headMap(receipt.seq(), true).clear();
            }
        }
        leaving.forEach(left -> violated("nothing came for which " + left + " had to leave"));
        compare(delivery);
    }

    private static DeliveryView view(final EngineParts parts) {
        return new DeliveryView(parts.dispatcher, parts.site.people().size());
    }

    private void again(final Said.Dispatched output) {
        output.recipients().forEach(recipient -> {
            final Kept kept = of(lane(recipient.person(), output.lane())).get(recipient.seq());
            if (kept == null || kept.alertId() != output.alertId()) {
                violated("sent again, but not kept: " + output);
            }
        });
    }

    private void dispatched(final DeliveryView delivery, final Said.Dispatched output, final List<Said.Left> leaving) {
        final boolean isOffer = output.kind() == OutputKind.OFFER;
        final boolean isAdvice = output.isAdvice();
        final boolean isSurelyKept = isOffer && !isAdvice;
        final boolean hasEntry = isSurelyKept || delivery.hasEntryRoom(entriesInUse(isAdvice), output.lane(), isAdvice);
        outputs++;
        for (final Said.Recipient recipient : output.recipients()) {
            looked();
            if (output.kind() != OutputKind.UPDATE && output.kind() != OutputKind.JOINED) {
                for (int lane = 0; lane < 2; lane++) {
                    of(lane(recipient.person(), lane)).values().removeIf(kept -> kept.alertId() == output.alertId());
                }
            }
            final String lane = lane(recipient.person(), output.lane());
            makeRoom(recipient.person(), output.lane(), leaving);
            final NavigableMap<Long, Kept> held = of(lane);
            if (recipient.seq() != last.getOrDefault(lane, 0L) + 1) {
                violated("sequence " + recipient.seq() + " after " + last.get(lane) + " in " + lane);
            }
            final long before = held.isEmpty() ? received.getOrDefault(lane, 0L) : held.lastKey();
            if (recipient.prev() != before) {
                violated("prev " + recipient.prev() + " in " + lane + ", but before it is " + before);
            }
            last.put(lane, recipient.seq());
            final long inLane = held.values().stream().filter(Kept::isAdvice).count();
            final boolean hasRoom = hasEntry
                    && delivery.hasDeliveryRoom(deliveriesInUse(isAdvice), output.lane(), isAdvice)
                    && (!isAdvice || delivery.hasLaneRoomForAdvice((int) inLane));
            if (isSurelyKept || hasRoom) {
                held.put(recipient.seq(), new Kept(output.alertId(), outputs, isAdvice));
            }
        }
    }

    private void makeRoom(final int person, final int lane, final List<Said.Left> leaving) {
        for (final Iterator<Said.Left> each = leaving.iterator(); each.hasNext(); ) {
            final Said.Left left = each.next();
            if (left.person() == person && left.lane() == lane) {
                each.remove();
                if (of(lane(person, lane)).remove(left.seq()) == null) {
                    violated("left, but was not kept: " + left);
                }
                return;
            }
        }
    }

    private void compare(final DeliveryView delivery) {
        final TreeSet<String> kept = new TreeSet<>();
        delivery.deliveries()
                .forEach(each -> kept.add(lane(each.person(), each.lane()) + " " + each.seq() + " " + each.alertId()));
        final TreeSet<String> told = new TreeSet<>();
        lanes.forEach((lane, held) -> held.forEach((seq, each) -> told.add(lane + " " + seq + " " + each.alertId())));
        if (!kept.equals(told)) {
            final TreeSet<String> missing = new TreeSet<>(told);
            missing.removeAll(kept);
            kept.removeAll(told);
            violated("not kept until it was acknowledged: " + missing + ", kept beyond that: " + kept);
        }
    }

    private int deliveriesInUse(final boolean ofAdvice) {
        return (int) kept(ofAdvice).count();
    }

    private Stream<Kept> kept(final boolean ofAdvice) {
        return lanes.values().stream()
                .flatMap(held -> held.values().stream())
                .filter(kept -> kept.isAdvice() == ofAdvice);
    }

    private int entriesInUse(final boolean ofAdvice) {
        return (int) kept(ofAdvice).mapToLong(Kept::output).distinct().count();
    }

    private NavigableMap<Long, Kept> of(final String lane) {
        return lanes.computeIfAbsent(lane, name -> new TreeMap<>());
    }

    private static String lane(final int person, final int lane) {
        return person + (lane == 0 ? " CRITICAL" : " OTHER");
    }
}

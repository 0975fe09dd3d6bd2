package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.WeightEntryEncoder;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/** Scales of some scripts' sites, with nights between, at times with somebody else on them. Has dice of its own, so that the other scripts stay as they are. */
final class ScriptWeights {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int WEIGHT = Parameter.WEIGHT.value();
    private static final long DAY_MS = 86_400_000;
    private static final long HOUR_NS = 3_600_000_000_000L;

    private final SplittableRandom random;
    private final ScriptSite site;
    private final Commands commands;
    private final boolean isUsed;

    ScriptWeights(final long seed, final ScriptSite site, final Commands commands) {
        random = new SplittableRandom(seed * 41 + 13);
        this.site = site;
        this.commands = commands;
        isUsed = random.nextInt(5) == 0;
    }

    boolean isUsed() {
        return isUsed;
    }

    /** How long everybody sleeps now, ns; mostly not at all. */
    long nightNs() {
        return isUsed && oneIn(60) ? HOUR_NS * (1 + random.nextInt(14)) : 0;
    }

    boolean isNext() {
        return isUsed && oneIn(8);
    }

    boolean isToConfigure() {
        return oneIn(20);
    }

    boolean oneIn(final int count) {
        return random.nextInt(count) == 0;
    }

    /** From which gain on, in which time; mostly 2 kg in a day or two, at times never, now and then with a fault. */
    List<byte[]> entries() {
        final int fault = oneIn(6) ? random.nextInt(5) : -1;
        final int gain = oneIn(6) ? 0 : oneIn(3) ? 100 + random.nextInt(200) : 200;
        final int over = gain == 0 ? 0 : Math.max(1, gain - random.nextInt(100));
        return List.of(entry(
                fault == 0 ? (oneIn(2) ? DAY_MS - 1 : 14 * DAY_MS + 1) : DAY_MS * (1 + random.nextInt(2)),
                fault == 1 ? (oneIn(2) ? 9 : 10_001) : gain,
                fault == 2 ? gain + 1 : fault == 3 ? 0 : over,
                fault == 4 ? 6 * random.nextInt(2) : 1 + random.nextInt(5)));
    }

    /** The severity comes raw. */
    static byte[] entry(final long windowMs, final int gain, final int over, final int severity) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        final WeightEntryEncoder entry =
                new WeightEntryEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        entry.windowMs(windowMs).gain(gain).over(over);
        buffer.putByte(HEADER + WeightEntryEncoder.severityEncodingOffset(), (byte) severity);
        return Commands.copy(buffer, entry.limit());
    }

    /** A weight of one of three, who weigh 80 kg, or of whoever is lighter in that house; now and then none that there is. */
    byte[] next(final From from) {
        final int weight = oneIn(20)
                ? (oneIn(2) ? 19 : 63_501)
                : oneIn(8) ? 6_000 + random.nextInt(200) : 8_000 + random.nextInt(500) - 100;
        return commands.vitals(
                from,
                0,
                List.of(new Commands.Reading(WEIGHT, weight)),
                oneIn(12) ? "" : site.patients.get(random.nextInt(3)),
                oneIn(6) ? site.any(site.beds) : site.beds.get(0),
                "");
    }
}

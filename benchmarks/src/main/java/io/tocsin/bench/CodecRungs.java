package io.tocsin.bench;

import io.tocsin.bench.load.SampleMessages;
import io.tocsin.bench.report.Figure;
import io.tocsin.bench.report.Machine;
import io.tocsin.bench.report.Numbers;
import io.tocsin.codecs.json.ClientMessageReader;
import io.tocsin.codecs.json.ProtocolException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import org.agrona.concurrent.UnsafeBuffer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The rung of the codecs: a raise read from JSON beside Jackson's bare tokens, and from SBE beside a copy of its bytes. They take turns; the medians count. */
final class CodecRungs {
    /** So many windows in which the compiler did next to nothing say that it is done. */
    private static final int STEADY_WINDOWS = 3;

    private static final double NEXT_TO_NOTHING = 0.03;
    private static final long NS_PER_MS = 1_000_000;
    private static final int MOST_WARM_UP_WINDOWS = 24;
    private static final int BETWEEN_CLOCK_READS = 256;

    private final int windows;
    private final long windowNs;

    @SuppressWarnings("UnusedVariable") // Written so that nothing is optimised away.
    private long sum;

    /**
     * Rungs that are not measured yet.
     *
     * @param windows  of each that count.
     * @param windowNs how long each lasts.
     */
    CodecRungs(final int windows, final long windowNs) {
        this.windows = windows;
        this.windowNs = windowNs;
    }

    /** Measures. */
    List<Figure> measure() {
        final byte[] json = SampleMessages.raise();
        final JsonFactory factory = new JsonFactory();
        final RaiseCodec codec = new RaiseCodec();
        final UnsafeBuffer message = new UnsafeBuffer(new byte[1_024]);
        final UnsafeBuffer copy = new UnsafeBuffer(new byte[1_024]);
        final int length = codec.encode(message, 1);
        final double[][] perMessageNs =
                alternate(List.of(() -> read(json), () -> tokens(factory, json), () -> codec.decode(message), () -> {
                    copy.putBytes(0, message, 0, length);
                    return copy.getLong(0);
                }));
        final String conditions = String.format(
                Locale.ROOT,
                "%s; one thread, medians of %d windows of %.1f s in turn",
                Machine.line(),
                windows,
                windowNs / 1e9);
        return List.of(
                figure(
                        "json-raise-read",
                        perMessageNs[0],
                        perMessageNs[1],
                        conditions + "; " + json.length + " bytes; raw: every token and value of them by bare Jackson"),
                figure(
                        "sbe-raise-read",
                        perMessageNs[2],
                        perMessageNs[3],
                        conditions + "; " + length + " bytes; raw: a copy of them"));
    }

    private double[][] alternate(final List<Work> works) {
        final double[][] perMessageNs = new double[works.size()][windows];
        works.forEach(this::warmUp);
        for (int round = 0; round < windows; round++) {
            for (int i = 0; i < works.size(); i++) {
                final int which = (round & 1) == 0 ? i : works.size() - 1 - i;
                perMessageNs[which][round] = window(works.get(which));
            }
        }
        return perMessageNs;
    }

    private void warmUp(final Work work) {
        final CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        int steady = 0;
        for (int i = 0; i < MOST_WARM_UP_WINDOWS && steady < STEADY_WINDOWS; i++) {
            final long beforeMs = compiler.getTotalCompilationTime();
            window(work);
            final long compiledNs = (compiler.getTotalCompilationTime() - beforeMs) * NS_PER_MS;
            steady = compiledNs > NEXT_TO_NOTHING * windowNs ? 0 : steady + 1;
        }
    }

    private double window(final Work work) {
        final long startNs = System.nanoTime();
        long nowNs = startNs;
        long done = 0;
        while (nowNs - startNs < windowNs) {
            for (int i = 0; i < BETWEEN_CLOCK_READS; i++) {
                sum += work.once();
            }
            done += BETWEEN_CLOCK_READS;
            nowNs = System.nanoTime();
        }
        return (nowNs - startNs) / (double) done;
    }

    private static long read(final byte[] json) {
        try {
            return ClientMessageReader.read(ByteBuffer.wrap(json)).hashCode();
        } catch (final ProtocolException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static long tokens(final JsonFactory factory, final byte[] json) {
        long seen = 0;
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                seen += token.isScalarValue() ? parser.getString().length() : 1;
            }
        }
        return seen;
    }

    private static Figure figure(
            final String name, final double[] oursNs, final double[] rawNs, final String conditions) {
        return new Figure(name, Numbers.median(oursNs), "ns", Numbers.median(rawNs), conditions);
    }

    /** One message. */
    @FunctionalInterface
    private interface Work {
        long once();
    }
}

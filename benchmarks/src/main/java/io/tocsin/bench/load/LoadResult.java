package io.tocsin.bench.load;

import io.tocsin.bench.report.Figure;
import io.tocsin.bench.report.Machine;
import io.tocsin.bench.report.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the rig has shown.
 *
 * @param settings what was sent.
 * @param router   what became of it.
 * @param raw      what became of the same at the bare relay; {@code null} without one.
 */
record LoadResult(
        LoadSettings settings, Measurement router, @Nullable Measurement raw) {
    private static final double P50 = 50;
    private static final double P99 = 99;
    private static final double AIM_P50_MS = 2;

    /** PASS: every raise of the plan left in the end, was acknowledged, and was received within two seconds of the instant at which it was to be sent. */
    Verdict verdict() {
        final LoadCounts counts = router.counts();
        final List<String> wrong = new ArrayList<>();
        complain(wrong, counts.intended() == 0 ? 1 : 0, "nothing sent");
        complain(wrong, counts.intended() - counts.sent(), "never sent");
        complain(wrong, counts.refused(), "refused " + router.refusals());
        complain(wrong, counts.unanswered(), "never answered");
        complain(wrong, counts.lost(), "lost");
        complain(wrong, counts.late(), "over 2 s or never received");
        final String latencies = String.format(
                Locale.ROOT,
                "raise -> received over a real WebSocket, %,d alerts at %,d/s, level %s: p50 %.2f ms, p99 %.2f ms, max %.1f ms;"
                        + " ",
                counts.intended(),
                settings.perSecond(),
                settings.level(),
                router.untilReceived().percentileMs(P50),
                router.untilReceived().percentileMs(P99),
                router.untilReceived().maxMs());
        return wrong.isEmpty()
                ? new Verdict(true, latencies + "0 over 2 s, 0 lost")
                : new Verdict(false, latencies + String.join(", ", wrong));
    }

    /** The figures, each beside the bare relay's. */
    List<Figure> figures() {
        final List<Figure> figures = new ArrayList<>();
        latency(
                figures,
                "raise-to-received-p50",
                measured -> measured.untilReceived().percentileMs(P50));
        latency(
                figures,
                "raise-to-received-p50-best-window",
                measured -> measured.untilReceived().bestPercentileMs(P50));
        latency(
                figures,
                "raise-to-received-p99",
                measured -> measured.untilReceived().percentileMs(P99));
        latency(
                figures,
                "raise-to-received-p99-best-window",
                measured -> measured.untilReceived().bestPercentileMs(P99));
        latency(
                figures,
                "raise-to-received-max",
                measured -> measured.untilReceived().maxMs());
        latency(
                figures,
                "raise-to-acknowledged-p50",
                measured -> measured.untilAcknowledged().percentileMs(P50));
        latency(
                figures,
                "raise-to-acknowledged-p99",
                measured -> measured.untilAcknowledged().percentileMs(P99));
        final LoadCounts counts = router.counts();
        figures.add(Figure.count("alerts-received", counts.received(), "alerts", conditions()));
        figures.add(Figure.count("alerts-lost", counts.lost(), "alerts", conditions()));
        figures.add(Figure.count("alerts-over-2s", counts.late(), "alerts", conditions()));
        figures.add(Figure.count("alerts-duplicated", counts.duplicates(), "alerts", conditions()));
        return figures;
    }

    /** What to read with the figures. */
    List<String> notes() {
        final List<String> notes = new ArrayList<>();
        final double p50Ms = router.untilReceived().percentileMs(P50);
        notes.add(String.format(
                Locale.ROOT,
                "aim p50 < %.0f ms: %s (%.2f ms)",
                AIM_P50_MS,
                p50Ms < AIM_P50_MS ? "met" : "missed",
                p50Ms));
        notes.add("latency counts from the instant at which a raise was to be sent, whatever became of those before it;"
                + " windows are of one second");
        if (raw != null) {
            notes.add(
                    "raw: a bare Netty WebSocket relay with a bare recorded Aeron publication in the same hops (frame in,"
                            + " recorded, frame out and an acknowledgement), same rate, connections, frame size and idle strategies,"
                            + " in turn with the router; no JSON, no engine, no events, no receipts, nothing accepted or resolved."
                            + " The relay is put to sleep while the router is measured; the router idles while the relay is.");
            notes.add(String.format(
                    Locale.ROOT,
                    "raw: %,d frames, %d lost, %d over 2 s",
                    raw.counts().intended(),
                    raw.counts().lost(),
                    raw.counts().late()));
        }
        return notes;
    }

    private String conditions() {
        return Machine.line() + "; " + settings.conditions();
    }

    private void latency(
            final List<Figure> figures, final String name, final ToDoubleFunction<Measurement> percentile) {
        final double valueMs = percentile.applyAsDouble(router);
        if (Double.isFinite(valueMs)) {
            final double rawMs = raw == null ? Double.NaN : percentile.applyAsDouble(raw);
            figures.add(new Figure(name, valueMs, "ms", rawMs, conditions()));
        }
    }

    private static void complain(final List<String> wrong, final long count, final String what) {
        if (count > 0) {
            wrong.add(String.format(Locale.ROOT, "%,d %s", count, what));
        }
    }
}

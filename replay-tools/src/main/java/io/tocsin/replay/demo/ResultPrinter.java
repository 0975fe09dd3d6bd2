package io.tocsin.replay.demo;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The report as a nurse can read it. */
final class ResultPrinter {
    private final PrintWriter out;

    /**
     * Prints nothing yet.
     *
     * @param out to print to.
     */
    ResultPrinter(final PrintWriter out) {
        this.out = out;
    }

    /** What this is, before anything happens. */
    void printHead(final DemoSettings settings, final Population population) {
        line(
                "Tocsin demo: an alert router on this machine's loopback, its journal on disk, and a simulated hospital in another process.");
        line(
                settings.data() == null
                        ? "All patients, people and alerts are SYNTHETIC."
                        : "All people and declared emergencies are SYNTHETIC; the readings are those of real patients, recorded.");
        line("Research and development software: not a medical device, not a primary alarm; not for use on patients.");
        line("");
        line("%s", population.describe());
        line(
                "%d clinicians and a central desk, each with a client of their own, and %d sources, all on WebSockets.",
                DemoSettings.CLINICIANS, Sources.COUNT + DemoSettings.UNITS);
        line(
                "First the patient's nurses are asked; after %d s the charge nurse; %d s later the desk, again every %d s.",
                DemoSettings.CARE_TEAM_STEP.toSeconds(),
                DemoSettings.CHARGE_NURSE_STEP.toSeconds(),
                DemoSettings.DESK_REPEAT.toSeconds());
        line("");
        out.flush();
    }

    /** What became of it. */
    void print(final DemoResult result) {
        printTotals(result);
        printLatency(result);
        printOpen(result);
        printStories(result);
        printChecks(result);
        if (result.settings().keep() != null) {
            line("");
            line(
                    "The router's data is kept: ./tocsin journal verify %s",
                    result.settings().keep());
        }
        out.flush();
    }

    private void printTotals(final DemoResult result) {
        final Totals totals = result.snapshot().totals();
        line("What happened");
        row("readings watched", result.snapshot().readings(), "held against limits and NEWS2");
        row(
                "alerts raised",
                totals.raised(),
                String.format(
                        Locale.ROOT,
                        "%,d declared by people and devices, %,d found in readings",
                        totals.declared(),
                        totals.raised() - totals.declared()));
        row(
                "reached somebody",
                result.arrived().delivered(),
                String.format(
                        Locale.ROOT,
                        "entitled to them; lost: %,d; told again after an absence: %,d",
                        result.arrived().lost(),
                        result.standing().redeliveries()));
        row("accepted", totals.accepted(), "somebody took responsibility");
        row("rejected", totals.rejected(), "by somebody, so that the next was asked at once");
        row("escalated", totals.escalated(), "beyond those who were asked first");
        row("resolved", totals.resolved(), "dealt with");
        row("cancelled", totals.cancelled(), "taken back by their source");
        row("over by themselves", totals.expired(), "before anybody had taken them");
        row("still open", totals.open(), "each with an owner or a deadline, below");
        line("");
    }

    private void printLatency(final DemoResult result) {
        final Reconciliation arrived = result.arrived();
        line(
                "From the instant at which a raise was to be sent to a clinician's client: half within %.1f ms, 99 of 100 within %.1f ms, the slowest"
                        + " %.1f ms.",
                arrived.percentileMs(50), arrived.percentileMs(99), arrived.maxMs());
        line("Every declared alert within %,d ms: %s.", DemoSettings.SLA.toMillis(), arrived.isSlaMet() ? "yes" : "NO");
        final int processors = Runtime.getRuntime().availableProcessors();
        if (result.loadAverage() > processors) {
            line(
                    "This machine was busy: in the last minute %.1f threads wanted its %d processors. That makes times longer.",
                    result.loadAverage(), processors);
        }
        line("");
    }

    private void printOpen(final DemoResult result) {
        final Snapshot snapshot = result.snapshot();
        line("Still open: %d", snapshot.open().size());
        for (final OpenLine alert : snapshot.open()) {
            line(
                    "  %6d  %-11s %-34s %-6s %-14s %s",
                    alert.alertId(),
                    Words.plain(alert.severity()),
                    alert.title(),
                    alert.patient().isEmpty() ? "?" : alert.patient(),
                    alert.bed(),
                    held(alert, snapshot.atNs()));
        }
        line("");
    }

    private static String held(final OpenLine alert, final long nowNs) {
        if (alert.owner() != null) {
            return "owner " + alert.owner();
        } else if (!alert.isHeld(nowNs)) {
            return "NOBODY, and no deadline";
        }
        final double seconds = (alert.deadlineNs() - nowNs) / (double) TimeUnit.SECONDS.toNanos(1);
        return alert.review()
                ? String.format(Locale.ROOT, "over, closes in %.1f s", seconds)
                : String.format(Locale.ROOT, "%s asked, next in %.1f s", Hospital.stepName(alert.step()), seconds);
    }

    private void printStories(final DemoResult result) {
        line("How it went, for example");
        for (final AlertStory story : StoryTeller.best(result.stories())) {
            StoryTeller.tell(story).forEach(told -> line("  %s", told));
            line("");
        }
    }

    private void printChecks(final DemoResult result) {
        line("What must hold");
        for (final Check check : result.checks()) {
            line("  %s  %s%s", check.holds() ? "yes" : "NO ", check.text(), check.holds() ? "" : " - " + check.why());
        }
    }

    private void row(final String what, final long count, final String meaning) {
        line("  %-20s %,9d   %s", what, count, meaning);
    }

    private void line(final String format, final Object... arguments) {
        out.println(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments));
    }
}

package io.tocsin.replay.evaluate;

import io.tocsin.pipeline.Pipeline;
import java.util.function.IntConsumer;
import org.agrona.collections.LongArrayList;

/**
 * Turns the rows of a table into commands, hour by hour, and plays the desk: gives receipts for what it is sent, and
 * resolves what is open of a patient whose last row it was. Moves the clock from one of the engine's deadlines to the
 * next so that each fires at its instant. Knows no limit and looks at no value.
 */
final class Feeder {
    /**
     * Rows between two looks at what the engine says: few enough that the ring is never full, and that the desk's
     * receipts keep pace.
     */
    private static final int ROWS_PER_DRAIN = 128;

    /** More work than this at one instant is an engine that asks for time for ever. */
    private static final int MAX_CYCLES = 10_000_000;

    private final Pipeline pipeline;
    private final VirtualClock clock;
    private final Commands commands;
    private final EventListener listener;
    private final OpenAlerts openAlerts;
    private final DeskInbox inbox;
    private final boolean withOxygen;
    private final LongArrayList toResolve = new LongArrayList();

    /**
     * @param pipeline   to feed.
     * @param clock      that it runs by.
     * @param listener   told what the engine says.
     * @param openAlerts as the listener keeps them.
     * @param inbox      of the desk.
     * @param withOxygen whether it is also said who is on oxygen, which no limit looks at.
     */
    Feeder(
            final Pipeline pipeline,
            final VirtualClock clock,
            final EventListener listener,
            final OpenAlerts openAlerts,
            final DeskInbox inbox,
            final boolean withOxygen) {
        this.withOxygen = withOxygen;
        this.pipeline = pipeline;
        this.clock = clock;
        this.listener = listener;
        this.openAlerts = openAlerts;
        this.inbox = inbox;
        commands = new Commands(clock);
    }

    /** Configures the site and opens the desk's session. */
    void open(final SiteEntries site) {
        publish(commands.configBegin());
        int partNumber = 0;
        for (int from = 0; from < site.length(); ) {
            final int end = site.endOfPart(from, Commands.partRoom());
            publish(commands.configPart(partNumber, site.bytes(), from, end - from));
            from = end;
            partNumber++;
        }
        publish(commands.configCommit(site.count(), site.contentHash()));
        publish(commands.sessionOpened());
        drain();
    }

    /**
     * Feeds every row.
     *
     * @param table    the rows.
     * @param progress told each hour that begins.
     */
    void feed(final VitalsTable table, final IntConsumer progress) {
        final int[] rows = table.rowsByHour();
        final int[] lastRows = new int[table.patientCount()];
        for (final int row : rows) {
            lastRows[table.patientOf(row)] = row;
        }
        int hour = 0;
        int sinceDrain = 0;
        for (final int row : rows) {
            if (table.hourOf(row) != hour) {
                hour = table.hourOf(row);
                progress.accept(hour);
                advanceTo(VirtualClock.instantOfNs(hour));
                sinceDrain = 0;
            }
            feedRow(table, row);
            final int patient = table.patientOf(row);
            if (lastRows[patient] == row) {
                resolveAll(patient);
            }
            if (++sinceDrain == ROWS_PER_DRAIN) {
                drain();
                sinceDrain = 0;
            }
        }
        drain();
    }

    /** Asks the engine for its counters. */
    void askForCounters() {
        publish(commands.countersQuery());
        drain();
    }

    private void feedRow(final VitalsTable table, final int row) {
        int count = 0;
        for (int i = 0; i < Vital.count(); i++) {
            if (table.reading(row, i) != VitalsTable.NOT_MEASURED) {
                count++;
            }
        }
        final int oxygen = withOxygen ? table.oxygen(row) : VitalsTable.NOT_MEASURED;
        if (oxygen != VitalsTable.NOT_MEASURED) {
            count++;
        }
        if (count > 0) {
            publish(commands.vitals(table, row, count, oxygen));
        }
    }

    private void resolveAll(final int patient) {
        drain();
        final LongArrayList open = openAlerts.of(patient);
        if (open == null || open.isEmpty()) {
            return;
        }
        // A copy: the list shrinks while the engine closes what is on it.
        toResolve.clear();
        for (int i = 0; i < open.size(); i++) {
            toResolve.addLong(open.getLong(i));
        }
        for (int i = 0; i < toResolve.size(); i++) {
            publish(commands.resolve(toResolve.getLong(i)));
        }
        drain();
    }

    private void advanceTo(final long instantNs) {
        drain();
        for (long dueNs = pipeline.engine().nextDeadlineNs();
                dueNs <= instantNs;
                dueNs = pipeline.engine().nextDeadlineNs()) {
            clock.moveTo(dueNs);
            drain();
        }
        clock.moveTo(instantNs);
    }

    /** Works until there is nothing to do at this instant: neither for the engine nor for the desk. */
    private void drain() {
        int cycles = 0;
        do {
            while (pipeline.doWork() + pipeline.pollOutputs() > 0) {
                if (++cycles == MAX_CYCLES) {
                    throw new EvaluationException("the engine finds no rest at " + clock.nanoTime() + " ns");
                }
                while (inbox.size() >= Commands.MAX_DISPLAYED) {
                    publish(commands.receipts(inbox));
                }
            }
        } while (sendReceipts());
        listener.requireNoComplaint();
    }

    private boolean sendReceipts() {
        if (inbox.size() == 0) {
            return false;
        }
        publish(commands.receipts(inbox));
        return true;
    }

    private void publish(final int length) {
        long ticket = pipeline.tryPublish(commands.buffer(), 0, length);
        while (ticket == Pipeline.BUSY && pipeline.doWork() + pipeline.pollOutputs() > 0) {
            ticket = pipeline.tryPublish(commands.buffer(), 0, length);
        }
        if (ticket < 0) {
            throw new EvaluationException("the ring did not take a command: " + ticket);
        }
    }
}

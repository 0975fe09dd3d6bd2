package io.tocsin.replay.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/** Everybody who has a client: the nurses, the charge nurses, and whoever sits at the central desk. */
final class Staff {
    private final List<Clinician> everybody = new ArrayList<>();
    private final LongAdder redeliveries = new LongAdder();

    /**
     * Makes them up.
     *
     * @param seed     of the hospital.
     * @param hospital where they work.
     * @param people   their thread.
     * @param bedsides where they treat.
     * @param notebook where their clients write what they were told.
     * @param faults   as they meet them.
     */
    Staff(
            final long seed,
            final Hospital hospital,
            final Timetable people,
            final Clinician.Bedsides bedsides,
            final Notebook notebook,
            final Faults faults) {
        final List<String> nurses = hospital.nurses();
        for (int i = 0; i < nurses.size(); i++) {
            final Temper temper = Temper.ofNurse(Seeds.random(seed, "nurse", i));
            add(nurses.get(i), temper, Seeds.random(seed, "nurse at work", i), people, bedsides, notebook, faults);
        }
        final List<String> charges = hospital.chargeNurses();
        for (int i = 0; i < charges.size(); i++) {
            final Temper temper = Temper.ofChargeNurse(Seeds.random(seed, "charge nurse", i));
            add(charges.get(i), temper, Seeds.random(seed, "in charge", i), people, bedsides, notebook, faults);
        }
        add(Hospital.DESK, Temper.ofDesk(), Seeds.random(seed, "desk", 0), people, bedsides, notebook, faults);
    }

    /**
     * Connects everybody.
     *
     * @param router to connect to.
     * @return completed once all are reachable.
     */
    CompletableFuture<Void> connect(final Lines router) {
        return CompletableFuture.allOf(
                everybody.stream().map(clinician -> clinician.connect(router)).toArray(CompletableFuture[]::new));
    }

    /** How many offers came again because the client had been away. */
    long redeliveries() {
        return redeliveries.sum();
    }

    private void add(
            final String person,
            final Temper temper,
            final Random random,
            final Timetable people,
            final Clinician.Bedsides bedsides,
            final Notebook notebook,
            final Faults faults) {
        final ClientRecord record = new ClientRecord(person, notebook, redeliveries);
        everybody.add(new Clinician(person, temper, random, people, bedsides, record, faults));
    }
}

package io.tocsin.replay.demo;

import io.tocsin.AlertRouter;
import io.tocsin.Confirmed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Everybody who has a client: the nurses, the charge nurses, and whoever sits at the central desk. */
final class Staff {
    private final List<Clinician> everybody = new ArrayList<>();

    /**
     * Makes them up.
     *
     * @param settings seed.
     * @param hospital where they work.
     * @param people   their thread.
     * @param wards    where they treat.
     * @param faults   as they meet them.
     */
    Staff(
            final DemoSettings settings,
            final Hospital hospital,
            final Timetable people,
            final Wards wards,
            final Faults faults) {
        final Clinician.Bedsides bedsides = bed -> wards.treat(hospital.patientIn(bed));
        final List<String> nurses = hospital.nurses();
        for (int i = 0; i < nurses.size(); i++) {
            final Temper temper = Temper.ofNurse(Seeds.random(settings.seed(), "nurse", i));
            everybody.add(new Clinician(
                    nurses.get(i),
                    temper,
                    Seeds.random(settings.seed(), "nurse at work", i),
                    people,
                    bedsides,
                    faults));
        }
        final List<String> charges = hospital.chargeNurses();
        for (int i = 0; i < charges.size(); i++) {
            final Temper temper = Temper.ofChargeNurse(Seeds.random(settings.seed(), "charge nurse", i));
            everybody.add(new Clinician(
                    charges.get(i), temper, Seeds.random(settings.seed(), "in charge", i), people, bedsides, faults));
        }
        everybody.add(new Clinician(
                Hospital.DESK, Temper.ofDesk(), Seeds.random(settings.seed(), "desk", 0), people, bedsides, faults));
    }

    /** How many clinicians there are; the desk comes on top. */
    int clinicians() {
        return everybody.size() - 1;
    }

    /**
     * Connects everybody.
     *
     * @param router to connect to.
     * @return completed once all are reachable.
     */
    CompletableFuture<Void> connect(final AlertRouter router) {
        final List<CompletableFuture<Confirmed>> opened = new ArrayList<>();
        for (final Clinician clinician : everybody) {
            opened.add(clinician.connect(router));
        }
        return CompletableFuture.allOf(opened.toArray(CompletableFuture[]::new));
    }

    /** What each client has written down. */
    List<ClientRecord> records() {
        return everybody.stream().map(Clinician::record).toList();
    }
}

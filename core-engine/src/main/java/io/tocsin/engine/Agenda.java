package io.tocsin.engine;

import io.tocsin.engine.access.Revocations;
import io.tocsin.engine.authority.Views;
import io.tocsin.engine.care.Doses;
import io.tocsin.engine.care.Weights;
import io.tocsin.engine.config.Configuration;
import io.tocsin.engine.delivery.ContactRuns;
import io.tocsin.engine.duty.Breaks;
import io.tocsin.engine.duty.Shifts;
import io.tocsin.engine.monitoring.Monitor;
import io.tocsin.engine.monitoring.PatientLimits;
import io.tocsin.engine.monitoring.ReadingGate;
import io.tocsin.engine.overload.BreachAlarms;
import io.tocsin.engine.response.Awakening;
import io.tocsin.engine.store.Due;
import io.tocsin.engine.suppression.Silences;
import io.tocsin.engine.watch.DeviceSilence;
import io.tocsin.engine.watch.LostDevices;
import io.tocsin.engine.watch.SourceWatch;

/** What is due when, over all parts of the engine that keep deadlines: the earliest first, at the same instant in the order of the parts. */
final class Agenda {
    private static final int MOST_PER_ENTRANCE = 64;

    private final Due[] parts;
    // Each by its own class as well: every command asks all of them, and a call of a known class costs nothing.
    private final Shifts shifts;
    private final Breaks breaks;
    private final AlertsDue alerts;
    private final Monitor monitor;
    private final SourceWatch watch;
    private final DeviceSilence silence;
    private final LostDevices lostDevices;
    private final Silences silences;
    private final BreachAlarms breaches;
    private final Awakening awakening;
    private final ContactRuns contacts;
    private final PatientLimits patientLimits;
    private final ReadingGate gate;
    private final Doses doses;
    private final Weights weights;
    private final Revocations revocations;
    private final Views views;
    private final Configuration configuration;

    /** The order at one instant: who is on duty is settled before a step asks for them. */
    Agenda(final EngineParts of, final Awakening awakening) {
        parts = new Due[] {
            shifts = of.shifts,
            breaks = of.breaks,
            alerts = new AlertsDue(of.alerts, of.ladder, of.life, of.vitals.monitor),
            monitor = of.vitals.monitor,
            watch = of.watch,
            silence = of.vitals.deviceWatch.silence(),
            lostDevices = of.lostDevices,
            silences = of.silences,
            breaches = new BreachAlarms(of.alerts, of.ledger, of.ownAlerts),
            this.awakening = awakening,
            contacts = of.contacts,
            patientLimits = of.vitals.patientLimits,
            gate = of.vitals.gate,
            doses = of.vitals.care.doses,
            weights = of.vitals.care.weights,
            revocations = of.access.revocations,
            views = of.views,
            configuration = of.configuration
        };
    }

    /** When the first is due, epoch ns, or {@link Due#NEVER}. */
    long firstNs() {
        long firstNs = Math.min(shifts.firstNs(), breaks.firstNs());
        firstNs = Math.min(firstNs, Math.min(alerts.firstNs(), monitor.firstNs()));
        firstNs = Math.min(firstNs, Math.min(watch.firstNs(), silence.firstNs()));
        firstNs = Math.min(firstNs, Math.min(lostDevices.firstNs(), silences.firstNs()));
        firstNs = Math.min(firstNs, Math.min(breaches.firstNs(), awakening.firstNs()));
        firstNs = Math.min(firstNs, Math.min(contacts.firstNs(), patientLimits.firstNs()));
        firstNs = Math.min(firstNs, Math.min(gate.firstNs(), doses.firstNs()));
        firstNs = Math.min(firstNs, Math.min(weights.firstNs(), revocations.firstNs()));
        return Math.min(firstNs, Math.min(views.firstNs(), configuration.firstNs()));
    }

    /** Carries out what is due by now; only so much per entrance, so that a command never waits long behind deadlines. The rest stays due. */
    void expire(final long nowNs) {
        for (int i = 0; i < MOST_PER_ENTRANCE && firstNs() <= nowNs; i++) {
            first().fire(nowNs);
        }
    }

    /** The part that is due first. */
    private Due first() {
        Due first = parts[0];
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].firstNs() < first.firstNs()) {
                first = parts[i];
            }
        }
        return first;
    }
}

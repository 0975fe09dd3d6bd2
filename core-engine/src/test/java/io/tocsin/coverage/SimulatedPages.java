package io.tocsin.coverage;

import static java.util.Objects.requireNonNull;

import io.tocsin.Capability;
import io.tocsin.Offer;
import io.tocsin.OfferListener;
import io.tocsin.Raise;
import io.tocsin.RecipientSession;
import io.tocsin.RouterEvent;
import io.tocsin.Silence;
import io.tocsin.Silenced;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Raises alerts in a router whose clock moves when it is told to, and sees who hears of them: people by what their clients are given, desks by what is sent. */
final class SimulatedPages implements AutoCloseable {
    private final RandomHospital hospital;
    private final RouterTestKit kit;
    private final TreeMap<Instant, List<Runnable>> agenda = new TreeMap<>();
    private final Map<Long, Page> byId = new HashMap<>();
    private final List<Heard> heard = new ArrayList<>();

    SimulatedPages(final RandomHospital hospital) {
        this.hospital = hospital;
        kit = RouterTestKit.launch(hospital.site);
        hospital.site.outline().people().forEach((person, isAlways) -> {
            if (!isAlways && !hospital.never.contains(person)) {
                kit.answer(kit.router().connect(person, new Client(person)).opened());
            }
        });
        kit.answer(kit.router().duty().replace(hospital.rosters));
        silence();
    }

    private void silence() {
        final RecipientSession author = kit.router().connect(RandomHospital.AUTHOR, offer -> {});
        final RecipientSession second = kit.router().connect(RandomHospital.SECOND, offer -> {});
        for (final PlannedSilence planned : hospital.silences) {
            final Silence silence = Silence.until(planned.span().until(), "planned")
                    .from(planned.span().from())
                    .unit(planned.scope().unit())
                    .bed(planned.scope().bed())
                    .patient(planned.scope().patient())
                    .severityAtMost(planned.scope().severityAtMost());
            if (planned.scope().type() != null) {
                silence.type(planned.scope().type());
            }
            if (planned.scope().cause() != null) {
                silence.cause(planned.scope().cause());
            }
            final Silenced made = kit.answer(author.silence(silence));
            if (planned.confirmed()) {
                kit.answer(second.confirmSilence(made.silenceId()));
            }
        }
    }

    /** Raises them all, each at its instant, and waits until it is known what became of each. */
    void raise(final List<Page> pages) {
        for (int i = 0; i < pages.size(); i++) {
            final Page page = pages.get(i);
            final String key = "page-" + i;
            at(page.raised, () -> {
                raise(page, key);
                byId.put(page.alertId, page);
            });
            at(
                    page.raised.plus(hospital.within).plus(hospital.longest),
                    () -> kit.router().cancel(key));
        }
        while (!agenda.isEmpty()) {
            final Map.Entry<Instant, List<Runnable>> next = agenda.pollFirstEntry();
            kit.advance(Duration.ofNanos(Instants.ns(next.getKey()) - kit.nowNs()));
            next.getValue().forEach(Runnable::run);
            kit.settle();
        }
        read();
    }

    private Page page(final long alertId) {
        return requireNonNull(byId.get(alertId));
    }

    private void at(final Instant instant, final Runnable what) {
        agenda.computeIfAbsent(instant, key -> new ArrayList<>()).add(what);
    }

    private void raise(final Page page, final String key) {
        final Raise raise = Raise.alert(key)
                .type(page.alerts.type())
                .severity(page.alerts.severity())
                .unit(page.place.unit());
        if (!page.place.bed().isEmpty()) {
            raise.bed(page.place.bed());
        }
        if (!page.place.patient().isEmpty()) {
            raise.patient(page.place.patient());
        }
        page.alertId = kit.answer(kit.router().raise(raise)).alertId();
    }

    private void heard(final long alertId, final long atNs, final int step, final String person) {
        if (!hospital.onlookers.contains(person)) {
            heard.add(new Heard(alertId, atNs, step));
        }
    }

    private void read() {
        final Map<Long, Integer> failSafeSteps = new HashMap<>();
        for (final RouterEvent event : kit.events()) {
            if (event instanceof RouterEvent.StepStarted started) {
                final boolean isFailSafe = started.stamp().clauses().contains(Clause.FAIL_SAFE);
                if (isFailSafe) {
                    failSafeSteps.put(started.alertId(), started.step());
                }
                page(started.alertId())
                        .stepStarted(
                                started.step(),
                                (int) started.policyId() - 1,
                                started.loop(),
                                isFailSafe,
                                started.stamp().timestampNs());
            } else if (event instanceof RouterEvent.StepEnded ended) {
                final List<Clause> clauses = ended.stamp().clauses();
                if (clauses.contains(Clause.EMPTY_STEP) || clauses.contains(Clause.NOBODY_REACHABLE)) {
                    page(ended.alertId()).stepPassedOver(ended.step(), clauses.contains(Clause.EMPTY_STEP));
                }
            } else if (event instanceof RouterEvent.ChannelChosen chosen && !chosen.statusOnly()) {
                heard(chosen.alertId(), chosen.stamp().timestampNs(), chosen.step(), chosen.person());
                page(chosen.alertId()).reached(chosen.step(), chosen.person());
            } else if (event instanceof RouterEvent.AlertMuted muted) {
                page(muted.alertId()).isMuted = true;
            } else if (event instanceof RouterEvent.AlertUnmuted unmuted) {
                final Page page = page(unmuted.alertId());
                page.unmutedAfterNs = unmuted.stamp().timestampNs() - Instants.ns(page.raised);
            } else if (event instanceof RouterEvent.OutputDispatched output && output.kind() == OutputKind.OFFER) {
                for (final RouterEvent.Recipient recipient : output.recipients()) {
                    if (hospital.always.contains(recipient.person())) {
                        heard(output.alertId(), output.stamp().timestampNs(), output.step(), recipient.person());
                    } else if (hospital.never.contains(recipient.person())) {
                        page(output.alertId()).missed(output.step(), recipient.person());
                    }
                }
            }
        }
        heard.forEach(each -> page(each.alertId)
                .heard(each.atNs, each.step, Integer.valueOf(each.step).equals(failSafeSteps.get(each.alertId))));
    }

    @Override
    public void close() {
        kit.close();
    }

    /** A person's, which is capable of emergencies unless the hospital says that it is not. */
    private final class Client implements OfferListener {
        private final String person;

        Client(final String person) {
            this.person = person;
        }

        @Override
        public void onOffer(final Offer offer) {
            if (offer.kind() == OutputKind.OFFER) {
                heard(offer.alertId(), kit.nowNs(), offer.step(), person);
            }
        }

        @Override
        public Set<Capability> capabilities() {
            return hospital.notCapable.contains(person) ? Set.of() : Set.of(Capability.EMERGENCY_RESPONSE_CAPABLE);
        }
    }

    private record Heard(long alertId, long atNs, int step) {}
}

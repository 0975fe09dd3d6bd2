package io.tocsin;

import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The open alerts as events tell them, and the last {@value #CLOSED_KEPT} closed ones, because people are told of a closing after it has happened; and what people
 * have received. Written by the delivery thread, read by any; a reader waits for at most one event.
 */
final class AlertBook implements AlertView {
    private static final int CLOSED_KEPT = 1_024;

    private final Map<Long, OpenAlert> open = new TreeMap<>();
    /** A subject has one open alert of NEWS2 and of each table at most. */
    private final Map<Scored, OpenAlert> scores = new HashMap<>();

    private final SilenceBook silences = new SilenceBook();
    private final LimitBook limits = new LimitBook();
    private final MonitoringBook monitorings = new MonitoringBook();
    private final DutyBook duty = new DutyBook();
    private final SendBook sends = new SendBook();
    private final AccessBook access = new AccessBook();

    private final Map<String, Long> receivedCritical = new HashMap<>();
    private final Map<String, Long> receivedOther = new HashMap<>();

    private final Map<Long, Closed> closed = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(final Map.Entry<Long, Closed> eldest) {
            return size() > CLOSED_KEPT;
        }
    };

    private volatile long asOfEventSeq;
    private volatile Rights rights = Rights.NOBODY;
    private volatile Supplier<List<PatientPlace>> places = List::of;

    /** What keys that are gone have sealed is shown to nobody any more. */
    synchronized void forget(final IntPredicate isGone) {
        silences.forget(isGone);
        limits.forget(isGone);
    }

    /** An event, and the number of the key that sealed its comment in the log; 0 = it has none, or one in the clear. */
    synchronized void on(final RouterEvent event, final int commentKey) {
        if (event instanceof RouterEvent.AlertRaised raised) {
            put(raised.alertId(), new OpenAlert(raised));
        } else if (event instanceof RouterEvent.AlertUpdated updated) {
            with(updated.alertId(), alert -> alert.on(updated));
        } else if (event instanceof RouterEvent.ConditionChanged changed) {
            with(changed.alertId(), alert -> alert.on(changed));
        } else if (event instanceof RouterEvent.StepStarted started) {
            with(started.alertId(), alert -> alert.on(started));
        } else if (event instanceof RouterEvent.StepEnded ended) {
            with(ended.alertId(), alert -> alert.on(ended));
        } else if (event instanceof RouterEvent.AlertMuted muted) {
            with(muted.alertId(), alert -> alert.on(muted));
        } else if (event instanceof RouterEvent.AlertUnmuted unmuted) {
            with(unmuted.alertId(), OpenAlert::pagesAgain);
        } else if (event instanceof RouterEvent.AlertSnoozed snoozed) {
            with(snoozed.alertId(), alert -> alert.snoozedUntil(snoozed.untilNs()));
        } else if (event instanceof RouterEvent.SnoozeEnded ended) {
            with(ended.alertId(), alert -> alert.snoozedUntil(0));
        } else if (event instanceof RouterEvent.SilenceChanged changed) {
            silences.on(changed, commentKey);
        } else if (event instanceof RouterEvent.PatientLimitChanged changed) {
            limits.on(changed, commentKey);
        } else if (event instanceof RouterEvent.MonitoringChanged changed) {
            monitorings.on(changed);
        } else if (event instanceof RouterEvent.DutyChanged changed) {
            duty.on(changed);
        } else if (event instanceof RouterEvent.BreakChanged changed) {
            duty.on(changed);
        } else if (event instanceof RouterEvent.OutputDispatched dispatched) {
            with(dispatched.alertId(), alert -> alert.on(dispatched));
        } else if (event instanceof RouterEvent.OfferAnswered answered) {
            with(answered.alertId(), alert -> alert.on(answered));
        } else if (event instanceof RouterEvent.AlertRedirected redirected) {
            with(redirected.alertId(), alert -> alert.on(redirected));
        } else if (event instanceof RouterEvent.BedsideReached reached) {
            with(reached.alertId(), alert -> alert.on(reached));
        } else if (event instanceof RouterEvent.AlertStale stale) {
            with(stale.alertId(), OpenAlert::markStale);
        } else if (event instanceof RouterEvent.LimitViolated violated) {
            with(violated.alertId(), alert -> alert.on(violated));
        } else if (event instanceof RouterEvent.TechnicalNoted noted) {
            with(noted.alertId(), alert -> alert.technical(noted));
        } else if (event instanceof RouterEvent.TrendNoted noted) {
            with(noted.alertId(), alert -> alert.score(noted.trend().points()));
        } else if (event instanceof RouterEvent.DoseChanged changed) {
            with(changed.dose().alertId(), alert -> alert.score(changed.dose().missed()));
        } else if (event instanceof RouterEvent.WeightNoted noted && noted.active()) {
            with(noted.alertId(), alert -> alert.score(noted.weight() - noted.lowest()));
        } else if (event instanceof RouterEvent.ScoreChanged changed) {
            score(changed.subject(), 0, changed.score());
        } else if (event instanceof RouterEvent.TableScoreChanged changed) {
            score(changed.subject(), changed.table(), changed.score());
        } else if (event instanceof RouterEvent.RevocationChanged changed) {
            access.on(changed);
        } else if (event instanceof RouterEvent.ViewGranted granted) {
            access.on(granted);
        } else if (event instanceof RouterEvent.ViewRevoked revoked) {
            access.on(revoked);
        } else if (event instanceof RouterEvent.PatientForgotten forgotten) {
            closed.values().removeIf(each -> each.state().patientId().equals(forgotten.patientId()));
        } else if (event instanceof RouterEvent.AlertClosed ended) {
            close(ended);
        } else if (event instanceof RouterEvent.ChannelChosen chosen) {
            sends.on(chosen);
        } else if (event instanceof RouterEvent.BundleChosen bundle) {
            bundle.members().forEach(sends::on);
        } else if (event instanceof RouterEvent.ChannelNoted noted) {
            sends.on(noted);
        } else if (event instanceof RouterEvent.ReceiptNoted receipt) {
            receivedOf(receipt.lane()).put(receipt.person(), receipt.receivedSeq());
        }
        asOfEventSeq = event.stamp().eventSeq();
    }

    /** How an open alert stands, as a recovered engine says; it was told as raised before. */
    synchronized void on(final ReportedAlert reported) {
        with(reported.alertId(), alert -> alert.on(reported));
    }

    /** Another configuration is in force. Any thread. */
    void inForce(final Collection<SiteEntry> entries, final Set<DutyPlace> rostered) {
        rights = Rights.of(entries, rostered);
        access.inForce(ViewLimits.of(entries));
        places = () -> PatientPlaces.of(entries, rostered);
    }

    @Override
    public List<PatientPlace> patientPlaces() {
        return places.get();
    }

    @Override
    public AuthorityRole roleOf(final String personId) {
        return rights.roleOf(personId);
    }

    @Override
    public Sight sight(
            final String personId, final AlertState alert, final boolean isTold, final @Nullable Set<String> units) {
        final Rights now = rights;
        if (isTold && !now.isUsed()) {
            return Sight.WHOLE;
        }
        synchronized (this) {
            return now.sight(personId, alert, isTold, units, duty, access);
        }
    }

    @Override
    public boolean maySeeReadings(final String personId, final Subject subject, final @Nullable Set<String> units) {
        if (subject.kind() != Subject.Kind.PATIENT) {
            // Nothing says who lay in a bed, or wore a device, when it was measured.
            return false;
        }
        final Rights now = rights;
        synchronized (this) {
            if (now.permitsReadings(personId, subject, units, duty, access)) {
                return true;
            }
            for (final OpenAlert alert : open.values()) {
                if (subject.equals(alert.subject())
                        && alert.state().responses().get(personId) != Response.REJECTED
                        && now.sight(personId, alert.state(), false, units, duty, access) == Sight.WHOLE) {
                    return true;
                }
            }
            return false;
        }
    }

    @Override
    public boolean maySee(final String personId, final MonitoringState session, final @Nullable Set<String> units) {
        if (!isConcerned(personId, session)) {
            return false;
        }
        return rights.roleOf(personId) == AuthorityRole.NONE
                || areReadingsPermitted(personId, session.subject(), units);
    }

    @Override
    public boolean mayWatch(final String personId, final MonitoringState session, final @Nullable Set<String> units) {
        return isConcerned(personId, session)
                && (!rights.isUsed() || areReadingsPermitted(personId, session.subject(), units));
    }

    /** Who broke the glass is as good as named. */
    private boolean isConcerned(final String personId, final MonitoringState session) {
        final Subject subject = session.subject();
        return session.concerned().contains(personId)
                || (subject.kind() == Subject.Kind.PATIENT && access.hasView(personId, subject.id()));
    }

    @Override
    public boolean isToldOf(final String personId, final ViewState seen, final @Nullable Set<String> units) {
        final Rights now = rights;
        synchronized (this) {
            return personId.equals(seen.person())
                    || now.roleOf(personId) == AuthorityRole.PRIVACY
                    || now.hasToDoWith(personId, seen.patient(), units, duty)
                    || open.values().stream()
                            .map(OpenAlert::state)
                            .anyMatch(alert -> alert.patientId().equals(seen.patient())
                                    && alert.responses().containsKey(personId)
                                    && !alert.isUninvited(personId));
        }
    }

    private boolean areReadingsPermitted(
            final String personId, final Subject subject, final @Nullable Set<String> units) {
        if (maySeeReadings(personId, subject, units)) {
            return true;
        }
        final Rights now = rights;
        synchronized (this) {
            return now.permitsReadings(personId, subject, units, duty, access);
        }
    }

    @Override
    public long asOfEventSeq() {
        return asOfEventSeq;
    }

    @Override
    public synchronized List<AlertState> open() {
        final List<AlertState> states = new ArrayList<>(open.size());
        open.values().forEach(alert -> states.add(alert.state()));
        return List.copyOf(states);
    }

    @Override
    public synchronized @Nullable AlertState alert(final long alertId) {
        final OpenAlert alert = open.get(alertId);
        if (alert != null) {
            return alert.state();
        }
        final Closed ended = closed.get(alertId);
        return ended == null ? null : ended.state();
    }

    @Override
    public AlertState of(final RouterEvent.OutputDispatched output) {
        final AlertState known = alert(output.alertId());
        return known == null ? forgotten(output) : known;
    }

    @Override
    public AccessView access() {
        return access;
    }

    @Override
    public synchronized List<RouterEvent.SilenceChanged> silences() {
        return silences.held();
    }

    @Override
    public synchronized List<RouterEvent.PatientLimitChanged> patientLimits() {
        return limits.held();
    }

    @Override
    public synchronized List<RouterEvent.PatientLimitChanged> patientLimits(final Subject subject) {
        return limits.held(subject);
    }

    @Override
    public synchronized List<RouterEvent.MonitoringChanged> monitorings(final long after, final int limit) {
        return monitorings.held(after, limit);
    }

    @Override
    public synchronized List<RouterEvent.MonitoringChanged> monitoringsOf(final String personId) {
        return monitorings.of(personId);
    }

    @Override
    public synchronized List<OnDuty> duties() {
        return duty.duties();
    }

    @Override
    public synchronized List<OnBreak> breaks() {
        return duty.breaks();
    }

    @Override
    public synchronized List<RouterEvent.ChannelChosen> onTheirWay() {
        return sends.held();
    }

    @Override
    public synchronized Outcome outcome(final long alertId) {
        final Closed ended = closed.get(alertId);
        return ended == null ? Outcome.NULL_VAL : ended.outcome();
    }

    @Override
    public synchronized long received(final String personId, final Lane lane) {
        return receivedOf(lane).getOrDefault(personId, 0L);
    }

    private Map<String, Long> receivedOf(final Lane lane) {
        return lane == Lane.CRITICAL ? receivedCritical : receivedOther;
    }

    private void put(final long alertId, final OpenAlert alert) {
        open.put(alertId, alert);
        if (alert.isOfScore() && alert.subject() != null) {
            scores.put(new Scored(alert.subject(), alert.table()), alert);
        }
    }

    private record Scored(Subject subject, int table) {}

    private void score(final @Nullable Subject subject, final int table, final int value) {
        final OpenAlert alert = subject == null ? null : scores.get(new Scored(subject, table));
        if (alert != null) {
            alert.score(value);
        }
    }

    private void close(final RouterEvent.AlertClosed ended) {
        final OpenAlert alert = open.remove(ended.alertId());
        if (alert != null) {
            closed.put(ended.alertId(), new Closed(alert.state(), ended.outcome()));
            if (alert.isOfScore() && alert.subject() != null) {
                scores.remove(new Scored(alert.subject(), alert.table()));
            }
        }
    }

    private void with(final long alertId, final Consumer<OpenAlert> change) {
        final OpenAlert alert = open.get(alertId);
        if (alert != null) {
            change.accept(alert);
        }
    }

    private static AlertState forgotten(final RouterEvent.OutputDispatched output) {
        final Subject subject = output.subject();
        return new AlertState(
                output.alertId(),
                "",
                0,
                subject,
                subject == null || subject.kind() != Subject.Kind.PATIENT,
                "",
                "",
                EmergencyType.OTHER,
                output.severity(),
                output.priority(),
                Condition.INACTIVE,
                Purpose.PRODUCTION,
                AlertCause.DECLARED,
                1,
                null,
                output.step(),
                0,
                0,
                output.stamp().timestampNs(),
                false,
                0,
                false,
                1,
                0,
                0,
                0,
                0,
                Map.of(),
                Map.of(),
                Set.of(),
                AlertDetails.NONE,
                Assessment.declared(output.severity()));
    }

    private record Closed(AlertState state, Outcome outcome) {}
}

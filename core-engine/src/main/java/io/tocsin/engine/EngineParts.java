package io.tocsin.engine;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.audit.AuditCommands;
import io.tocsin.engine.authority.Authority;
import io.tocsin.engine.authority.ViewEvents;
import io.tocsin.engine.authority.Views;
import io.tocsin.engine.command.Actor;
import io.tocsin.engine.command.AlertCommands;
import io.tocsin.engine.command.BreakCommands;
import io.tocsin.engine.command.ContactCommand;
import io.tocsin.engine.command.HandoverCommands;
import io.tocsin.engine.command.PeopleCommands;
import io.tocsin.engine.command.PersonFinder;
import io.tocsin.engine.command.PositionCommand;
import io.tocsin.engine.command.PresenceCommand;
import io.tocsin.engine.command.RaiseCommand;
import io.tocsin.engine.command.ReadBacks;
import io.tocsin.engine.command.ResultCommand;
import io.tocsin.engine.command.SessionCommands;
import io.tocsin.engine.command.SnoozeCommands;
import io.tocsin.engine.command.SubjectFinder;
import io.tocsin.engine.command.VersionCommands;
import io.tocsin.engine.config.ConfigState;
import io.tocsin.engine.config.Configuration;
import io.tocsin.engine.config.TriageConfig;
import io.tocsin.engine.delivery.ContactMethods;
import io.tocsin.engine.delivery.ContactRuns;
import io.tocsin.engine.delivery.Dispatcher;
import io.tocsin.engine.delivery.Presences;
import io.tocsin.engine.delivery.Sessions;
import io.tocsin.engine.duty.Breaks;
import io.tocsin.engine.duty.DutyEvents;
import io.tocsin.engine.duty.OnDuty;
import io.tocsin.engine.duty.Rosters;
import io.tocsin.engine.duty.Shifts;
import io.tocsin.engine.escalation.Ladder;
import io.tocsin.engine.escalation.Resumption;
import io.tocsin.engine.event.AlertEvents;
import io.tocsin.engine.event.AuthorityEvents;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.ContactEvents;
import io.tocsin.engine.event.DeliveryEvents;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.event.ResponseEvents;
import io.tocsin.engine.event.RoutingEvents;
import io.tocsin.engine.event.ServiceEvents;
import io.tocsin.engine.event.SystemEvents;
import io.tocsin.engine.ingress.IdempotencyWindows;
import io.tocsin.engine.monitoring.MonitoringSessions;
import io.tocsin.engine.monitoring.Subjects;
import io.tocsin.engine.overload.LoadCommands;
import io.tocsin.engine.overload.LoadModes;
import io.tocsin.engine.response.AlertLife;
import io.tocsin.engine.response.Awakening;
import io.tocsin.engine.response.OwnAlerts;
import io.tocsin.engine.response.Relief;
import io.tocsin.engine.response.Responses;
import io.tocsin.engine.response.Snoozes;
import io.tocsin.engine.routing.Positions;
import io.tocsin.engine.routing.Qualifications;
import io.tocsin.engine.routing.Turns;
import io.tocsin.engine.semantics.Semantics;
import io.tocsin.engine.site.Assignments;
import io.tocsin.engine.site.Covers;
import io.tocsin.engine.site.DeliveryRules;
import io.tocsin.engine.site.LimitedTeams;
import io.tocsin.engine.site.Policies;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.sla.LatencyLedger;
import io.tocsin.engine.sla.Operations;
import io.tocsin.engine.suppression.Inhibitions;
import io.tocsin.engine.suppression.MutedAlerts;
import io.tocsin.engine.suppression.SilenceCommands;
import io.tocsin.engine.suppression.SilenceGate;
import io.tocsin.engine.suppression.Silences;
import io.tocsin.engine.suppression.SuppressionEvents;
import io.tocsin.engine.triage.Triage;
import io.tocsin.engine.triage.TriageRules;
import io.tocsin.engine.watch.LostDevices;
import io.tocsin.engine.watch.SourceWatch;

/** Everything that Genesis sizes, wired once. What flows goes down this list: tables, delivery, escalation, life, readings, commands. */
final class EngineParts {
    // Of a snapshot: what a subject takes, and an open alert with whom it is offered to; only very long ones take more.
    private static final int SUBJECT_BYTES = 192;
    private static final int ALERT_BYTES = 512;

    final SystemEvents systemEvents;
    final EventStream stream;
    final Site site;
    final Assignments assignments;
    final Covers covers;
    final Rosters rosters;
    final Shifts shifts;
    final Breaks breaks;
    final Policies policies;
    final LimitedTeams limitedTeams;
    final Alerts alerts;
    final Offers offers;
    final Sessions sessions;
    final Presences presences;
    final ContactMethods methods;
    final ContactRuns contacts;
    final Dispatcher dispatcher;
    final Positions positions;
    final Qualifications qualifications;
    final Turns turns;
    final Ladder ladder;
    final AlertLife life;
    final OwnAlerts ownAlerts;
    final Subjects subjects;
    final VitalsParts vitals;
    final MonitoringSessions monitorings;
    final IdempotencyWindows windows;
    final TriageRules triageRules = new TriageRules();
    final Authority authority;
    final ConfigState configState;
    final Configuration configuration;
    final RaiseCommand raise;
    final ResultCommand results;
    final AlertCommands alertCommands;
    final PeopleCommands people;
    final HandoverCommands handover;
    final BreakCommands breakCommands;
    final SessionCommands sessionCommands;
    final PositionCommand position;
    final PresenceCommand presence;
    final ContactCommand contactCommand;
    final Foresight foresight;
    final SourceWatch watch;
    final LostDevices lostDevices;
    final MutedAlerts muted;
    final Silences silences;
    final SilenceGate gate;
    final SilenceCommands silenceCommands;
    final Inhibitions inhibitions;
    final Snoozes snoozes;
    final SnoozeCommands snoozeCommands;
    final Agenda agenda;
    final Operations operations = new Operations();
    final DeliveryRules deliveryRules = new DeliveryRules();
    final LatencyLedger ledger;
    final LoadModes modes;
    final LoadCommands load;
    final AuditCommands audit;
    final VersionCommands versions;
    final AccessParts access;
    final Views views;
    private final Resumption resumption;
    private final ServiceEvents serviceEvents;

    EngineParts(final EngineLimits limits, final EventStream stream, final Semantics semantics) {
        this.stream = stream;
        systemEvents = new SystemEvents(stream);
        final AlertEvents alertEvents = new AlertEvents(stream);
        final DeliveryEvents deliveryEvents = new DeliveryEvents(stream);
        site = new Site(limits.maxPeople(), limits.maxUnits(), limits.maxBeds(), limits.maxRoles());
        assignments = new Assignments(limits.maxAssignments(), limits.maxSubjects());
        rosters = new Rosters(assignments, limits.maxPeople(), stream);
        policies = new Policies(limits.maxPolicies());
        limitedTeams = new LimitedTeams(policies);
        alerts = new Alerts(limits.maxAlerts(), limits.contentBlocks());
        offers = new Offers(limits.maxOffers(), limits.maxPeople(), alerts);
        serviceEvents = new ServiceEvents(stream);
        ledger = new LatencyLedger(alerts.slots().capacity(), operations, alerts, serviceEvents, stream);
        final ContactEvents contactEvents = new ContactEvents(stream);
        modes = new LoadModes(
                limits.maxAlerts(), operations, alerts, serviceEvents, stream, deliveryRules, contactEvents);
        sessions = new Sessions(limits.maxSessions(), limits.maxPeople());
        audit = new AuditCommands(sessions, stream);
        versions = new VersionCommands(semantics, sessions, operations, stream);
        views = new Views(limits.maxPeople(), new ViewEvents(stream));
        authority = new Authority(
                limits.maxPeople(), site, assignments, sessions, alerts, offers, views, new AuthorityEvents(stream));
        presences = new Presences(limits.maxPeople());
        methods = new ContactMethods(limits.maxPeople());
        contacts = new ContactRuns(
                limits.maxAlerts(),
                limits.maxPeople(),
                methods,
                policies,
                site,
                assignments,
                alerts,
                offers,
                sessions,
                contactEvents,
                stream);
        contactCommand = new ContactCommand(alerts, contacts);
        final RoutingEvents routingEvents = new RoutingEvents(stream);
        dispatcher = new Dispatcher(
                limits.maxPeople(),
                limits.maxGateways(),
                limits.maxOutboxEntries(),
                limits.maxDeliveries(),
                limits.laneBound(),
                site,
                alerts,
                offers,
                sessions,
                presences,
                deliveryEvents,
                alertEvents,
                ledger,
                modes,
                contacts);
        covers = new Covers(limits.maxPeople(), dispatcher::isReachable);
        final SuppressionEvents suppressionEvents = new SuppressionEvents(stream);
        muted = new MutedAlerts(alerts.slots().capacity(), limits.maxSilences(), alerts);
        silences = new Silences(limits.maxSilences(), muted, suppressionEvents, stream);
        final ResponseEvents responseEvents = new ResponseEvents(stream);
        snoozes = new Snoozes(alerts.slots().capacity(), alerts, responseEvents);
        inhibitions = new Inhibitions(alerts.slots().capacity(), alerts, stream);
        gate = new SilenceGate(silences, muted, inhibitions, snoozes, alerts, suppressionEvents, stream);
        qualifications = new Qualifications(limits.maxPeople());
        turns = new Turns(limits.maxPeople());
        positions = new Positions(limits.maxPeople(), limits.maxBeds() + 2 * limits.maxUnits(), qualifications, stream);
        monitorings = new MonitoringSessions(limits.maxMonitored(), stream);
        ladder = new Ladder(
                policies,
                limitedTeams,
                TargetParts.targets(this, routingEvents, stream),
                alerts,
                offers,
                dispatcher,
                contacts,
                alertEvents,
                stream,
                gate,
                ledger,
                modes);
        resumption = new Resumption(alerts, ladder, gate, modes);
        subjects = new Subjects(limits.maxSubjects(), alerts);
        alerts.assessments().patients(subjects);
        final Awakening awakening = new Awakening(snoozes, alerts, offers, ladder, dispatcher, alertEvents, ledger);
        life = new AlertLife(
                alerts,
                offers,
                policies,
                ladder,
                dispatcher,
                contacts,
                alertEvents,
                stream,
                subjects,
                ledger,
                awakening,
                gate,
                semantics);
        access = new AccessParts(limits, this, stream, semantics);
        ownAlerts = new OwnAlerts(alerts, life, alertEvents, systemEvents, stream);
        load = new LoadCommands(operations, sessions, modes, ownAlerts, deliveryRules, dispatcher);
        final SubjectFinder finder = new SubjectFinder(subjects, site, systemEvents);
        windows = new IdempotencyWindows(limits.maxInterfaces(), limits.maxClients());
        final Responses responses =
                new Responses(alerts, offers, life, ladder, dispatcher, alertEvents, responseEvents, ledger, snoozes);
        final Relief relief = new Relief(alerts, offers, ladder, dispatcher, responses, alertEvents);
        watch = new SourceWatch(limits.maxInterfaces(), ownAlerts, stream);
        vitals = new VitalsParts(limits, this, finder, relief, alertEvents, stream);
        lostDevices = new LostDevices(
                limits.maxPeople(), operations, site, sessions, presences, covers, finder::deviceOf, ownAlerts, stream);
        configState = new ConfigState(
                site,
                assignments,
                rosters,
                policies,
                vitals.rules,
                vitals.patientLimits,
                monitorings,
                subjects,
                vitals.births,
                dispatcher,
                windows,
                watch,
                positions,
                qualifications,
                new TriageConfig(triageRules, limitedTeams, alerts.assessments()),
                authority,
                methods,
                deliveryRules,
                operations,
                lostDevices,
                gate,
                vitals.gate,
                vitals.advisories,
                vitals.deviceWatch,
                vitals.care.state,
                views.rules());
        configuration = new Configuration(
                limits.configBytes(),
                limits.maxPeople(),
                limits.maxUnits(),
                limits.maxBeds(),
                limits.maxRoles(),
                limits.maxSubjects(),
                configState,
                systemEvents,
                stream);
        raise = new RaiseCommand(
                alerts,
                site,
                finder,
                authority,
                new Triage(triageRules, vitals.deviceWatch.rules(), subjects, vitals.births, stream),
                life,
                alertEvents,
                stream);
        alertCommands = new AlertCommands(alerts, life);
        silenceCommands = new SilenceCommands(silences, sessions, site, subjects, authority, stream);
        foresight = new Foresight(subjects, vitals.devices, vitals.readAhead);
        final Actor actor = new Actor(alerts, offers, sessions, authority);
        final DutyEvents dutyEvents = new DutyEvents(stream);
        breaks = new Breaks(limits.maxPeople(), covers, alerts, offers, relief, dutyEvents, stream);
        shifts = new Shifts(
                rosters,
                assignments,
                new OnDuty(rosters, site, deliveryRules, policies, alerts),
                breaks,
                covers,
                site,
                subjects,
                alerts,
                offers,
                relief,
                authority,
                lostDevices,
                dutyEvents);
        breakCommands = new BreakCommands(site, sessions, dispatcher, covers, breaks, authority);
        agenda = Agenda.of(this, awakening);
        people = new PeopleCommands(
                alerts, offers, actor, life, responses, new ReadBacks(alerts, policies, ladder, responseEvents));
        results = new ResultCommand(alerts, site, finder, authority, life, vitals.care.anew, alertEvents, stream);
        handover = new HandoverCommands(alerts, site, dispatcher, ladder, actor, responses, people);
        snoozeCommands = new SnoozeCommands(alerts, actor, ladder.clocks(), snoozes, stream);
        final PersonFinder personFinder = new PersonFinder(site, sessions);
        position = new PositionCommand(personFinder, positions, stream);
        presence = new PresenceCommand(personFinder, presences, routingEvents);
        sessionCommands = new SessionCommands(
                semantics,
                site,
                sessions,
                presences,
                routingEvents,
                dispatcher,
                lostDevices,
                deliveryEvents,
                limits.maxGateways());
    }

    /** Whether the next entrance has something to say whatever its time. */
    boolean isPending() {
        return dispatcher.isPending() || modes.isPending();
    }

    /** What a mode kept back begins again, digests that are owed go out, then whatever has credit: the last part of every entrance. What time completes in it has no message: its clock starts now. */
    void dispatch() {
        ledger.ingest(0);
        if (modes.mayResume()) {
            modes.resumed(resumption.resume());
        }
        contacts.tellOver();
        for (int left = modes.digestsDue(); left > 0; left--) {
            final int alert = modes.takeOwed();
            if (alert != Alerts.NONE) {
                dispatcher.notice(
                        Because.of(Clause.DIGEST), alert, OutputKind.UPDATE, snoozes.person(alert), Alerts.NONE);
            }
        }
        dispatcher.dispatch();
    }

    /** About how long a snapshot would be, by what there is most of. */
    long likelySnapshotBytes() {
        return (long) SUBJECT_BYTES * subjects.ids().size()
                + (long) ALERT_BYTES * alerts.slots().inUse();
    }

    /** Emits {@code ServiceReported}. */
    void reportService(final ServiceEvents to) {
        to.service(
                ledger.met(),
                ledger.late(),
                ledger.breached(),
                ledger.unneeded(),
                ledger.totalWaitedNs(),
                ledger.longestNs(),
                ledger.running());
        modes.report(to);
    }

    /** Emits {@code ServiceReported} as an event. */
    void reportService() {
        reportService(serviceEvents);
    }
}

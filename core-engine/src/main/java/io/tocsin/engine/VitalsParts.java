package io.tocsin.engine;

import io.tocsin.engine.authority.Consents;
import io.tocsin.engine.command.MonitoringCommands;
import io.tocsin.engine.command.PatientLimitCommand;
import io.tocsin.engine.command.SubjectFinder;
import io.tocsin.engine.command.VitalsCommand;
import io.tocsin.engine.event.AlertEvents;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.event.GateEvents;
import io.tocsin.engine.event.ScoreEvents;
import io.tocsin.engine.monitoring.Advisories;
import io.tocsin.engine.monitoring.BirthDates;
import io.tocsin.engine.monitoring.Devices;
import io.tocsin.engine.monitoring.GateConditions;
import io.tocsin.engine.monitoring.GateRules;
import io.tocsin.engine.monitoring.LimitProfiles;
import io.tocsin.engine.monitoring.LimitRules;
import io.tocsin.engine.monitoring.Monitor;
import io.tocsin.engine.monitoring.Monitored;
import io.tocsin.engine.monitoring.PatientLimits;
import io.tocsin.engine.monitoring.PersonalLimits;
import io.tocsin.engine.monitoring.ReadAhead;
import io.tocsin.engine.monitoring.ReadingCounts;
import io.tocsin.engine.monitoring.ReadingGate;
import io.tocsin.engine.monitoring.TableScores;
import io.tocsin.engine.response.Relief;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.watch.DeviceRules;
import io.tocsin.engine.watch.DeviceSilence;
import io.tocsin.engine.watch.DeviceWatch;

/** The parts that look at readings and hold what is planned, wired. They come after the subjects, and after everything that raises and ends alerts. */
final class VitalsParts {
    final BirthDates births;
    final ReadingCounts counts = new ReadingCounts();
    final LimitRules rules;
    final Devices devices;
    final PatientLimits patientLimits;
    final Monitored monitored;
    final PersonalLimits personalLimits;
    final TableScores tables;
    final Advisories advisories;
    final Monitor monitor;
    final ReadingGate gate;
    final ReadAhead readAhead;
    final DeviceWatch deviceWatch;
    final VitalsCommand command;
    final PatientLimitCommand limitCommand;
    final MonitoringCommands monitoring;
    final CareParts care;

    VitalsParts(
            final EngineLimits limits,
            final EngineParts parts,
            final SubjectFinder finder,
            final Relief relief,
            final AlertEvents alertEvents,
            final EventStream stream) {
        births = new BirthDates(limits.maxSubjects(), parts.subjects, stream);
        rules = new LimitRules(limits.maxRules());
        devices = new Devices(limits.maxDevices());
        final LimitProfiles profiles = new LimitProfiles(limits.maxUnits(), rules, parts.subjects, births, parts.site);
        patientLimits = new PatientLimits(limits.maxAlerts(), rules, profiles, parts.subjects, stream);
        monitored = new Monitored(limits.maxMonitored(), limits.maxSubjects());
        personalLimits =
                new PersonalLimits(limits.maxMonitored(), rules, patientLimits, parts.subjects, monitored, stream);
        tables = new TableScores(
                limits.maxMonitored(),
                monitored,
                rules,
                parts.subjects,
                births,
                parts.alerts,
                parts.life,
                parts.ownAlerts,
                new ScoreEvents(stream),
                stream);
        advisories = new Advisories(
                monitored,
                limits.maxMonitored(),
                rules,
                patientLimits,
                parts.subjects,
                parts.alerts,
                parts.life,
                parts.ownAlerts,
                parts.site,
                stream);
        monitor = new Monitor(
                counts,
                rules,
                monitored,
                personalLimits,
                advisories,
                limits.maxLimitWatches(),
                patientLimits,
                tables,
                parts.subjects,
                parts.alerts,
                parts.policies,
                parts.site,
                parts.life,
                parts.ownAlerts,
                alertEvents,
                parts.systemEvents,
                stream);
        final GateRules gateRules = new GateRules();
        gate = new ReadingGate(
                limits.maxMonitored(),
                gateRules,
                monitored,
                monitor,
                parts.subjects,
                new GateConditions(gateRules, parts.ownAlerts, parts.subjects, parts.site),
                new GateEvents(stream),
                stream);
        readAhead = new ReadAhead(monitored, personalLimits, tables, advisories);
        final DeviceRules deviceRules = new DeviceRules();
        deviceWatch = new DeviceWatch(
                limits.maxSubjects(),
                deviceRules,
                new DeviceSilence(
                        deviceRules,
                        parts.monitorings.devices(),
                        parts.watch,
                        parts.subjects,
                        parts.site,
                        finder,
                        parts.ownAlerts,
                        stream),
                parts.subjects,
                parts.site,
                finder,
                parts.ownAlerts);
        care = new CareParts(limits, parts, finder, relief, stream);
        command = new VitalsCommand(
                finder, devices, parts.monitorings, counts, monitor, tables, gate, deviceWatch, care.weights);
        limitCommand = new PatientLimitCommand(
                finder, parts.site, rules, patientLimits, parts.sessions, parts.windows, parts.authority, stream);
        monitoring = new MonitoringCommands(
                finder,
                parts.site,
                new Consents(parts.authority, parts.assignments),
                parts.monitorings,
                deviceWatch.silence(),
                parts.sessions,
                parts.authority,
                stream);
    }

    /** Writes every part, each before those that refer to it. */
    void snapshot(final SnapshotWriter writer) {
        births.snapshot(writer);
        rules.snapshot(writer);
        devices.snapshot(writer);
        patientLimits.snapshot(writer);
        monitored.snapshot(writer);
        personalLimits.snapshot(writer);
        advisories.snapshot(writer);
        monitor.snapshot(writer);
        gate.snapshot(writer);
        deviceWatch.snapshot(writer);
        care.doses.snapshot(writer);
        care.weights.snapshot(writer);
    }

    /** Takes every part over, in the same order. */
    void restore(final SnapshotReader reader, final int subjects) {
        births.restore(reader);
        rules.restore(reader);
        devices.restore(reader);
        patientLimits.restore(reader);
        monitored.restore(reader, subjects);
        personalLimits.restore(reader);
        advisories.restore(reader);
        monitor.restore(reader);
        gate.restore(reader, subjects);
        deviceWatch.restore(reader, subjects);
        care.doses.restore(reader);
        care.weights.restore(reader);
    }
}

package io.tocsin.engine.config;

import io.tocsin.engine.authority.Authority;
import io.tocsin.engine.authority.ViewRules;
import io.tocsin.engine.care.CareState;
import io.tocsin.engine.delivery.ContactMethods;
import io.tocsin.engine.delivery.Dispatcher;
import io.tocsin.engine.duty.Rosters;
import io.tocsin.engine.ingress.IdempotencyWindows;
import io.tocsin.engine.monitoring.Advisories;
import io.tocsin.engine.monitoring.BirthDates;
import io.tocsin.engine.monitoring.LimitRules;
import io.tocsin.engine.monitoring.MonitoringSessions;
import io.tocsin.engine.monitoring.PatientLimits;
import io.tocsin.engine.monitoring.ReadingGate;
import io.tocsin.engine.monitoring.Subjects;
import io.tocsin.engine.routing.Positions;
import io.tocsin.engine.routing.Qualifications;
import io.tocsin.engine.site.Assignments;
import io.tocsin.engine.site.DeliveryRules;
import io.tocsin.engine.site.Policies;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.sla.Operations;
import io.tocsin.engine.suppression.SilenceGate;
import io.tocsin.engine.watch.DeviceWatch;
import io.tocsin.engine.watch.LostDevices;
import io.tocsin.engine.watch.SourceWatch;

/**
 * What a configuration may change.
 *
 * @param site        people, units, beds, roles.
 * @param assignments who is assigned to whom.
 * @param rosters     who is on duty when.
 * @param policies    escalation policies.
 * @param rules       limits and scores.
 * @param patientLimits of their own.
 * @param monitorings sessions in which patients are monitored.
 * @param subjects    patients.
 * @param births      of patients.
 * @param dispatcher  with the credit.
 * @param windows     of the sources.
 * @param watch       over sources.
 * @param positions   of people.
 * @param qualifications of people.
 * @param triage      of declared alerts.
 * @param authority   of people.
 * @param contacts    methods of people.
 * @param deliveryRules what a mode does not deliver.
 * @param operations  promise, limits of load, administrators.
 * @param lostDevices of people on duty.
 * @param gate        with the rules by which alerts mute others.
 * @param readingGate by which readings are questioned.
 * @param advisories  by how readings move.
 * @param devices     and what they say of themselves.
 * @param care        what is planned, and weights.
 * @param viewRules   by which patients are seen by broken glass.
 */
public record ConfigState(
        Site site,
        Assignments assignments,
        Rosters rosters,
        Policies policies,
        LimitRules rules,
        PatientLimits patientLimits,
        MonitoringSessions monitorings,
        Subjects subjects,
        BirthDates births,
        Dispatcher dispatcher,
        IdempotencyWindows windows,
        SourceWatch watch,
        Positions positions,
        Qualifications qualifications,
        TriageConfig triage,
        Authority authority,
        ContactMethods contacts,
        DeliveryRules deliveryRules,
        Operations operations,
        LostDevices lostDevices,
        SilenceGate gate,
        ReadingGate readingGate,
        Advisories advisories,
        DeviceWatch devices,
        CareState care,
        ViewRules viewRules) {}

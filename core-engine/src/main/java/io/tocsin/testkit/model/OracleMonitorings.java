package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.DeviceKind;
import io.tocsin.codecs.sbe.GrantViewersDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.MonitoringList;
import io.tocsin.codecs.sbe.MonitoringStatus;
import io.tocsin.codecs.sbe.MonitoringType;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.StartMonitoringDecoder;
import io.tocsin.codecs.sbe.StopMonitoringDecoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Monitoring sessions: section 31. */
final class OracleMonitorings {
    private record Stopped(int subject, long sinceNs) {}

    private static final long DAY_NS = 86_400_000_000_000L;
    private static final int PEOPLE_PER_SESSION = 8;
    private static final int DEVICES_PER_SESSION = 4;

    private final OracleState state;
    private final TreeMap<Long, OracleSession> active = new TreeMap<>();
    /** Whose the stopped session of a device was, whichever was stopped longest ago first. */
    private final LinkedHashMap<String, Stopped> stopped = new LinkedHashMap<>();

    /** Told of devices that are in no session any more, before the session's end is. */
    BiConsumer<List<String>, Clause> leaving = (devices, why) -> {};

    private long begun;

    OracleMonitorings(final OracleState state) {
        this.state = state;
    }

    static boolean isCommand(final int template) {
        return template == StartMonitoringDecoder.TEMPLATE_ID
                || template == StopMonitoringDecoder.TEMPLATE_ID
                || template == GrantViewersDecoder.TEMPLATE_ID;
    }

    OracleAnswer carryOut(final int template, final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        return switch (template) {
            case StartMonitoringDecoder.TEMPLATE_ID -> start(buffer, envelope);
            case StopMonitoringDecoder.TEMPLATE_ID -> stop(buffer, envelope);
            default -> grant(buffer, envelope);
        };
    }

    /** Whether readings are refused because the session of their device is over, though they do not say that they are of somebody else. */
    boolean isStopped(final OracleBatch batch) {
        final Stopped before = stopped.get(batch.deviceId());
        if (before == null || state.plants.contains(Plant.STOPPED_DEVICES_GO_ON)) {
            return false;
        }
        final String name = OracleAlerts.subjectName(batch.patientId(), batch.bedId(), batch.deviceId());
        return state.site.subjects.get(before.subject).equals(name)
                && state.nowNs - before.sinceNs < DAY_NS
                && active.values().stream().noneMatch(each -> each.subject == before.subject);
    }

    /** Somebody is admitted or moved: whatever was stopped before counts no more. */
    void admitted(final int subject) {
        stopped.values().removeIf(each -> each.subject == subject);
    }

    /** Whose active session a device is in; -1 = it is in none. */
    int patientOf(final String device) {
        return active.values().stream()
                .filter(session -> session.deviceIds().contains(device))
                .mapToInt(session -> session.subject)
                .findFirst()
                .orElse(-1);
    }

    /** Whether a device of an active session sends readings without a break, by what it is and what the session is for. */
    boolean sendsOn(final String device) {
        return active.values().stream()
                .filter(session -> session.type != MonitoringType.CHRONIC_CONDITION
                        && session.type != MonitoringType.REMOTE_PATIENT)
                .flatMap(session -> session.devices.stream())
                .anyMatch(each -> each.id().equals(device) && List.of(1, 2, 6).contains(each.kind()));
    }

    /** Who is in a list of any active session of a subject, but who looks on as family in any of them. */
    List<Integer> named(final int subject, final MonitoringList list) {
        final List<Integer> family = in(subject, MonitoringList.FAMILY);
        return in(subject, list).stream()
                .filter(person -> !family.contains(person))
                .toList();
    }

    private List<Integer> in(final int subject, final MonitoringList list) {
        return active.values().stream()
                .filter(session -> session.subject == subject)
                .flatMap(session -> session.everybody().stream().filter(person -> session.isIn(list, person)))
                .toList();
    }

    /** The devices of all active sessions of a subject. */
    List<String> devicesOf(final int subject) {
        return active.values().stream()
                .filter(session -> session.subject == subject)
                .flatMap(session -> session.deviceIds().stream())
                .toList();
    }

    private OracleAnswer start(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final StartMonitoringDecoder start =
                new StartMonitoringDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        if (start.typeRaw() < 1 || start.typeRaw() > 6) {
            return OracleAnswer.invalid(2);
        }
        final List<OracleSession.Device> devices = new ArrayList<>();
        for (final StartMonitoringDecoder.DevicesDecoder each : start.devices()) {
            devices.add(new OracleSession.Device(
                    each.kindRaw(), OracleFields.latin(buffer, start.limit(), each.deviceIdLength())));
            each.skipDeviceId();
        }
        final String patientId = OracleFields.latin(buffer, start.limit(), start.patientIdLength());
        start.skipPatientId();
        final String bedId = OracleFields.latin(buffer, start.limit(), start.bedIdLength());
        final OracleAnswer fields = fields(devices, patientId, bedId);
        if (fields.isRefusal()) {
            return fields;
        }
        final OracleState.Session session = state.session(envelope.actorSession());
        if (session == null) {
            return OracleAnswer.of(Result.UNKNOWN_SESSION);
        }
        if (!envelope.isProduction()) {
            return OracleAnswer.of(Result.TEST_TRAFFIC);
        }
        final String name = OracleAlerts.subjectName(patientId, bedId, "");
        final OracleAnswer forbidden = OracleAuthority.monitor(state, session.person(), AuthorityAction.MONITOR, name);
        if (forbidden != null) {
            return forbidden;
        }
        if (devices.stream()
                .anyMatch(device -> active.values().stream()
                        .anyMatch(other ->
                                other.devices.stream().anyMatch(its -> its.id().equals(device.id()))))) {
            return OracleAnswer.of(Result.DEVICE_IN_USE, 12);
        }
        final int known = state.site.subjects.indexOf(name);
        if (active.values().stream().filter(each -> each.subject == known).count() == 8) {
            return OracleAnswer.of(Result.TABLE_FULL, 41);
        }
        final long inUse =
                active.values().stream().mapToLong(each -> each.devices.size()).sum();
        if (active.size() >= state.limits().monitored()
                || inUse + devices.size() > DEVICES_PER_SESSION * state.limits().monitored()) {
            return OracleAnswer.of(Result.TABLE_FULL, 27);
        }
        if (!state.mayIntern(name)) {
            return OracleAnswer.of(Result.TABLE_FULL, 5);
        }
        begun++;
        final OracleSession made = new OracleSession(
                begun, state.intern(name), start.type(), session.person(), state.nowNs, List.copyOf(devices));
        active.put(begun, made);
        admitted(made.subject);
        devices.forEach(device -> stopped.remove(device.id()));
        while (inUse + devices.size() + stopped.size()
                > DEVICES_PER_SESSION * state.limits().monitored()) {
            stopped.remove(stopped.keySet().iterator().next());
        }
        tell(made, session.person(), MonitoringStatus.ACTIVE, Clause.MONITORING_STARTED);
        return OracleAnswer.of(Result.OK, begun);
    }

    private static OracleAnswer fields(
            final List<OracleSession.Device> devices, final String patientId, final String bedId) {
        if (devices.size() > 8) {
            return OracleAnswer.invalid(10);
        }
        final TreeSet<String> before = new TreeSet<>();
        for (final OracleSession.Device device : devices) {
            if (device.kind() < 1 || device.kind() > 10) {
                return OracleAnswer.invalid(11);
            }
            if (OracleFields.id(device.id(), 12).isRefusal()) {
                return OracleFields.id(device.id(), 12);
            }
            if (device.id().isEmpty() || !before.add(device.id())) {
                return OracleAnswer.invalid(12);
            }
        }
        if (OracleFields.id(patientId, 41).isRefusal()) {
            return OracleFields.id(patientId, 41);
        }
        if (OracleFields.id(bedId, 49).isRefusal()) {
            return OracleFields.id(bedId, 49);
        }
        return patientId.isEmpty() && bedId.isEmpty() ? OracleAnswer.invalid(41) : OracleAnswer.OK;
    }

    private OracleAnswer stop(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final long id = new StopMonitoringDecoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder())
                .monitoringId();
        final OracleState.Session actor = state.session(envelope.actorSession());
        if (actor == null) {
            return OracleAnswer.of(Result.UNKNOWN_SESSION);
        }
        if (!envelope.isProduction()) {
            return OracleAnswer.of(Result.TEST_TRAFFIC);
        }
        final OracleSession session = active.get(id);
        if (session == null) {
            return id > 0 && id <= begun ? OracleAnswer.OK : OracleAnswer.of(Result.UNKNOWN_MONITORING, 2);
        }
        final OracleAnswer forbidden = OracleAuthority.monitor(
                state, actor.person(), AuthorityAction.MONITOR, state.site.subjects.get(session.subject));
        if (forbidden != null) {
            return forbidden;
        }
        leaving.accept(session.deviceIds(), Clause.MONITORING_STOPPED);
        active.remove(id);
        if (state.site.subjects.get(session.subject).startsWith("P")) {
            session.devices.forEach(device -> stopped.put(device.id(), new Stopped(session.subject, state.nowNs)));
        }
        tell(session, actor.person(), MonitoringStatus.ENDED, Clause.MONITORING_STOPPED);
        return OracleAnswer.OK;
    }

    private OracleAnswer grant(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final GrantViewersDecoder grant =
                new GrantViewersDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        if (grant.listRaw() < 1 || grant.listRaw() > 3) {
            return OracleAnswer.invalid(3);
        }
        final List<String> names = new ArrayList<>();
        for (final GrantViewersDecoder.PeopleDecoder each : grant.people()) {
            names.add(OracleFields.latin(buffer, grant.limit(), each.personIdLength()));
            each.skipPersonId();
        }
        if (names.size() > 16) {
            return OracleAnswer.invalid(10);
        }
        for (final String name : names) {
            if (OracleFields.id(name, 11).isRefusal()) {
                return OracleFields.id(name, 11);
            }
            if (name.isEmpty()) {
                return OracleAnswer.invalid(11);
            }
        }
        final OracleState.Session actor = state.session(envelope.actorSession());
        if (actor == null) {
            return OracleAnswer.of(Result.UNKNOWN_SESSION);
        }
        if (!envelope.isProduction()) {
            return OracleAnswer.of(Result.TEST_TRAFFIC);
        }
        final OracleSession session = active.get(grant.monitoringId());
        if (session == null) {
            return OracleAnswer.of(Result.UNKNOWN_MONITORING, 2);
        }
        final AuthorityAction action =
                grant.list() == MonitoringList.RECIPIENTS ? AuthorityAction.MONITOR : AuthorityAction.GRANT_VIEWERS;
        final OracleAnswer forbidden =
                OracleAuthority.monitor(state, actor.person(), action, state.site.subjects.get(session.subject));
        return forbidden != null ? forbidden : name(session, grant.list(), names, actor.person());
    }

    private OracleAnswer name(
            final OracleSession session, final MonitoringList list, final List<String> names, final int actor) {
        int places = 0;
        for (final String name : names) {
            final int person = state.site.people.indexOf(name);
            if (person < 0) {
                return OracleAnswer.of(Result.UNKNOWN_PERSON, 11);
            }
            if (list == MonitoringList.RECIPIENTS && !OracleAuthority.mayEverAccept(state, person)) {
                return OracleAnswer.of(Result.FORBIDDEN, AuthorityAction.ACCEPT.value());
            }
            final boolean isOfFamily = list == MonitoringList.FAMILY
                    || (list == MonitoringList.VIEWERS
                            && OracleAuthority.roleOf(state, person) == AuthorityRole.FAMILY);
            if (isOfFamily && !consents(session.subject, person)) {
                return OracleAuthority.refuseWithoutConsent(state, actor);
            }
            final String whose = state.site.subjects.get(session.subject);
            if (list == MonitoringList.RECIPIENTS && !OracleAuthority.isRelated(state, person, whose)) {
                final OracleAnswer forbidden =
                        OracleAuthority.monitor(state, actor, AuthorityAction.GRANT_VIEWERS, whose);
                if (forbidden != null) {
                    return forbidden;
                }
            }
            places += session.everybody().contains(person) ? 0 : 1;
        }
        final long held = active.values().stream()
                .mapToLong(each -> each.everybody().size())
                .sum();
        if (held + places > PEOPLE_PER_SESSION * state.limits().monitored()) {
            return OracleAnswer.of(Result.TABLE_FULL, 27);
        }
        session.lists.put(
                list, names.stream().map(state.site.people::indexOf).collect(Collectors.toCollection(TreeSet::new)));
        tell(session, actor, MonitoringStatus.ACTIVE, Clause.PEOPLE_NAMED);
        return OracleAnswer.OK;
    }

    /** Somebody was put into a bed: whoever had no name there is meant no more. */
    void bedTaken(final String bed) {
        final int subject = state.site.subjects.indexOf("B" + bed);
        leaving.accept(devicesOf(subject), Clause.CONFIGURED);
        for (final OracleSession session : List.copyOf(active.values())) {
            if (session.subject == subject) {
                active.remove(session.id);
                tell(session, -1, MonitoringStatus.ENDED, Clause.CONFIGURED);
            }
        }
    }

    /** Consents may be others: who looked on as family without one leaves, by subject and session. */
    void consentsChanged() {
        active.values().stream()
                .sorted(Comparator.comparingInt(session -> session.subject))
                .forEach(this::review);
    }

    private void review(final OracleSession session) {
        final List<Integer> strangers = session.everybody().stream()
                .filter(person -> !consents(session.subject, person))
                .toList();
        final List<Integer> gone = strangers.stream()
                .filter(person -> session.isIn(MonitoringList.FAMILY, person))
                .toList();
        boolean isOther = false;
        for (final Map.Entry<MonitoringList, TreeSet<Integer>> list : session.lists.entrySet()) {
            isOther |= list.getValue()
                    .removeIf(person -> gone.contains(person)
                            || (list.getKey() == MonitoringList.VIEWERS
                                    && strangers.contains(person)
                                    && OracleAuthority.roleOf(state, person) == AuthorityRole.FAMILY));
        }
        if (isOther) {
            tell(session, -1, MonitoringStatus.ACTIVE, Clause.CONSENT_MISSING);
        }
    }

    private boolean consents(final int subject, final int person) {
        final OracleAuthority.@Nullable Grant grant = state.site.authority.get(person);
        return (grant != null && grant.role() == AuthorityRole.FAMILY && grant.subject() == subject)
                || state.site.emergencyContacts.getOrDefault(subject, List.of()).contains(person);
    }

    private void tell(final OracleSession session, final int by, final MonitoringStatus status, final Clause clause) {
        final List<Map<String, Object>> devices = new ArrayList<>();
        session.devices.forEach(device -> {
            final Map<String, Object> told = new LinkedHashMap<>();
            told.put("kind", DeviceKind.get((short) device.kind()));
            told.put("deviceId", device.id());
            devices.add(told);
        });
        state.event(
                "MonitoringChanged",
                OracleState.clauses(clause),
                "monitoringId",
                session.id,
                "startedNs",
                session.startedNs,
                "updatedNs",
                state.nowNs,
                "subject",
                session.subject,
                "startedBy",
                session.startedBy,
                "changedBy",
                by,
                "type",
                session.type,
                "status",
                status,
                "devices",
                devices,
                "people",
                session.people());
    }
}

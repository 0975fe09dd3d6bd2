package io.tocsin.engine.command;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.DeviceKind;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.GrantViewersDecoder;
import io.tocsin.codecs.sbe.MonitoringList;
import io.tocsin.codecs.sbe.MonitoringType;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.StartMonitoringDecoder;
import io.tocsin.codecs.sbe.StopMonitoringDecoder;
import io.tocsin.engine.authority.Authority;
import io.tocsin.engine.authority.Consents;
import io.tocsin.engine.delivery.Sessions;
import io.tocsin.engine.event.AuthorityEvents;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.monitoring.MonitoringSessions;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.store.IdTable;
import io.tocsin.engine.watch.DeviceSilence;
import org.agrona.DirectBuffer;

/** Monitoring sessions: begun, ended, and who may look on. A refusal names the field. */
public final class MonitoringCommands {
    /** Field ids of capacities in Genesis: the details of TABLE_FULL. */
    private static final int MAX_SUBJECTS_FIELD = 5;

    private static final int MAX_MONITORED_FIELD = 27;

    private static final int NONE = -1;
    private static final int PATIENT = 0;
    private static final int BED = 1;
    private static final int DEVICES_FIELD = (int) StartMonitoringDecoder.devicesDecoderId();
    private static final int KIND_FIELD = StartMonitoringDecoder.DevicesDecoder.kindId();
    private static final int DEVICE_FIELD = StartMonitoringDecoder.DevicesDecoder.deviceIdId();
    private static final int PEOPLE_FIELD = (int) GrantViewersDecoder.peopleDecoderId();
    private static final int PERSON_FIELD = GrantViewersDecoder.PeopleDecoder.personIdId();
    private static final int VIEWERS = MonitoringList.VIEWERS.value();
    private static final int FAMILY = MonitoringList.FAMILY.value();
    private static final int RECIPIENTS = MonitoringList.RECIPIENTS.value();
    private static final int MONITOR = AuthorityAction.MONITOR.value();
    private static final int GRANT_VIEWERS = AuthorityAction.GRANT_VIEWERS.value();

    private final SubjectFinder finder;
    private final Site site;
    private final Consents consents;
    private final MonitoringSessions monitoring;
    private final DeviceSilence silence;
    private final Sessions sessions;
    private final Authority authority;
    private final AuthorityEvents events;
    private final StartMonitoringDecoder start = new StartMonitoringDecoder();
    private final StopMonitoringDecoder stop = new StopMonitoringDecoder();
    private final GrantViewersDecoder grant = new GrantViewersDecoder();
    private final ElementTexts texts = new ElementTexts(MonitoringSessions.MAX_PEOPLE);
    private final int[] people = new int[MonitoringSessions.MAX_PEOPLE];

    /**
     * Takes what people say of monitoring.
     *
     * @param finder      of subjects.
     * @param site        with people, beds and units.
     * @param consents    of patients.
     * @param monitoring  the sessions.
     * @param silence     of their devices.
     * @param sessions    of people.
     * @param authority   of people.
     * @param stream      for the audit.
     */
    public MonitoringCommands(
            final SubjectFinder finder,
            final Site site,
            final Consents consents,
            final MonitoringSessions monitoring,
            final DeviceSilence silence,
            final Sessions sessions,
            final Authority authority,
            final EventStream stream) {
        this.finder = finder;
        this.site = site;
        this.consents = consents;
        this.monitoring = monitoring;
        this.silence = silence;
        this.sessions = sessions;
        this.authority = authority;
        events = new AuthorityEvents(stream);
    }

    /**
     * Carries {@code StartMonitoring} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void start(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        start.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        if (start.typeRaw() == 0 || start.typeRaw() > MonitoringType.TELEMETRY.value()) {
            answer.refuse(Result.INVALID_FIELD, StartMonitoringDecoder.typeId());
            return;
        }
        if (!areDevicesValid(buffer, layout, answer) || !areIdsValid(layout, answer)) {
            return;
        }
        final int person = actor(envelope, answer);
        if (person == NONE) {
            return;
        }
        final int known = finder.find(buffer, layout, PATIENT, BED, BED);
        final int bed = layout.textLength(PATIENT) == 0 ? finder.namedBed(buffer, layout, BED) : finder.bedOf(known);
        if (!permits(envelope, MONITOR, known, bed)) {
            answer.refuse(Result.FORBIDDEN, MONITOR);
            return;
        }
        if (!hasRoom(buffer, layout, known, answer)) {
            return;
        }
        final int slot = monitoring.start(finder.intern(buffer, layout, PATIENT, BED, BED), start.typeRaw(), person);
        holdDevices(buffer, layout);
        for (int i = 0; i < layout.groupCount(); i++) {
            monitoring.add(slot, kind(buffer, layout, i), buffer, texts.at[i], texts.length[i]);
        }
        answer.detail = (int) monitoring.started(slot);
    }

    private void holdDevices(final DirectBuffer buffer, final MessageLayout layout) {
        for (int i = 0; i < layout.groupCount(); i++) {
            final int device = monitoring.device(buffer, texts.at[i], texts.length[i]);
            if (device != MonitoringSessions.NONE) {
                monitoring.hold(device);
            }
        }
    }

    private boolean areDevicesValid(final DirectBuffer buffer, final MessageLayout layout, final Answer answer) {
        if (layout.groupCount() > MonitoringSessions.MAX_DEVICES) {
            answer.refuse(Result.INVALID_FIELD, DEVICES_FIELD);
            return false;
        }
        texts.find(buffer, layout);
        for (int i = 0; i < layout.groupCount(); i++) {
            final int kind = kind(buffer, layout, i);
            if (kind == 0 || kind > DeviceKind.CPAP.value()) {
                answer.refuse(Result.INVALID_FIELD, KIND_FIELD);
                return false;
            }
            if (texts.length[i] > IdTable.MAX_ID_BYTES) {
                answer.refuse(Result.ID_TOO_LONG, DEVICE_FIELD);
                return false;
            }
            if (texts.length[i] == 0 || texts.isThereBefore(buffer, i)) {
                answer.refuse(Result.INVALID_FIELD, DEVICE_FIELD);
                return false;
            }
        }
        return true;
    }

    private static boolean areIdsValid(final MessageLayout layout, final Answer answer) {
        if (layout.textLength(PATIENT) > IdTable.MAX_ID_BYTES) {
            answer.refuse(Result.ID_TOO_LONG, StartMonitoringDecoder.patientIdId());
        } else if (layout.textLength(BED) > IdTable.MAX_ID_BYTES) {
            answer.refuse(Result.ID_TOO_LONG, StartMonitoringDecoder.bedIdId());
        } else if (layout.textLength(PATIENT) + layout.textLength(BED) == 0) {
            answer.refuse(Result.INVALID_FIELD, StartMonitoringDecoder.patientIdId());
        } else {
            return true;
        }
        return false;
    }

    private boolean hasRoom(
            final DirectBuffer buffer, final MessageLayout layout, final int known, final Answer answer) {
        int unseen = 0;
        int held = 0;
        for (int i = 0; i < layout.groupCount(); i++) {
            final int device = monitoring.device(buffer, texts.at[i], texts.length[i]);
            if (device == MonitoringSessions.NONE) {
                unseen++;
            } else if (monitoring.devices().isInUse(device)) {
                answer.refuse(Result.DEVICE_IN_USE, DEVICE_FIELD);
                return false;
            } else {
                held++;
            }
        }
        if (known != MonitoringSessions.NONE && monitoring.countOf(known) == MonitoringSessions.MAX_PER_SUBJECT) {
            answer.refuse(Result.TABLE_FULL, StartMonitoringDecoder.patientIdId());
        } else if (!monitoring.hasRoom() || unseen > monitoring.freeDevices() - held) {
            answer.refuse(Result.TABLE_FULL, MAX_MONITORED_FIELD);
        } else if (!finder.hasRoom(buffer, layout, PATIENT, BED, BED)) {
            answer.refuse(Result.TABLE_FULL, MAX_SUBJECTS_FIELD);
        } else {
            return true;
        }
        return false;
    }

    /**
     * Carries {@code StopMonitoring} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void stop(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        stop.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        final int person = actor(envelope, answer);
        if (person == NONE) {
            return;
        }
        final int slot = monitoring.slotOf(stop.monitoringId());
        if (slot == MonitoringSessions.NONE) {
            if (!monitoring.isKnown(stop.monitoringId())) {
                answer.refuse(Result.UNKNOWN_MONITORING, StopMonitoringDecoder.monitoringIdId());
            }
        } else if (permits(envelope, MONITOR, slot)) {
            silence.ending(slot, Clause.MONITORING_STOPPED);
            monitoring.stop(slot, person, !finder.isBed(monitoring.subject(slot)));
        } else {
            answer.refuse(Result.FORBIDDEN, MONITOR);
        }
    }

    /**
     * Carries {@code GrantViewers} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void grant(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        grant.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        final int list = grant.listRaw();
        if (list == 0 || list > RECIPIENTS) {
            answer.refuse(Result.INVALID_FIELD, GrantViewersDecoder.listId());
            return;
        }
        if (!arePeopleValid(buffer, layout, answer)) {
            return;
        }
        final int person = actor(envelope, answer);
        if (person == NONE) {
            return;
        }
        final int slot = monitoring.slotOf(grant.monitoringId());
        if (slot == MonitoringSessions.NONE) {
            answer.refuse(Result.UNKNOWN_MONITORING, GrantViewersDecoder.monitoringIdId());
            return;
        }
        final int action = list == RECIPIENTS ? MONITOR : GRANT_VIEWERS;
        if (!permits(envelope, action, slot)) {
            answer.refuse(Result.FORBIDDEN, action);
            return;
        }
        if (!mayBeNamed(buffer, layout, envelope, person, list, slot, answer)) {
            return;
        }
        monitoring.clear(slot, list);
        for (int i = 0; i < layout.groupCount(); i++) {
            monitoring.name(slot, list, people[i]);
        }
        monitoring.named(slot, person);
    }

    private boolean arePeopleValid(final DirectBuffer buffer, final MessageLayout layout, final Answer answer) {
        if (layout.groupCount() > MonitoringSessions.MAX_PEOPLE) {
            answer.refuse(Result.INVALID_FIELD, PEOPLE_FIELD);
            return false;
        }
        texts.find(buffer, layout);
        for (int i = 0; i < layout.groupCount(); i++) {
            if (texts.length[i] > IdTable.MAX_ID_BYTES) {
                answer.refuse(Result.ID_TOO_LONG, PERSON_FIELD);
                return false;
            }
            if (texts.length[i] == 0) {
                answer.refuse(Result.INVALID_FIELD, PERSON_FIELD);
                return false;
            }
        }
        return true;
    }

    /** Whether all of them are known, may be in this list, and find a place; in that order, one after the other. */
    private boolean mayBeNamed(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final int actor,
            final int list,
            final int slot,
            final Answer answer) {
        int places = 0;
        for (int i = 0; i < layout.groupCount(); i++) {
            people[i] = site.people().find((byte) 0, buffer, texts.at[i], texts.length[i]);
            if (people[i] == IdTable.ABSENT) {
                answer.refuse(Result.UNKNOWN_PERSON, PERSON_FIELD);
                return false;
            }
            if (list == RECIPIENTS && !authority.mayEverAccept(people[i])) {
                answer.refuse(Result.FORBIDDEN, AuthorityAction.ACCEPT.value());
                return false;
            }
            if ((list == FAMILY || (list == VIEWERS && consents.isFamily(people[i])))
                    && !consents.has(people[i], monitoring.subject(slot))) {
                events.refused(Because.of(Clause.CONSENT_MISSING), 0, actor, authority.roleOf(actor), GRANT_VIEWERS);
                answer.refuse(Result.FORBIDDEN, GRANT_VIEWERS);
                return false;
            }
            if (list == RECIPIENTS && !isRelated(people[i], slot) && !permits(envelope, GRANT_VIEWERS, slot)) {
                answer.refuse(Result.FORBIDDEN, GRANT_VIEWERS);
                return false;
            }
            places += monitoring.isNamed(slot, people[i]) ? 0 : 1;
        }
        if (places > monitoring.freePeople()) {
            answer.refuse(Result.TABLE_FULL, MAX_MONITORED_FIELD);
            return false;
        }
        return true;
    }

    /** Who acts, of traffic that counts. */
    private int actor(final EnvelopeDecoder envelope, final Answer answer) {
        final int session = sessions.slotOf(envelope.actorSession());
        if (session == Sessions.NONE) {
            answer.refuse(Result.UNKNOWN_SESSION, 0);
            return NONE;
        }
        if (envelope.purposeRaw() != 0) {
            answer.refuse(Result.TEST_TRAFFIC, 0);
            return NONE;
        }
        return sessions.person(session);
    }

    /** Whether somebody has to do with the patient of a session; where nobody has a role, everybody has. */
    private boolean isRelated(final int person, final int slot) {
        final int subject = monitoring.subject(slot);
        final int bed = finder.placeOf(subject);
        final int ofBed = site.unitOfBed(bed);
        return !authority.isUsed()
                || authority.isRelated(person, subject, bed, ofBed == Site.NONE ? finder.unit(subject) : ofBed);
    }

    private boolean permits(final EnvelopeDecoder envelope, final int action, final int slot) {
        final int subject = monitoring.subject(slot);
        return permits(envelope, action, subject, finder.placeOf(subject));
    }

    /** A bed that is named beside a patient gives no rights over the patient: it may be any. */
    private boolean permits(final EnvelopeDecoder envelope, final int action, final int subject, final int bed) {
        final int ofBed = site.unitOfBed(bed);
        return authority.mayAt(envelope, action, subject, bed, ofBed == Site.NONE ? finder.unit(subject) : ofBed);
    }

    private int kind(final DirectBuffer buffer, final MessageLayout layout, final int index) {
        return buffer.getByte(texts.at[index] - 1 - layout.elementBytes()) & 0xFF;
    }
}

package io.tocsin.engine.authority;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.delivery.Sessions;
import io.tocsin.engine.event.AuthorityEvents;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.site.Assignments;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import java.util.Arrays;

/** Decides what a person may do. A refusal is answered, and told to the audit with its clause. */
public final class Authority {
    /** Role of those who were given none. */
    public static final int NO_ROLE = AuthorityRole.NONE.value();

    private static final int SECTION_ID = 67;
    private static final int SECTION_VERSION = 1;
    private static final int NONE = -1;
    /** Bit of the envelope's flags: the person says that it is an emergency. */
    private static final int OVERRIDE_FLAG = 1;

    private static final int REASON_SHIFT = 1;
    private static final int REASON_MASK = 3;
    private static final int RAISE = AuthorityAction.RAISE.value();
    private static final int ACCEPT = AuthorityAction.ACCEPT.value();
    private static final int CHANGE_LIMITS = AuthorityAction.CHANGE_LIMITS.value();
    private static final int PATIENT = AuthorityRole.PATIENT.value();
    private final byte[] role;
    private final int[] patient;
    private final Site site;
    private final Assignments assignments;
    private final Sessions sessions;
    private final Alerts alerts;
    private final Offers offers;
    private final Views views;
    private final AuthorityEvents events;
    private int given;

    /**
     * Nobody has a role.
     *
     * @param maxPeople   people.
     * @param site        with the roles in units.
     * @param assignments with who holds them, and who is assigned to whom.
     * @param sessions    of people.
     * @param alerts      open.
     * @param offers      their recipients.
     * @param views       of patients for a time.
     * @param events      for the audit.
     */
    public Authority(
            final int maxPeople,
            final Site site,
            final Assignments assignments,
            final Sessions sessions,
            final Alerts alerts,
            final Offers offers,
            final Views views,
            final AuthorityEvents events) {
        role = new byte[maxPeople];
        patient = new int[maxPeople];
        Arrays.fill(patient, NONE);
        this.site = site;
        this.assignments = assignments;
        this.sessions = sessions;
        this.alerts = alerts;
        this.offers = offers;
        this.views = views;
        this.events = events;
    }

    /**
     * Gives a person a role, or takes it.
     *
     * @param person  index.
     * @param newRole value of the enum AuthorityRole.
     * @param subject the patient who the person is, or who consents; -1 = none.
     */
    public void give(final int person, final int newRole, final int subject) {
        given += (newRole == NO_ROLE ? 0 : 1) - (role[person] == NO_ROLE ? 0 : 1);
        role[person] = (byte) newRole;
        patient[person] = subject;
    }

    /** Whether anybody has a role: else everything is as before. */
    public boolean isUsed() {
        return given > 0;
    }

    /** The role of a person, by index: a value of the enum AuthorityRole. */
    public int roleOf(final int person) {
        return role[person];
    }

    /** The patient who a person, by index, is, or who consents: a subject, or -1. */
    public int patientOf(final int person) {
        return patient[person];
    }

    /** Whether whoever acts may raise an emergency of a subject, or of -1, and of a type; refused and told if not. */
    public boolean mayRaise(final EnvelopeDecoder envelope, final int subject, final int type) {
        final int person = actor(envelope);
        if (person == NONE || role[person] == NO_ROLE) {
            return true;
        }
        final boolean isTechnical =
                type == EmergencyType.OTHER.value() || type == EmergencyType.DEVICE_TECHNICAL.value();
        final int technical = isTechnical ? AuthorityTable.TECHNICAL : 0;
        return decide(person, RAISE, technical | ofPatient(person, subject), 0);
    }

    /**
     * Whether whoever acts may silence a place, end or confirm a silence there, or monitor a patient, where people have roles only who has one; refused and told if not.
     *
     * @param envelope of the command.
     * @param action   value of the enum AuthorityAction.
     * @param subject  the patient, or -1.
     * @param bed      or -1.
     * @param unit     or -1.
     * @return it may go on.
     */
    public boolean mayAt(
            final EnvelopeDecoder envelope, final int action, final int subject, final int bed, final int unit) {
        return mayAt(envelope, action, subject, bed, unit, NONE);
    }

    /** The same; who stands to an alert about it, by its slot, or -1, as it takes may do it as well. An override that was needed is told. */
    public boolean mayAt(
            final EnvelopeDecoder envelope,
            final int action,
            final int subject,
            final int bed,
            final int unit,
            final int alert) {
        final int who = actor(envelope);
        if (who == NONE || (role[who] == NO_ROLE && (!isUsed() || action == AuthorityAction.PAUSE.value()))) {
            return true;
        }
        final int session = sessionOf(envelope);
        final int asked = alert == NONE ? 0 : relationships(who, alert, session);
        final long alertId = alert == NONE ? 0 : alerts.alertId[alert];
        return mayOrOverride(who, action, asked | placeOf(who, subject, bed, unit, session), alertId, envelope);
    }

    /**
     * Whether whoever acts may change the limits of one patient, where people have roles; refused and told if not. Who administers a unit sets rules, not limits of
     * patients; who has no role keeps to the policy.
     *
     * @param envelope       of the command.
     * @param subject        whose limit it is, or -1 if nobody knows them yet.
     * @param bed            or -1.
     * @param unit           or -1.
     * @param isBeyondPolicy the limit goes further out than the unit's policy: a physician's decision.
     * @return it may go on.
     */
    public boolean mayLimit(
            final EnvelopeDecoder envelope,
            final int subject,
            final int bed,
            final int unit,
            final boolean isBeyondPolicy) {
        final int person = actor(envelope);
        if (person == NONE) {
            return true;
        }
        if (role[person] == AuthorityRole.ADMIN_UNIT.value()) {
            events.refused(Because.of(Clause.ROLE_FORBIDS), 0, person, role[person], CHANGE_LIMITS);
            return false;
        }
        if (role[person] != NO_ROLE
                && !decide(person, CHANGE_LIMITS, placeOf(person, subject, bed, unit, sessionOf(envelope)), 0)) {
            return false;
        }
        if (isBeyondPolicy && role[person] != AuthorityRole.PHYSICIAN.value()) {
            events.refused(Because.of(Clause.POLICY_EXCEEDED), 0, person, role[person], CHANGE_LIMITS);
            return false;
        }
        return true;
    }

    /**
     * Whether a person may do something to an alert; refused and told if not. An override that was needed is told.
     *
     * @param person   index.
     * @param action   value of the enum AuthorityAction.
     * @param alert    slot.
     * @param envelope of the command.
     * @return it may go on.
     */
    public boolean may(final int person, final int action, final int alert, final EnvelopeDecoder envelope) {
        if (role[person] == NO_ROLE) {
            return true;
        }
        return mayOrOverride(
                person, action, relationships(person, alert, sessionOf(envelope)), alerts.alertId[alert], envelope);
    }

    private boolean mayOrOverride(
            final int person, final int action, final int without, final long alertId, final EnvelopeDecoder envelope) {
        final int flags = envelope.flags();
        final boolean isOverride = (flags & OVERRIDE_FLAG) != 0;
        final int with = isOverride ? without | AuthorityTable.OVERRIDE : without;
        if (!decide(person, action, with, alertId)) {
            return false;
        }
        if (isOverride && !AuthorityTable.permits(role[person], action, without)) {
            final int reason = flags >>> REASON_SHIFT & REASON_MASK;
            events.overridden(Because.of(Clause.BREAK_GLASS), alertId, person, role[person], action, reason);
        }
        return true;
    }

    /**
     * Whether a person who may do something may do it though the alert was never offered to them: by the unit, or in an emergency.
     *
     * @param person   index.
     * @param action   value of the enum AuthorityAction, which the person may do.
     * @param alert    slot.
     * @param envelope of the command.
     * @return no offer is needed.
     */
    public boolean needsNoOffer(final int person, final int action, final int alert, final EnvelopeDecoder envelope) {
        if (role[person] == NO_ROLE) {
            return false;
        }
        final int override = (envelope.flags() & OVERRIDE_FLAG) != 0 ? AuthorityTable.OVERRIDE : 0;
        final int others = relationships(person, alert, sessionOf(envelope)) & ~AuthorityTable.OFFERED;
        return AuthorityTable.permits(role[person], action, others | override);
    }

    /** Whether a person, by index, may take responsibility for any alert at all: who may not is named by nobody to be asked, nor chosen as the nearest or as one of some of a list. Nothing is told. */
    public boolean mayEverAccept(final int person) {
        return given == 0 || role[person] == NO_ROLE || AuthorityTable.needed(role[person], ACCEPT) != 0;
    }

    /**
     * The first of what a configuration needs that a person may neither do nor propose; told if there is one. Who has no role may nothing of it.
     *
     * @param person  index.
     * @param actions bit (1 shifted by the value of AuthorityAction) for each that the entries need.
     * @return value of the enum AuthorityAction; 0 = everything is allowed.
     */
    public int refusedOf(final int person, final int actions) {
        for (int action = 1; action <= AuthorityTable.actions(); action++) {
            if ((actions & 1 << action) != 0 && !mayPropose(person, action) && !decide(person, action, 0, 0)) {
                return action;
            }
        }
        return 0;
    }

    /**
     * The first of what was proposed that a person may not confirm; told if there is one.
     *
     * @param person  index.
     * @param actions bit (1 shifted by the value of AuthorityAction) for each that has to be confirmed.
     * @return value of the enum AuthorityAction; 0 = the person may be the second one.
     */
    public int refusedToConfirm(final int person, final int actions) {
        for (int action = 1; action <= AuthorityTable.actions(); action++) {
            final boolean mayConfirm = (AuthorityTable.needed(role[person], action) & AuthorityTable.CONFIRM) != 0;
            if ((actions & 1 << action) != 0 && !mayConfirm) {
                events.refused(Because.of(Clause.ROLE_FORBIDS), 0, person, role[person], action);
                return action;
            }
        }
        return 0;
    }

    /** What a person, by index, of whom {@link #refusedOf} refuses nothing, may propose and not do, as it takes a second one: of these bits (1 shifted by the value of AuthorityAction). */
    public int proposedOf(final int person, final int actions) {
        int proposed = 0;
        for (int action = 1; action <= AuthorityTable.actions(); action++) {
            if (mayPropose(person, action)) {
                proposed |= actions & 1 << action;
            }
        }
        return proposed;
    }

    /** Whether the role of a person, by index, permits an action whatever it is done to; refused and told if not. */
    public boolean mayAlone(final int person, final int action) {
        return decide(person, action, 0, 0);
    }

    /** Tells that a person, by index, may not do what the role permits. */
    public void refuse(final Clause clause, final int person, final int action) {
        events.refused(Because.of(clause), 0, person, role[person], action);
    }

    private boolean mayPropose(final int person, final int action) {
        return (AuthorityTable.needed(role[person], action) & AuthorityTable.PROPOSE) != 0;
    }

    /** The person whose session a command names, an index; -1 without a session, or if it is not open. */
    public int actor(final EnvelopeDecoder envelope) {
        final int session = sessionOf(envelope);
        return session == Sessions.NONE ? NONE : sessions.person(session);
    }

    private int sessionOf(final EnvelopeDecoder envelope) {
        return envelope.actorSession() == 0 ? Sessions.NONE : sessions.slotOf(envelope.actorSession());
    }

    /** How a person, by index, who acts by a session, by slot, stands to an alert, by slot: bits of {@link AuthorityTable}. */
    private int relationships(final int person, final int alert, final int session) {
        final int offer = offers.find(alert, person);
        final int offered = offer == Offers.NONE || offers.isUninvited(offer) ? 0 : AuthorityTable.OFFERED;
        final int view = views.has(person, alerts.subject[alert]) ? AuthorityTable.VIEW : 0;
        return offered | view | placeOf(person, alerts.subject[alert], alerts.bed[alert], alerts.unit[alert], session);
    }

    /** Whether somebody, by index, cares for a patient, or for a bed, or is of the unit; each by index, or -1. */
    public boolean isRelated(final int person, final int subject, final int bed, final int unit) {
        return (placeOf(person, subject, bed, unit, Sessions.NONE) & (AuthorityTable.CARE | AuthorityTable.UNIT)) != 0;
    }

    /** By a session, by slot, or of whoever does not act: without one. */
    private int placeOf(final int person, final int subject, final int bed, final int unit, final int session) {
        return ofPatient(person, subject)
                | (isAssigned(person, subject, bed) ? AuthorityTable.CARE : 0)
                | (isOfUnit(person, unit)
                        ? AuthorityTable.ofUnit(sessions.limits().isForUnit(session, unit))
                        : 0);
    }

    private boolean decide(final int person, final int action, final int relationships, final long alertId) {
        if (AuthorityTable.permits(role[person], action, relationships)) {
            return true;
        }
        final Clause clause = AuthorityTable.clause(role[person], action, relationships);
        events.refused(Because.of(clause), alertId, person, role[person], action);
        return false;
    }

    private int ofPatient(final int person, final int subject) {
        if (subject == NONE || patient[person] != subject) {
            return 0;
        }
        return role[person] == PATIENT ? AuthorityTable.OWN : AuthorityTable.CONSENT;
    }

    private boolean isAssigned(final int person, final int subject, final int bed) {
        return (subject != NONE && isListed(Assignments.ofPatient(subject), person))
                || (bed != NONE && isListed(Assignments.ofBed(bed), person));
    }

    private boolean isOfUnit(final int person, final int unit) {
        for (int i = 0; unit != NONE && i < site.roles().size(); i++) {
            if (isListed(Assignments.ofRole(unit, i), person)) {
                return true;
            }
        }
        return false;
    }

    private boolean isListed(final long key, final int person) {
        for (int place = assignments.head(key); place != Assignments.END; place = assignments.next(place)) {
            if (assignments.person(place) == person) {
                return true;
            }
        }
        return false;
    }

    /** Writes the roles of people. */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putInt(given);
        for (int i = 0; i < site.people().size(); i++) {
            if (role[i] != NO_ROLE) {
                writer.putInt(i);
                writer.putByte(role[i]);
                writer.putInt(patient[i]);
            }
        }
    }

    /** Takes the roles of people over. */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        given = reader.getCount(role.length, "people with a role");
        for (int i = 0; i < given; i++) {
            final int person = reader.getIndex(site.people().size(), "person with a role");
            role[person] = (byte) reader.getByte();
            patient[person] = reader.getInt();
        }
    }
}

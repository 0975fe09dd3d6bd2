package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who may do what: section 21. */
final class OracleAuthority {
    /** The role of a person, and the patient they are or who consents; -1 = none. */
    record Grant(AuthorityRole role, int subject) {}

    /** Who was given no role, where others were. */
    static final Grant NOBODY = new Grant(AuthorityRole.NONE, -1);

    private OracleAuthority() {}

    /** What an entry of a configuration does. */
    static AuthorityAction actionOf(final int template) {
        return switch (template) {
            case 60, 61, 62, 69, 74, 78, 180, 181, 183 -> AuthorityAction.MANAGE_SYSTEM;
            case 182 -> AuthorityAction.GRANT_VIEWERS;
            case 63 -> AuthorityAction.ORDER_TREATMENT;
            case 64, 65, 70 -> AuthorityAction.MANAGE_SCHEDULES;
            case 67, 71, 185, 186, 187, 188 -> AuthorityAction.CHANGE_LIMITS;
            default -> AuthorityAction.CHANGE_POLICY;
        };
    }

    private static @Nullable Grant grantOf(final OracleState state, final int person) {
        return state.site.authority.get(person);
    }

    private static @Nullable Integer actor(final OracleState state, final OracleEnvelope envelope) {
        final OracleState.Session session =
                envelope.actorSession() == 0 ? null : state.session(envelope.actorSession());
        return session == null ? null : (Integer) session.person();
    }

    /** The refusal of a raise; null if it may go on. */
    static @Nullable OracleAnswer raise(
            final OracleState state, final OracleEnvelope envelope, final List<String> ids, final EmergencyType type) {
        final int subject = state.site.subjects.indexOf(OracleAlerts.subjectName(ids.get(1), ids.get(4), ids.get(2)));
        final Integer person = actor(state, envelope);
        final Grant grant = person == null ? null : grantOf(state, person);
        if (person == null || grant == null) {
            return null;
        }
        String has = subject >= 0 && subject == grant.subject() ? ownOrConsent(grant) : "";
        has += type == EmergencyType.OTHER || type == EmergencyType.DEVICE_TECHNICAL ? "T" : "";
        return refusal(state, person, grant, AuthorityAction.RAISE, has, null);
    }

    /** The refusal of a silence, or of its end or confirmation; null if it may go on. The place is that of an alert which names the same. */
    static @Nullable OracleAnswer pause(
            final OracleState state, final OracleEnvelope envelope, final int subject, final int bed, final int unit) {
        final Integer person = actor(state, envelope);
        final Grant grant = person == null ? null : grantOf(state, person);
        if (person == null || grant == null) {
            return null;
        }
        final OracleSite.Patient patient = state.site.patients.get(subject);
        final int inBed = bed >= 0 || patient == null ? bed : patient.bed();
        final int ofBed = state.site.unitOf(inBed);
        final int ofPatient = ofBed >= 0 || patient == null ? ofBed : patient.unit();
        final String has = place(state, person, grant, subject, inBed, unit >= 0 ? unit : ofPatient);
        return refusal(state, person, grant, AuthorityAction.PAUSE, has, null);
    }

    /**
     * The refusal of a limit of a patient; null if it may go on. Who keeps to the policy of the unit may not go beyond it: where there are roles, a physician alone
     * does. A bed counts only where no patient is named.
     */
    static @Nullable OracleAnswer limit(
            final OracleState state,
            final OracleEnvelope envelope,
            final int subject,
            final int bed,
            final boolean isBeyondPolicy) {
        final Integer person = actor(state, envelope);
        if (person == null || state.site.authority.isEmpty()) {
            return null;
        }
        final Grant grant = grantOf(state, person);
        if (grant == null) {
            return isBeyondPolicy
                    ? refusal(state, person, AuthorityRole.NONE, AuthorityAction.CHANGE_LIMITS, Clause.POLICY_EXCEEDED)
                    : null;
        }
        final OracleSite.Patient patient = state.site.patients.get(subject);
        final int inBed = patient == null ? bed : patient.bed();
        final int ofBed = state.site.unitOf(inBed);
        final String has =
                place(state, person, grant, subject, inBed, ofBed >= 0 || patient == null ? ofBed : patient.unit());
        if (grant.role() == AuthorityRole.ADMIN_UNIT) {
            return refusal(state, person, grant.role(), AuthorityAction.CHANGE_LIMITS, Clause.ROLE_FORBIDS);
        }
        final OracleAnswer refusal = refusal(state, person, grant, AuthorityAction.CHANGE_LIMITS, has, null);
        return refusal == null && isBeyondPolicy && grant.role() != AuthorityRole.PHYSICIAN
                ? refusal(state, person, grant.role(), AuthorityAction.CHANGE_LIMITS, Clause.POLICY_EXCEEDED)
                : refusal;
    }

    /** The refusal of something about the monitoring of a patient, or of a bed without one; null if it may go on. */
    static @Nullable OracleAnswer monitor(
            final OracleState state, final int person, final AuthorityAction action, final String subjectName) {
        final Grant grant = grantOf(state, person);
        if (grant == null) {
            return state.site.authority.isEmpty()
                    ? null
                    : refused(state, person, NOBODY, action, Clause.ROLE_FORBIDS, null);
        }
        return refusal(state, person, grant, action, placeOf(state, person, grant, subjectName), null);
    }

    /** Whether somebody cares for a patient, or is of the unit; where nobody has a role, everybody has to do with everybody. */
    static boolean isRelated(final OracleState state, final int person, final String subjectName) {
        final String has = placeOf(state, person, state.site.authority.getOrDefault(person, NOBODY), subjectName);
        return state.site.authority.isEmpty()
                || has.contains("A")
                || has.toUpperCase(Locale.ROOT).contains("U");
    }

    /** How a person stands to a patient, or to a bed without one. */
    private static String placeOf(
            final OracleState state, final int person, final Grant grant, final String subjectName) {
        final int subject = state.site.subjects.indexOf(subjectName);
        final OracleSite.Patient patient = state.site.patients.get(subject);
        final int itself = subjectName.startsWith("B") ? state.site.beds.indexOf(subjectName.substring(1)) : -1;
        final int bed = patient == null ? itself : patient.bed();
        final int ofBed = state.site.unitOf(bed);
        final int unit = ofBed >= 0 || patient == null ? ofBed : patient.unit();
        return place(state, person, grant, subject, bed, unit);
    }

    /** Family is not let in. */
    static OracleAnswer refuseWithoutConsent(final OracleState state, final int person) {
        return refusal(state, person, roleOf(state, person), AuthorityAction.GRANT_VIEWERS, Clause.CONSENT_MISSING);
    }

    /** An interface is not let through. */
    static OracleAnswer refuseInterface(final OracleState state, final Clause clause) {
        return refusal(state, 0xFFFF_FFFFL, AuthorityRole.NONE, AuthorityAction.CHANGE_LIMITS, clause);
    }

    static OracleAnswer refusal(
            final OracleState state,
            final long person,
            final AuthorityRole role,
            final AuthorityAction action,
            final Clause clause) {
        state.event(
                "AccessRefused",
                OracleState.clauses(clause),
                "alertId",
                0,
                "person",
                person,
                "role",
                role,
                "action",
                action);
        return OracleAnswer.of(Result.FORBIDDEN, action.value());
    }

    private static String ownOrConsent(final Grant grant) {
        return grant.role() == AuthorityRole.PATIENT ? "O" : "C";
    }

    /** The refusal of something about the doses of a patient, or about the alert of one; null if it may go on. Whoever stands to either as it takes may. */
    static @Nullable OracleAnswer medicate(
            final OracleState state,
            final OracleEnvelope envelope,
            final int person,
            final String subjectName,
            final @Nullable OracleAlert alert) {
        final Grant grant = state.site.authority.getOrDefault(person, NOBODY);
        if (state.site.authority.isEmpty()) {
            return null;
        }
        final String has = placeOf(state, person, grant, subjectName)
                + (alert == null ? "" : relationships(state, person, grant, alert));
        return orOverride(state, envelope, person, grant, AuthorityAction.MEDICATE, has, alert);
    }

    /** The refusal of what a person wants to do to an alert; null if it may go on. */
    static @Nullable OracleAnswer onAlert(
            final OracleState state,
            final OracleEnvelope envelope,
            final int person,
            final AuthorityAction action,
            final OracleAlert alert) {
        final Grant grant = grantOf(state, person);
        if (grant == null) {
            return null;
        }
        return orOverride(state, envelope, person, grant, action, relationships(state, person, grant, alert), alert);
    }

    private static @Nullable OracleAnswer orOverride(
            final OracleState state,
            final OracleEnvelope envelope,
            final int person,
            final Grant grant,
            final AuthorityAction action,
            final String has,
            final @Nullable OracleAlert alert) {
        final boolean isOverride = envelope.flags() % 2 == 1;
        final OracleAnswer refusal = refusal(state, person, grant, action, isOverride ? has + "+" : has, alert);
        if (refusal == null && isOverride && !suffices(state, grant, action, has)) {
            state.event(
                    "EmergencyOverride",
                    OracleState.clauses(Clause.BREAK_GLASS),
                    "alertId",
                    alert == null ? 0 : alert.alertId,
                    "person",
                    person,
                    "role",
                    grant.role(),
                    "action",
                    action,
                    "reason",
                    envelope.flags() / 2 % 4);
        }
        return refusal;
    }

    /** Whether somebody who may do it may do it without an offer. */
    static boolean needsNoOffer(
            final OracleState state,
            final OracleEnvelope envelope,
            final int person,
            final AuthorityAction action,
            final OracleAlert alert) {
        final Grant grant = grantOf(state, person);
        if (grant == null) {
            return false;
        }
        final String others = relationships(state, person, grant, alert).replace("S", "");
        return suffices(state, grant, action, envelope.flags() % 2 == 1 ? others + "+" : others);
    }

    /** Whether somebody's role lets them accept anything, whatever they are to it. */
    static boolean mayEverAccept(final OracleState state, final int person) {
        final Grant grant = grantOf(state, person);
        return grant == null || !cell(grant, AuthorityAction.ACCEPT).equals("-");
    }

    static boolean hasRole(final OracleState state, final int person) {
        return grantOf(state, person) != null;
    }

    /** Whether a role may do it whatever it is done to. */
    static boolean mayAlone(final AuthorityRole role, final AuthorityAction action) {
        return cell(new Grant(role, -1), action).equals("Y");
    }

    static AuthorityRole roleOf(final OracleState state, final int person) {
        return state.site.authority.getOrDefault(person, NOBODY).role();
    }

    /** The refusal of a configuration that needs these; null if somebody may do or propose all of it. */
    static @Nullable OracleAnswer configure(
            final OracleState state, final int person, final List<AuthorityAction> needed) {
        final Grant grant = state.site.authority.getOrDefault(person, NOBODY);
        final List<AuthorityAction> inOrder = new ArrayList<>(needed);
        Collections.sort(inOrder);
        for (final AuthorityAction action : inOrder) {
            final OracleAnswer refusal = OracleSecondPerson.mayPropose(grant.role(), action)
                    ? null
                    : refusal(state, person, grant, action, "", null);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    /** The refusal of somebody who wants to confirm these; null if they may. */
    static @Nullable OracleAnswer confirm(
            final OracleState state, final int person, final Iterable<AuthorityAction> inOrder) {
        final Grant grant = state.site.authority.getOrDefault(person, NOBODY);
        for (final AuthorityAction action : inOrder) {
            if (!OracleSecondPerson.mayConfirm(grant.role(), action)) {
                return refused(state, person, grant, action, Clause.ROLE_FORBIDS, null);
            }
        }
        return null;
    }

    static @Nullable OracleAnswer refusal(
            final OracleState state,
            final int person,
            final Grant grant,
            final AuthorityAction action,
            final String has,
            final @Nullable OracleAlert alert) {
        if (suffices(state, grant, action, has)) {
            return null;
        }
        final String cell = cell(grant, action);
        final boolean isWithheld = has.contains("u") && cell.replace("R", "AUS").contains("U");
        final Clause missing = isWithheld ? Clause.UNIT_NOT_OF_SESSION : Clause.RELATIONSHIP_MISSING;
        return refused(state, person, grant, action, cell.equals("-") ? Clause.ROLE_FORBIDS : missing, alert);
    }

    private static OracleAnswer refused(
            final OracleState state,
            final int person,
            final Grant grant,
            final AuthorityAction action,
            final Clause clause,
            final @Nullable OracleAlert alert) {
        state.event(
                "AccessRefused",
                OracleState.clauses(clause),
                "alertId",
                alert == null ? 0 : alert.alertId,
                "person",
                person,
                "role",
                grant.role(),
                "action",
                action);
        return new OracleAnswer(Result.FORBIDDEN, action.value(), alert == null ? 0 : alert.alertId, 0, false);
    }

    private static String cell(final Grant grant, final AuthorityAction action) {
        return grant.role() == AuthorityRole.NONE
                ? "-"
                : OracleRights.TABLE.getOrDefault(action, "- - - - - - - - - - - -")
                        .split(" ", -1)[grant.role().value() - 1];
    }

    private static boolean suffices(
            final OracleState state, final Grant grant, final AuthorityAction action, final String has) {
        final String cell = cell(grant, action);
        if (cell.equals("Y") || (!cell.equals("-") && state.plants.contains(Plant.ROLE_IS_ENOUGH))) {
            return true;
        }
        final String needed = cell.replace("R", "AUS");
        return !cell.equals("-") && has.chars().anyMatch(each -> needed.indexOf(each) >= 0);
    }
    /** How a person stands to an alert: A assigned, U of the unit, u of it but not by the session, S offered, O or C of the patient. */
    private static String relationships(
            final OracleState state, final int person, final Grant grant, final OracleAlert alert) {
        final String place = place(state, person, grant, alert.subject, alert.bed, alert.unit);
        final String view = state.views.has(person, alert.subject) ? "V" : "";
        final OracleAlert.Offer offer = alert.offers.get(person);
        return place + view + (offer == null || offer.isUninvited() ? "" : "S");
    }

    private static String place(
            final OracleState state,
            final int person,
            final Grant grant,
            final int subject,
            final int bed,
            final int unit) {
        final OracleSite site = state.site;
        final StringBuilder has = new StringBuilder();
        if (subject >= 0 && subject == grant.subject()) {
            has.append(ownOrConsent(grant));
        }
        if (state.careOfPatient(subject).contains(person)
                || state.careOfBed(bed).contains(person)) {
            has.append('A');
        }
        for (int role = 0; role < site.roles.size(); role++) {
            if (state.holders(unit, role).contains(person) && !has.toString().matches(".*[Uu]")) {
                has.append(isByAnotherUnit(state, person, unit) ? 'u' : 'U');
            }
        }
        return has.toString();
    }

    private static boolean isByAnotherUnit(final OracleState state, final int person, final int unit) {
        final OracleState.Session acting = state.acting;
        return acting != null && acting.person() == person && !acting.proof().isFor(unit);
    }
}

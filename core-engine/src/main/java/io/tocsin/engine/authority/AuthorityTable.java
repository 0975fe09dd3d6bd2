package io.tocsin.engine.authority;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.Clause;

/**
 * Who may do what, by role and by how a person stands to what it is done to: one word per (action, role), whose bits are the relationships that suffice. Everybody
 * has {@link #ANYBODY}, so a word without bits refuses and one with that bit permits. Deny is the default. {@link #PROPOSE} and {@link #CONFIRM} permit nothing
 * alone. Source: the default matrix of roles, with two persons for policy and system, and for what widens limits or disables HIGH alarms.
 */
public final class AuthorityTable {
    /** Relationship: none is needed. */
    public static final int ANYBODY = 1;

    /** Relationship: the person is the patient. */
    public static final int OWN = 1 << 1;

    /** Relationship: the patient consents that this person of the family sees. */
    public static final int CONSENT = 1 << 2;

    /** Relationship: assigned to the patient, or to the bed. */
    public static final int CARE = 1 << 3;

    /** Relationship: holds a role in the unit. */
    public static final int UNIT = 1 << 4;

    /** Relationship: the alert was offered to the person, whatever became of it. */
    public static final int OFFERED = 1 << 5;

    /** Relationship: what is raised, or told to the person, is not about a patient's emergency of a named type. */
    public static final int TECHNICAL = 1 << 6;

    /** Relationship: none, but the person says that it is an emergency; told to the audit. */
    public static final int OVERRIDE = 1 << 7;

    /** Relationship: none, but the person has said why they have to see the patient, and still may. */
    public static final int VIEW = 1 << 8;

    /** How many relationships there are. */
    public static final int RELATIONSHIPS = 9;

    /** Every relationship that somebody may have or not. */
    static final int BY_RELATIONSHIP = OWN | CONSENT | CARE | UNIT | OFFERED | TECHNICAL | OVERRIDE | VIEW;

    /** No relationship: a person may propose it, and what is proposed waits for a second person. */
    public static final int PROPOSE = 1 << 9;

    /** No relationship: a person may be the second one, of what somebody else proposed. */
    public static final int CONFIRM = 1 << 10;

    /** No relationship: the person is of the unit, but the proof behind their session is for other units. Suffices for nothing. */
    public static final int UNIT_WITHHELD = 1 << 11;

    private static final int NO = 0;
    private static final int YES = ANYBODY;
    /** Two of them may: one proposes, another confirms. */
    private static final int TWO = PROPOSE | CONFIRM;
    /** Alone, and as the second of two. */
    private static final int SECOND = YES | CONFIRM;

    private static final int RELATED = CARE | UNIT | OFFERED;
    // Who is asked sees what they are asked to accept, whatever unit they are of.
    private static final int ASKED = UNIT | OFFERED;
    private static final int SEEN = RELATED | OVERRIDE | VIEW;
    private static final int ROLES = AuthorityRole.AUDITOR.value();

    // In the order of AuthorityRole: patient, family, nurse, charge nurse, physician, responder, tech, device, privacy,
    // administrator of a unit, administrator of the system, auditor.
    private static final int[][] NEEDED = {
        {},
        row(OWN, CONSENT, YES, YES, YES, YES, TECHNICAL, YES, NO, NO, NO, NO),
        row(OWN, CONSENT, SEEN, ASKED, SEEN, OFFERED, NO, NO, NO, NO, NO, NO),
        row(NO, NO, SEEN, ASKED, SEEN, CARE | OFFERED, NO, NO, NO, NO, NO, NO),
        row(OWN, CONSENT, SEEN, ASKED, SEEN, CARE | OFFERED, NO, NO, NO, NO, NO, NO),
        row(NO, NO, SEEN, ASKED, SEEN, CARE | OFFERED, TECHNICAL, NO, NO, YES, YES, YES),
        row(NO, NO, OFFERED | OVERRIDE | VIEW, ASKED, OFFERED | OVERRIDE | VIEW, OFFERED, NO, NO, NO, NO, NO, NO),
        row(NO, NO, OFFERED, ASKED, OFFERED, OFFERED, NO, NO, NO, NO, NO, NO),
        row(NO, NO, RELATED, YES, RELATED, RELATED, NO, NO, NO, NO, NO, NO),
        row(NO, NO, RELATED, YES, RELATED, RELATED, NO, NO, NO, NO, NO, NO),
        row(NO, NO, RELATED, YES, RELATED, NO, NO, NO, NO, SECOND, NO, NO),
        row(NO, NO, NO, NO, RELATED, NO, NO, YES, NO, NO, NO, NO),
        row(NO, NO, RELATED, YES, RELATED, RELATED, NO, NO, NO, NO, NO, NO),
        row(OWN, NO, NO, NO, RELATED, NO, NO, NO, YES, NO, NO, NO),
        row(NO, NO, OWN, UNIT, OWN, NO, NO, NO, NO, YES, NO, NO),
        row(NO, NO, NO, PROPOSE, NO, NO, NO, NO, NO, SECOND, TWO, NO),
        row(NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, TWO, NO),
        row(OWN, NO, NO, NO, NO, NO, NO, NO, YES, NO, NO, YES),
        row(OWN, NO, NO, NO, RELATED, NO, NO, NO, YES, NO, NO, NO),
        row(NO, NO, RELATED | OVERRIDE, YES, RELATED | OVERRIDE, CARE | OFFERED, NO, YES, NO, NO, NO, NO),
        row(NO, NO, NO, NO, NO, NO, NO, NO, YES, NO, YES, NO),
        row(NO, NO, YES, NO, YES, NO, NO, NO, NO, NO, NO, NO)
    };

    private AuthorityTable() {}

    /**
     * The relationships that suffice.
     *
     * @param role   value of the enum AuthorityRole, from 1.
     * @param action value of the enum AuthorityAction, from 1.
     * @return any of these bits, and {@link #PROPOSE} and {@link #CONFIRM}; 0 = never.
     */
    public static int needed(final int role, final int action) {
        return NEEDED[action][role];
    }

    /**
     * Whether a person may do it.
     *
     * @param role          value of the enum AuthorityRole, from 1.
     * @param action        value of the enum AuthorityAction, from 1.
     * @param relationships of the person.
     * @return one of them suffices.
     */
    public static boolean permits(final int role, final int action, final int relationships) {
        return (needed(role, action) & (relationships | ANYBODY)) != 0;
    }

    /** The relationship of somebody who is of a unit, by a session that is for it or not. */
    static int ofUnit(final boolean isForUnit) {
        return isForUnit ? UNIT : UNIT_WITHHELD;
    }

    /** Why a role with these relationships may not do something. */
    static Clause clause(final int role, final int action, final int relationships) {
        final int needed = needed(role, action);
        if ((needed & BY_RELATIONSHIP) == 0) {
            return Clause.ROLE_FORBIDS;
        }
        final boolean isWithheld = (relationships & UNIT_WITHHELD) != 0 && (needed & UNIT) != 0;
        return isWithheld ? Clause.UNIT_NOT_OF_SESSION : Clause.RELATIONSHIP_MISSING;
    }

    /**
     * Whether a role may do any of some actions whatever the relationship, or propose it.
     *
     * @param role    value of the enum AuthorityRole; who has none may nothing.
     * @param actions bit (1 shifted by the value of AuthorityAction) for each.
     * @return one of them is permitted, or may be proposed.
     */
    public static boolean permitsAny(final int role, final int actions) {
        int needed = 0;
        for (int action = 1; action <= actions(); action++) {
            needed |= (actions & 1 << action) == 0 ? 0 : needed(role, action);
        }
        return (needed & (ANYBODY | PROPOSE)) != 0;
    }

    /**
     * How many actions there are.
     *
     * @return their values are from 1 to this.
     */
    public static int actions() {
        return AuthorityAction.BREAK_GLASS.value();
    }

    /**
     * How many roles there are.
     *
     * @return their values are from 1 to this.
     */
    public static int roles() {
        return ROLES;
    }

    private static int[] row(final int... byRole) {
        final int[] row = new int[1 + ROLES];
        System.arraycopy(byRole, 0, row, 1, byRole.length);
        return row;
    }
}

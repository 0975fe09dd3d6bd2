package io.tocsin.engine.authority;

import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.engine.site.Assignments;

/** Which patients consent to whom: by a role of family, or by wanting somebody told of an emergency. */
public final class Consents {
    private static final int FAMILY = AuthorityRole.FAMILY.value();

    private final Authority authority;
    private final Assignments assignments;

    /**
     * Asks what was configured.
     *
     * @param authority   with the roles of family.
     * @param assignments with whom patients want told.
     */
    public Consents(final Authority authority, final Assignments assignments) {
        this.authority = authority;
        this.assignments = assignments;
    }

    /**
     * Whether somebody's role is that of family.
     *
     * @param person index.
     * @return of whichever patient.
     */
    public boolean isFamily(final int person) {
        return authority.roleOf(person) == FAMILY;
    }

    /**
     * Whether a patient consents to somebody now.
     *
     * @param person  index.
     * @param subject the patient.
     * @return they do.
     */
    public boolean has(final int person, final int subject) {
        if (isFamily(person) && authority.patientOf(person) == subject) {
            return true;
        }
        int place = assignments.head(Assignments.ofContacts(subject));
        while (place != Assignments.END && assignments.person(place) != person) {
            place = assignments.next(place);
        }
        return place != Assignments.END;
    }
}

package io.tocsin;

import java.util.List;

/** Who is let in, as the events delivered so far tell it. Any thread; a reader waits for at most one event. */
public interface AccessView {
    /**
     * The revocations that are in force.
     *
     * @return immutable, in the order in which they came.
     */
    List<Revocation> revocations();

    /**
     * Who may see a patient for a time, and who could during the last day.
     *
     * @return immutable, by rising viewId.
     */
    List<ViewState> views();

    /**
     * For how long, and how often at once, the site permits it.
     *
     * @return as the configuration says that is in force.
     */
    ViewLimits viewLimits();

    /**
     * Whether a person may see a patient for a time, now.
     *
     * @param personId  of the person.
     * @param patientId of the patient; empty = nobody.
     * @return a view is active.
     */
    boolean hasView(String personId, String patientId);

    /**
     * Whether what somebody has proved counts no more.
     *
     * @param subject  that was proved.
     * @param tokenId  of the token, as {@link Revocation#tokenId} has it; empty = it has none, or no token proved it.
     * @param issuedNs when the token, or the certificate, was issued, epoch ns; 0 = nobody knows, so it counts as issued before anything.
     * @param byToken  a token proved it: what is revoked of everybody is revoked of tokens.
     * @return it is revoked.
     */
    boolean isRevoked(String subject, String tokenId, long issuedNs, boolean byToken);
}

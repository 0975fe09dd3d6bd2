package io.tocsin.engine.site;

import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/** Which policy the alerts of patients with treatment limits run on: another team, never silence. Nothing is said until a {@code TriageEntry} says it. */
public final class LimitedTeams {
    private final Policies policies;
    private int policyId;
    private int severities;
    private int limits;

    /**
     * The same team for everybody.
     *
     * @param policies of the site.
     */
    public LimitedTeams(final Policies policies) {
        this.policies = policies;
    }

    /**
     * Replaces what is said.
     *
     * @param newPolicyId   of the policy, which is held.
     * @param newSeverities bit (1 shifted by the value of Severity) for each severity meant.
     * @param newLimits     any of these treatment limits; 0 = the same team for everybody.
     */
    public void replace(final int newPolicyId, final int newSeverities, final int newLimits) {
        policyId = newPolicyId;
        severities = newSeverities;
        limits = newLimits;
    }

    /**
     * Whether any alert runs on another policy for its patient's limits.
     *
     * @return somebody said so.
     */
    public boolean isUsed() {
        return limits != 0;
    }

    /**
     * The policy of an alert.
     *
     * @param severity        of the alert.
     * @param type            of the alert.
     * @param treatmentLimits of its patient.
     * @return slot, or {@link Policies#NONE}.
     */
    public int inForce(final int severity, final int type, final int treatmentLimits) {
        if ((treatmentLimits & limits) != 0 && (severities & 1 << severity) != 0) {
            final int limited = policies.newestOf(policyId);
            if (limited != Policies.NONE) {
                return limited;
            }
        }
        return policies.inForce(severity, type);
    }

    /**
     * The policy.
     *
     * @return its id.
     */
    public int policyId() {
        return policyId;
    }

    /**
     * The severities meant.
     *
     * @return bits.
     */
    public int severities() {
        return severities;
    }

    /**
     * The treatment limits meant.
     *
     * @return bits.
     */
    public int limits() {
        return limits;
    }

    /**
     * Writes what is said, behind the rules of triage and as part of their section.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.putInt(policyId);
        writer.putInt(severities);
        writer.putInt(limits);
    }

    /**
     * Takes over what is said.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        policyId = reader.getInt();
        severities = reader.getInt();
        limits = reader.getInt();
    }
}

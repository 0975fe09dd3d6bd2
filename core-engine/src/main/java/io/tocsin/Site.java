package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.AgeGroup;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.text.EdgeText;
import io.tocsin.pipeline.RuntimeFlags;
import io.tocsin.router.ContentHash;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who is where and who is told: people, units, beds, patients, roles, assignments, policies and limits. Immutable; references between its parts were checked when
 * it was built. Any thread.
 */
public final class Site {
    private final String name;
    private final SiteParts said;
    private final SiteParts parts;
    private final List<SiteEntry> entries;
    private final long contentHash;

    private Site(final String name, final SiteParts said, final SiteParts parts) {
        this.said = said;
        // Usually the first thing an embedder builds, and the first that touches a buffer.
        RuntimeFlags.require();
        this.name = name;
        this.parts = parts;
        entries = SiteEncoder.encode(parts);
        final ContentHash hash = new ContentHash();
        entries.forEach(entry -> hash.addFramed(entry.bytes()));
        contentHash = hash.value();
    }

    /**
     * Begins a site.
     *
     * @param name for messages only.
     * @return an empty builder.
     */
    public static Builder named(final String name) {
        return new Builder(requireNonNull(name, "name"), new SiteParts());
    }

    /**
     * Begins a site that differs from this one: what is said again replaces what was said before. Give the result to {@link AlertRouter#configure}.
     *
     * @return a builder that holds what this site holds; this site stays as it is.
     */
    public Builder toBuilder() {
        return new Builder(name, said.copy());
    }

    /** Its name, as given. */
    public String name() {
        return name;
    }

    /** What fills in what it does not say; {@code null} = nothing. */
    public @Nullable Preset preset() {
        return parts.preset == null ? null : parts.preset.preset();
    }

    /**
     * Hash of its content: FNV-1a, 64 bits, over the entries as they are sent to an engine that holds none. Equal sites built in the same order have the same hash
     * on every machine.
     *
     * @return never changes.
     */
    public long contentHash() {
        return contentHash;
    }

    @Override
    public String toString() {
        return "site '" + name + "' with " + entries.size() + " entries, hash " + Long.toHexString(contentHash);
    }

    /**
     * What it promises.
     *
     * @return {@code null} if nothing.
     */
    public @Nullable ServiceLevel serviceLevel() {
        return parts.serviceLevel;
    }

    /**
     * Who is where and who is told, to be examined.
     *
     * @return its parts; never changes.
     */
    public SiteOutline outline() {
        return SiteOutline.of(parts);
    }

    List<SiteEntry> entries() {
        return entries;
    }

    /** Collects a site. The order of calls does not matter for references, only for the order of people and policies. One thread. */
    public static final class Builder extends ContactBuilder<Builder> {
        private final String name;

        private Builder(final String name, final SiteParts parts) {
            super(parts);
            this.name = name;
        }

        @Override
        Builder self() {
            return this;
        }

        /** A person, reached through sessions. Returns this. */
        public Builder person(final String personId) {
            parts.people.put(EdgeText.requiredId("personId", personId), false);
            return this;
        }

        /**
         * What a person is qualified for: at most 16 specializations of 1 to 20 bytes, the site's 64. An alert that requires some is told, where a step chooses among
         * many, to those who hold them all. The same person again replaces it. Returns this.
         */
        public Builder qualified(final String personId, final String... specializations) {
            parts.qualifications.put(
                    EdgeText.requiredId("personId", personId), SiteParts.specializations(personId, specializations));
            return this;
        }

        /**
         * Has a preset fill in what is not said here: policies of severities that no policy of the site covers, contact methods, order and what a mode does not
         * deliver. Returns this.
         *
         * @param preset   which.
         * @param failSafe person or destination whom its policies tell in the end.
         */
        public Builder preset(final Preset preset, final String failSafe) {
            parts.preset = new PresetSite(requireNonNull(preset, "preset"), EdgeText.requiredId("failSafe", failSafe));
            return this;
        }

        /** A destination that is attended without a session, such as a central desk. Returns this. */
        public Builder desk(final String personId) {
            parts.people.put(EdgeText.requiredId("personId", personId), true);
            return this;
        }

        /** A unit of the only facility. Returns this. */
        public Builder unit(final String unitId) {
            return unit(unitId, 0);
        }

        /** A unit of a facility, whose number is 0 or more. Returns this. */
        public Builder unit(final String unitId, final int facility) {
            if (facility < 0) {
                throw new IllegalArgumentException("facility of unit '" + unitId + "' is " + facility + ": below 0");
            }
            parts.units.put(EdgeText.requiredId("unitId", unitId), (long) facility);
            return this;
        }

        /** A bed and its unit. Returns this. */
        public Builder bed(final String bedId, final String unitId) {
            parts.beds.put(EdgeText.requiredId("bedId", bedId), EdgeText.requiredId("unitId", unitId));
            return this;
        }

        /** Who holds a role in a unit, in order, at most 16; nobody empties it. Returns this. */
        public Builder role(final String unitId, final String role, final String... personIds) {
            parts.roles.put(
                    new SiteParts.Role(EdgeText.requiredId("unitId", unitId), EdgeText.requiredId("role", role)),
                    SiteParts.people("role '" + role + "' of unit '" + unitId + "'", personIds));
            return this;
        }

        /** A patient in a bed, admitted or moved. Returns this. */
        public Builder patient(final String patientId, final String bedId) {
            parts.patients.put(
                    EdgeText.requiredId("patientId", patientId),
                    SiteParts.Patient.at(EdgeText.requiredId("bedId", bedId), ""));
            return this;
        }

        /** A patient of a unit, without a bed. Returns this. */
        public Builder patientInUnit(final String patientId, final String unitId) {
            parts.patients.put(
                    EdgeText.requiredId("patientId", patientId),
                    SiteParts.Patient.at("", EdgeText.requiredId("unitId", unitId)));
            return this;
        }

        /** Has a patient's SpO2 scored on scale 2 of NEWS2, as prescribed by an authorised clinician; the patient was named before. Returns this. */
        public Builder spo2ScaleTwo(final String patientId) {
            parts.change(name, "spo2ScaleTwo", patientId, patient -> patient.onScale(2));
            return this;
        }

        /** What was ordered not to be done for a patient who was named before; responders are told with every offer, nobody is silenced. Returns this. */
        public Builder treatmentLimits(final String patientId, final TreatmentLimit... limits) {
            parts.change(name, "treatmentLimits", patientId, patient -> patient.with(Set.copyOf(List.of(limits))));
            return this;
        }

        /** A patient's age group, for triage; not stated counts as adult. The patient was named before. Returns this. */
        public Builder ageGroup(final String patientId, final AgeGroup group) {
            parts.change(name, "ageGroup", patientId, patient -> patient.of(requireNonNull(group, "group")));
            return this;
        }

        /** A patient's date of birth, from 1900, for the age group and for score tables by month; the patient was named before. Returns this. */
        public Builder born(final String patientId, final LocalDate date) {
            parts.change(name, "born", patientId, patient -> patient.born(BirthDate.day(date)));
            return this;
        }

        /** Has one open alert keep others from paging; at most {@value Inhibition#MAX_RULES}. Returns this. */
        public Builder inhibition(final Inhibition rule) {
            if (parts.inhibitions.size() == Inhibition.MAX_RULES) {
                throw new IllegalArgumentException("more than " + Inhibition.MAX_RULES + " inhibitions");
            }
            parts.inhibitions.add(requireNonNull(rule, "rule"));
            return this;
        }

        /** How severe declared alerts are at least, and how alerts are classified; default {@link TriageRules#none()}: the declared severity stands. Returns this. */
        public Builder triage(final TriageRules triage) {
            parts.triage = requireNonNull(triage, "triage");
            return this;
        }

        /** Has alerts of patients with any of these treatment limits run on a policy of their own, which needs no severities: another team. Returns this. */
        public Builder teamForLimits(
                final String policyName, final Set<Severity> severities, final TreatmentLimit... limits) {
            if (severities.isEmpty() || limits.length == 0) {
                throw new IllegalArgumentException("site '" + name + "': a team for treatment limits needs severities"
                        + " and limits; without any it would never be used");
            }
            parts.limitedTeam = new SiteParts.LimitedTeam(
                    requireNonNull(policyName, "policyName"), Set.copyOf(severities), Set.copyOf(List.of(limits)));
            return this;
        }

        /**
         * What a person may be asked for and may do; who has no role has the rights that everybody has where there are no roles. NONE takes it back. Returns this.
         *
         * @throws IllegalArgumentException for PATIENT and FAMILY, who need a patient.
         */
        public Builder authority(final String personId, final AuthorityRole role) {
            return authority(personId, role, "");
        }

        /** As {@link #authority(String, AuthorityRole)}, for a PATIENT who is this patient, or a FAMILY member whom this patient lets see. Returns this. */
        public Builder authority(final String personId, final AuthorityRole role, final String patientId) {
            final boolean needsPatient = role == AuthorityRole.PATIENT || role == AuthorityRole.FAMILY;
            if (needsPatient == patientId.isEmpty() || role == AuthorityRole.NULL_VAL) {
                throw new IllegalArgumentException("site '" + name + "': authority of person '" + personId + "': "
                        + role + (needsPatient ? " needs a patient" : " is of nobody's patient"));
            }
            parts.authority.put(EdgeText.requiredId("personId", personId), new SiteParts.Authority(role, patientId));
            return this;
        }

        /** Who is assigned to a patient, in order, at most 16; nobody empties it. Returns this. */
        public Builder care(final String patientId, final String... personIds) {
            parts.patientCare.put(
                    EdgeText.requiredId("patientId", patientId),
                    SiteParts.people("care of patient '" + patientId + "'", personIds));
            return this;
        }

        /** Who is assigned to a bed, in order, at most 16; counts for patients without assignments of their own. Returns this. */
        public Builder careForBed(final String bedId, final String... personIds) {
            parts.bedCare.put(
                    EdgeText.requiredId("bedId", bedId), SiteParts.people("care of bed '" + bedId + "'", personIds));
            return this;
        }

        /** A policy; the same name again replaces it. Returns this. */
        public Builder policy(final Policy policy) {
            parts.policies.put(requireNonNull(policy, "policy").name(), policy);
            return this;
        }

        /** Takes a policy out, to put others in its place. Returns this. */
        public Builder withoutPolicy(final String policyName) {
            parts.policies.remove(requireNonNull(policyName, "policyName"));
            return this;
        }

        /** How severe missed doses are; default {@link MissedDoses#standard()}. Returns this. */
        public Builder missedDoses(final MissedDoses doses) {
            parts.doses = requireNonNull(doses, "doses");
            return this;
        }

        /** From which gain of weight on somebody is told; default {@link WeightGain#never()}. Returns this. */
        public Builder weightGain(final WeightGain gain) {
            parts.weights = requireNonNull(gain, "gain");
            return this;
        }

        /** Advisories by how readings move; default {@link TrendRules#none()}. Returns this. */
        public Builder trends(final TrendRules trends) {
            parts.trends = requireNonNull(trends, "trends");
            return this;
        }

        /** Limits and scores; default none. Returns this. */
        public Builder rules(final LimitRules rules) {
            parts.rules = requireNonNull(rules, "rules");
            return this;
        }

        /** How many offers a person may have unanswered, for critical alerts and for the others; destinations have no such bound. Returns this. */
        public Builder offersPerPerson(final int critical, final int other) {
            parts.credit = parts.credit.perPerson(critical, other);
            return this;
        }

        /** How many offers one gateway may have unreceived, for critical alerts and for the others. Returns this. */
        public Builder offersPerGateway(final int critical, final int other) {
            parts.credit = parts.credit.perGateway(critical, other);
            return this;
        }

        /** How long it counts where somebody said to be, from 1 s to a day; default five minutes. Returns this. */
        public Builder positionsHold(final Duration hold) {
            parts.credit = parts.credit.positionsHold((int) Checks.millis("positionsHold", hold, 1_000, 86_400_000));
            return this;
        }

        /** What the site promises; default nothing: alerts have no clocks, and the router no modes. Returns this. */
        public Builder serviceLevel(final ServiceLevel value) {
            parts.serviceLevel = requireNonNull(value, "value");
            return this;
        }

        /** Gives a source an idempotency window of 1,024 commands, as an interface needs, instead of 32. Returns this. */
        public Builder interfaceSource(final long sourceId) {
            parts.sources.add(Checks.source(sourceId));
            return this;
        }

        /**
         * Watches over a source: when nothing has come from it for so long, an alert is raised, which ends when it is heard again. A source that may have nothing to say
         * for so long sends heartbeats. Returns this.
         *
         * @param sourceId    of the source, not 0.
         * @param deviceId    names the source as the subject of the alert.
         * @param unitId      whose people the policy tells; empty = none, so that the steps of units are passed over.
         * @param silentAfter from 0.1 s to a day.
         * @param severity    of the alert.
         */
        public Builder watchedSource(
                final long sourceId,
                final String deviceId,
                final String unitId,
                final Duration silentAfter,
                final Severity severity) {
            parts.watches.put(
                    Checks.source(sourceId),
                    new SiteParts.Watch(
                            EdgeText.requiredId("deviceId", deviceId),
                            unitId.isEmpty() ? "" : EdgeText.requiredId("unitId", unitId),
                            Checks.millis("silentAfter", silentAfter, 100, 86_400_000),
                            requireNonNull(severity, "severity")));
            return this;
        }

        /** Calls the consumer with this, so that loops fit into the chain. Returns this. */
        public Builder apply(final Consumer<Builder> more) {
            more.accept(this);
            return this;
        }

        /**
         * Checks every reference.
         *
         * @return the site; this builder may go on.
         * @throws IllegalArgumentException if something unknown is named, a severity is covered by no policy or by two, or a policy has no fail-safe destination.
         */
        public Site build() {
            final SiteParts all = parts.copy();
            if (all.preset != null) {
                all.preset.fill(name, all);
            }
            SitePeople.fillFamily(all);
            SiteChecks.check(name, all);
            return new Site(name, parts.copy(), all);
        }
    }
}

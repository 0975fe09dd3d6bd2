package io.tocsin;

import io.tocsin.codecs.sbe.AuthorityEntryDecoder;
import io.tocsin.codecs.sbe.BedEntryDecoder;
import io.tocsin.codecs.sbe.CareEntryDecoder;
import io.tocsin.codecs.sbe.CareScope;
import io.tocsin.codecs.sbe.ContactEntryDecoder;
import io.tocsin.codecs.sbe.CreditEntryDecoder;
import io.tocsin.codecs.sbe.DeliveryEntryDecoder;
import io.tocsin.codecs.sbe.DeviceEntryDecoder;
import io.tocsin.codecs.sbe.DoseEntryDecoder;
import io.tocsin.codecs.sbe.DutyEntryDecoder;
import io.tocsin.codecs.sbe.EmergencyContactEntryDecoder;
import io.tocsin.codecs.sbe.GateEntryDecoder;
import io.tocsin.codecs.sbe.InhibitionsEntryDecoder;
import io.tocsin.codecs.sbe.LimitProfileEntryDecoder;
import io.tocsin.codecs.sbe.LimitProfileEntryEncoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.OperationsEntryDecoder;
import io.tocsin.codecs.sbe.PatientEntryDecoder;
import io.tocsin.codecs.sbe.PersonEntryDecoder;
import io.tocsin.codecs.sbe.PolicyEntryDecoder;
import io.tocsin.codecs.sbe.PolicyEntryEncoder;
import io.tocsin.codecs.sbe.PrecedenceEntryDecoder;
import io.tocsin.codecs.sbe.QualificationEntryDecoder;
import io.tocsin.codecs.sbe.RoleEntryDecoder;
import io.tocsin.codecs.sbe.RuleTimingEntryDecoder;
import io.tocsin.codecs.sbe.RuleTimingEntryEncoder;
import io.tocsin.codecs.sbe.RulesEntryDecoder;
import io.tocsin.codecs.sbe.RulesEntryEncoder;
import io.tocsin.codecs.sbe.ScoreTableEntryDecoder;
import io.tocsin.codecs.sbe.ScoreTableEntryEncoder;
import io.tocsin.codecs.sbe.SourceEntryDecoder;
import io.tocsin.codecs.sbe.TrendEntryDecoder;
import io.tocsin.codecs.sbe.TriageEntryDecoder;
import io.tocsin.codecs.sbe.TriageEntryEncoder;
import io.tocsin.codecs.sbe.UnitEntryDecoder;
import io.tocsin.codecs.sbe.ViewRulesEntryDecoder;
import io.tocsin.codecs.sbe.WatchEntryDecoder;
import io.tocsin.codecs.sbe.WatchEntryEncoder;
import io.tocsin.codecs.sbe.WeightEntryDecoder;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The configuration of a recovered engine, as it reports it, in the form in which sites are compared: keys as a site gives them, ids and versions as if the engine
 * held none. Policies have no names in the engine: those that are in force count, by their place. One thread.
 */
final class ReportedSite {
    private static final int BLOCK = MessageHeaderEncoder.ENCODED_LENGTH;

    private final List<SiteEntry> entries = new ArrayList<>();
    private final List<byte[]> policies = new ArrayList<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private byte[] triage = SiteEncoder.NOTHING;
    private long version;
    private int profiles;

    /** The highest version that the engine holds of anything. */
    void version(final long value) {
        version = value;
    }

    /** The next entry, in the order of the report; or one that has come into force since, which replaces what it is about. */
    void add(final byte[] message) {
        final UnsafeBuffer buffer = new UnsafeBuffer(message);
        switch (header.wrap(buffer, 0).templateId()) {
            case PersonEntryDecoder.TEMPLATE_ID ->
                plain(
                        "person/"
                                + new PersonEntryDecoder()
                                        .wrapAndApplyHeader(buffer, 0, header)
                                        .personId(),
                        message);
            case UnitEntryDecoder.TEMPLATE_ID ->
                plain(
                        "unit/"
                                + new UnitEntryDecoder()
                                        .wrapAndApplyHeader(buffer, 0, header)
                                        .unitId(),
                        message);
            case BedEntryDecoder.TEMPLATE_ID ->
                plain(
                        "bed/"
                                + new BedEntryDecoder()
                                        .wrapAndApplyHeader(buffer, 0, header)
                                        .bedId(),
                        message);
            case PatientEntryDecoder.TEMPLATE_ID ->
                plain(
                        "patient/"
                                + new PatientEntryDecoder()
                                        .wrapAndApplyHeader(buffer, 0, header)
                                        .patientId(),
                        message);
            case RoleEntryDecoder.TEMPLATE_ID -> role(buffer, message);
            case CareEntryDecoder.TEMPLATE_ID -> care(buffer, message);
            case QualificationEntryDecoder.TEMPLATE_ID -> qualification(buffer, message);
            case PolicyEntryDecoder.TEMPLATE_ID -> {
                policies.removeIf(held -> policyId(held) == policyId(message));
                policies.add(message);
                version = Math.max(
                        version,
                        new PolicyEntryDecoder()
                                .wrapAndApplyHeader(buffer, 0, header)
                                .version());
            }
            case RulesEntryDecoder.TEMPLATE_ID -> {
                entries.removeIf(held -> held.kind() == SiteEntry.Kind.RULES);
                profiles = 0;
                version = Math.max(
                        version,
                        new RulesEntryDecoder()
                                .wrapAndApplyHeader(buffer, 0, header)
                                .rulesVersion());
                buffer.putInt(BLOCK + RulesEntryEncoder.rulesVersionEncodingOffset(), 1, ByteOrder.LITTLE_ENDIAN);
                entries.add(new SiteEntry("rules", SiteEntry.Kind.RULES, message, SiteEncoder.NOTHING));
            }
            case RuleTimingEntryDecoder.TEMPLATE_ID -> {
                buffer.putInt(BLOCK + RuleTimingEntryEncoder.rulesVersionEncodingOffset(), 1, ByteOrder.LITTLE_ENDIAN);
                final int place = new RuleTimingEntryDecoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .rule();
                entries.add(new SiteEntry(
                        SiteEncoder.timingKey(place), SiteEntry.Kind.RULES, message, SiteEncoder.NOTHING));
            }
            case ScoreTableEntryDecoder.TEMPLATE_ID -> {
                buffer.putInt(BLOCK + ScoreTableEntryEncoder.rulesVersionEncodingOffset(), 1, ByteOrder.LITTLE_ENDIAN);
                final int place = new ScoreTableEntryDecoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .place();
                entries.add(
                        new SiteEntry(ScoreEncoding.key(place), SiteEntry.Kind.RULES, message, SiteEncoder.NOTHING));
            }
            case LimitProfileEntryDecoder.TEMPLATE_ID -> {
                buffer.putInt(
                        BLOCK + LimitProfileEntryEncoder.rulesVersionEncodingOffset(), 1, ByteOrder.LITTLE_ENDIAN);
                entries.add(ProfileEncoding.entry(++profiles, message));
            }
            case ContactEntryDecoder.TEMPLATE_ID -> entries.add(ContactEncoding.reported(buffer, message));
            case PrecedenceEntryDecoder.TEMPLATE_ID -> entries.add(DeliveryEncoding.precedence(buffer, message));
            case DeliveryEntryDecoder.TEMPLATE_ID -> entries.add(DeliveryEncoding.entry(message));
            case EmergencyContactEntryDecoder.TEMPLATE_ID ->
                entries.add(ContactEncoding.reportedEmergency(buffer, message));
            case TriageEntryDecoder.TEMPLATE_ID -> triage = message;
            case AuthorityEntryDecoder.TEMPLATE_ID -> {
                final String person = new AuthorityEntryDecoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .personId();
                entries.add(new SiteEntry(
                        "authority/" + person, SiteEntry.Kind.PEOPLE, message, SiteEncoder.emptiedAuthority(person)));
            }
            case DutyEntryDecoder.TEMPLATE_ID -> {
                // Rosters come and go beside the site, and no site takes them away.
            }
            case CreditEntryDecoder.TEMPLATE_ID -> plain("credit", message);
            case InhibitionsEntryDecoder.TEMPLATE_ID -> {
                entries.removeIf(held -> held.key().equals(InhibitionEncoding.KEY));
                if (new InhibitionsEntryDecoder()
                                .wrapAndApplyHeader(buffer, 0, header)
                                .rules()
                                .count()
                        > 0) {
                    entries.add(InhibitionEncoding.reported(message));
                }
            }
            case GateEntryDecoder.TEMPLATE_ID -> {
                entries.removeIf(
                        held -> held.key().equals(GateEncoding.reported(message).key()));
                if (new GateEntryDecoder().wrapAndApplyHeader(buffer, 0, header).reasons() != 0) {
                    entries.add(GateEncoding.reported(message));
                }
            }
            case DeviceEntryDecoder.TEMPLATE_ID -> {
                final SiteEntry reported = DeviceEncoding.reported(message);
                entries.removeIf(held -> held.key().equals(DeviceEncoding.KEY));
                if (!Arrays.equals(message, reported.emptied())) {
                    entries.add(reported);
                }
            }
            case DoseEntryDecoder.TEMPLATE_ID -> replace(MissedDoses.reported(message));
            case WeightEntryDecoder.TEMPLATE_ID -> replace(WeightGain.reported(message));
            case ViewRulesEntryDecoder.TEMPLATE_ID -> replace(ViewLimits.reported(message));
            case TrendEntryDecoder.TEMPLATE_ID -> {
                entries.removeIf(held -> held.key().equals(TrendEncoding.KEY));
                if (new TrendEntryDecoder()
                                .wrapAndApplyHeader(buffer, 0, header)
                                .methods()
                        > 0) {
                    entries.add(TrendEncoding.reported(message));
                }
            }
            case OperationsEntryDecoder.TEMPLATE_ID -> plain("service-level", message);
            case SourceEntryDecoder.TEMPLATE_ID ->
                plain(
                        "source/"
                                + Long.toUnsignedString(new SourceEntryDecoder()
                                        .wrapAndApplyHeader(buffer, 0, header)
                                        .sourceId()),
                        message);
            case WatchEntryDecoder.TEMPLATE_ID -> watch(buffer, message);
            default ->
                throw new IllegalStateException("the engine reports an entry of template " + header.templateId());
        }
    }

    /** What the engine holds, to compare sites with. */
    SiteBaseline baseline() {
        final List<SiteEntry> all = new ArrayList<>(entries);
        final int limited = limitedPolicy();
        int limitedPlace = 0;
        int place = 0;
        for (final byte[] held : inForce(limited)) {
            final byte[] message = held.clone();
            final UnsafeBuffer buffer = new UnsafeBuffer(message);
            place++;
            limitedPlace = policyId(held) == limited ? place : limitedPlace;
            buffer.putInt(BLOCK + PolicyEntryEncoder.policyIdEncodingOffset(), place, ByteOrder.LITTLE_ENDIAN);
            buffer.putInt(BLOCK + PolicyEntryEncoder.versionEncodingOffset(), 1, ByteOrder.LITTLE_ENDIAN);
            all.add(new SiteEntry("policy at " + place, SiteEntry.Kind.POLICY, message, SiteEncoder.NOTHING));
        }
        if (triage.length > 0) {
            final byte[] message = triage.clone();
            new UnsafeBuffer(message)
                    .putInt(
                            BLOCK + TriageEntryEncoder.limitedPolicyIdEncodingOffset(),
                            limitedPlace,
                            ByteOrder.LITTLE_ENDIAN);
            all.add(new SiteEntry("triage", SiteEntry.Kind.TRIAGE, message, SiteEncoder.emptiedTriage()));
        }
        return SiteBaseline.of(all, Math.toIntExact(version));
    }

    /** The policies that alerts use, in the order they were configured; of several for one severity and type the last one counts. */
    private Iterable<byte[]> inForce(final int limited) {
        final Deque<byte[]> inForce = new ArrayDeque<>();
        final Set<Integer> covered = new HashSet<>();
        for (int i = policies.size() - 1; i >= 0; i--) {
            final PolicyEntryDecoder policy =
                    new PolicyEntryDecoder().wrapAndApplyHeader(new UnsafeBuffer(policies.get(i)), 0, header);
            final boolean isNeeded = covered.addAll(covers(policy.severityMask(), policy.types()));
            if (isNeeded || policyId(policies.get(i)) == limited) {
                inForce.addFirst(policies.get(i));
            }
        }
        return inForce;
    }

    /** Each severity with each type; without types, with none. */
    private static Set<Integer> covers(final int severities, final int types) {
        final Set<Integer> pairs = new HashSet<>();
        for (int severity = 0; severity < Short.SIZE; severity++) {
            for (int type = 0; type < Short.SIZE; type++) {
                if ((severities >> severity & 1) == 1 && (types == 0 ? type == 0 : (types >> type & 1) == 1)) {
                    pairs.add(severity * Short.SIZE + type);
                }
            }
        }
        return pairs;
    }

    /** Id of the policy for treatment limits; 0 = none. */
    private int limitedPolicy() {
        return triage.length == 0
                ? 0
                : (int) new TriageEntryDecoder()
                        .wrapAndApplyHeader(new UnsafeBuffer(triage), 0, header)
                        .limitedPolicyId();
    }

    private int policyId(final byte[] policy) {
        return (int) new PolicyEntryDecoder()
                .wrapAndApplyHeader(new UnsafeBuffer(policy), 0, header)
                .policyId();
    }

    private void plain(final String key, final byte[] message) {
        entries.add(new SiteEntry(key, SiteEntry.Kind.PLAIN, message, SiteEncoder.NOTHING));
    }

    private void watch(final UnsafeBuffer buffer, final byte[] message) {
        final long sourceId =
                new WatchEntryDecoder().wrapAndApplyHeader(buffer, 0, header).sourceId();
        final byte[] ended = message.clone();
        new UnsafeBuffer(ended).putInt(BLOCK + WatchEntryEncoder.silentMsEncodingOffset(), 0, ByteOrder.LITTLE_ENDIAN);
        entries.add(new SiteEntry("watch/" + Long.toUnsignedString(sourceId), SiteEntry.Kind.PEOPLE, message, ended));
    }

    private void qualification(final UnsafeBuffer buffer, final byte[] message) {
        final QualificationEntryDecoder entry = new QualificationEntryDecoder().wrapAndApplyHeader(buffer, 0, header);
        for (final QualificationEntryDecoder.SpecializationsDecoder name : entry.specializations()) {
            name.skipName();
        }
        final String person = entry.personId();
        entries.add(new SiteEntry(
                SiteEncoder.qualificationKey(person), SiteEntry.Kind.PEOPLE, message, SiteEncoder.unqualified(person)));
    }

    private void role(final UnsafeBuffer buffer, final byte[] message) {
        final RoleEntryDecoder role = new RoleEntryDecoder().wrapAndApplyHeader(buffer, 0, header);
        for (final RoleEntryDecoder.PeopleDecoder person : role.people()) {
            person.skipPersonId();
        }
        final SiteParts.Role name = new SiteParts.Role(role.unitId(), role.role());
        entries.add(new SiteEntry(SiteEncoder.key(name), SiteEntry.Kind.PEOPLE, message, SiteEncoder.emptied(name)));
    }

    private void care(final UnsafeBuffer buffer, final byte[] message) {
        final CareEntryDecoder care = new CareEntryDecoder().wrapAndApplyHeader(buffer, 0, header);
        final CareScope scope = care.scope();
        for (final CareEntryDecoder.PeopleDecoder person : care.people()) {
            person.skipPersonId();
        }
        final String subject = care.subjectId();
        entries.add(new SiteEntry(
                SiteEncoder.key(scope, subject), SiteEntry.Kind.PEOPLE, message, SiteEncoder.emptied(scope, subject)));
    }

    /** What says no more than a site that says nothing is none of it. */
    private void replace(final SiteEntry entry) {
        entries.removeIf(held -> held.key().equals(entry.key()));
        if (!Arrays.equals(entry.bytes(), entry.emptied())) {
            entries.add(entry);
        }
    }
}

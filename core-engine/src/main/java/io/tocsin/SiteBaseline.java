package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.PolicyEntryEncoder;
import io.tocsin.codecs.sbe.RulesEntryEncoder;
import io.tocsin.codecs.sbe.TriageEntryEncoder;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the engine holds of a site, to tell what a new one changes. Immutable. If one policy changes all are sent, each with a higher version, because the policy
 * configured last wins; running escalations keep theirs. What a site no longer names stays known, but loses its people.
 */
final class SiteBaseline {
    private static final int LIMITED_POLICY =
            MessageHeaderEncoder.ENCODED_LENGTH + TriageEntryEncoder.limitedPolicyIdEncodingOffset();

    /** The engine holds nothing. */
    static final SiteBaseline EMPTY = new SiteBaseline(Map.of(), Map.of(), 0);

    private final Map<String, SiteEntry> held;
    private final Map<String, Integer> policyIds;
    private final int version;

    private SiteBaseline(final Map<String, SiteEntry> held, final Map<String, Integer> policyIds, final int version) {
        this.held = held;
        this.policyIds = policyIds;
        this.version = version;
    }

    /** What an engine holds that was configured before. */
    static SiteBaseline of(final List<SiteEntry> entries, final int version) {
        final Map<String, SiteEntry> held = new LinkedHashMap<>();
        entries.forEach(entry -> held.put(entry.key(), entry));
        return new SiteBaseline(held, Map.of(), version);
    }

    /** What is held. */
    Collection<SiteEntry> entries() {
        return held.values();
    }

    /** The entries that lead from this to a site. */
    Change to(final Site site) {
        final Map<String, SiteEntry> next = new LinkedHashMap<>(held);
        final Map<String, Integer> ids = new HashMap<>(policyIds);
        final boolean newPolicies = differs(site, SiteEntry.Kind.POLICY) || isAnotherTeam(site.entries());
        final boolean newRules = differs(site, SiteEntry.Kind.RULES);
        final List<SiteEntry> changed = new ArrayList<>();
        final Set<String> named = new HashSet<>();
        for (final SiteEntry entry : site.entries()) {
            named.add(entry.key());
            final SiteEntry before = held.get(entry.key());
            final boolean isOther = before == null || !Arrays.equals(before.bytes(), entry.bytes());
            final boolean differs = switch (entry.kind()) {
                case POLICY -> newPolicies;
                case RULES -> newRules;
                case TRIAGE -> isOther || (newPolicies && limitedPolicy(entry) > 0);
                default -> isOther;
            };
            if (differs) {
                changed.add(versioned(entry, ids, site.entries()));
            }
            // Policies keep the order of the site that named them last.
            next.remove(entry.key());
            next.put(entry.key(), entry);
        }
        for (final SiteEntry before : held.values()) {
            if (!named.contains(before.key())) {
                final boolean canBeEmptied =
                        before.kind() == SiteEntry.Kind.PEOPLE || before.kind() == SiteEntry.Kind.TRIAGE;
                if (canBeEmptied && !Arrays.equals(before.bytes(), before.emptied())) {
                    changed.add(new SiteEntry(before.key(), before.kind(), before.emptied(), before.emptied()));
                }
                if (before.kind() != SiteEntry.Kind.PLAIN) {
                    next.remove(before.key());
                }
            }
        }
        return new Change(List.copyOf(changed), new SiteBaseline(next, ids, version + 1));
    }

    /** Whether alerts are to run on a policy for treatment limits that they did not run on: its id is known only of policies that are sent along. */
    private boolean isAnotherTeam(final List<SiteEntry> entries) {
        for (final SiteEntry entry : entries) {
            final SiteEntry before = held.get(entry.key());
            if (entry.kind() == SiteEntry.Kind.TRIAGE
                    && limitedPolicy(entry) > 0
                    && (before == null || !Arrays.equals(before.bytes(), entry.bytes()))) {
                return true;
            }
        }
        return false;
    }

    private static int limitedPolicy(final SiteEntry entry) {
        return new UnsafeBuffer(entry.bytes()).getInt(LIMITED_POLICY, ByteOrder.LITTLE_ENDIAN);
    }

    /** The entry that names its policy by its id instead of by its place. */
    private static SiteEntry naming(
            final SiteEntry entry, final Map<String, Integer> ids, final List<SiteEntry> entries) {
        final int place = limitedPolicy(entry);
        if (place == 0) {
            return entry;
        }
        final String policy = entries.stream()
                .filter(each -> each.kind() == SiteEntry.Kind.POLICY)
                .skip(place - 1L)
                .findFirst()
                .orElseThrow()
                .key();
        final byte[] bytes = entry.bytes().clone();
        new UnsafeBuffer(bytes).putInt(LIMITED_POLICY, requireNonNull(ids.get(policy)), ByteOrder.LITTLE_ENDIAN);
        return new SiteEntry(entry.key(), entry.kind(), bytes, entry.emptied());
    }

    private SiteEntry versioned(final SiteEntry entry, final Map<String, Integer> ids, final List<SiteEntry> entries) {
        if (entry.kind() == SiteEntry.Kind.TRIAGE) {
            return naming(entry, ids, entries);
        }
        if (entry.kind() != SiteEntry.Kind.POLICY && entry.kind() != SiteEntry.Kind.RULES) {
            return entry;
        }
        final byte[] bytes = entry.bytes().clone();
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final int block = MessageHeaderEncoder.ENCODED_LENGTH;
        if (entry.kind() == SiteEntry.Kind.RULES) {
            // The version is the first field of rules, of their timings, scores and profiles.
            buffer.putInt(block + RulesEntryEncoder.rulesVersionEncodingOffset(), version + 1, ByteOrder.LITTLE_ENDIAN);
        } else {
            final int id = ids.computeIfAbsent(entry.key(), key -> ids.size() + 1);
            buffer.putInt(block + PolicyEntryEncoder.policyIdEncodingOffset(), id, ByteOrder.LITTLE_ENDIAN);
            buffer.putInt(block + PolicyEntryEncoder.versionEncodingOffset(), version + 1, ByteOrder.LITTLE_ENDIAN);
        }
        return new SiteEntry(entry.key(), entry.kind(), bytes, entry.emptied());
    }

    /** Whether anything of a kind that is sent together changes. */
    private boolean differs(final Site site, final SiteEntry.Kind kind) {
        return !allOf(kind, site.entries()).equals(allOf(kind, held.values()));
    }

    private static List<String> allOf(final SiteEntry.Kind kind, final Iterable<SiteEntry> entries) {
        final List<String> all = new ArrayList<>();
        for (final SiteEntry entry : entries) {
            if (entry.kind() == kind) {
                // The id in the bytes is the place in the site, so this compares the order too. Names are not compared:
                // the engine does not know them.
                all.add(Arrays.toString(entry.bytes()));
            }
        }
        return all;
    }

    /**
     * What has to be sent, and what is held afterwards.
     *
     * @param entries in order; may be empty.
     * @param after   once they are in force.
     */
    record Change(List<SiteEntry> entries, SiteBaseline after) {}
}

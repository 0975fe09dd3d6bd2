package io.tocsin.engine.suppression;

import io.tocsin.codecs.sbe.Condition;
import io.tocsin.engine.alert.Advice;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import java.util.Arrays;

/**
 * Which open alerts keep others from paging, found by what both have alike, and which alerts they mute. An alert that is muted itself, or waits for a policy,
 * mutes nobody. A site without such rules pays a look at their number.
 */
public final class Inhibitions {
    /** Most alerts that one alert mutes; the next one pages. */
    public static final int MAX_TARGETS = 64;

    private static final int NONE = -1;
    private static final int SECTION_ID = 68;
    private static final int SECTION_VERSION = 1;
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final int INACTIVE = Condition.INACTIVE.value();

    private final InhibitionRules rules = new InhibitionRules();
    private final Alerts alerts;
    private final EventStream stream;

    /** By alert: the rules of which it is a source now, bits. */
    private final int[] sourceOf;
    /** By alert and index: the next source in the same chain. */
    private final int[] nextSource;

    /** By index and bucket: the first source of a chain. */
    private final int[] heads;

    private final int buckets;

    /** By alert: the id of the alert that mutes it; 0 = none. */
    private final long[] mutedBy;
    /** By alert: the slot of the alert that mutes it; {@link #NONE} = that one has let it go. */
    private final int[] holder;

    private final byte[] rule;
    /** By alert: until when it was said to be muted, epoch ns. */
    private final long[] untilNs;

    /** By alert: the first and last that it mutes, and how many. */
    private final int[] first;

    private final int[] last;
    private final byte[] count;
    private final int[] next;
    private final int[] previous;
    private int muted;

    /** By which rule {@link #find} has found a source. */
    private int foundRule;

    /**
     * No rules.
     *
     * @param maxAlerts open.
     * @param alerts    open.
     * @param stream    for engine time.
     */
    public Inhibitions(final int maxAlerts, final Alerts alerts, final EventStream stream) {
        this.alerts = alerts;
        this.stream = stream;
        sourceOf = new int[maxAlerts];
        nextSource = new int[maxAlerts * InhibitionRules.MAX_INDEXES];
        buckets = Integer.highestOneBit(maxAlerts);
        heads = new int[buckets * InhibitionRules.MAX_INDEXES];
        Arrays.fill(heads, NONE);
        mutedBy = new long[maxAlerts];
        holder = new int[maxAlerts];
        rule = new byte[maxAlerts];
        untilNs = new long[maxAlerts];
        first = new int[maxAlerts];
        Arrays.fill(first, NONE);
        last = new int[maxAlerts];
        count = new byte[maxAlerts];
        next = new int[maxAlerts];
        previous = new int[maxAlerts];
    }

    /**
     * The rules.
     *
     * @return as configured.
     */
    public InhibitionRules rules() {
        return rules;
    }

    /** The rules are about to change: nothing is a source, what is muted is looked at anew, the oldest alert first. */
    void clear() {
        for (int alert = 0; alert < alerts.slots().highWater(); alert++) {
            sourceOf[alert] = 0;
            releaseAll(alert, 0);
        }
        // All at once: taken out one by one, the oldest would be looked for behind all the others that are alike.
        Arrays.fill(heads, NONE);
        rules.clear();
    }

    /** The id of the alert that mutes an alert; 0 = none does. */
    long mutedBy(final int alert) {
        return muted == 0 ? 0 : mutedBy[alert];
    }

    /** The rule by which an alert is muted, from 0. */
    int ruleOf(final int alert) {
        return rule[alert];
    }

    /** Whether an alert is a source now is decided anew; those that it mutes and may no longer are let go. */
    void look(final int alert, final boolean isMuted) {
        if (rules.count() == 0) {
            return;
        }
        final int bits = isMuted || !mayBeSource(alert) ? 0 : rules.asSource(alerts, alert);
        if (bits != sourceOf[alert]) {
            unchain(alert);
            sourceOf[alert] = bits;
            chainAs(alert);
            releaseAll(alert, bits);
        }
    }

    private boolean mayBeSource(final int alert) {
        return alerts.purpose[alert] == 0
                && alerts.condition[alert] != INACTIVE
                && alerts.policy[alert] != NONE
                && (alerts.flags[alert] & Alerts.ABOUT_ROUTER) == 0
                && !Advice.is(alerts, alert);
    }

    /** The alert is over: it mutes nobody any more. */
    void over(final int alert) {
        if (sourceOf[alert] != 0) {
            unchain(alert);
            sourceOf[alert] = 0;
            releaseAll(alert, 0);
        }
    }

    /**
     * Finds what mutes an alert: of several sources the oldest.
     *
     * @return slot, or -1; {@link #mute} follows.
     */
    int find(final int alert) {
        if (rules.count() == 0
                || SilenceGate.isProtected(alerts.type[alert])
                || (alerts.flags[alert] & Alerts.ABOUT_ROUTER) != 0
                || Advice.is(alerts, alert)) {
            return NONE;
        }
        final int asTarget = rules.asTarget(alerts, alert);
        int found = NONE;
        for (int i = 0; i < rules.indexes(); i++) {
            final int wanted = asTarget & rules.rulesOf(i);
            final int bucket = wanted == 0 ? NONE : bucket(i, alert);
            for (int other = bucket == NONE ? NONE : heads[bucket];
                    other != NONE;
                    other = nextSource[other * InhibitionRules.MAX_INDEXES + i]) {
                final int by = sourceOf[other] & wanted;
                if (by != 0
                        && other != alert
                        && count[other] < MAX_TARGETS
                        && (found == NONE || alerts.alertId[other] <= alerts.alertId[found])
                        && isAlike(i, alert, other)) {
                    final int lowest = Integer.numberOfTrailingZeros(by);
                    foundRule = found == other ? Math.min(foundRule, lowest) : lowest;
                    found = other;
                }
            }
        }
        return found;
    }

    /** An alert is muted by the one found last; the answer is until when. */
    long mute(final int alert, final int source) {
        muted++;
        mutedBy[alert] = alerts.alertId[source];
        untilNs[alert] = stream.nowNs() + rules.recheckNs(foundRule);
        link(alert, source, foundRule);
        return untilNs[alert];
    }

    /** Until when an alert was said to be muted, epoch ns. */
    long untilNs(final int alert) {
        return untilNs[alert];
    }

    private void link(final int alert, final int source, final int byRule) {
        holder[alert] = source;
        rule[alert] = (byte) byRule;
        next[alert] = NONE;
        previous[alert] = first[source] == NONE ? NONE : last[source];
        if (first[source] == NONE) {
            first[source] = alert;
        } else {
            next[last[source]] = alert;
        }
        last[source] = alert;
        count[source]++;
    }

    /** An alert is muted no more. */
    void unmute(final int alert) {
        if (holder[alert] != NONE) {
            unlink(alert);
        }
        mutedBy[alert] = 0;
        muted--;
    }

    private void unlink(final int alert) {
        final int source = holder[alert];
        holder[alert] = NONE;
        count[source]--;
        if (previous[alert] == NONE) {
            first[source] = next[alert];
        } else {
            next[previous[alert]] = next[alert];
        }
        if (next[alert] == NONE) {
            last[source] = previous[alert];
        } else {
            previous[next[alert]] = previous[alert];
        }
    }

    /** Those that an alert mutes by other rules than these are due at once. */
    private void releaseAll(final int source, final int butBy) {
        int alert = first[source];
        while (alert != NONE) {
            final int following = next[alert];
            if ((butBy >>> rule[alert] & 1) == 0) {
                unlink(alert);
                // One that is overdue is not put behind what became due later.
                alerts.stepDeadlineNs[alert] = Math.min(alerts.stepDeadlineNs[alert], stream.nowNs());
                alerts.arm(alert);
            }
            alert = following;
        }
    }

    private void chainAs(final int alert) {
        for (int i = 0; i < rules.indexes(); i++) {
            final int bucket = (sourceOf[alert] & rules.rulesOf(i)) == 0 ? NONE : bucket(i, alert);
            if (bucket != NONE) {
                nextSource[alert * InhibitionRules.MAX_INDEXES + i] = heads[bucket];
                heads[bucket] = alert;
            }
        }
    }

    private void unchain(final int alert) {
        for (int i = 0; i < rules.indexes(); i++) {
            final int bucket = (sourceOf[alert] & rules.rulesOf(i)) == 0 ? NONE : bucket(i, alert);
            if (bucket == NONE) {
                continue;
            }
            final int after = nextSource[alert * InhibitionRules.MAX_INDEXES + i];
            if (heads[bucket] == alert) {
                heads[bucket] = after;
                continue;
            }
            int before = heads[bucket];
            while (nextSource[before * InhibitionRules.MAX_INDEXES + i] != alert) {
                before = nextSource[before * InhibitionRules.MAX_INDEXES + i];
            }
            nextSource[before * InhibitionRules.MAX_INDEXES + i] = after;
        }
    }

    /** Where alerts that are alike hang; {@link #NONE} if the alert lacks one of the fields: what is not known is like nothing. */
    private int bucket(final int i, final int alert) {
        final int fields = rules.fieldsOf(i);
        long hash = i;
        if ((fields & InhibitionRules.SUBJECT) != 0) {
            if (alerts.subject[alert] == NONE) {
                return NONE;
            }
            hash = hash * MIX + alerts.subject[alert];
        }
        if ((fields & InhibitionRules.BED) != 0) {
            if (alerts.bed[alert] == NONE) {
                return NONE;
            }
            hash = hash * MIX + alerts.bed[alert];
        }
        if ((fields & InhibitionRules.UNIT) != 0) {
            if (alerts.unit[alert] == NONE) {
                return NONE;
            }
            hash = hash * MIX + alerts.unit[alert];
        }
        if ((fields & InhibitionRules.PARAMETER) != 0) {
            if (alerts.parameter[alert] == 0) {
                return NONE;
            }
            hash = hash * MIX + alerts.parameter[alert];
        }
        if ((fields & InhibitionRules.SOURCE) != 0) {
            if (alerts.sourceId[alert] == 0) {
                return NONE;
            }
            hash = hash * MIX + alerts.sourceId[alert];
        }
        hash *= MIX;
        return i * buckets + ((int) (hash >>> 32) & (buckets - 1));
    }

    private boolean isAlike(final int i, final int a, final int b) {
        final int fields = rules.fieldsOf(i);
        return ((fields & InhibitionRules.SUBJECT) == 0 || alerts.subject[a] == alerts.subject[b])
                && ((fields & InhibitionRules.BED) == 0 || alerts.bed[a] == alerts.bed[b])
                && ((fields & InhibitionRules.UNIT) == 0 || alerts.unit[a] == alerts.unit[b])
                && ((fields & InhibitionRules.PARAMETER) == 0 || alerts.parameter[a] == alerts.parameter[b])
                && ((fields & InhibitionRules.SOURCE) == 0 || alerts.sourceId[a] == alerts.sourceId[b]);
    }

    /**
     * Writes the rules, the sources and what they mute, in slot order; of one source in the order they were muted.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        rules.snapshot(writer);
        writer.section(SECTION_ID, SECTION_VERSION);
        final boolean isUsed = rules.count() > 0 || muted > 0;
        writer.putByte(isUsed ? 1 : 0);
        for (int alert = 0; isUsed && alert < alerts.slots().highWater(); alert++) {
            if (alerts.slots().isUsed(alert)) {
                writer.putInt(sourceOf[alert]);
                writer.putInt(count[alert]);
                for (int each = first[alert]; each != NONE; each = next[each]) {
                    writer.putInt(each);
                    writer.putByte(rule[each]);
                }
                writer.putByte(mutedBy[alert] != 0 && holder[alert] == NONE ? 1 : 0);
                if (mutedBy[alert] != 0 && holder[alert] == NONE) {
                    writer.putLong(mutedBy[alert]);
                    writer.putLong(untilNs[alert]);
                    writer.putByte(rule[alert]);
                }
            }
        }
    }

    /**
     * Takes them over.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        rules.restore(reader);
        reader.section(SECTION_ID, SECTION_VERSION);
        final boolean isUsed = reader.getByte() != 0;
        for (int alert = 0; isUsed && alert < alerts.slots().highWater(); alert++) {
            if (alerts.slots().isUsed(alert)) {
                sourceOf[alert] = reader.getInt();
                chainAs(alert);
                final int targets = reader.getCount(MAX_TARGETS, "alerts muted by one");
                for (int i = 0; i < targets; i++) {
                    final int target = reader.getCount(alerts.slots().highWater() - 1, "as a muted alert");
                    muted++;
                    mutedBy[target] = alerts.alertId[alert];
                    untilNs[target] = alerts.stepDeadlineNs[target];
                    link(target, alert, reader.getByte());
                }
                if (reader.getByte() != 0) {
                    muted++;
                    mutedBy[alert] = reader.getLong();
                    untilNs[alert] = reader.getLong();
                    holder[alert] = NONE;
                    rule[alert] = (byte) reader.getByte();
                }
            }
        }
    }
}

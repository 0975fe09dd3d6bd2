package io.tocsin.engine.monitoring;

import io.tocsin.engine.site.Site;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import java.util.Arrays;

/**
 * Other limits for the patients of age groups, of an SpO2 scale and of units, in the places of the rules' own; replaced together with the rules. Which profiles are
 * for a subject is a set of bits, asked once for a reading; where there are none, no memory of the subject is touched for them.
 */
public final class LimitProfiles {
    /** Most profiles. */
    public static final int MAX_PROFILES = 32;

    /** No profile is for the subject. */
    static final int NOBODY = 0;

    /** Values of the enum AgeGroup are below it. */
    private static final int AGES = 6;

    private static final int SCALES = 3;
    /** Scale before age before unit: a prescription before what is usual at an age, that before a place. */
    private static final int RANKS = 8;

    private static final int OF_SCALE = 4;
    private static final int OF_AGE = 2;
    private static final int OF_UNIT = 1;

    private final byte[] ages = new byte[MAX_PROFILES];
    private final byte[] scale = new byte[MAX_PROFILES];
    private final int[] unit = new int[MAX_PROFILES];
    private final int[][] limit;
    /** By rule: the profiles that name it. */
    private final int[] naming;
    /** The profiles that are for an age group, for a scale, for a unit (from 1; 0 = none); those that name none are for all. */
    private final int[] forAge = new int[AGES];

    private final int[] forScale = new int[SCALES];
    private final int[] forUnit;
    private final int[] ofRank = new int[RANKS];
    private int unscored;
    private int count;
    private long content;

    private final LimitRules rules;
    private final Subjects subjects;
    private final BirthDates births;
    private final Site site;

    /**
     * No profiles.
     *
     * @param maxUnits units.
     * @param rules    whose limits they replace.
     * @param subjects with scales and units.
     * @param births   with ages.
     * @param site     with units of beds.
     */
    public LimitProfiles(
            final int maxUnits,
            final LimitRules rules,
            final Subjects subjects,
            final BirthDates births,
            final Site site) {
        this.rules = rules;
        this.subjects = subjects;
        this.births = births;
        this.site = site;
        limit = new int[MAX_PROFILES][rules.capacity() + 1];
        naming = new int[rules.capacity() + 1];
        forUnit = new int[maxUnits + 1];
    }

    /** There are none any more. */
    public void clear() {
        Arrays.fill(naming, 0);
        Arrays.fill(forAge, 0);
        Arrays.fill(forScale, 0);
        Arrays.fill(forUnit, 0);
        Arrays.fill(ofRank, 0);
        unscored = 0;
        count = 0;
        content = 0;
    }

    /**
     * Adds the next profile, without limits; there is room.
     *
     * @param ageGroups    bit (1 shifted by the value of AgeGroup); 0 = any.
     * @param spo2Scale    1 or 2; 0 = either.
     * @param unitIndex    or {@link Site#NONE}.
     * @param isWithoutNews2 NEWS2 is not computed.
     */
    public void add(final int ageGroups, final int spo2Scale, final int unitIndex, final boolean isWithoutNews2) {
        final int bit = 1 << count;
        ages[count] = (byte) ageGroups;
        scale[count] = (byte) spo2Scale;
        unit[count] = unitIndex;
        count++;
        for (int i = 0; i < AGES; i++) {
            forAge[i] |= ageGroups == 0 || (ageGroups >> i & 1) != 0 ? bit : 0;
        }
        for (int i = 0; i < SCALES; i++) {
            forScale[i] |= spo2Scale == 0 || spo2Scale == i ? bit : 0;
        }
        for (int i = 0; i < forUnit.length; i++) {
            forUnit[i] |= unitIndex == Site.NONE || unitIndex == i - 1 ? bit : 0;
        }
        ofRank[
                (spo2Scale == 0 ? 0 : OF_SCALE)
                        | (unitIndex == Site.NONE ? 0 : OF_UNIT)
                        | (ageGroups == 0 ? 0 : OF_AGE)] |= bit;
        unscored |= isWithoutNews2 ? bit : 0;
    }

    /**
     * Gives the profile that was added last another limit for a rule.
     *
     * @param rule  id.
     * @param value hundredths.
     */
    public void limit(final int rule, final int value) {
        limit[count - 1][rule] = value;
        naming[rule] |= 1 << (count - 1);
    }

    /**
     * What a configuration says of profiles, to tell whether another says the same.
     *
     * @param hash 0 = nothing.
     */
    public void content(final long hash) {
        content = hash;
    }

    /**
     * What a configuration said of profiles.
     *
     * @return hash; 0 = nothing.
     */
    public long content() {
        return content;
    }

    /**
     * How many profiles there are.
     *
     * @return 0 to {@value #MAX_PROFILES}.
     */
    public int count() {
        return count;
    }

    /**
     * The profiles that are for a subject.
     *
     * @param subject index, or {@link Subjects#NONE} for one that is not known yet.
     * @return bit for each.
     */
    public int of(final int subject) {
        if (count == 0) {
            return NOBODY;
        }
        return subject == Subjects.NONE
                ? of(0, 1, Site.NONE)
                : of(births.ageGroup(subject), subjects.spo2Scale(subject), unitOf(subject));
    }

    /**
     * The profiles that are for whoever lies in a bed without a name.
     *
     * @param bed index or {@link Site#NONE}.
     * @return bit for each.
     */
    public int ofBed(final int bed) {
        return count == 0 ? NOBODY : of(0, 1, site.unitOfBed(bed));
    }

    private int of(final int ageGroup, final int spo2Scale, final int unitIndex) {
        return forAge[ageGroup] & forScale[spo2Scale] & forUnit[unitIndex + 1];
    }

    /** Where the configuration has the subject lie, whatever bed a message names. */
    private int unitOf(final int subject) {
        final int ids = subjects.ids().idOffset(subject);
        final boolean isBed = subjects.ids().records().getByte(ids) == Subjects.BED;
        final int bed = isBed
                ? site.beds()
                        .find(
                                (byte) 0,
                                subjects.ids().records(),
                                ids + 1,
                                subjects.ids().idLength(subject) - 1)
                : subjects.bed(subject);
        final int ofBed = site.unitOfBed(bed);
        return ofBed == Site.NONE ? subjects.unit(subject) : ofBed;
    }

    /**
     * The limit of a rule for whom some profiles are: that of the one that says most of whom it is for, of several the first.
     *
     * @param rule      id.
     * @param profiles  bit for each.
     * @param otherwise what it is if none names the rule, hundredths.
     * @return hundredths.
     */
    int limit(final int rule, final int profiles, final int otherwise) {
        final int candidates = profiles & naming[rule];
        if (candidates == 0) {
            return otherwise;
        }
        int rank = RANKS - 1;
        while ((candidates & ofRank[rank]) == 0) {
            rank--;
        }
        return limit[Integer.numberOfTrailingZeros(candidates & ofRank[rank])][rule];
    }

    /** Whether NEWS2 is meant for nobody for whom these profiles are. */
    boolean isUnscored(final int profiles) {
        return (profiles & unscored) != 0;
    }

    /**
     * Which age groups a profile is for.
     *
     * @param profile from 0.
     * @return bits as in {@code LimitProfileEntry}.
     */
    public int ageGroups(final int profile) {
        return ages[profile];
    }

    /**
     * Which SpO2 scale a profile is for.
     *
     * @param profile from 0.
     * @return 0 to 2.
     */
    public int spo2Scale(final int profile) {
        return scale[profile];
    }

    /**
     * Which unit a profile is for.
     *
     * @param profile from 0.
     * @return index or {@link Site#NONE}.
     */
    public int unit(final int profile) {
        return unit[profile];
    }

    /**
     * Whether a profile says that NEWS2 is not computed.
     *
     * @param profile from 0.
     * @return true if so.
     */
    public boolean isWithoutNews2(final int profile) {
        return (unscored >>> profile & 1) != 0;
    }

    /**
     * Whether a profile has another limit for a rule.
     *
     * @param profile from 0.
     * @param rule    id.
     * @return true if so.
     */
    public boolean names(final int profile, final int rule) {
        return (naming[rule] >>> profile & 1) != 0;
    }

    /**
     * The limit that a profile has for a rule that it names.
     *
     * @param profile from 0.
     * @param rule    id.
     * @return hundredths.
     */
    public int limitOf(final int profile, final int rule) {
        return limit[profile][rule];
    }

    void snapshot(final SnapshotWriter writer) {
        writer.putLong(content);
        writer.putInt(count);
        for (int profile = 0; profile < count; profile++) {
            writer.putByte(ages[profile]);
            writer.putByte(scale[profile]);
            writer.putInt(unit[profile]);
            writer.putByte(isWithoutNews2(profile) ? 1 : 0);
            for (int rule = 1; rule <= rules.count(); rule++) {
                writer.putByte(names(profile, rule) ? 1 : 0);
                if (names(profile, rule)) {
                    writer.putInt(limit[profile][rule]);
                }
            }
        }
    }

    /** After the rules and the units. */
    void restore(final SnapshotReader reader) {
        clear();
        content = reader.getLong();
        final int profiles = reader.getCount(MAX_PROFILES, "limit profiles");
        for (int profile = 0; profile < profiles; profile++) {
            final int ageGroups = reader.getByte();
            final int spo2Scale = reader.getByte();
            add(ageGroups, spo2Scale, reader.getInt(), reader.getByte() != 0);
            for (int rule = 1; rule <= rules.count(); rule++) {
                if (reader.getByte() != 0) {
                    limit(rule, reader.getInt());
                }
            }
        }
    }
}

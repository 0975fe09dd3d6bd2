package io.tocsin.engine.routing;

import io.tocsin.engine.store.SlotPool;
import java.util.Arrays;

/**
 * Places where people are. A spot is the name of a place together with the wider places that it is said to lie in: floor 3 of one building is another spot than
 * floor 3 of the next, and than a floor 3 of which no building was stated. It exists as long as somebody is there.
 *
 * <p>Who asks for the spots that somebody who names some places shares comes upon those alone, however many others have the same name, unless wider places are not
 * stated that would tell them apart.
 */
final class Spots {
    static final int NONE = -1;

    private static final int LEVELS = Positions.LEVELS;
    /** The wider spot may be on any level; the last stands for there being none. */
    private static final int WIDER_LEVELS = LEVELS + 1;

    // The golden ratio, odd: spreads names over the buckets.
    private static final int SPREAD = 0x9e3779b1;

    private final SlotPool spots;
    private final byte[] level;
    private final int[] name;
    private final int[] wider;
    /** By spot: how many people are there. */
    private final int[] count;

    /** By name and name of the wider spot, hashed. */
    private final int[] bucket;

    private final int[] nextInBucket;
    /** By name and level of the wider spot. */
    private final int[] firstOfName;

    private final int[] nextOfName;
    private final int[] previousOfName;

    // What is asked for.
    private int[] soughtNames = {};
    private int soughtName;
    private int widerLevel;
    private boolean isByBucket;
    private int upcoming;

    /** No spots yet. */
    Spots(final int capacity, final int maxNames) {
        spots = new SlotPool(capacity);
        level = new byte[capacity];
        name = new int[capacity];
        wider = new int[capacity];
        count = new int[capacity];
        bucket = new int[Integer.highestOneBit(capacity) << 1];
        nextInBucket = new int[capacity];
        firstOfName = new int[WIDER_LEVELS * maxNames];
        nextOfName = new int[capacity];
        previousOfName = new int[capacity];
        Arrays.fill(bucket, NONE);
        Arrays.fill(firstOfName, NONE);
    }

    /** Somebody comes to a spot: which one it is. The caller sees to it that there is room. */
    int enter(final int atLevel, final int named, final int within) {
        final int inBucket = bucketOf(named, within == NONE ? NONE : name[within]);
        int spot = bucket[inBucket];
        while (spot != NONE && (name[spot] != named || wider[spot] != within)) {
            spot = nextInBucket[spot];
        }
        if (spot == NONE) {
            spot = spots.take();
            level[spot] = (byte) atLevel;
            name[spot] = named;
            wider[spot] = within;
            nextInBucket[spot] = bucket[inBucket];
            bucket[inBucket] = spot;
            final int first = WIDER_LEVELS * named + levelOf(within);
            nextOfName[spot] = firstOfName[first];
            previousOfName[spot] = NONE;
            if (firstOfName[first] != NONE) {
                previousOfName[firstOfName[first]] = spot;
            }
            firstOfName[first] = spot;
        }
        count[spot]++;
        return spot;
    }

    /** Somebody leaves a spot; whoever leaves wider ones as well leaves the narrower before. */
    void leave(final int spot) {
        if (--count[spot] > 0) {
            return;
        }
        final int inBucket = bucketOf(name[spot], wider[spot] == NONE ? NONE : name[wider[spot]]);
        if (bucket[inBucket] == spot) {
            bucket[inBucket] = nextInBucket[spot];
        } else {
            int before = bucket[inBucket];
            while (nextInBucket[before] != spot) {
                before = nextInBucket[before];
            }
            nextInBucket[before] = nextInBucket[spot];
        }
        if (previousOfName[spot] == NONE) {
            firstOfName[WIDER_LEVELS * name[spot] + levelOf(wider[spot])] = nextOfName[spot];
        } else {
            nextOfName[previousOfName[spot]] = nextOfName[spot];
        }
        if (nextOfName[spot] != NONE) {
            previousOfName[nextOfName[spot]] = previousOfName[spot];
        }
        spots.give(spot);
    }

    int name(final int spot) {
        return name[spot];
    }

    int level(final int spot) {
        return level[spot];
    }

    /** The narrowest of the wider spots that a spot lies in, or {@link #NONE}. */
    int wider(final int spot) {
        return wider[spot];
    }

    /**
     * Asks for the spots of a level that have the name stated for it and lie in no wider place that is stated otherwise.
     *
     * @param atLevel whose name is stated.
     * @param names   by level, {@link Positions#NONE} if none is stated; read until the last was told.
     * @return the first of them in no particular order, or {@link #NONE}; {@link #nextShared} tells the others.
     */
    int firstShared(final int atLevel, final int[] names) {
        soughtNames = names;
        soughtName = names[atLevel];
        widerLevel = atLevel;
        upcoming = NONE;
        return nextShared();
    }

    int nextShared() {
        while (true) {
            while (upcoming != NONE) {
                final int spot = upcoming;
                upcoming = isByBucket ? nextInBucket[spot] : nextOfName[spot];
                if (name[spot] == soughtName && levelOf(wider[spot]) == widerLevel && liesInStated(spot)) {
                    return spot;
                }
            }
            if (widerLevel == LEVELS) {
                return NONE;
            }
            widerLevel++;
            seek();
        }
    }

    /** Where the next wider place is stated its name leads to the spots; where it is not, or there is none, all that have the name are looked at. */
    private void seek() {
        upcoming = firstOfName[WIDER_LEVELS * soughtName + widerLevel];
        isByBucket = upcoming != NONE && widerLevel < LEVELS && soughtNames[widerLevel] != Positions.NONE;
        if (isByBucket) {
            upcoming = bucket[bucketOf(soughtName, soughtNames[widerLevel])];
        }
    }

    private boolean liesInStated(final int spot) {
        for (int around = wider[spot]; around != NONE; around = wider[around]) {
            final int stated = soughtNames[level[around]];
            if (stated != Positions.NONE && stated != name[around]) {
                return false;
            }
        }
        return true;
    }

    private int levelOf(final int spotOrNone) {
        return spotOrNone == NONE ? LEVELS : level[spotOrNone];
    }

    private int bucketOf(final int named, final int withinNamed) {
        final int hash = (named * SPREAD + withinNamed) * SPREAD;
        return (hash ^ (hash >>> Short.SIZE)) & (bucket.length - 1);
    }
}

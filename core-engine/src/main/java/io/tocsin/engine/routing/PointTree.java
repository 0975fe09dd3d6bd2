package io.tocsin.engine.routing;

import java.util.Arrays;

/**
 * A grid that is as fine as its points are dense: space is halved, along x, y and z in turn, wherever that parts two points, and nowhere else. A leaf is a person's
 * point. People at the very same point are parted by their index. The answers do not depend on the order in which points came.
 */
final class PointTree {
    private static final int NONE = Integer.MIN_VALUE;
    private static final int PERSON_BITS = 24;
    private static final int AXES = 3;
    private static final int DEEPEST = 128;

    // A node parts by one bit: below 24 a bit of the person's index, above it bit (level - 24) / 3 of the axis
    // (level - 24) % 3. Everything below a node has all higher bits in common, and the node keeps one point that has
    // them.
    private final byte[] level;
    private final int[] low;
    private final int[] high;
    private final int[] parent;
    private final int[] point;
    private final int[] anyone;
    private final int[] least;
    private final long[] able;
    private final int[] free;
    private int freeCount;

    /** By person: the leaf. */
    private final int[] leaf;

    private final int[] parentOfLeaf;
    private final long[] ableOfLeaf;
    private int root = NONE;

    private final int[] open = new int[DEEPEST];
    private final long[] openSquared = new long[DEEPEST];

    PointTree(final int maxPeople) {
        level = new byte[maxPeople];
        low = new int[maxPeople];
        high = new int[maxPeople];
        parent = new int[maxPeople];
        point = new int[AXES * maxPeople];
        anyone = new int[maxPeople];
        least = new int[maxPeople];
        able = new long[maxPeople];
        free = new int[maxPeople];
        for (int i = 0; i < maxPeople; i++) {
            free[i] = maxPeople - 1 - i;
        }
        freeCount = maxPeople;
        leaf = new int[AXES * maxPeople];
        parentOfLeaf = new int[maxPeople];
        ableOfLeaf = new long[maxPeople];
        Arrays.fill(parentOfLeaf, NONE);
    }

    /** Adds a person who is not here. */
    void add(final int person, final int latitude, final int longitude, final long bits) {
        ableOfLeaf[person] = bits;
        Earth.point(latitude, longitude, leaf, AXES * person);
        if (root == NONE) {
            root = ~person;
            return;
        }
        int above = NONE;
        int at = root;
        int parting = partingLevel(person, at);
        while (at >= 0 && parting <= level[at]) {
            least[at] = Math.min(least[at], person);
            able[at] |= bits;
            above = at;
            at = bit(person, level[at]) == 0 ? low[at] : high[at];
            parting = partingLevel(person, at);
        }
        final int node = free[--freeCount];
        final boolean isHigh = bit(person, parting) != 0;
        level[node] = (byte) parting;
        low[node] = isHigh ? at : ~person;
        high[node] = isHigh ? ~person : at;
        System.arraycopy(leaf, AXES * person, point, AXES * node, AXES);
        anyone[node] = person;
        least[node] = Math.min(leastOf(at), person);
        able[node] = ableOf(at) | bits;
        setParent(at, node);
        parentOfLeaf[person] = node;
        replace(above, at, node);
    }

    /** Removes a person who is here. */
    void remove(final int person) {
        if (root == ~person) {
            root = NONE;
            return;
        }
        final int node = parentOfLeaf[person];
        final int sibling = low[node] == ~person ? high[node] : low[node];
        final int above = parent[node];
        replace(above, node, sibling);
        free[freeCount++] = node;
        sumUp(above);
    }

    /** Says what a person who is here is able to do. */
    void qualify(final int person, final long bits) {
        ableOfLeaf[person] = bits;
        sumUp(root == ~person ? NONE : parentOfLeaf[person]);
    }

    private void sumUp(final int from) {
        for (int up = from; up != NONE; up = parent[up]) {
            least[up] = Math.min(leastOf(low[up]), leastOf(high[up]));
            able[up] = ableOf(low[up]) | ableOf(high[up]);
        }
    }

    /** The square of the chord, in centimetres, between a person who is here and a point. */
    long squared(final int person, final int[] from) {
        long sum = 0;
        for (int axis = 0; axis < AXES; axis++) {
            final long apart = (long) leaf[AXES * person + axis] - from[axis];
            sum += apart * apart;
        }
        return sum;
    }

    /** Shows a point's neighbours who are able to do something to a finder, near ones first, until none that is left could change its answer. */
    void search(final int[] from, final long required, final Neighbours finder) {
        if (root == NONE) {
            return;
        }
        int top = 0;
        open[0] = root;
        openSquared[0] = leastSquared(root, from);
        while (top >= 0) {
            final int at = open[top];
            final long squared = openSquared[top--];
            if ((ableOf(at) & required) != required || !finder.wants(squared, leastOf(at))) {
                continue;
            }
            if (at < 0) {
                finder.neighbour(~at, squared);
                continue;
            }
            final int lowChild = low[at];
            final int highChild = high[at];
            final long lowSquared = leastSquared(lowChild, from);
            final long highSquared = leastSquared(highChild, from);
            final boolean isLowFirst =
                    lowSquared < highSquared || (lowSquared == highSquared && leastOf(lowChild) < leastOf(highChild));
            open[++top] = isLowFirst ? highChild : lowChild;
            openSquared[top] = isLowFirst ? highSquared : lowSquared;
            open[++top] = isLowFirst ? lowChild : highChild;
            openSquared[top] = isLowFirst ? lowSquared : highSquared;
        }
    }

    /** How near the box of a node may come; of a leaf, how near it is. */
    private long leastSquared(final int at, final int[] from) {
        if (at < 0) {
            return squared(~at, from);
        }
        final int of = level[at] - PERSON_BITS;
        final int ownBit = of < 0 ? -1 : of / AXES;
        final int ownAxis = of < 0 ? 0 : of % AXES;
        long sum = 0;
        for (int axis = 0; axis < AXES; axis++) {
            final int size = 1 << (axis <= ownAxis ? ownBit + 1 : ownBit < 0 ? 0 : ownBit);
            final int least = point[AXES * at + axis] & -size;
            final long below = (long) least - from[axis];
            final long beyond = (long) from[axis] - (least + (size - 1));
            final long apart = Math.max(0, Math.max(below, beyond));
            sum += apart * apart;
        }
        return sum;
    }

    private void setParent(final int at, final int node) {
        if (at < 0) {
            parentOfLeaf[~at] = node;
        } else {
            parent[at] = node;
        }
    }

    private void replace(final int above, final int former, final int at) {
        setParent(at, above);
        if (above == NONE) {
            root = at;
        } else if (low[above] == former) {
            low[above] = at;
        } else {
            high[above] = at;
        }
    }

    private long ableOf(final int at) {
        return at < 0 ? ableOfLeaf[~at] : able[at];
    }

    private int leastOf(final int at) {
        return at < 0 ? ~at : least[at];
    }

    /** The highest bit in which a person differs from what a node's points have in common, or from a leaf. */
    private int partingLevel(final int person, final int at) {
        final int[] points = at < 0 ? leaf : point;
        final int base = AXES * (at < 0 ? ~at : at);
        int highest = -1;
        for (int axis = 0; axis < AXES; axis++) {
            final int differing = leaf[AXES * person + axis] ^ points[base + axis];
            if (differing != 0) {
                highest = Math.max(highest, AXES * (31 - Integer.numberOfLeadingZeros(differing)) + axis);
            }
        }
        if (highest >= 0) {
            return PERSON_BITS + highest;
        }
        return 31 - Integer.numberOfLeadingZeros(person ^ (at < 0 ? ~at : anyone[at]));
    }

    private int bit(final int person, final int ofLevel) {
        if (ofLevel < PERSON_BITS) {
            return (person >>> ofLevel) & 1;
        }
        final int of = ofLevel - PERSON_BITS;
        return (leaf[AXES * person + of % AXES] >>> (of / AXES)) & 1;
    }
}

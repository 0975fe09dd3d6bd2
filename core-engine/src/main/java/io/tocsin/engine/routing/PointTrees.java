package io.tocsin.engine.routing;

import java.util.Arrays;

/**
 * Grids that are as fine as their points are dense: space is halved, along x, y and z in turn, wherever that parts two points, and nowhere else. A leaf is a person's
 * point. People at the very same point are parted by their index. The answers do not depend on the order in which points came.
 *
 * <p>There are several trees, each with a number; a person is in one of them at most.
 */
final class PointTrees {
    private static final int NONE = Integer.MIN_VALUE;
    private static final int PERSON_BITS = Points.PERSON_BITS;
    private static final int PERSON = (1 << PERSON_BITS) - 1;
    private static final int AXES = Points.AXES;
    private static final int DEEPEST = 128;

    // A node parts by one bit: below 24 a bit of the person's index, above it bit (level - 24) / 3 of the axis
    // (level - 24) % 3. Everything below a node has all higher bits in common, and the node keeps one point that has
    // them. A node lies together, so that each step down waits for memory once.
    private static final int FIELDS = 8;
    private static final int LOW = 0;
    private static final int HIGH = 1;
    private static final int PARENT = 2;
    /** Lowest index below the node. */
    private static final int LEAST = 3;
    /** First axis of its point. */
    private static final int POINT = 4;
    /** Its level, and in the lower 24 bits the person whose point that was. */
    private static final int LEVEL = POINT + AXES;

    private final Points points;
    private final int[] node;
    private final long[] able;
    private final int[] free;
    private int freeCount;

    /** By person. */
    private final int[] parentOfLeaf;

    private final int[] rootOf;

    private final int[] open = new int[DEEPEST];
    private final long[] openSquared = new long[DEEPEST];

    /** So many trees, all empty. */
    PointTrees(final Points points, final int maxPeople, final int trees) {
        this.points = points;
        node = new int[FIELDS * maxPeople];
        able = new long[maxPeople];
        free = new int[maxPeople];
        for (int i = 0; i < maxPeople; i++) {
            free[i] = maxPeople - 1 - i;
        }
        freeCount = maxPeople;
        parentOfLeaf = new int[maxPeople];
        rootOf = new int[trees];
        Arrays.fill(rootOf, NONE);
    }

    /** Adds a person, who is in no tree, where they are. */
    void add(final int tree, final int person) {
        if (rootOf[tree] == NONE) {
            rootOf[tree] = ~person;
            return;
        }
        addBelow(tree, person, NONE, rootOf[tree]);
    }

    private void addBelow(final int tree, final int person, final int from, final int first) {
        final long bits = points.isAnybodyAble() ? points.able(person) : 0;
        int above = from;
        int at = first;
        int parting = parting(person, at);
        while (at >= 0 && parting <= levelOf(at)) {
            if (person < node[FIELDS * at + LEAST]) {
                node[FIELDS * at + LEAST] = person;
            }
            if (bits != 0) {
                able[at] |= bits;
            }
            above = at;
            at = node[FIELDS * at + points.side(person, levelOf(at))];
            parting = parting(person, at);
        }
        final int added = free[--freeCount];
        final int base = FIELDS * added;
        final int side = points.side(person, parting);
        node[base + side] = ~person;
        node[base + HIGH - side] = at;
        node[base + LEAST] = Math.min(leastOf(at), person);
        points.copy(person, node, base + POINT);
        node[base + LEVEL] = (parting << PERSON_BITS) | person;
        if (points.isAnybodyAble()) {
            able[added] = ableOf(at) | bits;
        }
        setParent(at, added);
        parentOfLeaf[person] = added;
        replace(tree, above, at, added);
    }

    /** Removes a person from the tree that they are in. */
    void remove(final int tree, final int person) {
        if (rootOf[tree] == ~person) {
            rootOf[tree] = NONE;
        } else {
            removeBelow(tree, person, NONE);
        }
    }

    /** A person in a tree is elsewhere now, up to so high a level: looks no higher for where that is, so a step aside costs little. */
    void move(final int tree, final int person, final int highestMoved) {
        if (rootOf[tree] == ~person) {
            return;
        }
        int top = parentOfLeaf[person];
        if (highestMoved < levelOf(top)) {
            return;
        }
        while (top != NONE && levelOf(top) <= highestMoved) {
            top = node[FIELDS * top + PARENT];
        }
        removeBelow(tree, person, top);
        addBelow(
                tree, person, top, top == NONE ? rootOf[tree] : node[FIELDS * top + points.side(person, levelOf(top))]);
    }

    /** A person in a tree is able to do something else. */
    void qualified(final int tree, final int person) {
        if (rootOf[tree] != ~person) {
            sumUp(parentOfLeaf[person], NONE);
        }
    }

    /** Others are below what stays as it is. */
    private void removeBelow(final int tree, final int person, final int top) {
        final int removed = parentOfLeaf[person];
        final int base = FIELDS * removed;
        final int sibling = node[base + LOW] == ~person ? node[base + HIGH] : node[base + LOW];
        final int above = node[base + PARENT];
        replace(tree, above, removed, sibling);
        free[freeCount++] = removed;
        sumUp(above, top);
    }

    /** What a node says of those below it, from a node up as far as that changes. */
    private void sumUp(final int from, final int top) {
        int up = from;
        while (up != top) {
            final int base = FIELDS * up;
            final int least = Math.min(leastOf(node[base + LOW]), leastOf(node[base + HIGH]));
            final long bits = points.isAnybodyAble() ? ableOf(node[base + LOW]) | ableOf(node[base + HIGH]) : 0;
            if (least == node[base + LEAST] && (!points.isAnybodyAble() || bits == able[up])) {
                return;
            }
            node[base + LEAST] = least;
            if (points.isAnybodyAble()) {
                able[up] = bits;
            }
            up = node[base + PARENT];
        }
    }

    /** Shows a point's neighbours in a tree who are able to do something to a finder, near ones first, until none that is left could change its answer. */
    void search(final int tree, final int[] from, final long required, final Neighbours finder) {
        if (rootOf[tree] == NONE) {
            return;
        }
        int top = 0;
        open[0] = rootOf[tree];
        openSquared[0] = leastSquared(rootOf[tree], from);
        while (top >= 0) {
            final int at = open[top];
            final long squared = openSquared[top--];
            if ((required != 0 && (ableOf(at) & required) != required) || !finder.wants(squared, leastOf(at))) {
                continue;
            }
            if (at < 0) {
                finder.neighbour(~at, squared);
                continue;
            }
            final int lowChild = node[FIELDS * at + LOW];
            final int highChild = node[FIELDS * at + HIGH];
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
            return points.squared(~at, from);
        }
        final int of = levelOf(at) - PERSON_BITS;
        final int ownBit = of < 0 ? -1 : of / AXES;
        final int ownAxis = of < 0 ? 0 : of % AXES;
        long sum = 0;
        for (int axis = 0; axis < AXES; axis++) {
            final int size = 1 << (axis <= ownAxis ? ownBit + 1 : ownBit < 0 ? 0 : ownBit);
            final int least = node[FIELDS * at + POINT + axis] & -size;
            final long below = (long) least - from[axis];
            final long beyond = (long) from[axis] - (least + (size - 1));
            final long apart = Math.max(0, Math.max(below, beyond));
            sum += apart * apart;
        }
        return sum;
    }

    private void setParent(final int at, final int parent) {
        if (at < 0) {
            parentOfLeaf[~at] = parent;
        } else {
            node[FIELDS * at + PARENT] = parent;
        }
    }

    private void replace(final int tree, final int above, final int former, final int at) {
        setParent(at, above);
        if (above == NONE) {
            rootOf[tree] = at;
        } else {
            node[FIELDS * above + (node[FIELDS * above + LOW] == former ? LOW : HIGH)] = at;
        }
    }

    /** The highest bit in which a person differs from what a node's points have in common, or from a leaf. */
    private int parting(final int person, final int at) {
        if (at < 0) {
            return points.parting(person, ~at);
        }
        final int highest = points.parting(person, node, FIELDS * at + POINT);
        return highest >= 0
                ? highest
                : 31 - Integer.numberOfLeadingZeros(person ^ (node[FIELDS * at + LEVEL] & PERSON));
    }

    private int levelOf(final int at) {
        return node[FIELDS * at + LEVEL] >>> PERSON_BITS;
    }

    private long ableOf(final int at) {
        return at < 0 ? points.able(~at) : able[at];
    }

    private int leastOf(final int at) {
        return at < 0 ? ~at : node[FIELDS * at + LEAST];
    }
}

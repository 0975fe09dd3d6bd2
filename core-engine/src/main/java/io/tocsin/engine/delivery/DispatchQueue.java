package io.tocsin.engine.delivery;

import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.site.Site;
import java.util.Arrays;

/**
 * Offers that wait for credit, in many heaps over the same offers: one of those that may have credit, and one for each resource whose credit is used up. Every heap
 * is ordered by (priority, deadlineNs, alertId, precedence of the person, person), a total order, so which one comes first depends on nothing else. An offer is in one heap at a time.
 *
 * <p>Pairing heaps: inserting is O(1), taking the first and removing any are O(log n) amortised, and a whole heap joins another in O(1).
 */
final class DispatchQueue {
    /** No offer. */
    static final int NONE = -1;

    /** The heap of offers that may have credit. */
    static final int READY = 0;

    private final Site site;
    private final Alerts alerts;
    private final Offers offers;
    private final int[] roots;
    private final int[] child;
    private final int[] sibling;
    /** Parent of a first child, left neighbour of another; {@link #NONE} for a root. */
    private final int[] previous;
    /** Heap of a root; means nothing for others. */
    private final int[] heapOfRoot;

    private final boolean[] queued;
    private int size;

    DispatchQueue(final int heaps, final Site site, final Alerts alerts, final Offers offers) {
        this.site = site;
        this.alerts = alerts;
        this.offers = offers;
        roots = new int[heaps];
        child = new int[offers.capacity()];
        sibling = new int[offers.capacity()];
        previous = new int[offers.capacity()];
        heapOfRoot = new int[offers.capacity()];
        queued = new boolean[offers.capacity()];
        Arrays.fill(roots, NONE);
    }

    /** How many offers wait. */
    int size() {
        return size;
    }

    /** Whether nothing waits in a heap. */
    boolean isEmpty(final int heap) {
        return roots[heap] == NONE;
    }

    /** The offer that comes first in a heap, or {@link #NONE}. */
    int first(final int heap) {
        return roots[heap];
    }

    /** Puts an offer that is in no heap into one. */
    void insert(final int heap, final int offer) {
        child[offer] = NONE;
        sibling[offer] = NONE;
        previous[offer] = NONE;
        queued[offer] = true;
        size++;
        root(heap, roots[heap] == NONE ? offer : link(roots[heap], offer));
    }

    /** Takes an offer out of whichever heap it is in; one that is in none is left alone. */
    void remove(final int offer) {
        if (!queued[offer]) {
            return;
        }
        queued[offer] = false;
        size--;
        final int rest = mergePairs(child[offer]);
        if (previous[offer] == NONE) {
            root(heapOfRoot[offer], rest);
            return;
        }
        // What was below it takes its place: it is not less than what is above.
        final int before = previous[offer];
        final int after = sibling[offer];
        final int replacement = rest == NONE ? after : rest;
        if (child[before] == offer) {
            child[before] = replacement;
        } else {
            sibling[before] = replacement;
        }
        if (rest != NONE) {
            previous[rest] = before;
            sibling[rest] = after;
        }
        if (after != NONE) {
            previous[after] = rest == NONE ? before : rest;
        }
    }

    /** Moves the first offers of a heap to {@link #READY}. */
    void release(final int heap, final int most) {
        for (int i = 0; i < most && roots[heap] != NONE; i++) {
            final int offer = roots[heap];
            remove(offer);
            insert(READY, offer);
        }
    }

    /** Moves all offers of a heap to {@link #READY}. */
    void releaseAll(final int heap) {
        final int released = roots[heap];
        if (released != NONE) {
            roots[heap] = NONE;
            root(READY, roots[READY] == NONE ? released : link(roots[READY], released));
        }
    }

    private void root(final int heap, final int offer) {
        roots[heap] = offer;
        if (offer != NONE) {
            previous[offer] = NONE;
            sibling[offer] = NONE;
            heapOfRoot[offer] = heap;
        }
    }

    /** Makes the later of two roots the first child of the earlier. */
    private int link(final int a, final int b) {
        final int parent = comesBefore(a, b) ? a : b;
        final int below = parent == a ? b : a;
        final int former = child[parent];
        sibling[below] = former;
        if (former != NONE) {
            previous[former] = below;
        }
        previous[below] = parent;
        child[parent] = below;
        return parent;
    }

    /** Makes one heap of a row of siblings: pairs from left to right, then all of them from right to left. */
    private int mergePairs(final int firstChild) {
        int pairs = NONE;
        for (int a = firstChild; a != NONE; ) {
            final int b = sibling[a];
            final int following = b == NONE ? NONE : sibling[b];
            final int pair = b == NONE ? a : link(a, b);
            sibling[pair] = pairs;
            pairs = pair;
            a = following;
        }
        int merged = NONE;
        for (int pair = pairs; pair != NONE; ) {
            final int following = sibling[pair];
            merged = merged == NONE ? pair : link(merged, pair);
            pair = following;
        }
        if (merged != NONE) {
            previous[merged] = NONE;
            sibling[merged] = NONE;
        }
        return merged;
    }

    private boolean comesBefore(final int a, final int b) {
        final int alertA = offers.alert[a];
        final int alertB = offers.alert[b];
        if (alerts.priority[alertA] != alerts.priority[alertB]) {
            return alerts.priority[alertA] < alerts.priority[alertB];
        }
        if (offers.deadlineNs[a] != offers.deadlineNs[b]) {
            return offers.deadlineNs[a] < offers.deadlineNs[b];
        }
        if (alertA != alertB) {
            return alerts.alertId[alertA] < alerts.alertId[alertB];
        }
        final int personA = offers.person[a];
        final int personB = offers.person[b];
        return site.precedence(personA) != site.precedence(personB)
                ? site.precedence(personA) < site.precedence(personB)
                : personA < personB;
    }
}

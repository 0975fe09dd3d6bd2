package io.tocsin.transport.server.faults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was asked, answered and received, by one clock, and whether it can have been. Every alert has a key of its own, so each law is looked at in one pass:
 *
 * <ul>
 *   <li>lost: what was answered is told to whom it is for, is open on every node until somebody was answered that it is resolved, and not afterwards;
 *   <li>twice: a key has one number, a number one key; nobody is offered the same step of an alert twice, and no place of a lane comes twice;
 *   <li>out of order: what was answered before something else was asked has the lower number; a lane comes in its order and without gaps;
 *   <li>unasked: nobody hears of what nobody raised;
 *   <li>early: nobody is asked instead of another before the time of that one is over, by the router's clock and by that of whoever writes this history.
 * </ul>
 *
 * <p>Any thread writes; it is judged once nobody does.
 */
final class History {
    static final long NOT = 0;

    /** How much two clocks that nobody has set may differ in so short a time, and a delivery may be sooner than what measures it. */
    private static final long TOLERANCE_NS = 50_000_000;

    private final long stepNs;
    private final Map<String, Raise> raises = new LinkedHashMap<>();
    private final List<String> inOrder = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    /** The level that the answer names, by number. */
    private final Map<Long, String> resolved = new HashMap<>();

    private final Set<Long> triedToResolve = new HashSet<>();

    /** @param stepNs how long whoever is asked first has. */
    History(final long stepNs) {
        this.stepNs = stepNs;
    }

    synchronized void asked(final String key, final String person, final String by, final long atNs) {
        if (raises.put(key, new Raise(key, person, by, atNs, NOT, 0, "")) != null) {
            throw new IllegalStateException(key + " was raised before");
        }
        inOrder.add(key);
    }

    /** @param level that the answer names. */
    synchronized void answered(final String key, final long alertId, final String level, final long atNs) {
        raises.computeIfPresent(
                key, (same, raise) -> new Raise(key, raise.person, raise.by, raise.askedNs, atNs, alertId, level));
    }

    synchronized void told(final Told delivery) {
        told.add(delivery);
    }

    synchronized void triesToResolve(final long alertId) {
        triedToResolve.add(alertId);
    }

    /** @param level that the answer names. */
    synchronized void resolved(final long alertId, final String level) {
        resolved.put(alertId, level);
    }

    synchronized int answeredCount() {
        return (int) raises.values().stream().filter(Raise::isAnswered).count();
    }

    synchronized int askedCount() {
        return raises.size();
    }

    synchronized int toldCount() {
        return told.size();
    }

    /** Whether everybody for whom an answered alert is has been told of it: what is waited for once all is healed. */
    synchronized boolean isEverybodyTold() {
        final Set<String> heard = new HashSet<>();
        told.forEach(each -> heard.add(each.person + " " + each.key));
        return raises.values().stream()
                .filter(Raise::isAnswered)
                .allMatch(raise -> heard.contains(raise.person + " " + raise.key));
    }

    /** When the first alert was answered that somebody asked for behind a time; {@link #NOT} if none was. */
    synchronized long firstAnsweredOf(final long afterNs) {
        long firstNs = Long.MAX_VALUE;
        // From the newest on: this is asked again and again, of a long history.
        for (int i = inOrder.size() - 1; i >= 0; i--) {
            final Raise raise = raised(inOrder.get(i));
            if (raise.askedNs <= afterNs) {
                break;
            }
            firstNs = raise.isAnswered() ? Math.min(firstNs, raise.answeredNs) : firstNs;
        }
        return firstNs == Long.MAX_VALUE ? NOT : firstNs;
    }

    /** When the first alert was received that somebody asked for behind a time; {@link #NOT} if none was. */
    synchronized long firstToldOf(final long afterNs, final String person) {
        long firstNs = Long.MAX_VALUE;
        for (int i = told.size() - 1; i >= 0 && told.get(i).atNs > afterNs; i--) {
            final Told each = told.get(i);
            final Raise raise = raises.get(each.key);
            if (each.person.equals(person) && raise != null && raise.askedNs > afterNs) {
                firstNs = Math.min(firstNs, each.atNs);
            }
        }
        return firstNs == Long.MAX_VALUE ? NOT : firstNs;
    }

    private static boolean isApplied(final String level) {
        return level.equals("APPLIED");
    }

    private Raise raised(final String key) {
        return Objects.requireNonNull(raises.get(key));
    }

    /** What somebody asked for behind a time and was answered before another. */
    synchronized long answeredBetween(final long fromNs, final long toNs, final String by) {
        return raises.values().stream()
                .filter(raise -> raise.by.equals(by) && raise.isAnswered())
                .filter(raise -> raise.askedNs > fromNs && raise.answeredNs < toNs)
                .count();
    }

    /** How long answers took, ns, rising, of what was asked for between two times. */
    synchronized List<Long> answerNs(final long fromNs, final long toNs) {
        return raises.values().stream()
                .filter(raise -> raise.isAnswered() && raise.askedNs >= fromNs && raise.askedNs < toNs)
                .map(raise -> raise.answeredNs - raise.askedNs)
                .sorted()
                .toList();
    }

    /** As {@link #answerNs}, of those who know one node only, and another than one of them. */
    synchronized List<Long> answerNsOfOthers(final long fromNs, final long toNs, final String by) {
        return raises.values().stream()
                .filter(raise -> raise.isAnswered() && raise.askedNs >= fromNs && raise.askedNs < toNs)
                .filter(raise -> raise.by.startsWith(Load.PINNED) && !raise.by.equals(by))
                .map(raise -> raise.answeredNs - raise.askedNs)
                .sorted()
                .toList();
    }

    /**
     * Judges.
     *
     * @param open what each node has open at the end: the key by number; no node: that is not looked at.
     */
    synchronized Verdict judge(final List<Map<Long, String>> open) {
        final Verdict verdict = new Verdict();
        verdict.asked = raises.size();
        verdict.told = told.size();
        numbers(verdict);
        order(verdict);
        deliveries(verdict);
        steps(verdict);
        for (int node = 0; node < open.size(); node++) {
            opened(verdict, node, open.get(node));
        }
        return verdict;
    }

    private void numbers(final Verdict verdict) {
        final Map<Long, String> keys = new HashMap<>();
        for (final Raise raise : raises.values()) {
            if (raise.isAnswered()) {
                verdict.answered++;
                verdict.applied += raise.isApplied() ? 1 : 0;
                final String other = keys.put(raise.alertId, raise.key);
                if (other != null) {
                    verdict.twice("number " + raise.alertId + " is of " + other + " and of " + raise.key);
                }
            }
        }
        for (final Told each : told) {
            final Raise raise = raises.get(each.key);
            if (raise == null) {
                verdict.unasked(each.toString());
            } else if (raise.isAnswered() && raise.alertId != each.alertId) {
                verdict.twice(each.key + " is answered as " + raise.alertId + " and told as " + each.alertId);
            }
        }
    }

    private void order(final Verdict verdict) {
        final List<Raise> asked = raises.values().stream()
                .filter(Raise::isAnswered)
                .sorted(Comparator.comparingLong(Raise::askedNs))
                .toList();
        final List<Raise> answered = asked.stream()
                .sorted(Comparator.comparingLong(Raise::answeredNs))
                .toList();
        int next = 0;
        @Nullable Raise highest = null;
        for (final Raise raise : asked) {
            while (answered.get(next).answeredNs < raise.askedNs) {
                final Raise before = answered.get(next++);
                if (highest == null || before.alertId > highest.alertId) {
                    highest = before;
                }
            }
            if (highest != null && highest.alertId > raise.alertId) {
                verdict.outOfOrder(highest + " was answered before " + raise + " was asked for");
            }
        }
    }

    private void deliveries(final Verdict verdict) {
        final Set<String> heard = new HashSet<>();
        final Set<String> offered = new HashSet<>();
        final Map<String, TreeMap<Long, Told>> lanes = new HashMap<>();
        for (final Told each : told) {
            heard.add(each.person + " " + each.key);
            if (each.isOffer && !offered.add(each.person + " " + each.alertId + " " + each.step)) {
                verdict.twice("offered again: " + each);
            }
            final TreeMap<Long, Told> lane =
                    lanes.computeIfAbsent(each.person + " " + each.epoch + " " + each.lane, name -> new TreeMap<>());
            // What is sent again names what is before it now: what was told may have left meanwhile.
            if (lane.containsKey(each.seq)) {
                verdict.twice("again in its lane: " + each);
            } else if (!lane.isEmpty() && lane.lastKey() > each.seq) {
                verdict.outOfOrder("behind " + lane.lastKey() + ": " + each);
            } else if (!lane.isEmpty() && lane.lastKey() < each.prev) {
                verdict.outOfOrder("a gap behind " + lane.lastKey() + ": " + each);
            }
            lane.put(each.seq, each);
        }
        for (final Raise raise : raises.values()) {
            if (raise.isAnswered() && !heard.contains(raise.person + " " + raise.key)) {
                verdict.lost("never told: " + raise, raise.isApplied());
            }
        }
    }

    /** Who is asked second is asked when the time of the first is over: the router's own times, which are of one clock. */
    private void steps(final Verdict verdict) {
        final Map<Long, Long> firstUntilNs = new HashMap<>();
        for (final Told each : told) {
            if (each.isOffer && each.step == 0 && each.deadlineNs != NOT) {
                firstUntilNs.put(each.alertId, each.deadlineNs);
            }
        }
        for (final Told each : told) {
            final Long untilNs = firstUntilNs.get(each.alertId);
            if (each.isOffer && each.step == 1 && untilNs != null) {
                verdict.escalated++;
                verdict.latestNs = Math.max(verdict.latestNs, each.offeredNs - untilNs);
                if (each.offeredNs < untilNs) {
                    verdict.early(each + " before " + untilNs);
                }
            }
            final Raise raise = raises.get(each.key);
            if (each.isOffer && each.step == 1 && raise != null && each.atNs - raise.askedNs < stepNs - TOLERANCE_NS) {
                verdict.early((each.atNs - raise.askedNs) + " ns after it was asked for: " + each);
            }
        }
    }

    private void opened(final Verdict verdict, final int node, final Map<Long, String> open) {
        final Set<String> keys = new HashSet<>();
        open.forEach((alertId, key) -> {
            if (!keys.add(key)) {
                verdict.twice("open twice at node " + node + ": " + key);
            }
            if (!raises.containsKey(key)) {
                verdict.unasked("open at node " + node + ": " + key);
            }
            final String level = resolved.get(alertId);
            if (level != null) {
                verdict.lost(
                        "open at node " + node + " though that it is resolved was answered at " + level + ": " + key,
                        isApplied(level));
            }
        });
        for (final Raise raise : raises.values()) {
            if (raise.isAnswered() && !triedToResolve.contains(raise.alertId) && !open.containsKey(raise.alertId)) {
                verdict.lost("not open at node " + node + ": " + raise, raise.isApplied());
            }
        }
    }

    /**
     * An alert.
     *
     * @param person     for whom it is.
     * @param by         who asks.
     * @param answeredNs {@link #NOT} = it was not answered, and may be there or not.
     * @param level      that the answer names.
     */
    record Raise(String key, String person, String by, long askedNs, long answeredNs, long alertId, String level) {
        boolean isAnswered() {
            return answeredNs != NOT;
        }

        boolean isApplied() {
            return History.isApplied(level);
        }
    }

    /** A delivery, as the client of a person gave it on. Times with {@code at} are of this process, others the router's. */
    record Told(
            String person,
            String epoch,
            String lane,
            long seq,
            long prev,
            boolean isOffer,
            int step,
            long alertId,
            String key,
            long deadlineNs,
            long offeredNs,
            long atNs) {}
}

package io.tocsin.coverage;

import io.tocsin.Policy;
import java.util.Arrays;

/**
 * One alert, alone, that nobody answers: which steps can tell somebody, up to the fail-safe destination, as sections 7 and 19 of the engine's specification say.
 * Overwritten by every walk; one thread.
 */
final class Walk {
    /** What becomes of a step: all whom it names are told, some are, it names nobody, nobody whom it names can be told, nobody who is told may accept. */
    static final int HELD = 1;

    static final int PARTLY = 2;
    static final int EMPTY = 3;
    static final int UNREACHABLE = 4;
    static final int ONLY_SHOWN = 5;

    private static final int BITS = 3;
    private static final long MASK = (1L << BITS) - 1;

    /** An alert has 64 recipients, the last of them is the fail-safe destination. */
    private static final int MOST_RECIPIENTS = 63;

    private static final int MOST_TARGETS = 64;

    private static final byte UNKNOWN = 0;
    private static final byte ASKED = 1;
    private static final byte UNANSWERED = 2;

    /** Of a list of which some are asked, those who may accept: who was not asked yet before who was, and before who cannot be told. */
    private static final int FREE = 0;

    private static final int REACHED = 1;
    private static final int AWAY = 2;

    private final Plan plan;
    /** By number: what is known of the person. */
    private final byte[] stands;

    private final int[] recipients = new int[MOST_RECIPIENTS];
    private final int[] targets = new int[MOST_TARGETS];
    private final int[] candidates = new int[MOST_TARGETS];
    private final long[] enteredNs = new long[Policy.MAX_STEPS];
    private int recipientCount;
    private int targetCount;
    private long nowNs;
    private long sameForNs;

    Walk(final Plan plan) {
        this.plan = plan;
        stands = new byte[plan.people()];
    }

    /**
     * Goes through the steps.
     *
     * @param ladder of the alert's policy.
     * @param origin of the alert.
     * @param atNs   when its first step is entered.
     * @return what becomes of each step; to be read by {@link #ofStep}.
     */
    long go(final Plan.Ladder ladder, final Origin origin, final long atNs) {
        begin(atNs);
        long outcome = 0;
        for (int step = 0; step < ladder.steps().size(); step++) {
            outcome |= (long) enter(ladder, step, origin) << (BITS * step);
        }
        return outcome;
    }

    /** For how long after that the same becomes of each step; above 0. */
    long sameForNs() {
        return sameForNs;
    }

    /** When a step was entered. */
    long enteredNs(final int step) {
        return enteredNs[step];
    }

    /** Those whom a step names who cannot be told, in order; as {@link #go} until there. */
    int[] missedBy(final Plan.Ladder ladder, final int step, final Origin origin, final long atNs) {
        begin(atNs);
        for (int before = 0; before <= step; before++) {
            enter(ladder, before, origin);
        }
        return Arrays.stream(targets, 0, targetCount)
                .filter(person -> !plan.isTold(person, ladder, ladder.steps().get(step)))
                .toArray();
    }

    private int enter(final Plan.Ladder ladder, final int step, final Origin origin) {
        final Plan.Step entered = ladder.steps().get(step);
        targetCount = 0;
        enteredNs[step] = nowNs;
        for (final Plan.Element element : entered.elements()) {
            add(element, origin);
        }
        if (targetCount == 0) {
            return EMPTY;
        }
        final int becomes = ask(ladder, entered);
        if (becomes != UNREACHABLE) {
            timeOut();
            nowNs += entered.delayNs();
        }
        return becomes;
    }

    /** What becomes of a step. */
    static int ofStep(final long outcome, final int step) {
        return (int) ((outcome >>> (BITS * step)) & MASK);
    }

    /** The first step that tells somebody who may accept; as many as there are if none does. */
    static int firstHeld(final long outcome, final int steps) {
        int step = 0;
        while (step < steps && ofStep(outcome, step) != HELD && ofStep(outcome, step) != PARTLY) {
            step++;
        }
        return step;
    }

    /** Whether some step tells people who may not accept, and nobody else. */
    static boolean isOnlyShown(final long outcome, final int steps) {
        int step = 0;
        while (step < steps && ofStep(outcome, step) != ONLY_SHOWN) {
            step++;
        }
        return step < steps;
    }

    private void begin(final long atNs) {
        nowNs = atNs;
        sameForNs = Long.MAX_VALUE;
        for (int i = 0; i < recipientCount; i++) {
            stands[recipients[i]] = UNKNOWN;
        }
        recipientCount = 0;
    }

    private void add(final Plan.Element element, final Origin origin) {
        switch (element.target()) {
            case PERSON -> addOnce(element.person());
            case CARE_TEAM -> {
                holdsUntil(origin.care().changesAtNs(nowNs));
                addList(element, origin.care().at(nowNs));
            }
            case UNIT_ROLE -> addHolders(element, plan.holders(origin.unit(), element.role()));
            case FACILITY_ROLE ->
                plan.facilityHolders(origin.unit(), element.role()).forEach(holders -> addHolders(element, holders));
            // Who orders what becomes a result nobody knows before, who is nearest nobody knows before people say where
            // they are, and those whom a patient has named are
            // asked for nothing: neither is counted on.
            // Whom sessions name is known when they run.
            case ORDERING, NEAREST, EMERGENCY_CONTACTS, MONITORING_RECIPIENTS, MONITORING_VIEWERS -> {}
            case NULL_VAL -> throw new IllegalStateException("a step names NULL_VAL: nobody can mean that");
        }
    }

    private void addHolders(final Plan.Element element, final Crew holders) {
        holdsUntil(holders.changesAtNs(nowNs));
        addList(element, holders.at(nowNs));
    }

    private void holdsUntil(final long changesAtNs) {
        if (changesAtNs != Long.MAX_VALUE) {
            sameForNs = Math.min(sameForNs, changesAtNs - nowNs);
        }
    }

    private void addList(final Plan.Element element, final int[] list) {
        if (element.asks() == Plan.ALL) {
            for (final int person : list) {
                if (!element.isCapableOnly() || plan.isCapable(person)) {
                    addOnce(person);
                }
            }
            return;
        }
        int count = 0;
        for (final int person : list) {
            if (stands[person] != ASKED
                    && plan.responds(person)
                    && !isAmong(person, targets, targetCount)
                    && !isAmong(person, candidates, count)) {
                candidates[count++] = person;
            }
        }
        if (!element.isAsListed()) {
            // Whose turn it is, who is near and who has little to do depends on what was before: one is as good as
            // another.
            Arrays.sort(candidates, 0, count);
        }
        final int most = Math.min(element.asks(), MOST_TARGETS - targetCount);
        int taken = take(count, most, FREE);
        taken += take(count, most - taken, REACHED);
        take(count, most - taken, AWAY);
    }

    private int take(final int count, final int most, final int standing) {
        int taken = 0;
        for (int i = 0; i < count && taken < most; i++) {
            if (standing(candidates[i]) == standing) {
                addOnce(candidates[i]);
                taken++;
            }
        }
        return taken;
    }

    private int standing(final int person) {
        return !plan.isConnected(person) ? AWAY : stands[person] == UNKNOWN ? FREE : REACHED;
    }

    private void addOnce(final int person) {
        if (targetCount < MOST_TARGETS && !isAmong(person, targets, targetCount)) {
            targets[targetCount++] = person;
        }
    }

    /** Asks the targets, at least one; what becomes of the step. */
    private int ask(final Plan.Ladder ladder, final Plan.Step step) {
        boolean isHeard = false;
        boolean isAnswerable = false;
        boolean isHeardByAll = true;
        for (int i = 0; i < targetCount; i++) {
            final int person = targets[i];
            final boolean isTold = plan.isTold(person, ladder, step);
            isHeardByAll &= isTold;
            if (stands[person] == UNKNOWN) {
                if (recipientCount == MOST_RECIPIENTS) {
                    continue;
                }
                recipients[recipientCount++] = person;
            }
            stands[person] = ASKED;
            isHeard |= isTold;
            isAnswerable |= isTold && plan.responds(person);
        }
        return !isHeard ? UNREACHABLE : !isAnswerable ? ONLY_SHOWN : isHeardByAll ? HELD : PARTLY;
    }

    /** Nobody answered in time: they may be asked again. */
    private void timeOut() {
        for (int i = 0; i < recipientCount; i++) {
            stands[recipients[i]] = UNANSWERED;
        }
    }

    private static boolean isAmong(final int person, final int[] people, final int count) {
        for (int i = 0; i < count; i++) {
            if (people[i] == person) {
                return true;
            }
        }
        return false;
    }
}

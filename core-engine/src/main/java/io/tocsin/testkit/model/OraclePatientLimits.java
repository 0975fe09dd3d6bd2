package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.LimitReason;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.SetPatientLimitDecoder;
import io.tocsin.codecs.sbe.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Limits of one patient: section 28. */
final class OraclePatientLimits {
    private record Key(int subject, Parameter parameter, Bound bound) implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparingInt(Key::subject)
                .thenComparing(Key::parameter)
                .thenComparing(Key::bound);

        @Override
        public int compareTo(final Key other) {
            return ORDER.compare(this, other);
        }

        Key opposite() {
            return new Key(subject, parameter, bound == Bound.BELOW ? Bound.ABOVE : Bound.BELOW);
        }
    }

    /** The author is a person, or -1; the policy of then if it was beyond that; or nobody set it. */
    private record Limit(
            int value, long untilNs, int author, @Nullable Integer exceeded, boolean isComputed) {}

    /** What a valid command asks for. */
    private record Wish(
            String patientId,
            String bedId,
            String comment,
            Parameter parameter,
            Bound bound,
            int value,
            long untilNs,
            LimitReason reason) {
        boolean takesBack() {
            return value == TAKEN_BACK;
        }

        String subject() {
            return OracleAlerts.subjectName(patientId, bedId, "");
        }
    }

    private static final int TAKEN_BACK = Integer.MIN_VALUE;
    private static final long DAY_NS = 86_400_000_000_000L;

    private final OracleState state;
    private final OracleLimitPolicy policies;
    private final TreeMap<Key, Limit> limits = new TreeMap<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    OraclePatientLimits(final OracleState state) {
        this.state = state;
        policies = new OracleLimitPolicy(state);
    }

    static boolean isCommand(final int template) {
        return template == SetPatientLimitDecoder.TEMPLATE_ID;
    }

    /** A rule with what a reading of a subject is compared with. */
    OracleSite.Rule limit(final int subject, final int number) {
        final OracleSite.Rule rule = state.site.rules.list().get(number - 1);
        final Limit own = inForce(new Key(subject, rule.parameter(), rule.bound()));
        final boolean isReplaced = policies.ordinaryNumber(rule.parameter(), rule.bound()) == number
                || state.plants.contains(Plant.GRAVER_RULES_GIVE_WAY);
        final OracleSite.Rule usual = policies.ruleFor(number, OracleProfiles.who(state, subject));
        return own == null || !isReplaced || own.value == usual.limitValue()
                ? usual
                : rule.at(own.value, Clause.PATIENT_LIMIT);
    }

    private @Nullable Limit inForce(final Key key) {
        final Limit limit = limits.get(key);
        return limit == null || (limit.untilNs != 0 && limit.untilNs <= state.nowNs) ? null : limit;
    }

    OracleAnswer carryOut(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final SetPatientLimitDecoder set = new SetPatientLimitDecoder().wrapAndApplyHeader(buffer, 0, header);
        final boolean isInterface = envelope.actorSession() == 0 && state.site.interfaces.contains(envelope.sourceId());
        final boolean isAsStated = isInterface && state.site.rules.limitsAsStated();
        final OracleAnswer fields = fields(set, isAsStated);
        if (fields.isRefusal()) {
            return fields;
        }
        final String patientId = OracleFields.latin(buffer, set.limit(), set.patientIdLength());
        set.skipPatientId();
        final String bedId = OracleFields.latin(buffer, set.limit(), set.bedIdLength());
        set.skipBedId();
        final String comment = OracleFields.latin(buffer, set.limit(), set.commentLength());
        final OracleAnswer texts = texts(patientId, bedId, comment);
        if (texts.isRefusal()) {
            return texts;
        }
        final OracleState.Session session = state.session(envelope.actorSession());
        if (session == null && !isInterface) {
            return OracleAnswer.of(Result.UNKNOWN_SESSION);
        }
        final OracleProfiles.Who who = OracleProfiles.who(state, patientId, bedId);
        final OracleSite.Rule rule = policies.ordinary(set.parameter(), set.bound(), who);
        if (rule == null && set.value() != TAKEN_BACK) {
            return OracleAnswer.invalid(4);
        }
        if (!envelope.isProduction()) {
            return OracleAnswer.of(Result.TEST_TRAFFIC);
        }
        final Wish wish = new Wish(
                patientId, bedId, comment, set.parameter(), set.bound(), set.value(), set.untilNs(), set.reason());
        return carryOut(wish, rule, who, envelope, session == null ? -1 : session.person(), isInterface, isAsStated);
    }

    private OracleAnswer carryOut(
            final Wish wish,
            final OracleSite.@Nullable Rule rule,
            final OracleProfiles.Who who,
            final OracleEnvelope envelope,
            final int person,
            final boolean isInterface,
            final boolean isAsStated) {
        final boolean isBeyond =
                !wish.takesBack() && rule != null && rule.isFurther(wish.value, policies.policy(rule, who));
        final int known = state.site.subjects.indexOf(wish.subject());
        final int bed = wish.patientId.isEmpty() ? state.site.beds.indexOf(wish.bedId) : -1;
        final Key key = new Key(known, wish.parameter, wish.bound);
        final Limit held = inForce(key);
        final OracleAnswer forbidden = !isInterface
                ? OracleAuthority.limit(state, envelope, known, bed, isBeyond)
                : isBeyond && !isAsStated
                        ? OracleAuthority.refuseInterface(state, Clause.POLICY_EXCEEDED)
                        : held != null && held.author >= 0
                                ? OracleAuthority.refuseInterface(state, Clause.LIMIT_SET)
                                : null;
        if (forbidden != null) {
            return forbidden;
        }
        if (wish.takesBack()) {
            if (limits.remove(key) != null) {
                tell(
                        key,
                        TAKEN_BACK,
                        0,
                        person,
                        envelope.sourceId(),
                        LimitReason.UNSTATED,
                        "",
                        Clause.LIMIT_TAKEN_BACK);
            }
            return OracleAnswer.OK;
        }
        final OracleAnswer sound = isAsStated ? OracleAnswer.OK : sound(wish, key, who, isBeyond);
        if (sound.isRefusal()) {
            return sound;
        }
        if (!limits.containsKey(key) && limits.size() >= state.limits().alerts()) {
            return OracleAnswer.of(Result.TABLE_FULL, 6);
        }
        if (!state.mayIntern(wish.subject())) {
            return OracleAnswer.of(Result.TABLE_FULL, 5);
        }
        final Key own = new Key(state.intern(wish.subject()), wish.parameter, wish.bound);
        limits.put(
                own,
                new Limit(
                        wish.value,
                        wish.untilNs,
                        person,
                        isBeyond && rule != null ? policies.policy(rule, who) : null,
                        false));
        final List<Clause> clauses = OracleState.clauses(isInterface ? Clause.LIMIT_AT_BEDSIDE : Clause.LIMIT_SET);
        if (isBeyond) {
            clauses.add(Clause.LIMIT_BEYOND_POLICY);
        }
        tell(
                own,
                wish.value,
                wish.untilNs,
                person,
                envelope.sourceId(),
                wish.reason,
                wish.comment,
                clauses.toArray(new Clause[0]));
        return OracleAnswer.OK;
    }

    /** What is usual for a patient, as a limit of their own, as far as the policy goes; nothing where somebody set one, or none would be another. */
    void personal(final int subject, final Parameter parameter, final Bound bound, final long wished) {
        final int number = policies.ordinaryNumber(parameter, bound);
        final Key key = new Key(subject, parameter, bound);
        if (!state.site.rules.personal().rules().contains(number)
                || limits.containsKey(key)
                || limits.size() >= state.limits().alerts()) {
            return;
        }
        final OracleProfiles.Who who = OracleProfiles.who(state, subject);
        final OracleSite.Rule rule = policies.ruleFor(number, who);
        final int policy = policies.policy(rule, who);
        final boolean isTooFar = bound == Bound.BELOW ? wished < policy : wished > policy;
        final int value = isTooFar ? policy : (int) Math.max(Math.min(wished, Integer.MAX_VALUE), Integer.MIN_VALUE);
        if (value == rule.limitValue() || !OraclePossible.is(parameter, value) || isCrossing(key, value, who)) {
            return;
        }
        limits.put(key, new Limit(value, 0, -1, null, true));
        tell(key, value, 0, -1, 0, LimitReason.USUAL, "", Clause.LIMIT_PERSONALISED);
    }

    private boolean isCrossing(final Key key, final int value, final OracleProfiles.Who who) {
        final Limit own = inForce(key.opposite());
        final OracleSite.Rule rule =
                policies.ordinary(key.parameter, key.opposite().bound(), who);
        if (own == null && rule == null) {
            return false;
        }
        final int other = own != null ? own.value : rule == null ? 0 : rule.limitValue();
        return key.bound == Bound.BELOW ? value >= other : value <= other;
    }

    private static OracleAnswer texts(final String patientId, final String bedId, final String comment) {
        final OracleAnswer patient = OracleFields.id(patientId, 41);
        final OracleAnswer bed = OracleFields.id(bedId, 49);
        if (patient.isRefusal() || bed.isRefusal()) {
            return patient.isRefusal() ? patient : bed;
        }
        final boolean isNobody = patientId.isEmpty() && bedId.isEmpty();
        return isNobody
                ? OracleAnswer.invalid(41)
                : OracleFields.isTooLong(comment, 80) ? OracleAnswer.invalid(52) : OracleAnswer.OK;
    }

    private OracleAnswer fields(final SetPatientLimitDecoder set, final boolean isAsStated) {
        final boolean isSet = set.value() != TAKEN_BACK;
        if (isSet && set.untilNs() != 0 && (set.untilNs() <= state.nowNs || set.untilNs() == OracleAlert.NEVER)) {
            return OracleAnswer.invalid(2);
        }
        if (!OracleFields.isParameter(set.parameterRaw())) {
            return OracleAnswer.invalid(4);
        }
        if (set.boundRaw() > 1) {
            return OracleAnswer.invalid(5);
        }
        if (set.reasonRaw() > 4) {
            return OracleAnswer.invalid(6);
        }
        if (isSet && !isAsStated && !OraclePossible.is(set.parameter(), set.value())) {
            return OracleAnswer.invalid(3);
        }
        return OracleAnswer.OK;
    }

    private OracleAnswer sound(final Wish wish, final Key key, final OracleProfiles.Who who, final boolean isBeyond) {
        final OracleSite.Rule ordinary = policies.ordinary(wish.parameter, wish.bound, who);
        if (ordinary != null && isCriticalWidened(ordinary, wish.value)) {
            return OracleAnswer.of(Result.PROTECTED, 3);
        }
        if (isCrossing(key, wish.value, who)) {
            return OracleAnswer.invalid(3);
        }
        if (isBeyond && wish.reason == LimitReason.UNSTATED) {
            return OracleAnswer.invalid(6);
        }
        if (!isBeyond && !wish.patientId.isEmpty()) {
            return OracleAnswer.OK;
        }
        if (wish.untilNs == 0) {
            return OracleAnswer.invalid(2);
        }
        return wish.untilNs - state.nowNs > DAY_NS ? OracleAnswer.of(Result.TOO_LONG, 2) : OracleAnswer.OK;
    }

    private static boolean isCriticalWidened(final OracleSite.Rule rule, final int value) {
        return rule.severity() == Severity.CRITICAL && rule.isBeyond(value);
    }

    /** Limits that the rules of now would let nobody set end. */
    void rulesChanged() {
        for (final Key key : List.copyOf(limits.keySet())) {
            if (!isAllowed(key, limits.get(key))) {
                end(key);
            }
        }
    }

    /** The time of what the profiles of now would let nobody set is over. */
    void patientsMoved() {
        limits.replaceAll((key, limit) -> isAllowed(key, limit)
                ? limit
                : new Limit(limit.value, state.nowNs, limit.author, limit.exceeded, limit.isComputed));
    }

    private boolean isAllowed(final Key key, final @Nullable Limit limit) {
        final OracleProfiles.Who who = OracleProfiles.who(state, key.subject);
        final OracleSite.Rule rule = policies.ordinary(key.parameter, key.bound, who);
        if (limit == null || rule == null) {
            return false;
        }
        final int number = policies.ordinaryNumber(key.parameter, key.bound);
        if (limit.isComputed && !state.site.rules.personal().rules().contains(number)) {
            return false;
        }
        if (limit.author < 0 && state.site.rules.limitsAsStated()) {
            return true;
        }
        final boolean isBeyond = rule.isFurther(limit.value, policies.policy(rule, who));
        final boolean needsEnd =
                isBeyond || state.site.subjects.get(key.subject).startsWith("B");
        final boolean hasEnd = limit.untilNs > 0 && limit.untilNs - state.nowNs <= DAY_NS;
        return OraclePossible.is(key.parameter, limit.value)
                && !isCriticalWidened(rule, limit.value)
                && (!isBeyond || (limit.author >= 0 && policies.wasDecided(limit.exceeded, rule, who)))
                && (hasEnd || !needsEnd);
    }

    /** Somebody was put into a bed: whoever had no name there is meant no more. */
    void bedTaken(final String bed) {
        final int subject = state.site.subjects.indexOf("B" + bed);
        List.copyOf(limits.keySet()).stream()
                .filter(key -> key.subject == subject)
                .forEach(this::end);
    }

    private void end(final Key key) {
        limits.remove(key);
        tell(key, TAKEN_BACK, 0, -1, 0, LimitReason.UNSTATED, "", Clause.CONFIGURED);
    }

    /** When the first runs out. */
    long dueNs() {
        final Key due = due();
        return due == null ? OracleAlert.NEVER : untilNs(due);
    }

    /** The first runs out. */
    void fire() {
        final Key due = due();
        if (due == null) {
            throw new IllegalStateException("no limit runs out");
        }
        limits.remove(due);
        tell(due, TAKEN_BACK, 0, -1, 0, LimitReason.UNSTATED, "", Clause.LIMIT_RUN_OUT);
    }

    private @Nullable Key due() {
        Key due = null;
        for (final Key key : limits.keySet()) {
            if (untilNs(key) != OracleAlert.NEVER && (due == null || untilNs(key) < untilNs(due))) {
                due = key;
            }
        }
        return due;
    }

    private long untilNs(final Key key) {
        final Limit limit = limits.get(key);
        return limit == null || limit.untilNs == 0 ? OracleAlert.NEVER : limit.untilNs;
    }

    private void tell(
            final Key key,
            final int value,
            final long untilNs,
            final int author,
            final long sourceId,
            final LimitReason reason,
            final String comment,
            final Clause... clauses) {
        state.event(
                "PatientLimitChanged",
                OracleState.clauses(clauses),
                "untilNs",
                untilNs,
                "sourceId",
                Long.toUnsignedString(sourceId),
                "subject",
                key.subject,
                "author",
                author,
                "value",
                value,
                "parameter",
                key.parameter,
                "bound",
                key.bound,
                "reason",
                reason,
                "comment",
                comment);
    }
}

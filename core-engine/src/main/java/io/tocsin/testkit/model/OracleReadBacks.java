package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Result;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is read back of a critical result: section 35. */
final class OracleReadBacks {
    private final OracleState state;
    private final OracleLadder ladder;

    OracleReadBacks(final OracleState state, final OracleLadder ladder) {
        this.state = state;
        this.ladder = ladder;
    }

    /** Whether nobody has taken a result that is there: it is neither over nor dealt with. */
    static boolean areAwaited(final OracleAlert alert) {
        return alert.type == EmergencyType.CRITICAL_RESULT
                && !alert.hasOwner()
                && !alert.isTest()
                && alert.condition != Condition.INACTIVE;
    }

    /** Why a person does not get it; null if they do. */
    @Nullable
    OracleAnswer failure(final OracleAlert alert, final int person, final String readBack, final long occurrence) {
        if (alert.type != EmergencyType.CRITICAL_RESULT) {
            return null;
        }
        final List<String> texts = OracleResults.texts(alert);
        final boolean isOfNow = occurrence == 0 || (alert.limitValue <= occurrence && occurrence <= alert.occurrence);
        final boolean isRight = isOfNow
                && !readBack.isEmpty()
                && List.of(plain(texts.get(7)), plain(texts.get(7) + texts.get(8)))
                        .contains(plain(readBack));
        alert.value = isRight ? 0 : Math.min(alert.value + 1, 65_535);
        final Clause clause = isRight
                ? Clause.READ_BACK_RIGHT
                : readBack.isEmpty() ? Clause.READ_BACK_MISSING : Clause.READ_BACK_WRONG;
        state.event(
                "ReadBackNoted",
                OracleState.clauses(clause),
                "alertId",
                alert.alertId,
                "person",
                person,
                "failures",
                alert.value,
                "readBack",
                readBack);
        if (isRight) {
            return null;
        }
        final Result result = readBack.isEmpty() ? Result.READ_BACK_NEEDED : Result.READ_BACK_WRONG;
        final OracleAnswer answer = new OracleAnswer(result, alert.value, alert.alertId, 0, false);
        final OraclePolicy policy = alert.policy;
        final int most = policy == null ? 0 : policy.readBacks();
        if (policy != null && most > 0 && alert.value >= most && alert.condition != Condition.INACTIVE) {
            alert.value = 0;
            if (alert.isMuted() || alert.step < policy.steps().size()) {
                ladder.escalate(alert, Clause.READ_BACK_FAILED);
            }
        }
        return answer;
    }

    private static String plain(final String text) {
        return text.replace(" ", "").toLowerCase(Locale.ROOT);
    }
}

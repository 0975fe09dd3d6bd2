package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.Phase;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.event.AlertEvents;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.response.AlertLife;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What becomes of the alerts of a subject under rules that are no more, at its first reading under others. The alert of a limit goes on where it belongs to one of
 * the new rules, in the same place or another; everything else ends. Holds nothing of its own between two readings.
 */
final class FormerRules {
    private static final int INACTIVE = Condition.INACTIVE.value();
    private static final int LIMIT = Cause.LIMIT.value();
    private static final int SCORE = Cause.SCORE.value();
    private static final int TREND = Cause.TREND.value();
    private static final int NOBODY = -1;

    /** No rule. */
    private static final int NONE = 0;

    private final LimitRules rules;
    private final Subjects subjects;
    private final Alerts alerts;
    private final AlertLife life;
    private final AlertEvents events;
    private final TimedLimits timed;
    /** By alert: the place of the rule to which it belongs now, while a subject is looked at. */
    private final byte[] ruleOf;

    private final UnsafeBuffer nothing = new UnsafeBuffer(new byte[0]);

    FormerRules(
            final LimitRules rules,
            final Subjects subjects,
            final Alerts alerts,
            final AlertLife life,
            final AlertEvents events,
            final TimedLimits timed) {
        this.rules = rules;
        this.subjects = subjects;
        this.alerts = alerts;
        this.life = life;
        this.events = events;
        this.timed = timed;
        ruleOf = new byte[alerts.alertId.length];
    }

    /** An alert was raised: notes whether its rule can be told from all others. */
    void raised(final int alert) {
        if (alerts.cause[alert] == LIMIT) {
            alerts.mark(alert, Alerts.ONE_OF_A_KIND, onlyRuleFor(alert) == alerts.rule[alert]);
        }
    }

    /**
     * The open alerts of a subject are of the rules of now, or end, the oldest first.
     *
     * @return the rules of now that are violated already, bits: what their alerts stand for goes on.
     */
    long adopt(final int subject) {
        claim(subject);
        for (int alert = subjects.firstAlert(subject); alert != Subjects.NONE; ) {
            final int following = alerts.nextOfSubject[alert];
            final int of = alerts.cause[alert];
            if (of == LIMIT) {
                adoptLimit(subject, alert);
            } else if (of == SCORE || of == TREND) {
                end(alert, of == SCORE && alerts.rule[alert] > TableScores.RULE_BASE);
            }
            alert = following;
        }
        return moveAll(subject);
    }

    /** To which rule each alert of a limit belongs now: who stays in its place first, then the oldest. */
    private void claim(final int subject) {
        long taken = 0;
        for (int alert = subjects.firstAlert(subject); alert != Subjects.NONE; alert = alerts.nextOfSubject[alert]) {
            if (alerts.cause[alert] == LIMIT) {
                final boolean stays = isOf(alert, alerts.rule[alert]);
                ruleOf[alert] = stays ? alerts.rule[alert] : NONE;
                taken |= stays ? 1L << alerts.rule[alert] : 0;
            }
        }
        for (int alert = subjects.firstAlert(subject); alert != Subjects.NONE; alert = alerts.nextOfSubject[alert]) {
            if (alerts.cause[alert] == LIMIT
                    && ruleOf[alert] == NONE
                    && (alerts.flags[alert] & Alerts.ONE_OF_A_KIND) != 0) {
                final int only = onlyRuleFor(alert);
                ruleOf[alert] = (byte) ((taken >>> only & 1) == 0 ? only : NONE);
                taken |= 1L << only;
            }
        }
    }

    /** What was about to end, as readings were clear, ends: what it waited for is forgotten. */
    private void adoptLimit(final int subject, final int alert) {
        if (ruleOf[alert] == NONE) {
            end(alert, true);
        } else if (alerts.condition[alert] != INACTIVE && timed.isClearing(subject, alerts.rule[alert])) {
            life.end(alert, Clause.LIMIT_LEFT);
        }
    }

    /** All keys are taken away before any is given: rules may have changed places with one another. */
    private long moveAll(final int subject) {
        final long violated = subjects.violated(subject);
        long goesOn = 0;
        for (int alert = subjects.firstAlert(subject); alert != Subjects.NONE; alert = alerts.nextOfSubject[alert]) {
            if (alerts.cause[alert] == LIMIT) {
                final int before = alerts.rule[alert];
                final boolean isViolated = (violated >>> before & 1) != 0 && !timed.isClearing(subject, before);
                goesOn |= isViolated ? 1L << ruleOf[alert] : 0;
                if (ruleOf[alert] != before) {
                    alerts.keys().remove(alert);
                }
            }
        }
        for (int alert = subjects.firstAlert(subject); alert != Subjects.NONE; alert = alerts.nextOfSubject[alert]) {
            if (alerts.cause[alert] == LIMIT) {
                if (ruleOf[alert] != alerts.rule[alert]) {
                    move(subject, alert, ruleOf[alert]);
                }
                raised(alert);
            }
        }
        return goesOn;
    }

    private void move(final int subject, final int alert, final int rule) {
        alerts.rule[alert] = (byte) rule;
        alerts.keys().putRule(alert, subject, rule);
        events.updated(
                Because.of(Clause.CONFIGURED),
                alerts.alertId[alert],
                alerts.occurrence[alert],
                Phase.CONTINUE,
                alerts.severity[alert],
                alerts.priority[alert],
                alerts.assessments().tell(alert),
                rule,
                nothing,
                0,
                0);
    }

    /** What would be found for the rule or the table that takes the place is closed: nobody has resolved it. */
    private void end(final int alert, final boolean isForGood) {
        if (isForGood) {
            life.close(alert, Clause.CONFIGURED, Outcome.EXPIRED, NOBODY, NOBODY);
        } else if (alerts.condition[alert] != INACTIVE) {
            life.end(alert, Clause.CONFIGURED);
        }
    }

    /** The only rule of an alert's parameter, side and severity, or none. */
    private int onlyRuleFor(final int alert) {
        int found = NONE;
        for (int rule = rules.first(alerts.parameter[alert]); rule != NONE; rule = rules.next(rule)) {
            if (isOf(alert, rule)) {
                if (found != NONE) {
                    return NONE;
                }
                found = rule;
            }
        }
        return found;
    }

    /** Whether a rule is of an alert's parameter, side and severity. The side is that on which its first reading was. */
    private boolean isOf(final int alert, final int rule) {
        return rule <= rules.count()
                && rules.parameter(rule) == alerts.parameter[alert]
                && rules.isBelow(rule) == alerts.value[alert] < alerts.limit[alert]
                && rules.severity(rule) == alerts.severity[alert];
    }
}

package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.response.AlertLife;

/** Ends what the alerts of a subject stood for under rules that are no more, at its first reading under others. Holds nothing of its own. */
final class FormerRules {
    private static final int INACTIVE = Condition.INACTIVE.value();
    private static final int LIMIT = Cause.LIMIT.value();
    private static final int SCORE = Cause.SCORE.value();
    private static final int TREND = Cause.TREND.value();
    private static final int NOBODY = -1;

    private final LimitRules rules;
    private final Subjects subjects;
    private final Alerts alerts;
    private final AlertLife life;

    FormerRules(final LimitRules rules, final Subjects subjects, final Alerts alerts, final AlertLife life) {
        this.rules = rules;
        this.subjects = subjects;
        this.alerts = alerts;
        this.life = life;
    }

    /** The open alerts of limits, scores and trends of a subject end, the oldest first. */
    void endAlerts(final int subject) {
        for (int alert = subjects.firstAlert(subject); alert != Subjects.NONE; ) {
            final int following = alerts.nextOfSubject[alert];
            final int of = alerts.cause[alert];
            if (of == LIMIT || of == SCORE || of == TREND) {
                end(subject, alert);
            }
            alert = following;
        }
    }

    private void end(final int subject, final int alert) {
        final int rule = alerts.rule[alert];
        final int of = alerts.cause[alert];
        final boolean isTakenUp = of == LIMIT ? isOf(alert, rule) : of == TREND || rule <= TableScores.RULE_BASE;
        if (alerts.condition[alert] != INACTIVE) {
            life.end(alert, Clause.CONFIGURED);
        }
        // It would be found for the rule or the table that takes the place; without a review it is closed already.
        // Nobody has resolved it.
        if (!isTakenUp && alerts.keys().findRule(subject, rule) == alert) {
            life.close(alert, Clause.CONFIGURED, Outcome.EXPIRED, NOBODY, NOBODY);
        }
    }

    /** Whether what is in the place of an alert's rule calls for the same: parameter, side and severity, however far out. The side is that on which its first reading was. */
    private boolean isOf(final int alert, final int rule) {
        return rule <= rules.count()
                && rules.parameter(rule) == alerts.parameter[alert]
                && rules.isBelow(rule) == alerts.value[alert] < alerts.limit[alert]
                && rules.severity(rule) == alerts.severity[alert];
    }
}

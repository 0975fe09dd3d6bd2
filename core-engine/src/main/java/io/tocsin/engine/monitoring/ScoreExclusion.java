package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.engine.alert.AlertKeys;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.ScoreEvents;
import io.tocsin.engine.response.AlertLife;

/** Ends what was held of NEWS2 of a subject for which it is not meant, since other profiles were for it. Holds nothing of its own. */
final class ScoreExclusion {
    private static final int OF_SCORE = 0;

    private final Subjects subjects;
    private final Alerts alerts;
    private final AlertLife life;
    private final ScoreEvents events;

    ScoreExclusion(final Subjects subjects, final Alerts alerts, final AlertLife life, final ScoreEvents events) {
        this.subjects = subjects;
        this.alerts = alerts;
        this.life = life;
        this.events = events;
    }

    /** It is over; nothing if nothing was held. */
    void end(final int subject) {
        if (subjects.holdsScore(subject, 0, News2.BAND_ZERO, News2.ALL_INPUTS, false)) {
            return;
        }
        subjects.score(subject, 0, News2.BAND_ZERO, News2.ALL_INPUTS, false);
        events.news2(Because.of(Clause.SCORE_NOT_MEANT), subject, 0, News2.BAND_ZERO, false, News2.ALL_INPUTS);
        final int alert = alerts.keys().findRule(subject, OF_SCORE);
        if (alert != AlertKeys.ABSENT) {
            alerts.value[alert] = 0;
            if (alerts.condition[alert] != Condition.INACTIVE.value()) {
                life.end(alert, Clause.SCORE_NOT_MEANT);
            }
        }
    }
}

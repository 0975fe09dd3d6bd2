package io.tocsin.replay.evaluate.synthetic;

import io.tocsin.LimitRules;
import io.tocsin.codecs.sbe.Bound;

/**
 * What the router told of one patient with one setting. An alert is of the *body* if the patient's own value, without artefacts, was beyond the limit when it was raised or
 * within the limit's delay before; else it is of an artefact.
 */
final class Told {
    /** There is none. */
    static final int NONE = -1;

    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final int MS_PER_SECOND = 1_000;

    private final Stay stay;
    private final Setting setting;
    private final int[] byLimit = new int[Setting.limits()];
    private int alerts;
    private int ofBody;
    private int first = NONE;
    private int firstOfBody = NONE;

    Told(final Stay stay, final Setting setting) {
        this.stay = stay;
        this.setting = setting;
    }

    /** An alert, later than those before or at the same instant. */
    void add(final int limit, final long sinceStartNs) {
        final int second = Math.min((int) (sinceStartNs / NS_PER_SECOND), stay.seconds() - 1);
        final boolean isOfBody = isBodyBeyond(limit, second);
        alerts++;
        byLimit[limit]++;
        ofBody += isOfBody ? 1 : 0;
        if (second >= stay.horizonFrom()) {
            first = first == NONE ? second : first;
            firstOfBody = firstOfBody == NONE && isOfBody ? second : firstOfBody;
        }
    }

    Stay stay() {
        return stay;
    }

    int alerts() {
        return alerts;
    }

    int ofArtefacts() {
        return alerts - ofBody;
    }

    int alerts(final int limit) {
        return byLimit[limit];
    }

    /** Second of the first alert in the hours before the end, or {@link #NONE}. */
    int first(final boolean onlyOfBody) {
        return onlyOfBody ? firstOfBody : first;
    }

    private boolean isBodyBeyond(final int limit, final int second) {
        final LimitRules.Rule rule = Setting.limit(limit);
        final int vital = Vital.placeOf(rule.parameter());
        final int hundredths = setting.limitHundredths(limit);
        final long delay = (setting.delayMs(limit) + MS_PER_SECOND - 1) / MS_PER_SECOND;
        for (int back = 0; back <= Math.min(delay, second); back++) {
            final int body = stay.body(vital, second - back);
            if (rule.bound() == Bound.BELOW ? body < hundredths : body > hundredths) {
                return true;
            }
        }
        return false;
    }
}

package io.tocsin.replay.evaluate.mimic2;

import io.tocsin.LimitRules;
import io.tocsin.Policy;
import io.tocsin.Site;
import java.time.Duration;

/** The one bed of the data set, and a desk that takes every alert; what has ended is closed at once, so that each violation that counts is an alarm of its own. */
final class Ward {
    /** Who lies there. */
    static final String PATIENT = "s00001";

    /** Who takes every alert. */
    static final String DESK = "desk";

    private static final String UNIT = "icu";

    private Ward() {}

    static Site site(final LimitRules rules) {
        return Site.named(UNIT)
                .unit(UNIT)
                .desk(DESK)
                .patientInUnit(PATIENT, UNIT)
                .rules(rules)
                .policy(Policy.named("all")
                        .person(DESK, Duration.ofMinutes(5))
                        .failSafe(DESK, Duration.ofHours(1))
                        .review(Duration.ZERO))
                .build();
    }
}

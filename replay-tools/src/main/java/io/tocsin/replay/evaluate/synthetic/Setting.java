package io.tocsin.replay.evaluate.synthetic;

import io.tocsin.LimitRules;
import io.tocsin.LimitTiming;
import io.tocsin.codecs.sbe.Bound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The usual limits of adults with one timing. Steps are those of the timings that ship ({@link LimitRules#calm}), and their multiples; none was chosen by what came out.
 *
 * @param key             in reports.
 * @param title           for people.
 * @param delayTimes      condition delays, in times of those that ship.
 * @param hysteresisTimes hysteresis, in times of that which ships.
 * @param isClearDelayed  whether an end waits for the clear delay that ships.
 * @param isDebounced     whether there is the de-bounce that ships.
 * @param closer          how many times the hysteresis limits are further inside than the usual ones; negative = outside.
 */
record Setting(
        String key,
        String title,
        int delayTimes,
        int hysteresisTimes,
        boolean isClearDelayed,
        boolean isDebounced,
        int closer) {
    /** The grid is of 0 to so many times what ships. */
    static final int MOST_TIMES = 2;

    private static final List<LimitRules.Rule> SHIPPED =
            LimitRules.adult().calm().rules();
    private static final List<Setting> ALL = all();

    /** Every one that is compared: at once first, then what ships. */
    static List<Setting> everyOne() {
        return ALL;
    }

    /** How many limits each has. */
    static int limits() {
        return SHIPPED.size();
    }

    /** One of the limits, as it ships. */
    static LimitRules.Rule limit(final int limit) {
        return SHIPPED.get(limit);
    }

    /** The one of the grid that has neither clear delay nor other limits. */
    static Setting ofGrid(final int delayTimes, final int hysteresisTimes) {
        return ALL.stream()
                .filter(setting -> !setting.isClearDelayed && setting.isDebounced && setting.closer == 0)
                .filter(setting -> setting.delayTimes == delayTimes && setting.hysteresisTimes == hysteresisTimes)
                .findFirst()
                .orElseThrow();
    }

    /** Condition delay of a limit, in ms. */
    long delayMs(final int limit) {
        return SHIPPED.get(limit).timing().delayMs() * delayTimes;
    }

    /** Where a limit is, in hundredths. */
    int limitHundredths(final int limit) {
        final LimitRules.Rule rule = SHIPPED.get(limit);
        final int inside = closer * rule.timing().hysteresisHundredths();
        return rule.limitHundredths() + (rule.bound() == Bound.BELOW ? inside : -inside);
    }

    /** Adds its limits to others. */
    LimitRules addTo(final LimitRules others) {
        LimitRules rules = others;
        for (int i = 0; i < SHIPPED.size(); i++) {
            final LimitRules.Rule rule = SHIPPED.get(i);
            final double value = limitHundredths(i) / 100.0;
            rules = (rule.bound() == Bound.BELOW
                            ? rules.below(rule.parameter(), value, rule.severity())
                            : rules.above(rule.parameter(), value, rule.severity()))
                    .timed(timing(i));
        }
        return rules;
    }

    private LimitTiming timing(final int limit) {
        final LimitTiming shipped = SHIPPED.get(limit).timing();
        return LimitTiming.AT_ONCE
                .delay(Duration.ofMillis(delayMs(limit)))
                .clearDelay(isClearDelayed ? Duration.ofMillis(shipped.clearMs()) : Duration.ZERO)
                .debounce(isDebounced ? Duration.ofMillis(shipped.debounceMs()) : Duration.ZERO)
                .hysteresis(hysteresisTimes * shipped.hysteresisHundredths() / 100.0);
    }

    private static List<Setting> all() {
        final List<Setting> all = new ArrayList<>(List.of(
                new Setting("atOnce", "at once", 0, 0, false, true, 0),
                new Setting("shipped", "as shipped", 1, 1, true, true, 0),
                new Setting("atOnceFarther", "at once, limits farther", 0, 0, false, true, -1),
                new Setting("shippedCloser", "as shipped, limits closer", 1, 1, true, true, 1),
                new Setting("shippedTwiceCloser", "as shipped, limits twice closer", 1, 1, true, true, 2),
                new Setting("atOnceAgain", "at once, no de-bounce", 0, 0, false, false, 0),
                new Setting("shippedAgain", "as shipped, no de-bounce", 1, 1, true, false, 0)));
        for (int delay = 0; delay <= MOST_TIMES; delay++) {
            for (int hysteresis = 0; hysteresis <= MOST_TIMES; hysteresis++) {
                if (delay + hysteresis > 0) {
                    all.add(new Setting(
                            "delay" + delay + "Hysteresis" + hysteresis,
                            "delay × " + delay + ", hysteresis × " + hysteresis,
                            delay,
                            hysteresis,
                            false,
                            true,
                            0));
                }
            }
        }
        return List.copyOf(all);
    }
}

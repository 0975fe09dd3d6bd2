package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TechnicalCondition;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What devices say of themselves beside their readings: section 36. */
final class OracleDeviceWatch {
    /** In the order in which they are told. */
    private static final List<TechnicalCondition> CONDITIONS =
            List.of(TechnicalCondition.BATTERY_LOW, TechnicalCondition.BATTERY_EMPTY, TechnicalCondition.CALIBRATION);

    private static final int CALIBRATED = 1;

    private final OracleState state;
    private final OracleOwn own;
    final OracleDeviceSilence silence;
    /** What is the matter and was told, by subject. */
    private final Map<Integer, Set<TechnicalCondition>> held = new TreeMap<>();

    OracleDeviceWatch(final OracleState state, final OracleOwn own) {
        this.state = state;
        this.own = own;
        silence = new OracleDeviceSilence(state, own);
    }

    void configured(final OracleDeviceRules rules) {
        final Set<TechnicalCondition> over = EnumSet.noneOf(TechnicalCondition.class);
        if (rules.low() == 0) {
            over.add(TechnicalCondition.BATTERY_LOW);
        }
        if (rules.empty() == 0) {
            over.add(TechnicalCondition.BATTERY_EMPTY);
        }
        if (!rules.calibration()) {
            over.add(TechnicalCondition.CALIBRATION);
        }
        held.forEach((device, conditions) -> CONDITIONS.stream()
                .filter(over::contains)
                .filter(conditions::remove)
                .forEach(condition -> own.isOver(condition, device, 0, Clause.CONFIGURED)));
        silence.configured(rules.silentMs());
    }

    /** A batch was taken. */
    void look(final OracleBatch batch, final int subject, final int bed) {
        final OracleDeviceRules rules = state.site.devices;
        if (rules == null || batch.deviceId().isEmpty()) {
            return;
        }
        final String name = "D" + batch.deviceId();
        final int known = state.site.subjects.indexOf(name);
        final Set<TechnicalCondition> was = EnumSet.noneOf(TechnicalCondition.class);
        was.addAll(held.getOrDefault(known, Set.of()));
        if (!own.isOpen(TechnicalCondition.BATTERY_EMPTY, known)
                || own.isOpenElsewhere(TechnicalCondition.BATTERY_EMPTY, known, own.unitOf(subject, bed))) {
            was.remove(TechnicalCondition.BATTERY_EMPTY);
        }
        final Set<TechnicalCondition> is = EnumSet.noneOf(TechnicalCondition.class);
        for (final TechnicalCondition condition : CONDITIONS) {
            final boolean before = was.contains(condition);
            final boolean now = condition == TechnicalCondition.CALIBRATION
                    ? isToCalibrate(rules, before, batch.calibration())
                    : isAt(
                            rules,
                            condition == TechnicalCondition.BATTERY_LOW ? rules.low() : rules.empty(),
                            before,
                            batch.battery());
            if (now) {
                is.add(condition);
            }
        }
        if (is.equals(was) || !state.mayIntern(name)) {
            return;
        }
        final int device = state.intern(name);
        final Set<TechnicalCondition> then =
                held.computeIfAbsent(device, any -> EnumSet.noneOf(TechnicalCondition.class));
        final Set<TechnicalCondition> before = EnumSet.copyOf(was);
        for (final TechnicalCondition condition : CONDITIONS) {
            if (is.contains(condition)
                    && !before.contains(condition)
                    && own.comes(
                            condition,
                            severityOf(rules, condition),
                            device,
                            own.unitOf(subject, bed),
                            own.bedOf(subject, bed),
                            subject == device ? 0 : subject + 1,
                            value(condition, batch),
                            condition == TechnicalCondition.CALIBRATION
                                    ? Clause.CALIBRATION_NEEDED
                                    : Clause.BATTERY_BELOW)) {
                then.add(condition);
            }
        }
        for (final TechnicalCondition condition : CONDITIONS) {
            if (before.contains(condition) && !is.contains(condition)) {
                then.remove(condition);
                own.isOver(
                        condition,
                        device,
                        value(condition, batch),
                        condition == TechnicalCondition.CALIBRATION ? Clause.CALIBRATION_DONE : Clause.BATTERY_ABOVE);
            }
        }
    }

    private static boolean isAt(
            final OracleDeviceRules rules, final int limit, final boolean before, final @Nullable Integer percent) {
        if (percent == null) {
            return before;
        }
        final boolean stays = before && percent - limit < rules.hysteresis();
        return limit > 0 && (percent <= limit || stays);
    }

    private static boolean isToCalibrate(
            final OracleDeviceRules rules, final boolean before, final @Nullable Integer calibration) {
        return (calibration == null || !rules.calibration()) ? before : calibration != CALIBRATED;
    }

    private static int value(final TechnicalCondition condition, final OracleBatch batch) {
        final Integer value = condition == TechnicalCondition.CALIBRATION ? batch.calibration() : batch.battery();
        return value == null ? 0 : value;
    }

    private static Severity severityOf(final OracleDeviceRules rules, final TechnicalCondition condition) {
        final DeviceCondition of = switch (condition) {
            case BATTERY_LOW -> DeviceCondition.BATTERY_LOW;
            case BATTERY_EMPTY -> DeviceCondition.BATTERY_EMPTY;
            default -> DeviceCondition.CALIBRATION_DUE;
        };
        return rules.floors().getOrDefault((int) of.value(), Severity.NULL_VAL);
    }
}

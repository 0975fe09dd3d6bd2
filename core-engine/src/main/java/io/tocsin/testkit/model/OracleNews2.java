package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.NewsBand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * NEWS2 by the chart of the Royal College of Physicians (2017), row by row. Inputs in hundredths of their unit, null = missing, in the order of the missing mask:
 * respiratory rate, SpO2, oxygen, systolic pressure, heart rate, consciousness, temperature.
 */
final class OracleNews2 {
    /** What the chart says about seven inputs. */
    record Score(List<Integer> parts, int total, NewsBand band, boolean singleThree, int missingMask) {}

    private OracleNews2() {}

    static Score score(final List<@Nullable Integer> inputs, final int spo2Scale) {
        final Integer oxygen = inputs.get(2);
        final boolean onOxygen = oxygen != null && oxygen > 0;
        final List<Integer> parts = List.of(
                part(inputs.get(0), OracleNews2::respiratoryRate),
                part(inputs.get(1), spo2 -> spo2Scale == 2 ? spo2ScaleTwo(spo2, onOxygen) : spo2ScaleOne(spo2)),
                onOxygen ? 2 : 0,
                part(inputs.get(3), OracleNews2::systolic),
                part(inputs.get(4), OracleNews2::heartRate),
                part(inputs.get(5), consciousness -> consciousness == 0 ? 0 : 3),
                part(inputs.get(6), OracleNews2::temperature));
        int missing = 0;
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i) == null) {
                missing |= 1 << i;
            }
        }
        final int total = parts.stream().mapToInt(Integer::intValue).sum();
        final boolean three = parts.contains(3);
        return new Score(parts, total, band(total, three), three, missing);
    }

    private interface Row {
        int points(int hundredths);
    }

    private static int part(final @Nullable Integer hundredths, final Row row) {
        return hundredths == null ? 0 : row.points(hundredths);
    }

    private static NewsBand band(final int total, final boolean three) {
        if (total >= 7) {
            return NewsBand.HIGH;
        }
        if (total >= 5) {
            return NewsBand.MEDIUM;
        }
        if (three) {
            return NewsBand.LOW_MEDIUM;
        }
        return total > 0 ? NewsBand.LOW : NewsBand.ZERO;
    }

    /** The nearest whole unit, halves up. */
    private static int whole(final int hundredths) {
        return Math.floorDiv(hundredths + 50, 100);
    }

    private static int respiratoryRate(final int hundredths) {
        final int rate = whole(hundredths);
        if (rate <= 8) {
            return 3;
        }
        if (rate <= 11) {
            return 1;
        }
        if (rate <= 20) {
            return 0;
        }
        return rate <= 24 ? 2 : 3;
    }

    private static int spo2ScaleOne(final int hundredths) {
        final int spo2 = whole(hundredths);
        if (spo2 <= 91) {
            return 3;
        }
        if (spo2 <= 93) {
            return 2;
        }
        return spo2 <= 95 ? 1 : 0;
    }

    private static int spo2ScaleTwo(final int hundredths, final boolean onOxygen) {
        final int spo2 = whole(hundredths);
        if (spo2 <= 83) {
            return 3;
        }
        if (spo2 <= 85) {
            return 2;
        }
        if (spo2 <= 87) {
            return 1;
        }
        if (spo2 <= 92 || !onOxygen) {
            return 0;
        }
        if (spo2 <= 94) {
            return 1;
        }
        return spo2 <= 96 ? 2 : 3;
    }

    private static int systolic(final int hundredths) {
        final int pressure = whole(hundredths);
        if (pressure <= 90) {
            return 3;
        }
        if (pressure <= 100) {
            return 2;
        }
        if (pressure <= 110) {
            return 1;
        }
        return pressure <= 219 ? 0 : 3;
    }

    private static int heartRate(final int hundredths) {
        final int rate = whole(hundredths);
        if (rate <= 40) {
            return 3;
        }
        if (rate <= 50) {
            return 1;
        }
        if (rate <= 90) {
            return 0;
        }
        if (rate <= 110) {
            return 1;
        }
        return rate <= 130 ? 2 : 3;
    }

    private static int temperature(final int hundredths) {
        final int tenths = Math.floorDiv(hundredths + 5, 10);
        if (tenths <= 350) {
            return 3;
        }
        if (tenths <= 360) {
            return 1;
        }
        if (tenths <= 380) {
            return 0;
        }
        return tenths <= 390 ? 1 : 2;
    }
}

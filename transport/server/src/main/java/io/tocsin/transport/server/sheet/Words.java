package io.tocsin.transport.server.sheet;

import io.tocsin.AlertCause;
import io.tocsin.AlertState;
import io.tocsin.Policy;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Severity;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What things are called on paper. Immutable. */
final class Words {
    private static final int HUNDREDTHS = 2;
    private static final long NS_PER_S = 1_000_000_000;
    private static final int MOST_TOLD = 8;
    private static final List<Severity> GRAVEST_FIRST =
            List.of(Severity.CRITICAL, Severity.EMERGENT, Severity.URGENT, Severity.SEMI_URGENT, Severity.NON_URGENT);

    private final DateTimeFormatter time;

    Words(final ZoneId zone) {
        time = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).withZone(zone);
    }

    /** Day, hour and minute of an instant. */
    String time(final long epochNs) {
        return time.format(Instant.ofEpochSecond(epochNs / NS_PER_S));
    }

    /** Less is graver. */
    static int gravity(final Severity severity) {
        final int place = GRAVEST_FIRST.indexOf(severity);
        return place < 0 ? GRAVEST_FIRST.size() : place;
    }

    Sheet.Alert alert(final AlertState alert, final String name) {
        final String patient = alert.patientId().isEmpty() ? "unidentified" : alert.patientId();
        return new Sheet.Alert(
                Long.toUnsignedString(alert.alertId()),
                alert.severity().name(),
                what(alert),
                alert.unit().isEmpty() ? "(no unit)" : alert.unit(),
                (alert.unit() + ' ' + alert.bed()).strip(),
                name.isEmpty() ? patient : patient + ' ' + name,
                time(alert.raisedAtNs()),
                alert.owner() == null ? "" : alert.owner(),
                (alert.owner() != null && alert.atBedside() ? ", at the bedside" : "") + filled(alert),
                alert.owner() == null ? told(alert) : "");
    }

    /** Whom alerts go to under a policy. */
    Sheet.Ladder ladder(final Policy policy) {
        final List<String> steps = new ArrayList<>();
        int number = 0;
        for (final Policy.Step step : policy.steps()) {
            if (step.same() && !steps.isEmpty()) {
                final int last = steps.size() - 1;
                steps.set(last, steps.get(last) + ", with " + target(step));
            } else {
                number++;
                steps.add(number + ". " + target(step) + ", " + length(step.delayMs()));
            }
        }
        steps.add((number + 1) + ". in the end: " + policy.failSafe());
        final String of = policy.severities().stream().map(Words::word).collect(Collectors.joining(", "));
        final String types = policy.types().isEmpty()
                ? ""
                : " of " + policy.types().stream().map(Words::word).collect(Collectors.joining(", "));
        return new Sheet.Ladder(policy.name() + ": " + of + types, steps);
    }

    private static String target(final Policy.Step step) {
        final String whom = switch (step.target()) {
            case CARE_TEAM -> "who cares for the patient";
            case UNIT_ROLE -> "'" + step.name() + "' of the unit";
            case FACILITY_ROLE -> "'" + step.name() + "' of the facility";
            case PERSON -> step.name();
            case NEAREST -> "who is nearest";
            case ORDERING -> "who ordered the examination";
            case EMERGENCY_CONTACTS -> "whom the patient wants told";
            case MONITORING_RECIPIENTS -> "whom the patient's monitoring session names";
            case MONITORING_VIEWERS -> "who looks on at the patient's monitoring session";
            default -> word(step.target()) + (step.name().isEmpty() ? "" : " '" + step.name() + "'");
        };
        return step.slot().isEmpty() ? whom : whom + " as " + step.slot();
    }

    private static String length(final long ms) {
        final Duration length = Duration.ofMillis(ms);
        return length.toSeconds() % 60 == 0 && ms >= 60_000
                ? length.toMinutes() + " min"
                : BigDecimal.valueOf(ms, 3).stripTrailingZeros().toPlainString() + " s";
    }

    private static String what(final AlertState alert) {
        final List<String> parts = new ArrayList<>();
        final AlertCause cause = alert.cause();
        if (cause.kind() == Cause.DECLARED) {
            parts.add(
                    alert.type() == EmergencyType.OTHER
                                    && !alert.details().typeText().isEmpty()
                            ? alert.details().typeText()
                            : word(alert.type()));
        } else {
            parts.add(word(cause.kind()));
        }
        if (cause.kind() == Cause.LIMIT && cause.parameter() != null) {
            parts.add(word(cause.parameter()) + ' ' + hundredths(cause.value()) + " (limit "
                    + hundredths(cause.limitValue()) + ")");
        }
        if (!alert.details().description().isEmpty()) {
            parts.add(alert.details().description());
        }
        if (alert.occurrence() > 1) {
            parts.add(alert.occurrence() + " times");
        }
        return String.join(": ", parts);
    }

    private static String filled(final AlertState alert) {
        return alert.slots().entrySet().stream()
                .map(slot -> "; " + slot.getKey() + ": " + (slot.getValue().isEmpty() ? "nobody" : slot.getValue()))
                .collect(Collectors.joining());
    }

    private static String told(final AlertState alert) {
        final List<String> asked = alert.responses().entrySet().stream()
                .filter(response ->
                        response.getValue() == Response.OFFERED || response.getValue() == Response.UNDEFINED)
                .map(Map.Entry::getKey)
                .toList();
        return asked.size() <= MOST_TOLD
                ? String.join(", ", asked)
                : String.join(", ", asked.subList(0, MOST_TOLD)) + " and " + (asked.size() - MOST_TOLD) + " more";
    }

    private static String hundredths(final int value) {
        return BigDecimal.valueOf(value, HUNDREDTHS).stripTrailingZeros().toPlainString();
    }

    private static String word(final Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

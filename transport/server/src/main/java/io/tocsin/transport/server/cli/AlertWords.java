package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.AlertCause;
import io.tocsin.codecs.json.AlertReport;
import io.tocsin.codecs.json.Shown;
import io.tocsin.codecs.sbe.CareCondition;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TechnicalCondition;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What an alert is called on a terminal. Immutable; any thread. */
final class AlertWords {
    /** What happened stands in the text. */
    private static final Set<EmergencyType> NAMED_BY_TEXT =
            EnumSet.of(EmergencyType.OTHER, EmergencyType.CRITICAL_RESULT, EmergencyType.CARE_NOTICE);

    private static final int HUNDREDTHS = 2;
    private static final int NS_DIGITS = 9;

    private final DateTimeFormatter time;

    /** In a time zone. */
    AlertWords(final ZoneId zone) {
        time = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone);
    }

    /** Hours, minutes and seconds of an instant; {@code -} for none. */
    String time(final long epochNs) {
        if (epochNs == 0) {
            return "-";
        }
        final BigDecimal seconds = BigDecimal.valueOf(epochNs, NS_DIGITS);
        return time.format(Instant.ofEpochSecond(seconds.longValue()));
    }

    /** What happened: the type of the emergency, a limit, or a score. */
    String what(final AlertReport alert) {
        final String what = cause(alert);
        return alert.purpose() == Purpose.PRODUCTION ? what : word(alert.purpose()) + ": " + what;
    }

    /** Unit and bed. */
    String where(final AlertReport alert) {
        if (alert.bed().isEmpty()) {
            return alert.unit().isEmpty() ? "-" : alert.unit();
        }
        return alert.unit().isEmpty() ? alert.bed() : alert.unit() + ' ' + alert.bed();
    }

    /** How grave it is; an alert that is shown without it is just one. */
    String severity(final AlertReport alert) {
        return alert.severity() == Severity.NULL_VAL ? "an" : alert.severity().name();
    }

    /** The patient, or what stands for one. */
    String who(final AlertReport alert) {
        if (alert.subject() == null) {
            return alert.shown() == Shown.WHOLE || alert.shown() == Shown.WITHOUT_VITALS ? "unidentified" : "not shown";
        }
        return switch (alert.subject().kind()) {
            case PATIENT ->
                alert.subject().id()
                        + (alert.subject().name().isEmpty()
                                ? ""
                                : ' ' + alert.subject().name())
                        + (alert.unidentified() ? " (unknown)" : "");
            case BED -> "whoever is in " + alert.subject().id();
            case DEVICE -> "whoever is on " + alert.subject().id();
        };
    }

    /** What a person types to take it: of a critical result as it was shown, with what they read back. */
    static String accept(final AlertReport alert, final String person) {
        final String accept = "tocsin accept " + Long.toUnsignedString(alert.alertId()) + " --as " + person;
        return isResult(alert) ? accept + " --occurrence " + alert.occurrence() + " --read-back VALUE" : accept;
    }

    /** Whether it says what an examination found. */
    static boolean isResult(final AlertReport alert) {
        return alert.emergency() == EmergencyType.CRITICAL_RESULT;
    }

    /** Who has it or is told, and until when. */
    String state(final AlertReport alert) {
        final List<String> parts = new ArrayList<>();
        if (alert.condition() == Condition.INACTIVE) {
            parts.add("condition over");
        } else if (alert.condition() == Condition.LATCHED) {
            parts.add("condition over, latched");
        }
        if (alert.shown() == Shown.SUMMARY || alert.shown() == Shown.NOTHING) {
            if (alert.shown() == Shown.SUMMARY) {
                parts.add(alert.responding() ? "somebody responds" : "nobody has it yet");
            }
            return String.join("; ", parts);
        }
        if (!alert.owner().isEmpty()) {
            parts.add("taken by " + alert.owner());
            if (alert.snoozedUntilNs() != 0) {
                parts.add("put off until " + time(alert.snoozedUntilNs()));
            }
        } else {
            final List<String> offered = with(alert, Response.OFFERED);
            final List<String> silent = with(alert, Response.UNDEFINED);
            final List<String> rejected = with(alert, Response.REJECTED);
            if (alert.mutedBy() != 0) {
                parts.add("silenced until " + time(alert.mutedUntilNs()) + " (silence " + alert.mutedBy() + ')');
            } else if (alert.inhibitedBy() != 0) {
                parts.add("nobody is asked while alert " + alert.inhibitedBy() + " is open");
            } else {
                parts.add(offered.isEmpty() ? "nobody has it" : "offered to " + String.join(", ", offered));
            }
            if (!silent.isEmpty()) {
                parts.add("no answer from " + String.join(", ", silent));
            }
            if (!rejected.isEmpty()) {
                parts.add("rejected by " + String.join(", ", rejected));
            }
            if (alert.deadlineNs() != 0) {
                parts.add("next at " + time(alert.deadlineNs()));
            }
        }
        if (!alert.slots().isEmpty()) {
            parts.add(alert.slots().entrySet().stream()
                    .map(slot -> slot.getKey() + " " + (slot.getValue().isEmpty() ? "open" : slot.getValue()))
                    .collect(Collectors.joining(", ")));
        }
        if (alert.stale()) {
            parts.add("stale");
        }
        return String.join("; ", parts);
    }

    /** A constant as people write it. */
    static String word(final Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String cause(final AlertReport alert) {
        final AlertCause cause = alert.cause();
        return switch (cause.kind()) {
            case LIMIT ->
                cause.parameter() == null
                        ? "a limit"
                        : word(cause.parameter())
                                + ' '
                                + decimal(cause.value())
                                + (cause.value() < cause.limit() ? " below " : " above ")
                                + decimal(cause.limit());
            case SCORE -> {
                final String score = cause.table() == 0 ? "NEWS2" : "score " + cause.table() + " of the site";
                yield alert.shown() == Shown.WHOLE ? score + " " + cause.value() : score;
            }
            case TREND ->
                alert.shown() == Shown.WHOLE
                        ? "readings on the move, " + cause.value() + " points"
                        : "readings on the move";
            case CARE ->
                cause.rule() == CareCondition.WEIGHT_GAIN.value() && alert.shown() == Shown.WHOLE
                        ? "weight gain " + decimal(cause.value()) + " kg"
                        : type(alert);
            case TECHNICAL -> word(TechnicalCondition.get((short) cause.rule()));
            default -> type(alert);
        };
    }

    private static String type(final AlertReport alert) {
        if (alert.emergency() == EmergencyType.NULL_VAL) {
            return "(not shown)";
        }
        final DeviceCondition condition = alert.text().deviceCondition();
        if (condition != null) {
            final String device = alert.text().device();
            return device.isEmpty() ? word(condition) : word(condition) + " of " + device;
        }
        return NAMED_BY_TEXT.contains(alert.emergency())
                        && !alert.text().typeText().isEmpty()
                ? alert.text().typeText()
                : word(alert.emergency());
    }

    private static String decimal(final int hundredths) {
        return BigDecimal.valueOf(hundredths, HUNDREDTHS).stripTrailingZeros().toPlainString();
    }

    private static List<String> with(final AlertReport alert, final Response response) {
        return alert.responses().entrySet().stream()
                .filter(entry -> entry.getValue() == response)
                .map(Map.Entry::getKey)
                .toList();
    }
}

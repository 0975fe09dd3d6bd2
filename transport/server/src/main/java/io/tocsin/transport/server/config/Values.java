package io.tocsin.transport.server.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.tocsin.router.Suggestion;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns single values of a configuration into what they mean; what is wrong goes to the findings, and {@code null} is answered. One thread. */
final class Values {
    private static final String VALUE = "value";

    private final Findings findings;

    Values(final Findings findings) {
        this.findings = findings;
    }

    @Nullable
    String asText(final String key, final ConfigValue value) {
        if (value.valueType() == ConfigValueType.STRING) {
            return (String) value.unwrapped();
        }
        // Rooms and beds are often numbers, and are to be read as they were written.
        if (value.valueType() == ConfigValueType.NUMBER) {
            return value.render();
        }
        wrong(key, value, "a text");
        return null;
    }

    @Nullable
    Boolean asFlag(final String key, final ConfigValue value) {
        try {
            return value.atKey(VALUE).getBoolean(VALUE);
        } catch (final ConfigException wrongType) {
            wrong(key, value, "true or false");
            return null;
        }
    }

    @Nullable
    Long asLong(final String key, final ConfigValue value, final long least, final long most) {
        final long number;
        try {
            number = new BigDecimal(String.valueOf(value.unwrapped())).longValueExact();
        } catch (final ArithmeticException | NumberFormatException notWhole) {
            wrong(key, value, "a whole number");
            return null;
        }
        if (number < least || number > most) {
            findings.problem(value.origin(), key, "is " + number + ": it must be from " + least + " to " + most);
            return null;
        }
        return number;
    }

    @Nullable
    Duration asDuration(final String key, final ConfigValue value, final Duration least, final Duration most) {
        final boolean bareNumber =
                value.valueType() == ConfigValueType.NUMBER && ((Number) value.unwrapped()).doubleValue() != 0;
        final Duration duration;
        try {
            duration = bareNumber ? null : value.atKey(VALUE).getDuration(VALUE);
        } catch (final ConfigException wrongType) {
            wrong(key, value, "a duration with its unit, such as 500 ms, 30 s, 5 minutes or 2 h");
            return null;
        }
        if (duration == null) {
            wrong(key, value, "a duration with its unit, such as 500 ms, 30 s, 5 minutes or 2 h");
            return null;
        }
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            findings.problem(
                    value.origin(),
                    key,
                    "is " + Units.duration(duration) + ": it must be from " + Units.duration(least) + " to "
                            + Units.duration(most));
            return null;
        }
        return duration;
    }

    @Nullable
    Long asSize(final String key, final ConfigValue value, final long least, final long most) {
        final long bytes;
        try {
            bytes = value.atKey(VALUE).getBytes(VALUE);
        } catch (final ConfigException wrongType) {
            wrong(key, value, "a size such as 64 MiB");
            return null;
        }
        if (bytes < least || bytes > most) {
            findings.problem(
                    value.origin(),
                    key,
                    "is " + Units.size(bytes) + ": it must be from " + Units.size(least) + " to " + Units.size(most));
            return null;
        }
        return bytes;
    }

    <E extends Enum<E>> @Nullable E asChoice(final String key, final ConfigValue value, final List<E> choices) {
        if (value.valueType() != ConfigValueType.STRING) {
            wrong(key, value, "one of " + words(choices));
            return null;
        }
        final String written = (String) value.unwrapped();
        final String normal = written.toUpperCase(Locale.ROOT).replace('-', '_');
        for (final E choice : choices) {
            if (choice.name().equals(normal)) {
                return choice;
            }
        }
        findings.problem(
                value.origin(),
                key,
                "'" + written + "' is none of " + words(choices)
                        + Suggestion.of(
                                written.toLowerCase(Locale.ROOT),
                                choices.stream().map(Values::word).toList()));
        return null;
    }

    void wrong(final String key, final ConfigValue value, final String expected) {
        findings.problem(value.origin(), key, "is " + kind(value) + ": it must be " + expected);
    }

    private static String kind(final ConfigValue value) {
        return switch (value.valueType()) {
            case OBJECT -> "a section";
            case LIST -> "a list";
            case NULL -> "null";
            case BOOLEAN, NUMBER -> value.render();
            case STRING -> "the text '" + value.unwrapped() + "'";
        };
    }

    static String word(final Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String words(final List<? extends Enum<?>> values) {
        return String.join(", ", values.stream().map(Values::word).toList());
    }
}

package io.tocsin.codecs.wire;

import io.tocsin.codecs.json.AlertCause;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.Epoch;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.Token;
import io.tocsin.codecs.sbe.Cause;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes messages out of their own declarations, so that whoever adds one, or a field to one, has it tested. */
final class Sampler {
    private static final List<String> TEXTS =
            List.of("", "a", "icu-1", "Zoë Ünal", "\uD83D\uDE91 ambulance", "two\nlines", "x".repeat(36));
    private static final Set<String> UNSIGNED = Set.of(
            "commandId",
            "alertId",
            "source",
            "session",
            "highestCommandId",
            "critical",
            "other",
            "seq",
            "prev",
            "deviceSequence",
            "monitoringId",
            "inhibitedBy",
            "before",
            "asOfEventSeq",
            "high",
            "low");

    private final Random random;

    Sampler(final Random random) {
        this.random = random;
    }

    /** Every kind of message that clients have. */
    static List<Class<?>> ofClients() {
        return records(ClientMessage.class);
    }

    /** Every kind of message that routers have. */
    static List<Class<?>> ofRouters() {
        return records(ServerMessage.class);
    }

    private static List<Class<?>> records(final Class<?> type) {
        if (type.isRecord()) {
            return List.of(type);
        }
        final Set<Class<?>> records = new LinkedHashSet<>();
        for (final Class<?> permitted : type.getPermittedSubclasses()) {
            records.addAll(records(permitted));
        }
        return new ArrayList<>(records);
    }

    /** One of them. */
    Object sample(final Class<?> type) {
        for (int tries = 0; tries < 10_000; tries++) {
            final RecordComponent[] components = type.getRecordComponents();
            final Object[] values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = value(components[i]);
            }
            final Object made = make(type, values);
            if (made != null) {
                return made;
            }
        }
        throw new AssertionError("no " + type.getSimpleName() + " can be made");
    }

    /** The same with something else at one place, however odd; {@code null} if that cannot be. */
    @Nullable
    Object oddly(final Object message) {
        final RecordComponent[] components = message.getClass().getRecordComponents();
        if (components.length == 0) {
            return null;
        }
        final int odd = random.nextInt(components.length);
        final Object[] values = new Object[components.length];
        try {
            for (int i = 0; i < values.length; i++) {
                components[i].getAccessor().setAccessible(true);
                values[i] = components[i].getAccessor().invoke(message);
            }
        } catch (final ReflectiveOperationException impossible) {
            throw new LinkageError(message.getClass().getName(), impossible);
        }
        values[odd] = odd(components[odd], values[odd]);
        return make(message.getClass(), values);
    }

    private @Nullable Object odd(final RecordComponent component, final @Nullable Object value) {
        final Class<?> type = component.getType();
        if (type == String.class) {
            final List<String> odd = List.of("", "i".repeat(37), "\0", "ü".repeat(19), "x".repeat(8_193), "\uD800");
            return odd.get(random.nextInt(odd.size()));
        }
        if (component.getName().equals("step")) {
            // Below 0 it is not stated, which JSON has no number for.
            return random.nextInt(100);
        }
        if (type == long.class) {
            final long[] odd = {0, -1, 1, Long.MIN_VALUE, 0xFFFF_FFFFL, Long.MAX_VALUE};
            return odd[random.nextInt(isUnsigned(component) ? odd.length : 3)];
        }
        if (type.isEnum() && isNullable(component)) {
            return null;
        }
        // One thing alone: of two, the codecs may rightly name either. So nothing is made anew that has several fields.
        if (type.isRecord()) {
            if (value == null || (isNullable(component) && random.nextInt(4) == 0)) {
                return null;
            }
            final Object odd = oddly(value);
            return odd == null ? value : odd;
        }
        if (value instanceof List<?> list && isOfRecords(component)) {
            if (list.isEmpty()) {
                return list;
            }
            final List<Object> entries = new ArrayList<>(list);
            final int at = random.nextInt(entries.size());
            final Object odd = oddly(entries.get(at));
            entries.set(at, odd == null ? entries.get(at) : odd);
            return entries;
        }
        return value(component);
    }

    private static @Nullable Object make(final Class<?> type, final Object[] values) {
        try {
            final RecordComponent[] components = type.getRecordComponents();
            final Class<?>[] types = new Class<?>[components.length];
            for (int i = 0; i < types.length; i++) {
                types[i] = components[i].getType();
            }
            final var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            final Object made = constructor.newInstance(values);
            return made instanceof AlertCause cause && cause.parameter() != null && cause.kind() != Cause.LIMIT
                    ? null
                    : made;
        } catch (final InvocationTargetException refused) {
            return null;
        } catch (final ReflectiveOperationException impossible) {
            throw new LinkageError(type.getName(), impossible);
        }
    }

    private @Nullable Object value(final RecordComponent component) {
        return isNullable(component) && random.nextInt(3) == 0
                ? null
                : value(component.getName(), component.getType(), component.getGenericType());
    }

    private static boolean isNullable(final RecordComponent component) {
        final AnnotatedElement type = component.getAnnotatedType();
        return type.isAnnotationPresent(Nullable.class);
    }

    private static boolean isOfRecords(final RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType list
                && list.getActualTypeArguments()[0] instanceof Class<?> entry
                && entry.isRecord();
    }

    private static boolean isUnsigned(final RecordComponent component) {
        return UNSIGNED.contains(component.getName());
    }

    private Object value(final String name, final Class<?> type, final Type generic) {
        if (type == String.class) {
            return name.equals("ref") ? "r" + random.nextInt(9) : TEXTS.get(random.nextInt(TEXTS.size()));
        } else if (type == boolean.class) {
            return random.nextBoolean();
        } else if (type == long.class) {
            return number(name);
        } else if (type == int.class || type == Integer.class) {
            return small(name);
        } else if (type == Epoch.class) {
            return new Epoch(random.nextLong(), random.nextLong());
        } else if (type == Token.class) {
            return random.nextBoolean() ? Token.NONE : new Token("t.o.k");
        } else if (type.isEnum()) {
            return constant(type);
        } else if (type.isRecord()) {
            return sample(type);
        }
        return many(type, ((ParameterizedType) generic).getActualTypeArguments());
    }

    private Object many(final Class<?> type, final Type[] of) {
        final int size = random.nextInt(4);
        if (type == Map.class) {
            final Map<Object, Object> map = new LinkedHashMap<>();
            for (int i = 0; i < size; i++) {
                map.put(value("", (Class<?>) of[0], of[0]), value("hundredths", (Class<?>) of[1], of[1]));
            }
            return map;
        }
        final List<Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(value("", (Class<?>) of[0], of[0]));
        }
        return type == Set.class ? new LinkedHashSet<>(list) : list;
    }

    private Object constant(final Class<?> type) {
        Object constant;
        do {
            constant = type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
        } while (((Enum<?>) constant).name().equals("NULL_VAL"));
        return constant;
    }

    private long number(final String name) {
        if (UNSIGNED.contains(name)) {
            return random.nextInt(5) == 0 ? -1 - random.nextInt(9) : 1 + random.nextInt(1_000);
        }
        if (name.endsWith("Ns")) {
            return random.nextBoolean() ? 0 : 1_767_225_600_000_000_000L + random.nextInt();
        }
        return random.nextInt(4) == 0 ? 0xFFFF_FFFEL : random.nextInt(1_000_000);
    }

    private int small(final String name) {
        return switch (name) {
            case "hundredths" -> new int[] {0, 100, 200, 300, 9_850, -250, 100}[random.nextInt(7)];
            case "step" -> random.nextInt(8) - 1;
            case "limit" -> random.nextBoolean() ? 1 + random.nextInt(200) : 200;
            case "points", "needed", "rule", "battery", "status" -> random.nextInt(81);
            case "latitudeE7", "longitudeE7" -> random.nextInt(1_800_000_001) - 900_000_000;
            case "durationMs" -> 60_000 + random.nextInt(7_000_000);
            default -> random.nextInt(250);
        };
    }
}

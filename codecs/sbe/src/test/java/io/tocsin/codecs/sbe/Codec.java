package io.tocsin.codecs.sbe;

import io.tocsin.codecs.sbe.Schema.Block;
import io.tocsin.codecs.sbe.Schema.Field;
import io.tocsin.codecs.sbe.Schema.Group;
import io.tocsin.codecs.sbe.Schema.Message;
import java.lang.reflect.Method;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Drives the generated flyweights of any message by the names in the schema. */
final class Codec {
    private final Schema schema;

    Codec(final Schema schema) {
        this.schema = schema;
    }

    /** Header and message. */
    byte[] encode(final Message message, final Map<String, Object> values) {
        final MutableDirectBuffer buffer = new UnsafeBuffer(new byte[16 * 1024]);
        final Object encoder = create(message.name() + "Encoder");
        call(encoder, "wrapAndApplyHeader", buffer, 0, new MessageHeaderEncoder());
        encodeBlock(encoder, "", message.block(), values);
        final byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + (int) call(encoder, "encodedLength")];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    Map<String, Object> decode(final Message message, final byte[] bytes) {
        final DirectBuffer buffer = new UnsafeBuffer(bytes);
        final Object decoder = create(message.name() + "Decoder");
        call(decoder, "wrapAndApplyHeader", buffer, 0, new MessageHeaderDecoder());
        final Map<String, Object> values = new LinkedHashMap<>();
        decodeBlock(decoder, "", message.block(), values);
        return values;
    }

    private void encodeBlock(
            final Object encoder, final String path, final Block block, final Map<String, Object> values) {
        for (final Field field : block.fields()) {
            encodeField(encoder, path + field.name(), field, values);
        }
        for (final Group group : block.groups()) {
            final int count = ((Long) values.get(path + group.name())).intValue();
            final Object entries = call(encoder, group.name() + "Count", count);
            for (int i = 0; i < count; i++) {
                call(entries, "next");
                encodeBlock(entries, path + group.name() + "[" + i + "].", group.block(), values);
            }
        }
        for (final Field data : block.data()) {
            final byte[] bytes = HexFormat.of().parseHex((String) values.get(path + data.name()));
            call(encoder, "put" + capital(data.name()), bytes, 0, bytes.length);
        }
    }

    private void encodeField(
            final Object encoder, final String path, final Field field, final Map<String, Object> values) {
        if (schema.type(field.type()).kind().equals("composite")) {
            final Object composite = call(encoder, field.name());
            for (final Field member : schema.type(field.type()).members()) {
                encodeField(composite, path + "." + member.name(), member, values);
            }
        } else {
            call(encoder, field.name(), values.get(path));
        }
    }

    private void decodeBlock(
            final Object decoder, final String path, final Block block, final Map<String, Object> values) {
        for (final Field field : block.fields()) {
            decodeField(decoder, path + field.name(), field, values);
        }
        for (final Group group : block.groups()) {
            final Object entries = call(decoder, group.name());
            final int count = (int) call(entries, "count");
            values.put(path + group.name(), (long) count);
            for (int i = 0; i < count; i++) {
                call(entries, "next");
                decodeBlock(entries, path + group.name() + "[" + i + "].", group.block(), values);
            }
        }
        for (final Field data : block.data()) {
            final byte[] bytes = new byte[(int) call(decoder, data.name() + "Length")];
            call(decoder, "get" + capital(data.name()), bytes, 0, bytes.length);
            values.put(path + data.name(), HexFormat.of().formatHex(bytes));
        }
    }

    private void decodeField(
            final Object decoder, final String path, final Field field, final Map<String, Object> values) {
        final Object value = call(decoder, field.name());
        if (schema.type(field.type()).kind().equals("composite")) {
            for (final Field member : schema.type(field.type()).members()) {
                decodeField(value, path + "." + member.name(), member, values);
            }
        } else {
            values.put(path, value instanceof Enum ? ((Enum<?>) value).name() : (Object) ((Number) value).longValue());
        }
    }

    private static Object create(final String flyweight) {
        try {
            return Class.forName("io.tocsin.codecs.sbe." + flyweight)
                    .getConstructor()
                    .newInstance();
        } catch (final ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Object call(final Object target, final String name, final Object... arguments) {
        for (final Method method : target.getClass().getMethods()) {
            if (method.getName().equals(name) && !method.isBridge() && accepts(method, arguments)) {
                try {
                    final Object[] converted = new Object[arguments.length];
                    for (int i = 0; i < arguments.length; i++) {
                        converted[i] = convert(arguments[i], method.getParameterTypes()[i]);
                    }
                    return method.invoke(target, converted);
                } catch (final ReflectiveOperationException e) {
                    throw new AssertionError(target.getClass().getSimpleName() + "." + name, e);
                }
            }
        }
        throw new AssertionError("no " + target.getClass().getSimpleName() + "." + name);
    }

    private static boolean accepts(final Method method, final Object... arguments) {
        final Class<?>[] types = method.getParameterTypes();
        boolean accepted = types.length == arguments.length;
        for (int i = 0; accepted && i < types.length; i++) {
            accepted = types[i].isInstance(arguments[i])
                    || (types[i].isPrimitive() && arguments[i] instanceof Number)
                    || (types[i].isEnum() && arguments[i] instanceof String);
        }
        return accepted;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object convert(final Object argument, final Class<?> type) {
        if (type.isEnum()) {
            return Enum.valueOf((Class<? extends Enum>) type, (String) argument);
        }
        if (!type.isPrimitive()) {
            return argument;
        }
        final Number number = (Number) argument;
        return switch (type.getName()) {
            case "byte" -> number.byteValue();
            case "short" -> number.shortValue();
            case "int" -> number.intValue();
            default -> (Object) number.longValue();
        };
    }

    private static String capital(final String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}

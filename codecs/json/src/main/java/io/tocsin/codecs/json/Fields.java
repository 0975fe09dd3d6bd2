package io.tocsin.codecs.json;

import io.tocsin.codecs.text.EdgeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One object of a message, field by field; errors name the path. A field that is null counts as not there. One thread. */
final class Fields {
    private final String path;
    private final Map<String, Object> values;

    private Fields(final String path, final Map<String, Object> values) {
        this.path = path;
        this.values = values;
    }

    static Fields of(final Map<String, Object> message) {
        return new Fields("", message);
    }

    boolean has(final String name) {
        return find(name) != null;
    }

    String path(final String name) {
        return path.isEmpty() ? name : path + '.' + name;
    }

    /** A text that must be there, not empty. */
    String text(final String name) throws ProtocolException {
        final String text = optionalText(name);
        if (text.isEmpty()) {
            throw missing(name);
        }
        return text;
    }

    /** A text; empty if it is not there. */
    String optionalText(final String name) throws ProtocolException {
        final Object value = find(name);
        return value == null ? "" : checkedText(path(name), value);
    }

    /** What is read back of a critical result; empty if it is not there. */
    String readBack(final String name) throws ProtocolException {
        final String text = optionalText(name);
        try {
            return EdgeText.readBack(text);
        } catch (final IllegalArgumentException tooLong) {
            throw invalid(name, String.valueOf(tooLong.getMessage()));
        }
    }

    /** An id that must be there. */
    String id(final String name) throws ProtocolException {
        return checkedId(name, text(name));
    }

    /** An id; empty if it is not there. */
    String optionalId(final String name) throws ProtocolException {
        return checkedId(name, optionalText(name));
    }

    /** A 64-bit id or sequence that must be there, above 0. */
    long unsigned(final String name) throws ProtocolException {
        require(name);
        final long value = optionalUnsigned(name);
        if (value == 0) {
            throw invalid(name, "is 0: it counts from 1");
        }
        return value;
    }

    /** A 64-bit id or sequence; 0 if it is not there. */
    long optionalUnsigned(final String name) throws ProtocolException {
        final String digits = digits(name);
        if (digits.isEmpty()) {
            return 0;
        }
        try {
            return Long.parseUnsignedLong(digits);
        } catch (final NumberFormatException outOfRange) {
            throw invalid(name, "does not fit 64 bits");
        }
    }

    /** An instant in epoch ns; 0 if it is not there. */
    long optionalInstant(final String name) throws ProtocolException {
        final String digits = digits(name);
        if (digits.isEmpty()) {
            return 0;
        }
        try {
            return Long.parseLong(digits);
        } catch (final NumberFormatException outOfRange) {
            throw invalid(name, "lies behind the year 2262");
        }
    }

    /** A whole number; what it is if it is not there. */
    long optionalNumber(final String name, final long least, final long most, final long absent)
            throws ProtocolException {
        final Object value = find(name);
        if (value == null) {
            return absent;
        }
        if (!(value instanceof JsonTree.Digits number)) {
            throw invalid(name, "is no number");
        }
        try {
            final long whole = Long.parseLong(number.text());
            if (whole >= least && whole <= most) {
                return whole;
            }
        } catch (final NumberFormatException notWhole) {
            // Said below, together with what is too large.
        }
        throw invalid(name, "is a whole number from " + least + " to " + most);
    }

    /** A whole number that must be there. */
    long number(final String name, final long least, final long most) throws ProtocolException {
        require(name);
        return optionalNumber(name, least, most, least);
    }

    /** The text of a number that must be there. */
    String decimal(final String name) throws ProtocolException {
        final Object value = require(name);
        if (!(value instanceof JsonTree.Digits number)) {
            throw invalid(name, "is no number");
        }
        return number.text();
    }

    /** True or false; false if it is not there. */
    boolean flag(final String name) throws ProtocolException {
        final Object value = find(name);
        if (value == null) {
            return false;
        }
        if (!(value instanceof Boolean flag)) {
            throw invalid(name, "is true or false");
        }
        return flag;
    }

    /** A word that must be there. */
    <E extends Enum<E>> E constant(final String name, final Names<E> names) throws ProtocolException {
        final E constant = optionalConstant(name, names);
        if (constant == null) {
            throw missing(name);
        }
        return constant;
    }

    /** A word, or the one that stands for none. */
    <E extends Enum<E>> E constant(final String name, final Names<E> names, final E absent) throws ProtocolException {
        final E constant = optionalConstant(name, names);
        return constant == null ? absent : constant;
    }

    /** A word, if it is there. */
    <E extends Enum<E>> @Nullable E optionalConstant(final String name, final Names<E> names) throws ProtocolException {
        final Object value = find(name);
        return value == null ? null : word(path(name), value, names);
    }

    /** Words of an array; none if it is not there. */
    <E extends Enum<E>> List<E> constants(final String name, final Names<E> names) throws ProtocolException {
        final List<E> constants = new ArrayList<>();
        int index = 0;
        for (final Object value : array(name)) {
            constants.add(word(path(name) + '[' + index++ + ']', value, names));
        }
        return constants;
    }

    /** Texts of an array; none if it is not there. */
    List<String> texts(final String name) throws ProtocolException {
        final List<String> texts = new ArrayList<>();
        int index = 0;
        for (final Object value : array(name)) {
            texts.add(checkedText(path(name) + '[' + index++ + ']', value));
        }
        return texts;
    }

    /** Ids of an array, none of them empty; none if it is not there. */
    List<String> ids(final String name) throws ProtocolException {
        final List<String> ids = new ArrayList<>();
        for (final String id : texts(name)) {
            if (id.isEmpty()) {
                throw invalid(name, "an empty id");
            }
            ids.add(checkedId(name, id));
        }
        return ids;
    }

    /** Pairs of texts, in their order; none if the object is not there. */
    Map<String, String> pairs(final String name) throws ProtocolException {
        final Fields object = optionalObject(name);
        final Map<String, String> pairs = new LinkedHashMap<>();
        if (object != null) {
            for (final Map.Entry<String, Object> pair : object.values.entrySet()) {
                if (pair.getValue() != JsonTree.Null.INSTANCE) {
                    final String where = Texts.shown(object.path(pair.getKey()));
                    pairs.put(checkedText(where, pair.getKey()), checkedText(where, pair.getValue()));
                }
            }
        }
        return pairs;
    }

    /** Words by name, in their order; none if the object is not there. */
    <E extends Enum<E>> Map<String, E> constantsByName(final String name, final Names<E> names)
            throws ProtocolException {
        final Map<String, E> constants = new LinkedHashMap<>();
        for (final Map.Entry<String, String> pair : pairs(name).entrySet()) {
            constants.put(pair.getKey(), word(Texts.shown(path(name) + '.' + pair.getKey()), pair.getValue(), names));
        }
        return constants;
    }

    /** An object that must be there. */
    Fields object(final String name) throws ProtocolException {
        final Fields object = optionalObject(name);
        if (object == null) {
            throw missing(name);
        }
        return object;
    }

    /** An object, if it is there. */
    @Nullable
    Fields optionalObject(final String name) throws ProtocolException {
        final Object value = find(name);
        return value == null ? null : object(path(name), value);
    }

    /** Objects of an array; none if it is not there. */
    List<Fields> objects(final String name, final int most) throws ProtocolException {
        final List<?> array = array(name);
        if (array.size() > most) {
            throw invalid(name, "has at most " + most + " entries");
        }
        final List<Fields> objects = new ArrayList<>();
        for (final Object value : array) {
            objects.add(object(path(name) + '[' + objects.size() + ']', value));
        }
        return objects;
    }

    ProtocolException missing(final String name) {
        return new ProtocolException(ErrorCode.MISSING_FIELD, path(name), path(name) + " must be there");
    }

    ProtocolException invalid(final String name, final String why) {
        return new ProtocolException(ErrorCode.INVALID_FIELD, path(name), path(name) + ' ' + why);
    }

    private @Nullable Object find(final String name) {
        final Object value = values.get(name);
        return value == JsonTree.Null.INSTANCE ? null : value;
    }

    private Object require(final String name) throws ProtocolException {
        final Object value = find(name);
        if (value == null) {
            throw missing(name);
        }
        return value;
    }

    private List<?> array(final String name) throws ProtocolException {
        final Object value = find(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> array)) {
            throw invalid(name, "is no array");
        }
        return array;
    }

    @SuppressWarnings("unchecked") // JsonTree makes no other maps.
    private static Fields object(final String where, final Object value) throws ProtocolException {
        if (!(value instanceof Map)) {
            throw new ProtocolException(ErrorCode.INVALID_FIELD, where, where + " is no object");
        }
        return new Fields(where, (Map<String, Object>) value);
    }

    /** The digits of a decimal string; empty if it is not there. */
    private String digits(final String name) throws ProtocolException {
        final Object value = find(name);
        if (value == null) {
            return "";
        }
        final String digits = value instanceof String text ? text : "";
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                throw invalid(name, "is a decimal number in quotes");
            }
        }
        if (digits.isEmpty()) {
            throw invalid(name, "is a decimal number in quotes");
        }
        return digits;
    }

    private String checkedId(final String name, final String id) throws ProtocolException {
        final int bytes = EdgeText.utf8Length(id);
        if (bytes > EdgeText.MAX_ID_BYTES) {
            throw invalid(name, "is " + bytes + " bytes long: an id has at most " + EdgeText.MAX_ID_BYTES);
        }
        return id;
    }

    private static String checkedText(final String where, final Object value) throws ProtocolException {
        if (!(value instanceof String text)) {
            throw new ProtocolException(ErrorCode.INVALID_FIELD, where, where + " is no text");
        }
        final String flaw = Texts.flaw(text);
        if (!flaw.isEmpty()) {
            throw new ProtocolException(ErrorCode.INVALID_FIELD, where, where + ' ' + flaw);
        }
        return text;
    }

    private static <E extends Enum<E>> E word(final String where, final Object value, final Names<E> names)
            throws ProtocolException {
        final E constant = value instanceof String word ? names.find(word) : null;
        if (constant == null) {
            throw new ProtocolException(ErrorCode.INVALID_FIELD, where, where + " is one of " + names);
        }
        return constant;
    }
}

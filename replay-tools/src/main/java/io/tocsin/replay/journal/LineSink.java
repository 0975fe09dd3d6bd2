package io.tocsin.replay.journal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * One message as one line for people: {@code name=value} for what is stated. Left out are empty texts, instants that are not stated, what is 0 in the envelope or
 * the header of an event, and the place of an event, which the line begins with. Whatever a text holds, the line stays one.
 */
final class LineSink implements FieldSink {
    private static final Set<String> PLACE = Set.of("eventSeq", "timestampNs", "commandSeq");
    private static final String NO_CLAUSE = "NONE";

    private final StringBuilder line = new StringBuilder();
    private final Deque<Boolean> bracketed = new ArrayDeque<>();
    private int headDepth;
    private boolean clauses;

    /** What was written since the last call; begins with a blank unless it is empty. */
    String take() {
        final String taken = line.toString();
        line.setLength(0);
        // What is damaged may have ended in the midst of anything.
        bracketed.clear();
        headDepth = 0;
        return taken;
    }

    @Override
    public void number(final String name, final String decimal, final boolean wide) {
        if (!isLeftOut(name, decimal.equals("0"))) {
            begin(name, decimal);
        }
    }

    @Override
    public void instant(final String name, final long epochNs) {
        if (epochNs != 0 && !isLeftOut(name, false)) {
            begin(name, Instants.text(epochNs));
        }
    }

    @Override
    public void word(final String name, final String value) {
        if (!name.startsWith("clause")) {
            begin(name, value);
        } else if (!value.equals(NO_CLAUSE)) {
            if (clauses) {
                line.append(',').append(value);
            } else {
                begin("because", value);
                clauses = true;
            }
        }
    }

    @Override
    public void text(final String name, final String value) {
        if (!value.isEmpty()) {
            begin(name, isPlain(value) ? value : quoted(value));
        }
    }

    @Override
    public void withheld(final String name, final int bytes) {
        begin(name, "<" + bytes + " bytes>");
    }

    @Override
    public void begin(final String name) {
        if (name.isEmpty()) {
            separate();
            open("{", true);
        } else {
            headDepth++;
            clauses = false;
            bracketed.push(false);
        }
    }

    @Override
    public void beginMessage(final String name, final String type) {
        separate();
        if (!name.isEmpty()) {
            line.append(name).append('=');
        }
        line.append(type);
        open("{", true);
    }

    @Override
    public void end() {
        if (bracketed.pop()) {
            line.append('}');
        } else {
            headDepth--;
        }
    }

    @Override
    public void beginList(final String name) {
        separate();
        line.append(name).append('=');
        open("[", true);
    }

    @Override
    public void endList() {
        bracketed.pop();
        line.append(']');
    }

    private boolean isLeftOut(final String name, final boolean isZero) {
        return headDepth > 0 && (isZero || PLACE.contains(name));
    }

    private void begin(final String name, final String value) {
        separate();
        line.append(name).append('=').append(value);
    }

    private void open(final String bracket, final boolean isBracketed) {
        line.append(bracket);
        bracketed.push(isBracketed);
    }

    /** A blank, except behind an opening bracket. */
    private void separate() {
        final char last = line.length() == 0 ? ' ' : line.charAt(line.length() - 1);
        if (last != '{' && last != '[') {
            line.append(' ');
        }
    }

    private static boolean isPlain(final String value) {
        return value.chars().allMatch(letter -> letter > ' ' && letter < 0x7F && "\"={}[]<>\\".indexOf(letter) < 0);
    }

    /** In quotes, with whatever could end the line, or move the cursor, written as its number. */
    private static String quoted(final String value) {
        final StringBuilder quoted = new StringBuilder("\"");
        value.codePoints().forEach(letter -> {
            if (letter == '"' || letter == '\\') {
                quoted.append('\\').appendCodePoint(letter);
            } else if (isShowable(letter)) {
                quoted.appendCodePoint(letter);
            } else {
                quoted.append(String.format("\\u{%x}", letter));
            }
        });
        return quoted.append('"').toString();
    }

    private static boolean isShowable(final int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}

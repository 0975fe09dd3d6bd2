package io.tocsin.transport.server.config;

import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a section came to: values as read and defaults as taken, in the order they were asked for. Printed as HOCON that reads back to the same; a default says so in
 * a comment, and what looks like a secret is masked. One thread.
 */
final class Effective {
    private static final String INDENT = "  ";
    private static final String MASK = "\"***\"";
    private static final List<String> SECRETS = List.of("password", "secret", "token", "private-key", "credential");

    private final Map<String, Object> values = new LinkedHashMap<>();

    /** A value, as HOCON. */
    void value(final String key, final String hocon, final boolean isDefault) {
        values.put(key, new Leaf(isSecret(key) ? MASK : hocon, isDefault));
    }

    Effective section(final String key) {
        final Effective section = new Effective();
        values.put(key, section);
        return section;
    }

    /** A list of sections; each is added by {@link #addTo}. */
    void list(final String key) {
        values.put(key, new Sections(new ArrayList<>()));
    }

    Effective addTo(final String key) {
        if (!(values.get(key) instanceof Sections list)) {
            throw new IllegalStateException(key + " is no list");
        }
        final Effective section = new Effective();
        list.sections.add(section);
        return section;
    }

    String print() {
        final StringBuilder text = new StringBuilder();
        print(text, "");
        return text.toString();
    }

    /** Whether the last part of a key says that its value is secret; a key that names a file does not. */
    static boolean isSecret(final String key) {
        final String lower = key.toLowerCase(Locale.ROOT);
        return !lower.endsWith("-file") && SECRETS.stream().anyMatch(lower::endsWith);
    }

    private void print(final StringBuilder text, final String indent) {
        values.forEach((key, value) -> {
            text.append(indent).append(quoted(key));
            if (value instanceof Leaf leaf) {
                text.append(" = ").append(leaf.hocon).append(leaf.isDefault ? "    # default\n" : "\n");
            } else if (value instanceof Effective section) {
                section.printBlock(text, indent);
            } else if (value instanceof Sections list) {
                printList(list, text, indent);
            }
        });
    }

    private void printBlock(final StringBuilder text, final String indent) {
        if (values.isEmpty()) {
            text.append(" {}\n");
            return;
        }
        text.append(" {\n");
        print(text, indent + INDENT);
        text.append(indent).append("}\n");
    }

    private static void printList(final Sections list, final StringBuilder text, final String indent) {
        if (list.sections.isEmpty()) {
            text.append(" = []\n");
            return;
        }
        text.append(" = [\n");
        list.sections.forEach(section -> {
            text.append(indent).append(INDENT).append("{\n");
            section.print(text, indent + INDENT + INDENT);
            text.append(indent).append(INDENT).append("}\n");
        });
        text.append(indent).append("]\n");
    }

    private static String quoted(final String key) {
        return key.matches("[A-Za-z][A-Za-z0-9_-]*") ? key : ConfigUtil.quoteString(key);
    }

    private record Leaf(String hocon, boolean isDefault) {}

    private record Sections(List<Effective> sections) {}
}

package io.tocsin.transport.server.config;

import com.typesafe.config.ConfigOrigin;
import io.tocsin.router.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names of one kind of thing that a configuration defines, so that what refers to them can be checked. One thread. */
final class Names {
    private final String kind;
    private final Findings findings;
    private final Map<String, ConfigOrigin> defined = new LinkedHashMap<>();

    Names(final String kind, final Findings findings) {
        this.kind = kind;
        this.findings = findings;
    }

    /** Defines a name; one that is there already is a problem. */
    boolean define(final String name, final String key, final ConfigOrigin origin) {
        final ConfigOrigin first = defined.putIfAbsent(name, origin);
        if (first != null) {
            findings.problem(origin, key, kind + " '" + name + "' is there already, in line " + first.lineNumber());
        }
        return first == null;
    }

    /** Defines a name that several places may define, such as a role. */
    void defineAgain(final String name, final ConfigOrigin origin) {
        defined.putIfAbsent(name, origin);
    }

    /** Whether a name is defined; if not, that is a problem where it is used. */
    boolean require(final Item item) {
        if (defined.containsKey(item.text())) {
            return true;
        }
        findings.problem(
                item.origin(),
                item.key(),
                "unknown " + kind + " '" + item.text() + '\'' + Suggestion.of(item.text(), defined.keySet()));
        return false;
    }

    /** The names that are defined. */
    String[] require(final List<Item> items) {
        return items.stream().filter(this::require).map(Item::text).distinct().toArray(String[]::new);
    }
}

package io.tocsin.codecs.sbe;

import io.tocsin.codecs.sbe.Schema.Block;
import io.tocsin.codecs.sbe.Schema.Field;
import io.tocsin.codecs.sbe.Schema.Group;
import io.tocsin.codecs.sbe.Schema.Message;
import io.tocsin.codecs.sbe.Schema.Type;
import io.tocsin.codecs.sbe.Schema.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a schema explains itself to somebody who has nothing else. A description says it, or the type does, or the
 * name: one that is described elsewhere in the schema, that ends in a word that says what it is, or that is a word of
 * the field. A number that somebody measured names its unit in any case.
 */
final class Explained {
    /** Words of core-engine/README.md. A new word belongs there first. */
    private static final Set<String> WORDS = Set.of(
            "alertsOpen",
            "alertsRaised",
            "commands",
            "from",
            "gatewayOther",
            "index",
            "lastSeenNs",
            "occurrence",
            "person",
            "personOther",
            "refused",
            "role",
            "score",
            "singleThree",
            "step",
            "subjects",
            "to",
            "value");

    private static final Pattern NAMES_ITSELF = Pattern.compile("max[A-Z]\\w+|\\w+(Id|Seq|Version|Hash|Count|Low)|seq");
    private static final Pattern EVENT_OR_ENTRY = Pattern.compile("\\w+(Entry|ed|Content)");
    private static final Pattern UNIT = Pattern.compile(
            "beats per minute|breaths per minute|per cent|degrees Celsius|mmHg|mg/dL|times 100|[Hh]undredths"
                    + "|0 to 10|0 = on air, 100 = on oxygen|litres per minute|seconds|0 = normal, 100 = mildly|thousand million per litre"
                    + "|Coma Scale, whole, 3 to 15|kg, 0.2 to 635");
    private static final Pattern VALUE_NAME = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*");
    private static final Pattern DURATION = Pattern.compile("\\w+(Ms|Us|Ns|Seconds)");

    private final Schema schema;
    private final Set<String> describedSomewhere = new HashSet<>();
    private final List<String> findings = new ArrayList<>();

    private Explained(final Schema schema) {
        this.schema = schema;
    }

    /** What the schema leaves unexplained, with its place. */
    static List<String> findings(final Schema schema) {
        final Explained explained = new Explained(schema);
        schema.types().values().forEach(type -> explained.collect(type.members()));
        schema.messages().forEach(message -> explained.collect(message.block()));
        schema.types().values().forEach(explained::judge);
        schema.messages().forEach(explained::judge);
        return explained.findings;
    }

    private void collect(final Block block) {
        collect(block.fields());
        collect(block.data());
        block.groups().forEach(group -> collect(group.block()));
    }

    private void collect(final List<Field> fields) {
        fields.stream()
                .filter(field -> !field.description().isBlank())
                .forEach(field -> describedSomewhere.add(field.name()));
    }

    private void judge(final Type type) {
        if (type.kind().equals("enum")) {
            type.values().forEach(value -> judge(type, value));
        } else if (!type.kind().equals("primitive")) {
            require(!type.description().isBlank(), type.name() + " has no description");
        }
        if (type.kind().equals("composite") && !isFraming(type)) {
            type.members().forEach(member -> judge(type.name(), member));
        }
    }

    private void judge(final Type type, final Value value) {
        final String place = type.name() + "." + value.name();
        require(VALUE_NAME.matcher(value.name()).matches(), place + " is not in CAPITALS");
        if (type.name().equals("Parameter")) {
            require(UNIT.matcher(value.description()).find(), place + " names no unit");
        }
    }

    private void judge(final Message message) {
        require(
                !message.description().isBlank()
                        || EVENT_OR_ENTRY.matcher(message.name()).matches(),
                message.name() + " has no description and is not named after what happened");
        judge(message.name(), message.block());
    }

    private void judge(final String place, final Block block) {
        block.fields().forEach(field -> judge(place, field));
        block.data().forEach(data -> judge(place, data));
        for (final Group group : block.groups()) {
            require(!group.description().isBlank(), place + "." + group.name() + " does not say how many");
            judge(place + "." + group.name(), group.block());
        }
    }

    private void judge(final String owner, final Field field) {
        final String place = owner + "." + field.name();
        final Type type = schema.type(field.type());
        final boolean described = !field.description().isBlank();
        if (type.name().equals("Hundredths")) {
            require(UNIT.matcher(field.description()).find(), place + " names no unit");
        } else if (type.name().equals("InstantNs")) {
            require(field.name().endsWith("Ns"), place + " is an instant and does not end in Ns");
        } else if (type.kind().equals("primitive")
                && DURATION.matcher(field.name()).matches()) {
            require(described, place + " does not say what the time is for");
        } else if (type.kind().equals("primitive") || isFraming(type)) {
            require(
                    described
                            || describedSomewhere.contains(field.name())
                            || NAMES_ITSELF.matcher(field.name()).matches()
                            || WORDS.contains(field.name()),
                    place + " has neither a description nor a name that explains itself");
        }
    }

    /** Header, dimension and text: the format's own, explained by SBE. */
    private static boolean isFraming(final Type type) {
        return Set.of("messageHeader", "groupSizeEncoding", "varText", "varBytes")
                .contains(type.name());
    }

    private void require(final boolean explained, final String finding) {
        if (!explained) {
            findings.add(finding);
        }
    }
}

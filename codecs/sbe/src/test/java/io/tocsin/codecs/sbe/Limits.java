package io.tocsin.codecs.sbe;

import io.tocsin.codecs.sbe.Schema.Field;
import io.tocsin.codecs.sbe.Schema.Group;
import io.tocsin.codecs.sbe.Schema.Message;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long texts and groups may be, as the schema's descriptions say. */
final class Limits {
    /** One slot of the ring: the longest command, header included. */
    static final int SLOT_BYTES = 1024;

    /** One MTU of the journal's transport: the longest event, header included. */
    static final int EVENT_BYTES = 1376;

    /** What the schema's head says of every id. */
    static final int ID_BYTES = 36;

    /** Room in a part for entries: the slot less header, block and length. */
    static final int ENTRIES_BYTES = SLOT_BYTES
            - MessageHeaderEncoder.ENCODED_LENGTH
            - ConfigPartEncoder.BLOCK_LENGTH
            - ConfigPartEncoder.entriesHeaderLength();

    /** The longest entry, header included: what reports have room for. */
    static final int ENTRY_BYTES = 1152;

    /** Texts whose limit is not stated beside them but follows from what they hold. */
    private static final Map<String, Integer> IMPLIED = Map.of(
            "IdInterned.value", 1 + ID_BYTES,
            "ConfigPart.entries", ENTRIES_BYTES,
            "ConfigEntryReported.entry", ENTRY_BYTES,
            "AlertRaised.content", SLOT_BYTES,
            "AlertUpdated.content", SLOT_BYTES,
            "AlertContent.content", SLOT_BYTES);

    private static final Pattern BYTES = Pattern.compile("(?:[Aa]t most|1 to) (\\d+) bytes");
    private static final Pattern ENTRIES = Pattern.compile("(?:[Aa]t most|[01] to) (\\d+)");

    private Limits() {}

    /** The limit that stands in the description. */
    static OptionalInt stated(final Field data) {
        return find(BYTES, data.description());
    }

    static int maxBytes(final Message message, final Field data) {
        final Integer implied = IMPLIED.get(message.name() + "." + data.name());
        return implied != null ? implied : stated(data).orElse(ID_BYTES);
    }

    static int maxEntries(final Group group) {
        return find(ENTRIES, group.description()).orElse(Parameter.values().length - 1);
    }

    private static OptionalInt find(final Pattern pattern, final String description) {
        final Matcher matcher = pattern.matcher(description);
        return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }
}

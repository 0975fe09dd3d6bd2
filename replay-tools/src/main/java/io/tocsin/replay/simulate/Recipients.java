package io.tocsin.replay.simulate;

import io.tocsin.testkit.model.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whom an output was dispatched to, as its line lists them. */
final class Recipients {
    /** One of them: a person, and the number of the output in the person's lane. */
    record Recipient(int person, long seq) {}

    private static final Pattern RECIPIENT = Pattern.compile("\\{seq=(\\d+), person=(\\d+)");

    private Recipients() {}

    /**
     * Reads them.
     *
     * @param line of an {@code OutputDispatched}.
     * @return in the line's order.
     */
    static List<Recipient> of(final Line line) {
        final List<Recipient> found = new ArrayList<>();
        final Matcher recipients = RECIPIENT.matcher(line.text("recipients"));
        while (recipients.find()) {
            found.add(new Recipient(Integer.parseInt(recipients.group(2)), Long.parseLong(recipients.group(1))));
        }
        return found;
    }
}

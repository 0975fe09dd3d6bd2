package io.tocsin.transport.cluster;

import io.tocsin.journal.JournalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in a node's folder of which cluster its log is: a node that was started once with other members, or with one alone for a test, would take commands for a log that
 * is not that of the others, and one of the two would be cut off later.
 */
final class MembersFile {
    private static final String NAME = "members";
    private static final Pattern MEMBER = Pattern.compile("^node (\\d{1,4}) of ");

    private MembersFile() {}

    /** Which member a folder is of; empty if it does not say. */
    static OptionalInt member(final Path root) {
        final Path file = root.resolve(NAME);
        try {
            final Matcher said = Files.exists(file)
                    ? MEMBER.matcher(Files.readString(file, StandardCharsets.UTF_8))
                    : MEMBER.matcher("");
            return said.find() ? OptionalInt.of(Integer.parseInt(said.group(1))) : OptionalInt.empty();
        } catch (final IOException failed) {
            throw new JournalException(file + " cannot be used: " + failed, failed);
        }
    }

    /**
     * Compares what stands there with the settings, or writes it there if nothing does.
     *
     * @param root locked by this node.
     * @throws JournalException if the log is of other members, of another member, or of another length of its terms; or the file cannot be used.
     */
    static void require(final Path root, final ClusterSettings settings) {
        final Path file = root.resolve(NAME);
        final String now = "node " + settings.memberId + " of " + ClusterMember.ingressEndpoints(settings.members)
                + ", terms of " + settings.termLength + " bytes";
        try {
            if (!Files.exists(file)) {
                Files.writeString(file, now, StandardCharsets.UTF_8);
                return;
            }
            final String then = Files.readString(file, StandardCharsets.UTF_8);
            if (!then.equals(now)) {
                throw new JournalException("the log in " + root + " is that of " + then + ", and not of " + now
                        + ": name another folder, or put the members right. If the members were given other addresses,"
                        + " delete "
                        + file + " on each of their machines");
            }
        } catch (final IOException failed) {
            throw new JournalException(file + " cannot be used: " + failed, failed);
        }
    }
}

package io.tocsin.journal;

import io.tocsin.atrest.AtRest;
import io.tocsin.atrest.KeyRefusedException;
import io.tocsin.atrest.SealedFile;
import io.tocsin.atrest.SigningKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which commands of a log are passed over, because an engine cannot carry them out: a list in the folder of the log, which a person has decided. A router that trips over
 * a command stops, leaves a note of it, and does so again at each start, until that command, at that place and with those bytes, is in the list. The engine tells what was
 * passed over and hashes it, so whoever passes over something else than others is found out.
 *
 * <p>The list is signed, with a key beside the folder that is made with the first decision, so whoever can write to the folder alone can neither make, change nor cut one: that
 * stops the start. That somebody deleted it, the engines find out, as one that carries out what others pass over differs. The note has a checksum and no signature: it decides
 * nothing, and what is decided of it is held against the log. Both are for their owner's eyes only, as they hold what a command says, and are sealed where the log is. One
 * thread at a time.
 */
public final class Quarantine {
    /** Name of the list. */
    public static final String LIST = "quarantine";

    /** Name of the note of what a router tripped over last. */
    public static final String NOTE = "poison";

    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);
    private static final String FORMER_HEAD = "tocsin-quarantine-1";
    private static final String HEAD = "tocsin-quarantine-2";
    private static final String SUM = "sum ";
    private static final String SIGNED = "signed ";
    /** What a key seals them for. */
    private static final String PURPOSE = "quarantine";

    private static final int MAX_BYTES = 1 << 24;
    private static final long NOTHING = Long.MAX_VALUE;
    private static final Quarantine NONE = new Quarantine(null, AtRest.OPEN, new TreeMap<>(), NOTHING);

    private final @Nullable Path folder;
    private final AtRest atRest;
    private final NavigableMap<Long, Poison> poisons;
    /** Of the command that is noted: once the log has been carried out so far, the note is not true any more. */
    private long notedPosition;

    private Quarantine(
            final @Nullable Path folder,
            final AtRest atRest,
            final NavigableMap<Long, Poison> poisons,
            final long notedPosition) {
        this.folder = folder;
        this.atRest = atRest;
        this.poisons = poisons;
        this.notedPosition = notedPosition;
    }

    /** Of a log that is in no folder: nothing is passed over, and no note is left. */
    public static Quarantine none() {
        return NONE;
    }

    /**
     * As {@link #of(Path, AtRest)}, of a folder in which nothing is sealed.
     *
     * @param folder of the log.
     * @return what its list says.
     */
    public static Quarantine of(final Path folder) {
        return of(folder, AtRest.OPEN);
    }

    /**
     * Of a folder.
     *
     * @param folder of the log.
     * @param atRest keys of what is sealed in it, and whether a note is.
     * @return what its list says; empty without one.
     * @throws JournalException if there is a list, or a note, that cannot be read, was changed, is not signed by the key beside the folder, or may be read by others than its
     *     owner.
     */
    public static Quarantine of(final Path folder, final AtRest atRest) {
        final NavigableMap<Long, Poison> poisons = new TreeMap<>();
        for (final Poison poison : list(folder, atRest)) {
            poisons.put(poison.position(), poison);
        }
        final Poison noted = noted(folder, atRest);
        return new Quarantine(folder, atRest, poisons, noted == null ? NOTHING : noted.position());
    }

    /** Where the key is that signs the list of a folder: beside it, so that a copy of the folder does not have it. */
    public static Path keyOf(final Path folder) {
        final Path whole = folder.toAbsolutePath().normalize();
        return whole.resolveSibling(whole.getFileName() + ".quarantine-key");
    }

    /** Whether nothing is passed over. */
    public boolean isEmpty() {
        return poisons.isEmpty();
    }

    /** What is passed over, by place. */
    public List<Poison> poisons() {
        return List.copyOf(poisons.values());
    }

    /**
     * Whether a command is passed over.
     *
     * @param position where it ends in the log.
     * @param buffer   holds it.
     * @param offset   of it.
     * @param length   of it.
     * @return what the list says of it; {@code null} if it is carried out.
     * @throws JournalException if the list names this place, and another command.
     */
    public @Nullable Poison at(final long position, final DirectBuffer buffer, final int offset, final int length) {
        final Poison poison = poisons.isEmpty() ? null : poisons.get(position);
        if (poison != null && !poison.isOf(buffer, offset, length)) {
            throw new JournalException("the quarantine of " + folder + " names a command of " + poison.length()
                    + " bytes at position " + position
                    + ", where there is another: it is that of another log, and nothing is passed over");
        }
        return poison;
    }

    /**
     * Leaves a note of what the engine could not carry out. Whatever goes wrong with that is logged if it can be: the node has stopped before.
     *
     * @param poison the command; made here, so that not even that can get in the way.
     */
    public void note(final Supplier<Poison> poison) {
        try {
            final Poison noted = poison.get();
            LOG.error(
                    "the engine cannot carry out {} at position {} of the log: {}. Nothing goes on until other code"
                            + " can{}",
                    noted.isOfTime() ? "what is due" : "the command that ends",
                    noted.position(),
                    noted.reason(),
                    noted.isOfTime()
                            ? ""
                            : ", or the command is passed over on every node: tocsin journal quarantine "
                                    + (folder == null ? "FOLDER" : folder));
            if (folder != null) {
                write(folder.resolve(NOTE), lines(List.of(noted)), atRest);
            }
        } catch (final Throwable failed) {
            LOG.error("what the engine could not carry out cannot be noted in {}", folder, failed);
        }
    }

    /**
     * The log has been carried out so far: what was noted before that place can be carried out after all, or was passed over, and the note goes.
     *
     * @param position up to which it has.
     */
    public void passed(final long position) {
        if (position >= notedPosition && folder != null) {
            notedPosition = NOTHING;
            forget(folder);
        }
    }

    private static void forget(final Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(NOTE));
        } catch (final IOException failed) {
            LOG.warn("{} is out of date, and cannot be deleted", folder.resolve(NOTE), failed);
        }
    }

    /** As {@link #noted(Path, AtRest)}, of a folder in which nothing is sealed. */
    public static @Nullable Poison noted(final Path folder) {
        return noted(folder, AtRest.OPEN);
    }

    /**
     * What a router on this folder tripped over last.
     *
     * @param folder of the log.
     * @param atRest keys of a note that is sealed.
     * @return the command, with what was thrown as its reason; {@code null} if there is no note.
     * @throws JournalException if the note cannot be read.
     */
    public static @Nullable Poison noted(final Path folder, final AtRest atRest) {
        final Path file = folder.resolve(NOTE);
        if (Files.exists(file)) {
            tighten(file);
        }
        final List<String> lines = read(file, atRest);
        if (lines.isEmpty()) {
            return null;
        }
        final List<Poison> noted = poisons(file, lines, lines.size() - 1);
        return noted.isEmpty() ? null : noted.get(0);
    }

    /** As {@link #decide(Path, long, String, AtRest)}, of a folder in which nothing is sealed. */
    public static Poison decide(final Path folder, final long position, final String reason) {
        return decide(folder, position, reason, AtRest.OPEN);
    }

    /**
     * Decides that what is noted is passed over from now on. No router may run on the folder.
     *
     * @param folder   of the log.
     * @param position that the decision is about.
     * @param reason   for people, one line.
     * @param atRest   keys of what is sealed in the folder, and whether the list is.
     * @return the command that is passed over.
     * @throws JournalException if nothing is noted of that place, or the folder or the key cannot be used; nothing was changed then.
     */
    public static Poison decide(final Path folder, final long position, final String reason, final AtRest atRest) {
        final Poison noted = noted(folder, atRest);
        if (noted == null || noted.position() != position) {
            throw new JournalException("no router on " + folder + " has tripped over a command at position " + position
                    + (noted == null ? "" : ", but at " + noted.position()) + ": nothing else is passed over");
        }
        if (noted.isOfTime()) {
            throw new JournalException("what could not be carried out at position " + position
                    + " is what was due then, and not what a command says: passing one over would lose it, and the next"
                    + " would stop at the same; other code is needed");
        }
        final List<Poison> poisons = new ArrayList<>(list(folder, atRest));
        final Poison decided = noted.because(reason);
        poisons.removeIf(poison -> poison.position() == position);
        poisons.add(decided);
        sign(folder, poisons, atRest);
        forget(folder);
        return decided;
    }

    /**
     * Takes over the list of another node of the same log, as its folder has it, and signs it with this folder's key: for a node whose folder was lost. No router may run on
     * the folder.
     *
     * @param folder of the log, without a list of its own.
     * @param from   a copy of that node's list; not sealed.
     * @param atRest whether the list is sealed here.
     * @return what is passed over from now on.
     * @throws JournalException if there is a list already, or the other cannot be read; nothing was changed then.
     */
    public static List<Poison> adopt(final Path folder, final Path from, final AtRest atRest) {
        if (Files.exists(folder.resolve(LIST))) {
            throw new JournalException(folder.resolve(LIST) + " is there already: nothing is taken over");
        }
        final List<String> lines = read(from, atRest);
        if (lines.isEmpty()) {
            throw new JournalException(from + " does not exist");
        }
        final int sum = lines.get(lines.size() - 1).startsWith(SIGNED) ? lines.size() - 2 : lines.size() - 1;
        final List<Poison> poisons = poisons(from, lines, sum);
        sign(folder, poisons, atRest);
        return poisons;
    }

    /** The list, once its signature was found right. */
    private static List<Poison> list(final Path folder, final AtRest atRest) {
        final Path file = folder.resolve(LIST);
        final List<String> lines = read(file, atRest);
        if (lines.isEmpty()) {
            return List.of();
        }
        requirePrivate(file);
        final int last = lines.size() - 1;
        final Path key = keyOf(folder);
        if (!lines.get(last).startsWith(SIGNED)) {
            throw new JournalException(file + " is not signed, or was cut"
                    + (lines.get(0).equals(FORMER_HEAD)
                            ? ": an older Tocsin wrote it; move it away, and take it over with tocsin journal"
                                    + " quarantine --adopt once you have looked at it"
                            : ": nothing is passed over, and nothing starts"));
        }
        final List<Poison> poisons = poisons(file, lines, last - 1);
        try {
            if (!SigningKey.isSigned(
                    SigningKey.publicIn(key),
                    statement(lines.get(last - 1)),
                    lines.get(last).substring(SIGNED.length()))) {
                throw new JournalException(file + " was changed, or is of another folder: it is not signed by " + key);
            }
        } catch (final IOException missing) {
            throw new JournalException(
                    file + " is signed, and its key cannot be used: " + missing.getMessage(), missing);
        }
        return poisons;
    }

    private static void requirePrivate(final Path file) {
        try {
            PrivateFile.require(file);
        } catch (final IOException refused) {
            throw new JournalException(file + " cannot be used: " + refused.getMessage(), refused);
        }
    }

    private static String statement(final String sumLine) {
        return HEAD + " " + sumLine;
    }

    private static void sign(final Path folder, final List<Poison> poisons, final AtRest atRest) {
        final Path file = folder.resolve(LIST);
        try {
            final SigningKey key = SigningKey.in(keyOf(folder), !Files.exists(file), "the list " + file);
            final List<String> lines = new ArrayList<>(lines(poisons));
            lines.add(SIGNED + key.sign(statement(lines.get(lines.size() - 1))));
            write(file, lines, atRest);
        } catch (final IOException failed) {
            throw new JournalException(file + " cannot be written: " + failed.getMessage(), failed);
        }
    }

    /** A note of a Tocsin before, or of a copy, is no reason not to start: it decides nothing. */
    private static void tighten(final Path file) {
        try {
            PrivateFile.tighten(file);
        } catch (final IOException notOurs) {
            LOG.warn("{} may be read by others than its owner: {}", file, notOurs.toString());
        }
    }

    /** The lines of a file; none if it is not there. */
    private static List<String> read(final Path file, final AtRest atRest) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            final ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MAX_BYTES, Files.size(file)));
            try (ReadableByteChannel from = SealedFile.read(file, atRest.keys(), PURPOSE)) {
                int read = 0;
                while (read >= 0 && bytes.hasRemaining()) {
                    read = from.read(bytes);
                }
            }
            final String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            return text.lines().toList();
        } catch (final KeyRefusedException missing) {
            throw new JournalException(missing.getMessage() + "; nothing was changed", missing);
        } catch (final IOException failed) {
            throw new JournalException(file + " cannot be read: " + failed.getMessage(), failed);
        }
    }

    /** What stands in the lines before the sum, which has to be right. */
    private static List<Poison> poisons(final Path file, final List<String> lines, final int sum) {
        if (sum < 1
                || (!lines.get(0).equals(HEAD) && !lines.get(0).equals(FORMER_HEAD))
                || !lines.get(sum).equals(SUM + sum(lines.subList(0, sum)))) {
            throw new JournalException(file + " was cut or changed: its last line is not the sum of the others");
        }
        try {
            return lines.subList(1, sum).stream().map(Poison::parse).toList();
        } catch (final IllegalArgumentException wrong) {
            throw new JournalException(file + ": " + wrong.getMessage(), wrong);
        }
    }

    private static List<String> lines(final List<Poison> poisons) {
        final List<String> lines = new ArrayList<>();
        lines.add(HEAD);
        poisons.forEach(poison -> lines.add(poison.line()));
        lines.add(SUM + sum(lines));
        return lines;
    }

    private static void write(final Path file, final List<String> lines, final AtRest atRest) throws IOException {
        PrivateFile.replace(
                file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8), atRest.forWriting(), PURPOSE);
    }

    private static String sum(final List<String> lines) {
        return HexFormat.of()
                .formatHex(Poison.sha256((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)));
    }
}

package io.tocsin.journal;

import java.io.IOException;
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
 * <p>Every line is covered by the last one, a SHA-256: a list that was cut or changed stops the start. It is no signature. One thread at a time.
 */
public final class Quarantine {
    /** Name of the list. */
    public static final String LIST = "quarantine";

    /** Name of the note of what a router tripped over last. */
    public static final String NOTE = "poison";

    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);
    private static final String HEAD = "tocsin-quarantine-1";
    private static final String SUM = "sum ";
    private static final long NOTHING = Long.MAX_VALUE;
    private static final Quarantine NONE = new Quarantine(null, new TreeMap<>(), NOTHING);

    private final @Nullable Path folder;
    private final NavigableMap<Long, Poison> poisons;
    /** Of the command that is noted: once the log has been carried out so far, the note is not true any more. */
    private long notedPosition;

    private Quarantine(
            final @Nullable Path folder, final NavigableMap<Long, Poison> poisons, final long notedPosition) {
        this.folder = folder;
        this.poisons = poisons;
        this.notedPosition = notedPosition;
    }

    /** Of a log that is in no folder: nothing is passed over, and no note is left. */
    public static Quarantine none() {
        return NONE;
    }

    /**
     * Of a folder.
     *
     * @param folder of the log.
     * @return what its list says; empty without one.
     * @throws JournalException if there is a list that cannot be read, or was changed.
     */
    public static Quarantine of(final Path folder) {
        final NavigableMap<Long, Poison> poisons = new TreeMap<>();
        for (final Poison poison : read(folder)) {
            poisons.put(poison.position(), poison);
        }
        final Poison noted = noted(folder);
        return new Quarantine(folder, poisons, noted == null ? NOTHING : noted.position());
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
                write(folder.resolve(NOTE), List.of(noted));
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

    /**
     * What a router on this folder tripped over last.
     *
     * @param folder of the log.
     * @return the command, with what was thrown as its reason; {@code null} if there is no note.
     * @throws JournalException if the note cannot be read.
     */
    public static @Nullable Poison noted(final Path folder) {
        final List<Poison> noted = lines(folder.resolve(NOTE));
        return noted.isEmpty() ? null : noted.get(0);
    }

    /**
     * Decides that what is noted is passed over from now on. No router may run on the folder.
     *
     * @param folder   of the log.
     * @param position that the decision is about.
     * @param reason   for people, one line.
     * @return the command that is passed over.
     * @throws JournalException if nothing is noted of that place, or the folder cannot be written to; nothing was changed then.
     */
    public static Poison decide(final Path folder, final long position, final String reason) {
        final Poison noted = noted(folder);
        if (noted == null || noted.position() != position) {
            throw new JournalException("no router on " + folder + " has tripped over a command at position " + position
                    + (noted == null ? "" : ", but at " + noted.position()) + ": nothing else is passed over");
        }
        if (noted.isOfTime()) {
            throw new JournalException("what could not be carried out at position " + position
                    + " is what was due then, and not what a command says: passing one over would lose it, and the next"
                    + " would stop at the same; other code is needed");
        }
        final List<Poison> poisons = new ArrayList<>(read(folder));
        final Poison decided = noted.because(reason);
        poisons.removeIf(poison -> poison.position() == position);
        poisons.add(decided);
        try {
            write(folder.resolve(LIST), poisons);
        } catch (final IOException failed) {
            throw new JournalException(folder.resolve(LIST) + " cannot be written: " + failed, failed);
        }
        forget(folder);
        return decided;
    }

    private static List<Poison> read(final Path folder) {
        return lines(folder.resolve(LIST));
    }

    private static List<Poison> lines(final Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            final List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            final int last = lines.size() - 1;
            if (last < 1 || !lines.get(0).equals(HEAD) || !lines.get(last).equals(SUM + sum(lines.subList(0, last)))) {
                throw new JournalException(file + " was cut or changed: its last line is not the sum of the others");
            }
            return lines.subList(1, last).stream().map(Poison::parse).toList();
        } catch (final IOException failed) {
            throw new JournalException(file + " cannot be read: " + failed, failed);
        } catch (final IllegalArgumentException wrong) {
            throw new JournalException(file + ": " + wrong.getMessage(), wrong);
        }
    }

    private static void write(final Path file, final List<Poison> poisons) throws IOException {
        final List<String> lines = new ArrayList<>();
        lines.add(HEAD);
        poisons.forEach(poison -> lines.add(poison.line()));
        lines.add(SUM + sum(lines));
        TextFile.replace(file, String.join("\n", lines) + "\n");
    }

    private static String sum(final List<String> lines) {
        return HexFormat.of()
                .formatHex(Poison.sha256((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)));
    }
}

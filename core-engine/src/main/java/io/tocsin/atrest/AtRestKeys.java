package io.tocsin.atrest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a folder, which lies outside of the data that they seal. The one that was made last is in force: what is written anew is sealed with it; the others are
 * for what was sealed before. Any thread; reading the folder waits for the disk.
 */
public final class AtRestKeys {
    private final Path folder;
    private volatile List<AtRestKey> keys;
    private volatile AtRestKey current;

    private AtRestKeys(final Path folder, final List<AtRestKey> keys) {
        this.folder = folder;
        this.keys = keys;
        current = keys.get(keys.size() - 1);
    }

    /**
     * Reads the keys of a folder.
     *
     * @param folder of them alone.
     * @return one at least.
     * @throws KeyRefusedException if there is none, one is not what it says, or others than its owner may use the folder or a key.
     */
    public static AtRestKeys in(final Path folder) {
        return new AtRestKeys(folder, read(folder));
    }

    /**
     * Makes the first key of a folder.
     *
     * @param folder made if it is not there, for its owner alone.
     * @return the key.
     * @throws KeyRefusedException if there is one already, or none can be made.
     */
    public static AtRestKey makeFirst(final Path folder) {
        KeyFiles.makeFolder(folder);
        final List<AtRestKey> before = KeyFiles.in(folder);
        if (!before.isEmpty()) {
            throw new KeyRefusedException(folder + " has keys, of which "
                    + before.get(before.size() - 1).name() + " is in force: './tocsin keys rotate " + folder
                    + "' makes another; nothing was changed");
        }
        return KeyFiles.make(folder, before);
    }

    /**
     * Makes another key of a folder, which is in force from then on for whoever reads the folder. The others stay.
     *
     * @param folder of keys.
     * @return the key.
     * @throws KeyRefusedException if there are none yet, or none can be made.
     */
    public static AtRestKey makeNext(final Path folder) {
        return KeyFiles.make(folder, read(folder));
    }

    /**
     * Refuses if the keys lie in what they seal: whoever has a copy of that would have them.
     *
     * @param data folder of what is sealed; it need not be there yet.
     * @throws KeyRefusedException if the folder of keys is that folder, or lies in it, links followed.
     */
    public void requireOutside(final Path data) {
        if (isInside(folder, data)) {
            throw new KeyRefusedException("the keys lie in " + folder + ", which is in " + data
                    + ": whoever has a copy of the data would have its keys; put them elsewhere");
        }
    }

    /**
     * Whether a folder lies in another, or is it, links followed.
     *
     * @param inner need not be there.
     * @param outer need not be there.
     * @return as far as the file system can be asked.
     */
    public static boolean isInside(final Path inner, final Path outer) {
        return real(inner).startsWith(real(outer));
    }

    /** Where they are. */
    public Path folder() {
        return folder;
    }

    /** The one in force. Does not wait. */
    public AtRestKey current() {
        return current;
    }

    /** All of them, the one in force last. */
    public List<AtRestKey> all() {
        return keys;
    }

    /**
     * A key by its id. Does not wait; allocates nothing.
     *
     * @param id of a key.
     * @return {@code null} if it is not there.
     */
    public @Nullable AtRestKey find(final int id) {
        final List<AtRestKey> known = keys;
        for (int i = known.size() - 1; i >= 0; i--) {
            if (known.get(i).id() == id) {
                return known.get(i);
            }
        }
        return null;
    }

    /**
     * Reads the folder again: whoever seals goes on with the key that is in force then.
     *
     * @return whether that is another than before.
     * @throws KeyRefusedException as {@link #in}, or if a key is not there any more that was: what was sealed with it would be lost with this process. Nothing is changed then.
     */
    public boolean refresh() {
        final List<AtRestKey> read = read(folder);
        for (final AtRestKey known : keys) {
            if (read.stream().noneMatch(each -> each.id() == known.id())) {
                throw new KeyRefusedException(folder + " lacks key " + known.name()
                        + ", which this process holds and a start may need: put it back");
            }
        }
        final AtRestKey last = read.get(read.size() - 1);
        final boolean isOther = last.id() != current.id();
        keys = read;
        if (isOther) {
            current = last;
        }
        return isOther;
    }

    private static List<AtRestKey> read(final Path folder) {
        final List<AtRestKey> read = KeyFiles.in(folder);
        if (read.isEmpty()) {
            throw new KeyRefusedException(
                    folder + " holds no key: './tocsin keys new " + folder + "' makes the first one");
        }
        return read;
    }

    private static Path real(final Path path) {
        final Path whole = path.toAbsolutePath().normalize();
        Path there = whole;
        while (there.getParent() != null && Files.notExists(there)) {
            there = there.getParent();
        }
        try {
            return there.toRealPath().resolve(there.relativize(whole)).normalize();
        } catch (final IOException unknown) {
            return whole;
        }
    }
}

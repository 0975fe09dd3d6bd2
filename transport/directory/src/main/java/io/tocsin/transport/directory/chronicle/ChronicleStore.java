package io.tocsin.transport.directory.chronicle;

import io.tocsin.transport.directory.ReadModelStore;
import io.tocsin.transport.directory.Slice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps entries in a mapped file, beside the heap: a clean reopening takes milliseconds, whatever its size. After an unclean end the file is good for nothing: its locks lie
 * in it and may be held, and entries may be half written; whoever opens it has made sure that it was closed ({@code recoverPersistedTo} is never called: it drops entries
 * in silence).
 *
 * <p>The map tells its maker of its use unless that is switched off: the part that does so is left out and banned from the build, and switched off by a property as well.
 */
public final class ChronicleStore implements ReadModelStore {
    private static final Logger LOG = LoggerFactory.getLogger(ChronicleStore.class);
    /** Tells its maker nothing, and does not advertise in the log. */
    private static final List<String> SILENCE = List.of("chronicle.analytics.disable", "chronicle.announcer.disable");

    /** Room for what is longer than the average; beyond it an entry finds no room. */
    private static final double BLOAT = 2.0;

    private final ChronicleMap<Slice, Slice> map;
    private final long capacity;
    private long size;
    private boolean hasToldFull;

    private ChronicleStore(final ChronicleMap<Slice, Slice> map, final long capacity) {
        this.map = map;
        this.capacity = capacity;
        size = map.longSize();
    }

    /**
     * Opens a file that was closed in order, or makes one. Takes a second or two the first time in a process, for the map compiles a class of its own.
     *
     * @param file              of the map; nobody else has it open.
     * @param capacity          most entries.
     * @param averageKeyBytes   on the average.
     * @param averageValueBytes on the average.
     * @return the open table.
     * @throws UncheckedIOException if the file cannot be used.
     */
    public static ChronicleStore open(
            final Path file, final long capacity, final int averageKeyBytes, final int averageValueBytes) {
        // Before the first class of the library is there, which reads it.
        SILENCE.forEach(property -> System.setProperty(property, "true"));
        try {
            return new ChronicleStore(
                    ChronicleMapBuilder.of(Slice.class, Slice.class)
                            .name("tocsin-" + file.getFileName())
                            .entries(capacity)
                            .averageKeySize(averageKeyBytes)
                            .averageValueSize(averageValueBytes)
                            .maxBloatFactor(BLOAT)
                            .putReturnsNull(true)
                            .removeReturnsNull(true)
                            .keyMarshallers(SliceMarshaller.INSTANCE, SliceMarshaller.INSTANCE)
                            .valueMarshallers(SliceMarshaller.INSTANCE, SliceMarshaller.INSTANCE)
                            .createPersistedTo(file.toFile()),
                    capacity);
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public boolean get(final Slice key, final Slice value) {
        return map.getUsing(key, value) != null;
    }

    @Override
    public boolean put(final Slice key, final Slice value, final boolean isNew) {
        if (isNew && size >= capacity) {
            return false;
        }
        try {
            map.put(key, value);
        } catch (final IllegalStateException | IllegalArgumentException noRoom) {
            // One of its segments has no room, or no place that is long enough: when that comes depends on where keys
            // fall.
            if (!hasToldFull) {
                hasToldFull = true;
                LOG.warn(
                        "{} has no room where an entry belongs, at {} of {} entries",
                        map.name(),
                        size,
                        capacity,
                        noRoom);
            }
            return false;
        }
        if (isNew) {
            size++;
        }
        return true;
    }

    @Override
    public void remove(final Slice key) {
        if (map.containsKey(key)) {
            map.remove(key);
            size--;
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void forEach(final Visitor visitor) {
        final Slice key = new Slice();
        final Slice value = new Slice();
        map.forEachEntry(
                entry -> visitor.visit(entry.key().getUsing(key), entry.value().getUsing(value)));
    }

    @Override
    public void close() {
        if (!map.isClosed()) {
            map.close();
        }
    }
}

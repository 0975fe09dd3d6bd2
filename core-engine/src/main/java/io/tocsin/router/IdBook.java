package io.tocsin.router;

import io.tocsin.codecs.sbe.IdTable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The ids behind the indexes that events carry, as {@code IdInterned} events told them. Delivery thread only. */
public final class IdBook {
    private final Map<IdTable, List<String>> tables = new EnumMap<>(IdTable.class);

    /** An empty book. */
    public IdBook() {
        for (final IdTable table : IdTable.values()) {
            tables.put(table, new ArrayList<>());
        }
    }

    /**
     * Takes an id down.
     *
     * @param table which dictionary.
     * @param index its place; indexes are dense, so this is the next one.
     * @param id    the id.
     */
    public void intern(final IdTable table, final int index, final String id) {
        final List<String> ids = table(table);
        while (ids.size() <= index) {
            ids.add("");
        }
        ids.set(index, id);
    }

    /**
     * Looks an id up.
     *
     * @param table which dictionary.
     * @param index its place, or below 0 for none.
     * @return the id; empty if there is none.
     */
    public String id(final IdTable table, final long index) {
        final List<String> ids = table(table);
        return index < 0 || index >= ids.size() ? "" : ids.get((int) index);
    }

    private List<String> table(final IdTable table) {
        final List<String> ids = tables.get(table);
        if (ids == null) {
            throw new IllegalArgumentException("no dictionary of this version: " + table);
        }
        return ids;
    }
}

package io.tocsin.codecs.json;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which facility is of which cluster, as a front says it to who asks ({@code GET /v1/facilities}): who works in facilities of several clusters has a connection with
 * each. Immutable; any thread.
 *
 * @param version    of the partition map, from 1.
 * @param facilities in the order of the map, at most {@value #MAX_FACILITIES}.
 */
public record FacilityList(long version, List<Entry> facilities) {
    /** Most facilities, so that the list is no longer than any message. */
    public static final int MAX_FACILITIES = 500;

    /** What facilities and clusters are called: it stands in addresses as it is. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,35}");

    private static final String FACILITY = "facility";
    private static final String CLUSTER = "cluster";

    /**
     * A facility.
     *
     * @param facility its name.
     * @param cluster  name of the cluster that it is of.
     */
    public record Entry(String facility, String cluster) {
        /** Checks the names. */
        public Entry {
            if (!isName(facility) || !isName(cluster)) {
                throw new IllegalArgumentException(
                        "'" + facility + "' of '" + cluster + "': such names there are none");
            }
        }
    }

    /** Keeps a copy of the list. */
    public FacilityList {
        facilities = List.copyOf(facilities);
        if (version < 1 || facilities.size() > MAX_FACILITIES) {
            throw new IllegalArgumentException(
                    "version " + version + " with " + facilities.size() + " facilities: there is no such list");
        }
    }

    /**
     * Whether something may be called so: a letter or digit, then letters, digits, {@code . _ -}, 36 in all at most.
     *
     * @param name any.
     * @return whether it may.
     */
    public static boolean isName(final String name) {
        return NAME.matcher(name).matches();
    }

    /**
     * Finds the cluster of a facility.
     *
     * @param facility any name.
     * @return {@code null} if there is no such facility.
     */
    public @Nullable String clusterOf(final String facility) {
        for (final Entry entry : facilities) {
            if (entry.facility().equals(facility)) {
                return entry.cluster();
            }
        }
        return null;
    }

    /** As JSON, in UTF-8. Names need no escapes. */
    public byte[] write() {
        final StringBuilder json =
                new StringBuilder("{\"version\":\"").append(version).append("\",\"facilities\":[");
        String separator = "";
        for (final Entry entry : facilities) {
            json.append(separator)
                    .append("{\"facility\":\"")
                    .append(entry.facility())
                    .append("\",\"cluster\":\"")
                    .append(entry.cluster())
                    .append("\"}");
            separator = ",";
        }
        return json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads what {@link #write()} writes; fields that it does not know are passed over.
     *
     * @param utf8 the whole text.
     * @return the list.
     * @throws ProtocolException if it is none.
     */
    public static FacilityList read(final ByteBuffer utf8) throws ProtocolException {
        final Map<String, Object> tree = JsonTree.read(utf8);
        if (!(tree.get("version") instanceof String version) || !(tree.get("facilities") instanceof List<?> list)) {
            throw new ProtocolException(ErrorCode.MISSING_FIELD, "facilities", "a list has version and facilities");
        }
        try {
            final List<Entry> entries = new ArrayList<>();
            for (final Object element : list) {
                if (!(element instanceof Map<?, ?> entry)
                        || !(entry.get(FACILITY) instanceof String facility)
                        || !(entry.get(CLUSTER) instanceof String cluster)) {
                    throw new IllegalArgumentException("an entry has facility and cluster");
                }
                entries.add(new Entry(facility, cluster));
            }
            return new FacilityList(Long.parseLong(version), entries);
        } catch (final IllegalArgumentException wrong) {
            throw new ProtocolException(ErrorCode.INVALID_FIELD, "facilities", String.valueOf(wrong.getMessage()));
        }
    }
}

package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Result;
import java.math.BigInteger;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Idempotency: what each source was answered to its latest commands, and how far each device has counted. */
final class OracleSources {
    /** The verdict on a key: carry it out ({@code answer == null}), or answer so. */
    record Verdict(@Nullable OracleAnswer answer, boolean repeated) {}

    private record Place(long commandId, OracleAnswer answer) {}

    private static final class Window {
        final int size;
        long highest;
        final TreeMap<Long, Place> places = new TreeMap<>();

        Window(final int size) {
            this.size = size;
        }
    }

    private static final int INTERFACE_WINDOW = 1_024;
    private static final int CLIENT_WINDOW = 32;
    private static final int CLIENT_TABLE = 13;

    private final OracleState state;
    private final TreeMap<Long, Window> windows = new TreeMap<>();
    private final TreeMap<String, Long> devices = new TreeMap<>();

    OracleSources(final OracleState state) {
        this.state = state;
    }

    Verdict judge(final long sourceId, final long commandId) {
        Window window = windows.get(sourceId);
        if (window == null) {
            final boolean isInterface = state.site.interfaces.contains(sourceId);
            if (!isInterface && clients() >= state.limits().clients()) {
                return new Verdict(OracleAnswer.of(Result.TABLE_FULL, CLIENT_TABLE), false);
            }
            window = new Window(isInterface ? INTERFACE_WINDOW : CLIENT_WINDOW);
            windows.put(sourceId, window);
        }
        final Place held = window.places.get(Long.remainderUnsigned(commandId, window.size));
        if (held != null && held.commandId == commandId) {
            return new Verdict(held.answer, true);
        }
        final boolean overtaken = held != null && Long.compareUnsigned(held.commandId, commandId) > 0;
        final boolean belowTheFloor =
                big(commandId).add(BigInteger.valueOf(window.size)).compareTo(big(window.highest)) <= 0;
        return new Verdict(overtaken || belowTheFloor ? OracleAnswer.of(Result.STALE_KEY) : null, false);
    }

    void store(final long sourceId, final long commandId, final OracleAnswer answer) {
        final Window window = windows.get(sourceId);
        if (window != null) {
            window.places.put(Long.remainderUnsigned(commandId, window.size), new Place(commandId, answer));
            if (Long.compareUnsigned(commandId, window.highest) > 0) {
                window.highest = commandId;
            }
        }
    }

    long highest(final long sourceId) {
        final Window window = windows.get(sourceId);
        return window == null ? 0 : window.highest;
    }

    /** Whether the source is known with the short window; it keeps it. */
    boolean isClient(final long sourceId) {
        final Window window = windows.get(sourceId);
        return window != null && window.size == CLIENT_WINDOW;
    }

    /** Whether readings of this device and sequence came before; remembers them if not. */
    boolean isDuplicate(final String deviceId, final long sequence) {
        if (deviceId.isEmpty() || sequence == 0) {
            return false;
        }
        final Long last = devices.get(deviceId);
        return last != null && Long.compareUnsigned(sequence, last) <= 0;
    }

    void seen(final String deviceId, final long sequence) {
        if (!deviceId.isEmpty()
                && sequence != 0
                && (devices.containsKey(deviceId)
                        || devices.size() < state.limits().devices())) {
            devices.put(deviceId, sequence);
        }
    }

    private long clients() {
        return windows.values().stream()
                .filter(window -> window.size == CLIENT_WINDOW)
                .count();
    }

    private static BigInteger big(final long unsigned) {
        return new BigInteger(Long.toUnsignedString(unsigned));
    }
}

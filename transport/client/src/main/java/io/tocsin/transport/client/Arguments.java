package io.tocsin.transport.client;

import io.tocsin.codecs.json.Capability;
import io.tocsin.codecs.json.ClientMessage;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Refuses what no router would take, before it waits for one. Any thread; pure. */
final class Arguments {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private Arguments() {}

    /** A time in milliseconds, within bounds. */
    static long millis(final String name, final Duration time, final long leastMs, final long mostMs) {
        final Duration least = Duration.ofMillis(leastMs);
        final Duration most = Duration.ofMillis(mostMs);
        if (time.compareTo(least) < 0 || time.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " is " + time + ": it is from " + least + " to " + most);
        }
        return time.toMillis();
    }

    /** How many of a list may be asked for at once. */
    static void requireLimit(final int limit) {
        if (limit < 1 || limit > ClientMessage.MAX_ALERTS) {
            throw new IllegalArgumentException("limit is " + limit + ": it is from 1 to " + ClientMessage.MAX_ALERTS);
        }
    }

    /** Endpoints, as they are if they can be dialled. */
    static List<URI> endpoints(final URI... endpoints) {
        for (final URI endpoint : endpoints) {
            if (!("ws".equals(endpoint.getScheme()) || isEncrypted(endpoint))
                    || endpoint.getHost() == null
                    || endpoint.getPort() < 1) {
                throw new IllegalArgumentException(
                        "endpoint " + endpoint + ": it reads wss://HOST:PORT/ws, or ws://HOST:PORT/ws without TLS");
            }
        }
        return List.of(endpoints);
    }

    /** Whether nobody but this machine hears what is said there. */
    static boolean isPrivate(final URI endpoint) {
        return isEncrypted(endpoint) || THIS_MACHINE.contains(endpoint.getHost().toLowerCase(Locale.ROOT));
    }

    /** Whether TLS is spoken there. */
    static boolean isEncrypted(final URI endpoint) {
        return "wss".equals(endpoint.getScheme());
    }

    static int window(final int value) {
        if (value < 1 || value > 1_024) {
            throw new IllegalArgumentException("window is " + value + ": it is from 1 to 1,024");
        }
        return value;
    }

    static void requireBackoff(final long leastMs, final long mostMs) {
        if (leastMs < 1 || mostMs < leastMs) {
            throw new IllegalArgumentException("backoff from " + leastMs + " to " + mostMs + " ms is none");
        }
    }

    static EnumSet<Capability> setOf(final Capability... capabilities) {
        final EnumSet<Capability> set = EnumSet.noneOf(Capability.class);
        set.addAll(List.of(capabilities));
        return set;
    }
}

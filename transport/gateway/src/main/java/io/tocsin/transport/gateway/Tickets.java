package io.tocsin.transport.gateway;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tickets with which pages open a WebSocket, because a page cannot say {@code Authorization} there: random, good for 30 s, and once. Bounded; any thread.
 */
final class Tickets {
    /** Before the ticket where it is shown, as a subprotocol that the server never answers with. */
    static final String PREFIX = "ticket.";

    /** How long one is good. */
    static final long LIFE_NS = TimeUnit.SECONDS.toNanos(30);

    private static final int BYTES = 32;
    /** A page opens one WebSocket, a person has a few pages. */
    private static final int MOST_OF_ONE = 8;

    /** In the order in which they end, since all are good equally long. */
    private final Map<String, Ticket> open = new LinkedHashMap<>();

    private final Map<String, Integer> bySubject = new HashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final LongSupplier nanoTime;
    private final int most;

    /** Whose it is, and since when. */
    private record Ticket(Principal principal, long sinceNs) {}

    /**
     * None is out.
     *
     * @param most     that are out at once.
     * @param nanoTime of a monotonic clock.
     */
    Tickets(final int most, final LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
    }

    /** Hands one out; {@code null} if too many are, of this subject or in all. */
    synchronized @Nullable String issue(final Principal principal) {
        final long nowNs = nanoTime.getAsLong();
        final Iterator<Ticket> oldest = open.values().iterator();
        while (oldest.hasNext()) {
            final Ticket next = oldest.next();
            if (nowNs - next.sinceNs() < LIFE_NS) {
                break;
            }
            oldest.remove();
            forget(next);
        }
        if (open.size() >= most || bySubject.getOrDefault(principal.subject(), 0) >= MOST_OF_ONE) {
            return null;
        }
        final byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        final String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        open.put(text, new Ticket(principal, nowNs));
        bySubject.merge(principal.subject(), 1, Integer::sum);
        return text;
    }

    /** Takes one back; {@code null} if it is not good, or not any more. */
    synchronized @Nullable Principal redeem(final String text) {
        final Ticket ticket = open.remove(text);
        if (ticket == null) {
            return null;
        }
        forget(ticket);
        return nanoTime.getAsLong() - ticket.sinceNs() >= LIFE_NS ? null : ticket.principal();
    }

    private void forget(final Ticket ticket) {
        bySubject.computeIfPresent(ticket.principal().subject(), (subject, count) -> count == 1 ? null : count - 1);
    }
}

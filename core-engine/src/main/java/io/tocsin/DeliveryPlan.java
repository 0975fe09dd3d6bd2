package io.tocsin;

import io.tocsin.codecs.sbe.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How an alert of a severity goes to a person under a load, as a preset has it: the strategy, the routes in order with what stands in for each, and how long each is
 * expected to take. Pure: decides nothing in the engine, whose queue is in order of priority whatever the strategy; it tells operators and documents what to expect.
 * The gateway executes it for the WebSocket ({@code Gateway.Context.batch}): above so many connections what is not critical waits for the window, each person's
 * deliveries in their order; what is critical leaves at once, at any load. It counts its own connections, not those of other gateways. SMS, push and voice are not
 * batched by it; what is expected of them includes the window all the same, and so is no less than they take.
 *
 * @param strategy how it leaves the router.
 * @param window   how long it may wait to leave together with others; zero of what leaves directly.
 * @param routes   in the order in which they are used; the first is the primary, the others are its back-ups.
 */
public record DeliveryPlan(Strategy strategy, Duration window, List<Route> routes) {
    /** Above how many connections outputs leave in batches. */
    public static final int BATCH_CONNECTIONS = 1_000;
    /** Longest batch of {@link Preset#DEFAULT}. */
    public static final Duration DEFAULT_WINDOW = Duration.ofMillis(5);
    /** Longest batch of {@link Preset#MYDR24}, which says none: a tenth of a second, as people notice no less. */
    public static final Duration MYDR24_WINDOW = Duration.ofMillis(100);

    /** How an output leaves the router. */
    public enum Strategy {
        /** By itself, at once. */
        DIRECT,
        /** Together with others, within a window. */
        BATCHED,
        /** When its turn in the queue comes. */
        QUEUED
    }

    /**
     * One way to the person.
     *
     * @param channel  that is used.
     * @param after    the alert, unless something before it has made it needless.
     * @param expected from the alert until the person's device has it: {@code after}, the window, and what the channel usually takes.
     */
    public record Route(Channel channel, Duration after, Duration expected) {}

    /** Keeps a copy of the list. */
    public DeliveryPlan {
        routes = List.copyOf(routes);
    }

    /**
     * The plan.
     *
     * @param preset       whose.
     * @param severity     of the alert.
     * @param isMessage    it is a message with delivery requirements and no emergency.
     * @param connections  open connections of the person's gateway.
     * @return routes of a person with the preset's contact methods.
     */
    public static DeliveryPlan of(
            final Preset preset, final Severity severity, final boolean isMessage, final int connections) {
        final Strategy strategy = strategy(preset, severity, connections);
        // What is queued and what is batched share a lane, in which nothing overtakes.
        final boolean waits = connections > BATCH_CONNECTIONS && strategy != Strategy.DIRECT;
        final Duration window = waits ? window(preset) : Duration.ZERO;
        final List<Channel> channels = preset.channels(Objects.requireNonNull(severity, "severity"), isMessage);
        final List<Route> routes = new ArrayList<>();
        routes.add(route(Channel.WEBSOCKET, Duration.ZERO, window));
        for (final ContactMethod method : isMessage ? preset.contactForMessages(false) : preset.contact()) {
            if (channels.contains(method.channel())) {
                routes.add(route(method.channel(), Duration.ofMillis(method.afterMs()), window));
            }
        }
        return new DeliveryPlan(strategy, window, routes);
    }

    /**
     * How long a batch gathers at most.
     *
     * @param preset whose.
     * @return from when the first of it came.
     */
    public static Duration window(final Preset preset) {
        return preset == Preset.DEFAULT ? DEFAULT_WINDOW : MYDR24_WINDOW;
    }

    private static Strategy strategy(final Preset preset, final Severity severity, final int connections) {
        final boolean isCrowded = connections > BATCH_CONNECTIONS;
        if (severity == Severity.CRITICAL) {
            // At any load: it never joins a batch, so there is none to bypass when processors are busy.
            return Strategy.DIRECT;
        }
        if (preset == Preset.DEFAULT || severity == Severity.EMERGENT) {
            return isCrowded ? Strategy.BATCHED : Strategy.DIRECT;
        }
        return Strategy.QUEUED;
    }

    private static Route route(final Channel channel, final Duration after, final Duration window) {
        return new Route(channel, after, after.plus(window).plus(usual(channel)));
    }

    /** What a channel usually takes from the router to a device: orders of magnitude, to be replaced by what a site measures. */
    private static Duration usual(final Channel channel) {
        return switch (channel) {
            case WEBSOCKET -> Duration.ofMillis(50);
            case PUSH -> Duration.ofSeconds(2);
            case SMS -> Duration.ofSeconds(5);
            case PAGER -> Duration.ofSeconds(10);
            case VOICE -> Duration.ofSeconds(15);
            case EMAIL -> Duration.ofMinutes(1);
        };
    }
}

package io.tocsin.transport.server;

import static java.util.Objects.requireNonNull;

import io.tocsin.Rota;
import java.time.Duration;
import java.util.List;

/**
 * Who is on duty when, and how a server keeps its router told of it.
 *
 * @param rota  where rosters come from.
 * @param ahead how far they are told.
 * @param every how often, less than that.
 */
public record DutySettings(Rota rota, Duration ahead, Duration every) {
    private static final Duration AHEAD = Duration.ofDays(14);
    private static final Duration EVERY = Duration.ofDays(1);

    /** Checks that they are there. */
    public DutySettings {
        requireNonNull(rota, "rota");
        requireNonNull(ahead, "ahead");
        requireNonNull(every, "every");
    }

    /**
     * No rota: roles and care say who.
     *
     * @return 14 days ahead, every day, of nobody.
     */
    public static DutySettings none() {
        return new DutySettings(new Rota(List.of(), List.of(), false), AHEAD, EVERY);
    }
}

package io.tocsin.schedule;

import java.time.LocalDateTime;
import java.util.List;

/** What was agreed beside the rotation, for a time. Local times; an exchange ends later than it begins. */
public sealed interface Exchange {
    /** First local time. */
    LocalDateTime from();

    /** First local time after it. */
    LocalDateTime until();

    /**
     * Others are on duty, whoever the layers name.
     *
     * @param people instead; at least one.
     * @param from   first local time.
     * @param until  first local time after it.
     */
    record Overriding(List<String> people, LocalDateTime from, LocalDateTime until) implements Exchange {
        /** Copies the people. */
        public Overriding {
            people = Rotation.crew("people", people);
        }
    }

    /**
     * Temporary cover: where somebody would be on duty, another is.
     *
     * @param absent who is away.
     * @param cover  who stands in.
     * @param from   first local time.
     * @param until  first local time after it.
     */
    record Cover(String absent, String cover, LocalDateTime from, LocalDateTime until) implements Exchange {}

    /**
     * Two people exchange a time: the first one's is the second one's, and the other way round.
     *
     * @param first       who gives the first time and takes the second.
     * @param from        first local time of the first.
     * @param until       first local time after it.
     * @param second      who gives the second time and takes the first.
     * @param secondFrom  first local time of the second.
     * @param secondUntil first local time after it.
     */
    record Swap(
            String first,
            LocalDateTime from,
            LocalDateTime until,
            String second,
            LocalDateTime secondFrom,
            LocalDateTime secondUntil)
            implements Exchange {}
}

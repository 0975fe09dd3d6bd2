package io.tocsin;

/**
 * An idempotency key that the caller keeps: the same one again gets the same answer and happens once.
 *
 * @param sourceId  who sends; alerts belong to the source that raised them. Not 0 and not the router's own.
 * @param commandId rises with each command of the source, above 0; compared unsigned. Below the source's window it is {@link Refusal#STALE_KEY}.
 */
public record CommandKey(long sourceId, long commandId) {
    /** Checks both. */
    public CommandKey {
        if (sourceId == 0) {
            throw new IllegalArgumentException("sourceId is 0: that is the host itself");
        }
        if (commandId == 0) {
            throw new IllegalArgumentException("commandId is 0: that would not be deduplicated");
        }
    }
}

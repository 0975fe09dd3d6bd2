package io.tocsin;

/**
 * The answer to a configuration of a person.
 *
 * @param configId    of the configuration; 0 if nothing had to be changed.
 * @param contentHash of what was sent: {@link Proposals#confirm} names it.
 * @param entryCount  how many entries differed from what was in force and were sent.
 * @param inForce     all of it is in force, because the person may do this alone; else it waits for a second person.
 */
public record Proposed(long configId, long contentHash, int entryCount, boolean inForce) {}

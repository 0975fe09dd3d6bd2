package io.tocsin.codecs.json;

/** How a hello continued what was before it. */
public enum ResumeResult {
    /** The hello asked for no resume. */
    NEW,
    /** Same epoch: the receipts of the hello are taken, deliveries go on behind them. */
    RESUMED,
    /** Another epoch: sequences of the former one mean nothing here; the client forgets them. */
    RESET,
    /** Same epoch, but the client has more than was ever sent: what it has beyond that was lost here. The client forgets its sequences and says so to its person. */
    AHEAD
}

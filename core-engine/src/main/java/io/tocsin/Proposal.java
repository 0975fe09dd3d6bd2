package io.tocsin;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.ProposalState;
import java.util.Set;

/**
 * A configuration that takes two persons: somebody proposed it, and it is in force once another person has confirmed it. Immutable.
 *
 * @param configId    of the configuration.
 * @param contentHash of everything in it: who confirms names it, {@link Proposals#confirm}.
 * @param untilNs     when it ends if nobody confirms it, epoch ns.
 * @param entryCount  how many entries it has.
 * @param author      who proposed it.
 * @param confirmedBy who confirmed it; empty = nobody.
 * @param replacedBy  whose configuration ended it; empty = no person's.
 * @param state       how it stands.
 * @param toConfirm   what of it the second person has to be allowed to confirm.
 */
public record Proposal(
        long configId,
        long contentHash,
        long untilNs,
        long entryCount,
        String author,
        String confirmedBy,
        String replacedBy,
        ProposalState state,
        Set<AuthorityAction> toConfirm) {
    /** Keeps a copy of the set. */
    public Proposal {
        toConfirm = Set.copyOf(toConfirm);
    }
}

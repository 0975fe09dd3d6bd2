/**
 * What a single node keeps on disk: the journal of its commands and, beside it, the log of its events, both recorded by an Aeron Archive inside the process.
 * {@link io.tocsin.transport.aeron.ArchiveStore} opens them; a pipeline writes to them on its own thread, tools read them while no node runs.
 */
@NullMarked
package io.tocsin.transport.aeron;

import org.jspecify.annotations.NullMarked;

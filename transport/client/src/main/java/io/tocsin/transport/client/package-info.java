/**
 * A client of {@code alert.v1.json} and {@code alert.v1.sbe} for sources, people's programs, the terminal, tests and load: it comes back after a failure, resumes, hands every delivery on once,
 * confirms what was taken, and sends commands again under their own numbers until they are answered. Any thread may call it; nothing but closing waits; all of it
 * allocates. Each client lives on one thread of its {@link io.tocsin.transport.client.ClientGroup}, which thousands may share; listeners run there.
 */
@NullMarked
package io.tocsin.transport.client;

import org.jspecify.annotations.NullMarked;

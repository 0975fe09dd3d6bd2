/**
 * Read models beside a router: a directory of patients and a history of alerts, for look-ups by gateways. They decide nothing, nothing waits for them, and all that they
 * hold can be deleted and made again: from the event log, the configuration in force, and the hospital's register. {@link io.tocsin.transport.directory.ReadModels} owns them and
 * the one thread that writes; any thread reads.
 */
@NullMarked
package io.tocsin.transport.directory;

import org.jspecify.annotations.NullMarked;

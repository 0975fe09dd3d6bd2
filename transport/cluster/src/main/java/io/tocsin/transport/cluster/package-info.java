/**
 * The engine on three nodes: {@link io.tocsin.transport.cluster.ClusterNode} runs one of them, with media driver, archive, consensus module and service in one
 * process. Commands leave for the log through the one agent that owns the cluster's client; what the node's own engine says goes to the one reader in the process,
 * so that clients of the surviving nodes keep their connections when a machine dies.
 *
 * <p>Nothing here decides anything: all that decides is in the log, and the engine reads it.
 */
@NullMarked
package io.tocsin.transport.cluster;

import org.jspecify.annotations.NullMarked;

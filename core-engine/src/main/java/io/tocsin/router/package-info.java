/**
 * Parts of the router's edge that know nothing of its API, such as the ids behind the engine's indexes. Internal: may change without notice. Each class says its
 * thread.
 */
@NullMarked
package io.tocsin.router;

import org.jspecify.annotations.NullMarked;

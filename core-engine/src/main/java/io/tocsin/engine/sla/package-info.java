/** How long alerts take to reach somebody, and what the site promises: one clock per alert. Engine thread only; allocates nothing after start. */
@org.jspecify.annotations.NullMarked
package io.tocsin.engine.sla;

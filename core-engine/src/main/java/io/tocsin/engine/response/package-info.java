/**
 * The life of an alert: raised, updated, ended at its source; accepted, rejected and resolved by people; reviewed and closed. Commands are validated before they
 * come here; nothing here refuses. Engine thread only; allocates nothing after start.
 */
package io.tocsin.engine.response;

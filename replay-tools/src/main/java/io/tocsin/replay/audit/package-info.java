/** {@code tocsin audit}: whether an audit is whole, and what it says, as FHIR. One thread; reads a folder that no router uses. */
@org.jspecify.annotations.NullMarked
package io.tocsin.replay.audit;

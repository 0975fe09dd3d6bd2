/**
 * {@code tocsin demo}: a hospital of simulated patients and people around an embedded router, and a report on what became of every alert. Everything in it is
 * synthetic. The router is used through its public API only; what the report says of deliveries comes from what the clients themselves wrote down.
 */
@NullMarked
package io.tocsin.replay.demo;

import org.jspecify.annotations.NullMarked;

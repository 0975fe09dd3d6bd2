/**
 * The bare counterparts: the same hops by stock means and nothing else. A relay takes a WebSocket frame, records it by a bare Aeron publication, and when it is recorded
 * writes it to its receiver and an acknowledgement to its sender. No JSON, no engine, no lanes, no receipts: what is slower than this is ours.
 */
@NullMarked
package io.tocsin.bench.raw;

import org.jspecify.annotations.NullMarked;

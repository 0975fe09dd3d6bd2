/**
 * A snapshot is one stream of bytes in canonical order: header, sections with their counts, end mark with the digest. The same stream, hashed and thrown away, is
 * the state digest, so that whatever is in the one is in the other. Engine thread only.
 */
package io.tocsin.engine.snapshot;

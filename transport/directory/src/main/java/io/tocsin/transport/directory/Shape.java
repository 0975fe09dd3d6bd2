package io.tocsin.transport.directory;

/**
 * What a table is made for. A table of another shape is made anew.
 *
 * @param name              of the file.
 * @param capacity          most entries.
 * @param averageKeyBytes   on the average.
 * @param averageValueBytes on the average.
 */
record Shape(String name, long capacity, int averageKeyBytes, int averageValueBytes) {}

/** What is planned for patients and may be missed. Engine thread only; after the first of it nothing is allocated. */
@org.jspecify.annotations.NullMarked
package io.tocsin.engine.care;

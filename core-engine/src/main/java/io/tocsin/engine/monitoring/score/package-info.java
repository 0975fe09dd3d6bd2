/**
 * Early-warning scores as tables: what each reading is worth, what the sum means. A {@code ScoreDraft} is filled and checked whole, a {@code ScoreTable} computes.
 * Integer arithmetic on hundredths only, nothing is allocated by computing, and nothing here knows a clinical number: those are in the tables, which
 * {@code io.tocsin.score} reads. {@code News2} stays what the engine raises alerts by; the table {@code news2} is proved equal to it.
 */
package io.tocsin.engine.monitoring.score;

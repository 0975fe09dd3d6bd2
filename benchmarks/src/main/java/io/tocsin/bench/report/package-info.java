/**
 * How measurements are told: figures beside their raw limits, a verdict first, and what makes the figures worth less. Nothing here measures; one thread, after the
 * measuring, except {@link io.tocsin.bench.report.OtherLoad}, which watches meanwhile.
 */
@NullMarked
package io.tocsin.bench.report;

import org.jspecify.annotations.NullMarked;

package io.tocsin.replay.evaluate.mimic2;

import io.tocsin.replay.evaluate.BadRows;
import io.tocsin.replay.evaluate.CsvReader;
import io.tocsin.replay.evaluate.EvaluateRequest;
import io.tocsin.replay.evaluate.InputException;
import io.tocsin.replay.evaluate.InputFormat;
import io.tocsin.replay.evaluate.JsonReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** One bedside monitor: its numbers by the minute, a heart rate by the second, or both: MIMIC-II, record s00001. Which file is which its columns say. */
public final class Mimic2BedsideFormat implements InputFormat {
    /** For {@link java.util.ServiceLoader}. */
    public Mimic2BedsideFormat() {}

    @Override
    public String name() {
        return "mimic2-bedside";
    }

    @Override
    public Set<String> options() {
        return Set.of("--html");
    }

    @Override
    public void evaluate(final EvaluateRequest request) throws InputException {
        final BadRows badRows = new BadRows();
        final List<Numerics> numerics = new ArrayList<>();
        final List<HeartRate> heartRates = new ArrayList<>();
        for (final Path file : request.inputs()) {
            if (CsvReader.columnsOf(file).contains(Numerics.COLUMN)) {
                numerics.add(Numerics.read(file, badRows));
            } else {
                heartRates.add(HeartRate.read(file, badRows));
            }
        }
        if (numerics.size() > 1 || heartRates.size() > 1) {
            throw InputException.because("--input: one file of numerics, one of heart rates, or one of each");
        }
        if (request.page() != null && heartRates.isEmpty()) {
            throw InputException.because("--html shows heart rates by the second: name a file of them");
        }
        final List<Consumer<JsonGenerator>> parts = new ArrayList<>();
        numerics.forEach(each -> parts.add(each.run(request)));
        heartRates.forEach(each -> parts.add(each.run(request)));
        if (request.report() != null) {
            JsonReport.write(request.report(), request.key(), json -> {
                parts.forEach(part -> part.accept(json));
                JsonReport.badRows(json, badRows);
            });
        }
        heartRates.forEach(each -> request.writePage(() -> each.page(request.key())));
        numerics.forEach(each -> each.print(request.out()));
        heartRates.forEach(each -> each.print(request.out()));
        request.out().flush();
    }
}

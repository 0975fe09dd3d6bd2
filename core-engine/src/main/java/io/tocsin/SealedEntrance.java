package io.tocsin;

import io.tocsin.atrest.PatientTexts;
import io.tocsin.engine.AlertEngine;
import io.tocsin.journal.StorageState;
import io.tocsin.pipeline.AdmissionClass;
import io.tocsin.pipeline.EngineHost;
import io.tocsin.pipeline.Pipeline;
import io.tocsin.pipeline.PipelineCounters;
import io.tocsin.pipeline.Recovery;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** A host to which every command goes sealed: nothing that somebody typed about a patient comes to the ring, or to a file, in the clear. Any thread. */
final class SealedEntrance implements EngineHost {
    private final EngineHost host;
    private final PatientTexts texts;
    private final AlertPatients patients;
    private final PatientTexts.Way way;

    SealedEntrance(final EngineHost host, final PatientTexts texts, final AlertPatients patients) {
        this.host = host;
        this.texts = texts;
        this.patients = patients;
        way = host::tryPublish;
    }

    @Override
    public long tryPublish(final DirectBuffer buffer, final int offset, final int length) {
        return texts.enter(buffer, offset, length, patients, way);
    }

    @Override
    public long tryPublish(
            final AdmissionClass admissionClass, final DirectBuffer buffer, final int offset, final int length) {
        return texts.enter(
                buffer,
                offset,
                length,
                patients,
                (command, from, bytes) -> host.tryPublish(admissionClass, command, from, bytes));
    }

    @Override
    public int doWork() {
        return host.doWork();
    }

    @Override
    public int pollOutputs() {
        return host.pollOutputs();
    }

    @Override
    public AlertEngine engine() {
        return host.engine();
    }

    @Override
    public Pipeline.State state() {
        return host.state();
    }

    @Override
    public PipelineCounters counters() {
        return host.counters();
    }

    @Override
    public @Nullable Recovery recovery() {
        return host.recovery();
    }

    @Override
    public StorageState storageState() {
        return host.storageState();
    }

    /** The keys stay open: whoever gave them closes them. */
    @Override
    public void close() {
        host.close();
    }
}

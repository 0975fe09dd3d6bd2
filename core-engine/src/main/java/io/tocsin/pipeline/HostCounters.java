package io.tocsin.pipeline;

/** Counts where they are counted: in the parts of a pipeline. */
final class HostCounters implements PipelineCounters {
    private final PipelineHost host;

    HostCounters(final PipelineHost host) {
        this.host = host;
    }

    @Override
    public long published() {
        return host.ring().claimed();
    }

    @Override
    public long refusedBusy(final AdmissionClass admissionClass) {
        return host.ring().refusedBusy(admissionClass);
    }

    @Override
    public int takeHighestBacklogPermille() {
        return (int) Math.min(
                1_000, host.agent().takeHighestBacklog() * 1_000 / host.ring().capacity());
    }

    @Override
    public long journaled() {
        return host.agent().journaled();
    }

    @Override
    public long engineCommandSeq() {
        return host.agent().engineCommandSeq();
    }

    @Override
    public long delivered() {
        return host.delivered();
    }

    @Override
    public long deliveryErrors() {
        return host.deliveryErrors();
    }
}

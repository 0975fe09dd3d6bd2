package io.tocsin.transport.cluster;

import io.tocsin.pipeline.AdmissionClass;
import io.tocsin.pipeline.Delivery;
import io.tocsin.pipeline.PipelineCounters;

/** What has passed through a node's ring and engine. Any thread. */
final class NodeCounters implements PipelineCounters {
    private final ClusterIngress ingress;
    private final NodeState nodeState;
    private final Delivery delivery;

    NodeCounters(final ClusterIngress ingress, final NodeState nodeState, final Delivery delivery) {
        this.ingress = ingress;
        this.nodeState = nodeState;
        this.delivery = delivery;
    }

    @Override
    public long published() {
        return ingress.ring().claimed();
    }

    @Override
    public long refusedBusy(final AdmissionClass admissionClass) {
        return ingress.ring().refusedBusy(admissionClass);
    }

    @Override
    public int takeHighestBacklogPermille() {
        return (int) Math.min(
                1_000, ingress.takeHighestBacklog() * 1_000 / ingress.ring().capacity());
    }

    @Override
    public long journaled() {
        return ingress.sentCount();
    }

    @Override
    public long engineCommandSeq() {
        return nodeState.commandSeq();
    }

    @Override
    public long delivered() {
        return delivery.delivered();
    }

    @Override
    public long deliveryErrors() {
        return delivery.errors();
    }
}

package io.tocsin.transport.cluster;

import static java.util.Objects.requireNonNull;

import io.tocsin.pipeline.AdmissionClass;
import io.tocsin.pipeline.Delivery;
import io.tocsin.pipeline.PipelineCounters;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What has passed through a node's ring and engine. Any thread. */
final class NodeCounters implements PipelineCounters {
    private final ClusterIngress ingress;
    private final NodeState nodeState;
    private final Delivery delivery;
    private final Map<AdmissionClass, AtomicLong> heldBack = new EnumMap<>(AdmissionClass.class);

    NodeCounters(final ClusterIngress ingress, final NodeState nodeState, final Delivery delivery) {
        this.ingress = ingress;
        this.nodeState = nodeState;
        this.delivery = delivery;
        for (final AdmissionClass each : AdmissionClass.values()) {
            heldBack.put(each, new AtomicLong());
        }
    }

    /** A command was refused because too many answers wait. */
    void heldBack(final AdmissionClass admissionClass) {
        requireNonNull(heldBack.get(admissionClass)).incrementAndGet();
    }

    @Override
    public long published() {
        return ingress.ring().claimed();
    }

    @Override
    public long refusedBusy(final AdmissionClass admissionClass) {
        return ingress.ring().refusedBusy(admissionClass)
                + requireNonNull(heldBack.get(admissionClass)).get();
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

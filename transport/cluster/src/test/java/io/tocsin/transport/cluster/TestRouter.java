package io.tocsin.transport.cluster;

import static io.tocsin.Policy.seconds;
import static io.tocsin.codecs.sbe.EmergencyType.CARDIAC_ARREST;
import static io.tocsin.codecs.sbe.Severity.CRITICAL;

import io.tocsin.AlertRouter;
import io.tocsin.Policy;
import io.tocsin.Raise;
import io.tocsin.RouterEvent;
import io.tocsin.RouterListener;
import io.tocsin.Site;
import io.tocsin.engine.EngineLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A node with a router on it, at a site where Ann cares for a patient, Bob is the charge nurse and the desk is always there. */
final class TestRouter implements RouterListener, AutoCloseable {
    /** Ann has a second, then Bob. */
    static final Policy POLICY = Policy.named("standard")
            .careTeam(seconds(1))
            .unitRole("charge-nurse", seconds(20))
            .failSafe("desk", seconds(60));

    final ClusterNode node;
    final AlertRouter router;
    final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
    private final List<RouterEvent> events = new ArrayList<>();
    private final AtomicLong cycles = new AtomicLong();

    TestRouter(final ClusterNode node) {
        this.node = node;
        router = AlertRouter.launch(new AlertRouter.Context()
                .site(site())
                .limits(limits())
                .host(node.router())
                .listener(this)
                .errorHandler(errors::add));
    }

    static Site site() {
        return Site.named("north")
                .person("ann")
                .person("bob")
                .desk("desk")
                .unit("icu")
                .bed("icu-1", "icu")
                .role("icu", "charge-nurse", "bob")
                .patient("p-17", "icu-1")
                .care("p-17", "ann")
                .policy(POLICY)
                .build();
    }

    /** Tables that are ready at once. */
    static EngineLimits limits() {
        return EngineLimits.builder()
                .maxAlerts(4_096)
                .maxOffers(16_384)
                .maxOutboxEntries(16_384)
                .maxDeliveries(32_768)
                .contentBlocks(32_768)
                .maxSubjects(1_024)
                .build();
    }

    static Raise arrest(final String key) {
        return Raise.alert(key).type(CARDIAC_ARREST).severity(CRITICAL).patient("p-17");
    }

    @Override
    public synchronized void onEvent(final RouterEvent event) {
        events.add(event);
    }

    @Override
    public void onCycleEnd(final int outputs) {
        cycles.lazySet(cycles.get() + 1);
    }

    /** How often the router has looked for something to deliver. */
    long cycles() {
        return cycles.get();
    }

    /** Whether everything that was published here was carried out and told. */
    boolean isAtRest() {
        return node.progress().appliedSequence() + 1
                        >= router.pipelineCounters().published()
                && node.outputs().ring().size() == 0;
    }

    synchronized <T extends RouterEvent> List<T> events(final Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Override
    public void close() {
        router.close();
        node.close();
    }
}

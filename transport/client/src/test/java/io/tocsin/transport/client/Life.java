package io.tocsin.transport.client;

import io.tocsin.AlertRouter;
import io.tocsin.AlertState;
import io.tocsin.Policy;
import io.tocsin.Site;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.transport.gateway.Gateway;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One router with its gateway, over a journal that another goes on with. */
final class Life {
    final InMemoryJournal journal;
    final AlertRouter router;
    private final Gateway gateway;

    Life(final InMemoryJournal journal, final int port) {
        this.journal = journal;
        final Gateway.Context door = new Gateway.Context()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .drainTimeout(Duration.ofMillis(100));
        router = AlertRouter.launch(new AlertRouter.Context()
                .listener(door.listener())
                .journal(journal)
                .site(Site.named("north")
                        .person("ann")
                        .person("bob")
                        .desk("desk")
                        .unit("icu")
                        .bed("icu-1", "icu")
                        .patient("p-17", "icu-1")
                        .care("p-17", "ann", "bob")
                        .offersPerPerson(10_000, 10_000)
                        .policy(Policy.named("all")
                                .careTeam(Policy.seconds(600))
                                .failSafe("desk", Policy.seconds(600)))
                        .build()));
        gateway = Gateway.launch(door.router(router));
    }

    int port() {
        return gateway.address().getPort();
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + port() + "/ws");
    }

    int openAlerts() {
        return router.openAlerts().size();
    }

    @Nullable
    String owner(final long alertId) {
        return router.openAlerts().stream()
                .filter(alert -> alert.alertId() == alertId)
                .findFirst()
                .map(AlertState::owner)
                .orElse(null);
    }

    /** Ends in order, and the next goes on behind the same port. */
    Life restart() {
        final int port = port();
        end();
        return new Life(journal.copy(Long.MAX_VALUE), port);
    }

    void end() {
        gateway.close();
        router.close();
    }
}

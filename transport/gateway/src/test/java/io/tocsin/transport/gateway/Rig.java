package io.tocsin.transport.gateway;

import io.tocsin.AlertRouter;
import io.tocsin.Policy;
import io.tocsin.Site;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.JsonCodec;
import io.tocsin.codecs.json.MessageCodec;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.Token;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.journal.Journal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A router with threads and the real clock, and a gateway in front of it: Ann and Bob care for p-17, Cora is the charge nurse, the desk is always there. */
final class Rig implements AutoCloseable {
    static final Policy STANDARD = Policy.named("standard")
            .careTeam(Policy.seconds(30))
            .unitRole("charge-nurse", Policy.seconds(30))
            .failSafe("desk", Policy.seconds(60));

    final AlertRouter router;
    final Gateway gateway;
    private final int port;
    private MessageCodec codec = JsonCodec.INSTANCE;

    Rig(final AlertRouter router, final Gateway gateway) {
        this.router = router;
        this.gateway = gateway;
        port = gateway.address().getPort();
    }

    static Site.Builder site() {
        return Site.named("north")
                .person("ann")
                .person("bob")
                .person("cora")
                .desk("desk")
                .unit("icu")
                .bed("icu-1", "icu")
                .role("icu", "charge-nurse", "cora")
                .patient("p-17", "icu-1")
                .care("p-17", "ann", "bob")
                .offersPerPerson(1_000, 1_000)
                .policy(STANDARD);
    }

    static Rig launch() {
        return launch(router -> {}, gateway -> {});
    }

    static Rig launch(final Journal journal) {
        return launch(
                router -> router.journal(journal)
                        .level(Level.get(journal.level().schemaLevel().value())),
                gateway -> {});
    }

    static Rig launch(final Consumer<AlertRouter.Context> router, final Consumer<Gateway.Context> gateway) {
        final Gateway.Context door = new Gateway.Context()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .drainTimeout(Duration.ofMillis(200));
        gateway.accept(door);
        final AlertRouter.Context inside =
                new AlertRouter.Context().site(site().build()).listener(door.listener());
        router.accept(inside);
        final AlertRouter launched = AlertRouter.launch(inside);
        try {
            return new Rig(launched, Gateway.launch(door.router(launched)));
        } catch (final RuntimeException failed) {
            launched.close();
            throw failed;
        }
    }

    /** What those who connect from now on speak. */
    Rig speaking(final MessageCodec value) {
        codec = value;
        return this;
    }

    int port() {
        return port;
    }

    /** A connection that has said nothing yet. */
    JdkPeer connect() {
        return JdkPeer.connect(port, codec.subprotocol());
    }

    /** A welcomed clinician. */
    JdkPeer clinician(final String person) {
        return clinician(person, null);
    }

    /** A welcomed clinician that resumes. */
    JdkPeer clinician(final String person, final ClientMessage.@Nullable Resume resume) {
        final JdkPeer peer = connect();
        peer.say(new ClientMessage.Hello(Role.CLINICIAN, person, "phone-of-" + person, Set.of(), resume, Token.NONE));
        peer.welcome();
        return peer;
    }

    /** A welcomed source. */
    JdkPeer source(final String client) {
        return greet(Role.SOURCE, client);
    }

    /** A welcomed operator. */
    JdkPeer operator() {
        return greet(Role.OPERATOR, "board");
    }

    long count(final GatewayMetric metric) {
        return gateway.counters().value(metric);
    }

    private JdkPeer greet(final Role role, final String client) {
        final JdkPeer peer = connect();
        peer.say(new ClientMessage.Hello(role, "", client, Set.of(), null, Token.NONE));
        peer.welcome();
        return peer;
    }

    @Override
    public void close() {
        gateway.close();
        router.close();
    }
}

package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.Token;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.journal.Level;
import io.tocsin.journal.StorageState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** While the engine cannot be told what a newer token permits, what the engine does not judge by it goes on. */
@Timeout(120)
final class PermissionToldTest {
    private static final Issuer ISSUER = new Issuer();

    @TempDir
    private static Path folder;

    private final HeldJournal journal = new HeldJournal(Level.OS);

    @Test
    void shouldHoldBackCommandsAloneUntilTheEngineKnowsTheNewerToken() {
        try (Rig rig = Rig.launch(
                        router -> router.journal(journal),
                        gateway -> gateway.jwt(ISSUER.settings(folder))
                                .scopes(ScopeMode.HONOURED)
                                .helloTimeout(Duration.ofSeconds(30)));
                JdkPeer lab = greeted(rig, Role.SOURCE, "lab-1");
                JdkPeer ann = greeted(rig, Role.CLINICIAN, "ann")) {
            final long alert = lab.raise("a", Severity.URGENT).alertId();
            final ServerMessage.Delivery delivery = ann.delivery();
            room(rig, StorageState.FULL);

            refresh(ann, 600);
            ann.confirm(delivery);
            refresh(ann, 1_200);
            ann.say(new ClientMessage.AlertsQuery("q", 24, 0));
            assertThat(ann.next(ServerMessage.Alerts.class).alerts()).hasSize(1);
            ann.say(new ClientMessage.Accept(ann.nextCommandId(), 0, alert));
            assertThat(ann.next(ServerMessage.ProtocolError.class).code()).isEqualTo(ErrorCode.UNAVAILABLE);

            room(rig, StorageState.AMPLE);
            await().until(() -> rig.router.view().received("ann", Lane.OTHER) == delivery.seq());
            assertThat(ann.accept(alert).result()).isEqualTo(AnswerResult.OK);
        }
    }

    private void room(final Rig rig, final StorageState state) {
        journal.room(state);
        await().until(() -> rig.router.storageState() == state);
    }

    /** Shows a token that is for fewer units, or ends later. */
    private static void refresh(final JdkPeer peer, final int laterS) {
        final String exp = String.valueOf(Issuer.now() + 3_600 + laterS);
        peer.say(new ClientMessage.AuthRefresh(token("ann", Role.CLINICIAN, Map.of("units", "[\"icu\"]", "exp", exp))));
        peer.next(ServerMessage.AuthRefreshed.class);
    }

    private static JdkPeer greeted(final Rig rig, final Role role, final String subject) {
        final JdkPeer peer = rig.connect();
        final String client = role == Role.SOURCE ? subject : "phone";
        peer.say(new ClientMessage.Hello(role, "", client, Set.of(), null, token(subject, role, Map.of())));
        peer.welcome();
        return peer;
    }

    private static Token token(final String subject, final Role role, final Map<String, String> more) {
        final Map<String, String> claims = Issuer.claims(subject, role.wireName());
        claims.putAll(more);
        return new Token(ISSUER.es256(Issuer.header("ES256", Issuer.EC), Issuer.json(claims)));
    }
}

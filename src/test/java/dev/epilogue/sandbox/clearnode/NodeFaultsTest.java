package dev.epilogue.sandbox.clearnode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.epilogue.sandbox.clearnode.client.Duel;
import dev.epilogue.sandbox.clearnode.client.Frames;
import dev.epilogue.sandbox.clearnode.client.Wire;
import dev.epilogue.sandbox.clearnode.rpc.ReceivedFrame;
import java.net.ConnectException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeFaultsTest {

    private static final String CLOSE = "close_app_session";
    private static final Duration A_WHILE = Duration.ofMillis(150);

    private final FakeClearNode node = FakeClearNode.start(FakeClearNodeOptions.defaults());
    private final Duel duel = Duel.open(node);
    private final Wire wire = duel.coordinator();

    @AfterEach
    void stop() {
        wire.close();
        node.close();
    }

    @Test
    void restartDropsConnectionsAndLoginsAndKeepsRowsAndPort() {
        String url = node.url();

        node.restart();

        wire.awaitEnd();
        assertThat(node.url()).isEqualTo(url);
        try (Wire again = new Wire(url)) {
            again.send(duel.close(1, "10", "20"));
            assertThat(again.answer(1).get(2).get("error").asString()).isEqualTo("authentication required");
        }
        assertThat(duel.session().open()).isTrue();
    }

    @Test
    void tokenOutlivesARestart() {
        String token = "";
        try (Wire first = new Wire(node.url())) {
            token = first.login(Duel.COORDINATOR, node.now());
        }
        node.restart();
        try (Wire again = new Wire(node.url())) {
            again.send(Frames.signed(Frames.req(5, "auth_verify", "{\"jwt\":\"" + token + "\"}", now())));
            assertThat(again.answer(5).get(2).get("success").asBoolean()).isTrue();
        }
    }

    @Test
    void nobodyConnectsWhileConnectionsAreRefused() {
        node.refuseConnections();

        assertThatThrownBy(() -> new Wire(node.url())).hasRootCauseInstanceOf(ConnectException.class);

        node.acceptConnections();
        try (Wire again = new Wire(node.url())) {
            assertThat(again.next().get(1).asString()).isEqualTo("assets");
        }
    }

    @Test
    void nodeComesBackByItselfAfterItsDowntime() {
        node.restart(A_WHILE);
        assertThatThrownBy(() -> new Wire(node.url())).hasRootCauseInstanceOf(ConnectException.class);

        try (Wire again = connectEventually()) {
            assertThat(again.next().get(1).asString()).isEqualTo("assets");
        }
    }

    private Wire connectEventually() {
        long end = System.nanoTime() + Wire.PATIENCE.toNanos();
        while (true) {
            try {
                return new Wire(node.url());
            } catch (RuntimeException refused) {
                assertThat(System.nanoTime()).isLessThan(end);
            }
        }
    }

    @Test
    void forgottenLoginNeedsAuthentication() {
        node.forgetLogins();

        assertThat(wire.send(duel.close(1, "10", "20"))
                        .answer(1)
                        .get(2)
                        .get("error")
                        .asString())
                .isEqualTo("authentication required");
    }

    @Test
    void expiredLoginIsToldApart() {
        node.expireLogins();

        assertThat(wire.send(duel.close(1, "10", "20"))
                        .answer(1)
                        .get(2)
                        .get("error")
                        .asString())
                .isEqualTo("session expired, please re-authenticate");
    }

    @Test
    void silentNodeStillAnswersPingsOfTheProtocol() {
        node.silence(true);

        wire.send(duel.close(1, "10", "20")).sendPing();

        assertThat(wire.getsPongWithin(Wire.PATIENCE)).isTrue();
        assertThat(node.journal().await(CLOSE, 1, Wire.PATIENCE)).hasSize(1);
        assertThat(duel.session().open()).isTrue();
    }

    @Test
    void halfOpenConnectionSwallowsEverythingWithoutEnding() {
        node.halfOpen();

        wire.send(duel.close(1, "10", "20")).sendPing();

        assertThat(wire.getsPongWithin(A_WHILE)).isFalse();
        assertThat(node.journal().of(CLOSE)).isEmpty();
        assertThat(duel.session().open()).isTrue();
    }

    @Test
    void loginWithAShortSignatureEndsTheProcessForEverybody() {
        try (Wire other = duel.loggedIn(Duel.DAVE);
                Wire fool = new Wire(node.url())) {
            fool.send(Frames.authRequest(1, FakeClearNodeTest.policy(), now()));
            String challenge = fool.answer(1).get(2).get("challenge_message").asString();
            String req = Frames.req(2, "auth_verify", "{\"challenge\":\"" + challenge + "\"}", now());
            fool.send("{\"req\":" + req + ",\"sig\":[\"0x1234\"]}");

            other.awaitEnd();
            assertThat(node.crashes()).isEqualTo(1);
        }
    }

    @Test
    void journalTellsWhatCameOnWhichConnection() {
        try (Wire other = new Wire(node.url())) {
            wire.send(ping(1)).answer(1);
            other.send(ping(2)).answer(2);
        }
        assertThat(node.journal().of("ping"))
                .extracting(
                        ReceivedFrame::connection, frame -> frame.requestId().orElseThrow())
                .containsExactly(tuple(1L, "1"), tuple(2L, "2"));
    }

    private String ping(long id) {
        return Frames.signed(Frames.req(id, "ping", "{}", now()));
    }

    private long now() {
        return node.now().toEpochMilli();
    }
}

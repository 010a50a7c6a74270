package dev.epilogue.sandbox.clearnode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.clearnode.client.DevelopmentKeys;
import dev.epilogue.sandbox.clearnode.client.Duel;
import dev.epilogue.sandbox.clearnode.client.Frames;
import dev.epilogue.sandbox.clearnode.client.Wire;
import dev.epilogue.sandbox.clearnode.encoding.Policy;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LoginsTest {

    private static final Duration DAY = Duration.ofHours(24);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final FakeClearNode node =
            FakeClearNode.start(FakeClearNodeOptions.defaults().withClock(clock));
    private final Wire wire = new Wire(node.url());

    @AfterEach
    void stop() {
        wire.close();
        node.close();
    }

    @Test
    void loginLastsADayBeyondTheLastPrivateCall() {
        wire.login(Duel.COORDINATOR, clock.instant());
        clock.advance(DAY.minusSeconds(1));
        assertThat(balances(1)).isEqualTo("get_ledger_balances");
        clock.advance(DAY.minusSeconds(1));
        assertThat(balances(2)).isEqualTo("get_ledger_balances");

        clock.advance(DAY.plusSeconds(1));

        assertThat(balances(3)).isEqualTo("session expired, please re-authenticate");
    }

    @Test
    void publicCallsDoNotKeepALoginAlive() {
        wire.login(Duel.COORDINATOR, clock.instant());
        clock.advance(DAY.minusSeconds(1));
        wire.send(request(1, "ping", "{}")).answer(1);

        clock.advance(Duration.ofSeconds(2));

        assertThat(balances(2)).isEqualTo("session expired, please re-authenticate");
    }

    @Test
    void tokenIsGoodForADay() {
        String token = wire.login(Duel.COORDINATOR, clock.instant());
        clock.advance(DAY.minusSeconds(1));
        assertThat(withToken(1, token)).isEqualTo("auth_verify");

        clock.advance(Duration.ofSeconds(1));

        assertThat(withToken(2, token)).isEqualTo("invalid JWT token");
    }

    @Test
    void greetingFollowsTheAnswerAtOnceWhateverElseTheWalletIsTold() {
        String token = wire.login(Duel.COORDINATOR, clock.instant());
        for (int round = 0; round < 30; round++) {
            try (Wire other = new Wire(node.url())) {
                for (int call = 0; call < 10; call++) {
                    wire.send(request(10L * round + call + 1, "close_app_session", "{}"));
                }
                other.send(request(1, "auth_verify", "{\"jwt\":\"" + token + "\"}"));

                other.answer(1);
                assertThat(List.of(
                                other.next().get(1).asString(),
                                other.next().get(1).asString()))
                        .containsExactly("channels", "bu");
                wire.answer(10L * round + 10);
            }
        }
    }

    @Test
    void challengeIsGoodForFiveMinutes() {
        Policy policy = FakeClearNodeTest.policy();
        wire.send(Frames.authRequest(1, policy, clock.instant().toEpochMilli()));
        String challenge = wire.answer(1).get(2).get("challenge_message").asString();
        clock.advance(Duration.ofMinutes(5));

        wire.send(Frames.authVerify(2, policy, challenge, clock.instant().toEpochMilli(), Duel.COORDINATOR));

        assertThat(outcome(wire.answer(2))).isEqualTo("invalid challenge or signature");
    }

    @Test
    void pendingChallengesAreLimited() {
        Policy policy = FakeClearNodeTest.policy();
        for (int id = 1; id <= 1_000; id++) {
            wire.send(Frames.authRequest(id, policy, clock.instant().toEpochMilli()));
        }
        wire.send(Frames.authRequest(1_001, policy, clock.instant().toEpochMilli()));

        assertThat(outcome(wire.answer(1_001))).isEqualTo("failed to generate challenge");
    }

    @Test
    void expiredKeyIsNeverTakenAgain() {
        Policy policy =
                policy(DevelopmentKeys.address(9).checksummed(), clock.instant().plusSeconds(10));
        assertThat(login(1, policy)).isEqualTo("auth_verify");

        clock.advance(Duration.ofSeconds(10));

        assertThat(login(3, policy)).isEqualTo("session key already exists but is expired");
    }

    /** Nobody proves to hold a key: a participant's wallet registered by somebody else signs for that one until it expires. */
    @Test
    void walletRegisteredAsSomebodyElsesKeySignsForThatOne() {
        Duel duel = Duel.open(node);
        node.registerSessionKey(
                DevelopmentKeys.address(4),
                DevelopmentKeys.address(2),
                "duel",
                clock.instant().plusSeconds(60));
        wire.login(Duel.COORDINATOR, clock.instant());
        String frame = duel.close(5, "10", "20");

        assertThat(outcome(wire.send(frame).answer(5)))
                .isEqualTo("signature from unknown participant wallet " + DevelopmentKeys.address(4));
        clock.advance(Duration.ofSeconds(60));
        assertThat(outcome(wire.send(frame).answer(5))).isEqualTo("close_app_session");
    }

    @Test
    void expiryOfMessagesIsTheOperatorsChoice() {
        try (FakeClearNode strict = FakeClearNode.start(
                        FakeClearNodeOptions.defaults().withClock(clock).withMessageExpiry(Duration.ofSeconds(5)));
                Wire there = new Wire(strict.url())) {
            there.login(Duel.COORDINATOR, clock.instant());
            String frame = request(1, "get_ledger_balances", "{}");
            clock.advance(Duration.ofSeconds(5));
            assertThat(outcome(there.send(frame).answer(1))).isEqualTo("get_ledger_balances");
            clock.advance(Duration.ofMillis(1));
            assertThat(outcome(there.send(frame).answer(1))).isEqualTo("invalid message timestamp");
        }
    }

    private Policy policy(String sessionKey, Instant expiresAt) {
        return new Policy(
                DevelopmentKeys.address(9).checksummed(),
                sessionKey,
                "wire",
                "",
                BigInteger.valueOf(expiresAt.getEpochSecond()),
                List.of());
    }

    private String login(long id, Policy policy) {
        wire.send(Frames.authRequest(id, policy, clock.instant().toEpochMilli()));
        String challenge = wire.answer(id).get(2).get("challenge_message").asString();
        wire.send(Frames.authVerify(id + 1, policy, challenge, clock.instant().toEpochMilli(), Duel.COORDINATOR));
        return outcome(wire.answer(id + 1));
    }

    private String balances(long id) {
        return outcome(wire.send(request(id, "get_ledger_balances", "{}")).answer(id));
    }

    private String withToken(long id, String token) {
        return outcome(wire.send(request(id, "auth_verify", "{\"jwt\":\"" + token + "\"}"))
                .answer(id));
    }

    private String request(long id, String method, String params) {
        return Frames.signed(Frames.req(id, method, params, clock.instant().toEpochMilli()));
    }

    /** The method, or the text of the error. */
    private static String outcome(JsonNode res) {
        return res.get(1).asString().equals("error")
                ? res.get(2).get("error").asString()
                : res.get(1).asString();
    }
}

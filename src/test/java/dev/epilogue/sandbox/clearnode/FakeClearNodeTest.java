package dev.epilogue.sandbox.clearnode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.clearnode.client.DevelopmentKeys;
import dev.epilogue.sandbox.clearnode.client.Frames;
import dev.epilogue.sandbox.clearnode.client.Wire;
import dev.epilogue.sandbox.clearnode.encoding.Policy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FakeClearNodeTest {

    private static final byte[] ALICE = DevelopmentKeys.key(1);
    private static final byte[] BOB = DevelopmentKeys.key(2);
    private static final byte[] COORDINATOR = DevelopmentKeys.key(9);

    private final FakeClearNode node = FakeClearNode.start(FakeClearNodeOptions.defaults());

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void sessionIsOpenedByItsParticipantsAndClosedByTheCoordinator() {
        node.fund(DevelopmentKeys.address(1), "usdc", "100");
        node.fund(DevelopmentKeys.address(2), "usdc", "100");
        long now = Instant.now().toEpochMilli();
        try (Wire wire = new Wire(node.url())) {
            wire.login(COORDINATOR, Instant.now());
            String allocations = allocations("10", "20");
            wire.send(Frames.signed(
                    Frames.req(
                            1,
                            "create_app_session",
                            "{\"definition\":" + definition(now) + "," + allocations + "}",
                            now),
                    ALICE,
                    BOB));
            JsonNode opened = wire.answer(1);
            assertThat(opened.get(1).asString()).isEqualTo("create_app_session");
            String id = opened.get(2).get("app_session_id").asString();

            String close = "{\"app_session_id\":\"" + id + "\"," + allocations("0", "30") + "}";
            wire.send(Frames.signed(Frames.req(2, "close_app_session", close, now), ALICE, BOB));

            assertThat(wire.methodsUntil(2)).containsExactly("bu", "close_app_session");
            assertThat(node.session(id).orElseThrow().open()).isFalse();
            assertThat(node.withdrawals(id)).hasSize(2);
            assertThat(node.unifiedBalances(DevelopmentKeys.address(2)))
                    .isEqualTo(Map.of("usdc", new BigDecimal("110")));
        }
    }

    static Policy policy() {
        String wallet = DevelopmentKeys.address(9).checksummed();
        return new Policy(wallet, wallet, "wire", "", BigInteger.valueOf(4_000_000_000L), List.of());
    }

    private static String definition(long nonce) {
        return "{\"application\":\"wire\",\"protocol\":\"NitroRPC/0.4\",\"participants\":[\""
                + DevelopmentKeys.address(1) + "\",\"" + DevelopmentKeys.address(2)
                + "\"],\"weights\":[50,50],\"quorum\":100,\"challenge\":86400,\"nonce\":" + nonce + "}";
    }

    private static String allocations(String alice, String bob) {
        return "\"allocations\":[{\"participant\":\"" + DevelopmentKeys.address(1)
                + "\",\"asset\":\"usdc\",\"amount\":\"" + alice + "\"},{\"participant\":\"" + DevelopmentKeys.address(2)
                + "\",\"asset\":\"usdc\",\"amount\":\"" + bob + "\"}]";
    }
}

package dev.epilogue.channel.update;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.testing.Closing;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is refused about a channel, with a code that clients decide by, and nothing half done. */
@Tag("database")
class ChannelUpdateRefusalsTest {

    private static final String NOBODY = "/v1/channel-updates/01935d5e-0000-7000-8000-000000000000";

    private static Stage stage;
    private static UpdateCalls updates;
    private static String channel;
    private static Closing closing;
    private static String update;

    @BeforeAll
    static void open() {
        stage = Stage.open(Stage.unlimited(), Map.of("epilogue.work.poll", "200ms"));
        updates = new UpdateCalls(stage);
        channel = stage.node().ledger().openChannel(Hex.decode(ALICE.privateKey()), "yusd", Amount.parse("100"));
        closing = stage.propose(stage.session(), Map.of("channelUpdate", "ACKNOWLEDGE", "settleFor", "PT6H"))
                .signedBy(ALICE, BOB);
        update = updates.asking(closing, ALICE);
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void unknownUpdatesChannelsAndClosuresAreNotFound() {
        stage.api().get(NOBODY).expect(404, "channel-update-not-found");
        stage.api().get(NOBODY + "/payloads").expect(404, "channel-update-not-found");
        stage.api().get("/v1/channel-updates/17").expect(404, "channel-update-not-found");
        stage.api().get(NOBODY + "/receipts").expect(404, "channel-update-not-found");
        wish("0x" + "12".repeat(32), Map.of()).expect(404, "channel-not-found");
        wish(channel, Map.of("closureId", "01935d5e-0000-7000-8000-000000000000"))
                .expect(404, "closure-not-found");
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        wish(channel, Map.of("mod", "VERIFY")).expect(400, "unknown-member");
        wish(channel, Map.of("mode", "ENLARGE")).expect(400, "invalid-parameter");
        wish(channel, Map.of("mode", "RESIZE")).expect(400, "invalid-parameter");
        // no chain is configured here
        wish(channel, Map.of("mode", "CHECKPOINT")).expect(400, "invalid-parameter");
        wish(channel, Map.of("closureId", "17")).expect(400, "invalid-parameter");
        wish("0x12", Map.of()).expect(400, "invalid-parameter");
        // as for its allocation: whose it is has to be said
        stage.api()
                .post("/v1/channels/0x" + "12".repeat(32) + "/update", Map.of())
                .expect(400, "invalid-parameter");
    }

    @Test
    void onlyTheParticipantsSignatureOnWhatIsAskedForNowIsTaken() {
        JsonNode asked = updates.payloads(update);
        Hash32 digest =
                Hash32.parse(asked.path("payloads").get(0).path("digest").asString());
        String right = ALICE.sign(digest).hex();
        updates.post(update, ALICE, asked, BOB, false).expect(422, "signature-stranger");
        updates.post(update, BOB, asked, BOB, false).expect(422, "signature-stranger");
        updates.post(update, ALICE, 2, List.of(right), List.of()).expect(409, "round-superseded");
        updates.post(update, ALICE, 1, List.of(right, right), List.of()).expect(422, "signature-count");
        updates.post(update, ALICE, 1, List.of("0x12"), List.of()).expect(422, "signature-length");
        updates.post(update, ALICE, 1, List.of(right), List.of(Map.of("index", 7, "signature", right)))
                .expect(400, "invalid-parameter");
        assertThat(updates.find(update).path("status").asString()).isEqualTo("WAITING_SIGNATURE");
        assertThat(updates.payloads(update)).isEqualTo(asked);
    }

    @Test
    void aPolicyThatTheNodeOrTheDeploymentCannotHonourIsRefusedAtTheProposal() {
        for (String mode : List.of("RESIZE", "CLOSE_CHANNEL", "CHECKPOINT")) {
            stage.api()
                    .post("/v1/closures", Map.of("sessionId", stage.session(), "policy", Map.of("channelUpdate", mode)))
                    .expect(400, "invalid-parameter");
        }
    }

    private static dev.epilogue.sandbox.Api.Answer wish(String id, Map<String, Object> body) {
        return stage.api().post("/v1/channels/" + id + "/update?participant=" + ALICE.address(), body);
    }
}

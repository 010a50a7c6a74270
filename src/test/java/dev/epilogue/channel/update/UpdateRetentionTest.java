package dev.epilogue.channel.update;

import static dev.epilogue.channel.update.UpdateCalls.lineOf;
import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hex;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is asked for a channel alone does not stay for ever. */
@Tag("database")
class UpdateRetentionTest {

    private static final Map<String, Object> ACKNOWLEDGE = Map.of("mode", "ACKNOWLEDGE");

    private Stage stage;
    private UpdateCalls updates;

    @BeforeEach
    void open() {
        stage = Stage.open(
                Stage.unlimited(),
                Map.of(
                        "epilogue.work.poll", "200ms",
                        "epilogue.retention.channel-updates", "P1D",
                        "epilogue.retention.batch", "1",
                        "epilogue.retention.every", "200ms"));
        updates = new UpdateCalls(stage);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void updatesWithoutAClosureThatEndedLongAgoArePrunedAndNoOthers() {
        String alices = channelOf(ALICE);
        String bobs = channelOf(BOB);
        String old = acknowledged(alices);
        aged();
        String older = acknowledged(alices);
        String waiting = waiting(asked(bobs, BOB));
        Closing closing = stage.propose(stage.session(), Map.of("channelUpdate", "ACKNOWLEDGE", "settleFor", "PT6H"))
                .signedBy(ALICE, BOB);
        String ofClosure = updates.asking(closing, ALICE);
        updates.sign(ofClosure, ALICE, ALICE).expect(201);
        updates.await(ofClosure, "CONFIRMED");

        gone(old);
        assertThat(updates.find(older).path("status").asString())
                .as("ended a moment ago")
                .isEqualTo("CONFIRMED");
        aged();
        gone(older);

        assertThat(updates.find(waiting).path("status").asString()).isEqualTo("WAITING_SIGNATURE");
        assertThat(updates.find(ofClosure).path("status").asString()).isEqualTo("CONFIRMED");
        assertThat(lineOf(closing.now(), ALICE).path("channelUpdate").path("id").asString())
                .isEqualTo(ofClosure);
    }

    /** Somebody else closes a session, and Alice takes over what it brought her. */
    private String acknowledged(String channel) {
        stage.node().ledger().close(stage.session());
        String update = waiting(asked(channel, ALICE));
        updates.sign(update, ALICE, ALICE).expect(201);
        updates.await(update, "CONFIRMED");
        return update;
    }

    private String waiting(String update) {
        updates.await(update, "WAITING_SIGNATURE");
        return update;
    }

    private String asked(String channel, Wallet wallet) {
        JsonNode answer = stage.api()
                .post("/v1/channels/" + channel + "/update?participant=" + wallet.address(), ACKNOWLEDGE)
                .ok();
        assertThat(answer.path("closureId").isNull()).as("%s", answer).isTrue();
        return answer.path("id").asString();
    }

    /** Two days pass for everything that is there. */
    private void aged() {
        stage.database()
                .execute("UPDATE channel_update SET created_at = created_at - interval '2 days',"
                        + " ended_at = ended_at - interval '2 days'");
    }

    private void gone(String update) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(
                                stage.api().get("/v1/channel-updates/" + update).status())
                        .isEqualTo(404));
        stage.api().get("/v1/channel-updates/" + update).expect(404, "channel-update-not-found");
    }

    private String channelOf(Wallet wallet) {
        return stage.node().ledger().openChannel(Hex.decode(wallet.privateKey()), "yusd", Amount.parse("100"));
    }
}

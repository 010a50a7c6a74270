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

/** What is asked for a channel alone does not stay for ever. */
@Tag("database")
class UpdateRetentionTest {

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
        Closing closing = stage.propose(stage.session(), Map.of("channelUpdate", "ACKNOWLEDGE", "settleFor", "PT6H"))
                .signedBy(ALICE, BOB);
        String ofClosure = updates.asking(closing, ALICE);
        updates.sign(ofClosure, ALICE, ALICE).expect(201);
        updates.await(ofClosure, "CONFIRMED");
        String old = asked(alices, ALICE, "ACKNOWLEDGE");
        updates.await(old, "CONFIRMED");
        aged();
        stage.node().ledger().close(stage.session());
        String older = asked(alices, ALICE, "ACKNOWLEDGE");
        updates.sign(waiting(older), ALICE, ALICE).expect(201);
        updates.await(older, "CONFIRMED");
        String waiting = waiting(asked(bobs, BOB, "ACKNOWLEDGE"));

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

    private String waiting(String update) {
        updates.await(update, "WAITING_SIGNATURE");
        return update;
    }

    private String asked(String channel, Wallet wallet, String mode) {
        return stage.api()
                .post("/v1/channels/" + channel + "/update?participant=" + wallet.address(), Map.of("mode", mode))
                .ok()
                .path("id")
                .asString();
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
                .untilAsserted(
                        () -> stage.api().get("/v1/channel-updates/" + update).expect(404, "channel-update-not-found"));
    }

    private String channelOf(Wallet wallet) {
        return stage.node().ledger().openChannel(Hex.decode(wallet.privateKey()), "yusd", Amount.parse("100"));
    }
}

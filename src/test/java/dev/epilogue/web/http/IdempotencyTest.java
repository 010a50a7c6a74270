package dev.epilogue.web.http;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.web.Stage.signing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.store.IdempotencyKey;
import dev.epilogue.store.IdempotencyStore;
import dev.epilogue.value.SessionId;
import dev.epilogue.web.Reply;
import dev.epilogue.web.Stage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A call that is sent again under its key happens once. */
class IdempotencyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = new Stage("epilogue.web.longest-wait", "2s");
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @Test
    void aKeyStandsForOneMeaningHoweverItIsWritten() {
        SessionId session = stage.session();
        String key = "key-" + session;
        String body = "{'sessionId':'%s','policy':{'timeout':'PT60M'}}".formatted(session);
        Reply first = stage.post("/v1/closures", body, "Idempotency-Key", key);
        assertThat(first.status()).isEqualTo(201);
        Reply again = stage.post(
                "/v1/closures",
                "{'policy':{'timeout':'PT1H'},'node':'sandbox','sessionId':'%s'}".formatted(session),
                "Idempotency-Key",
                key);
        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.at("/id")).isEqualTo(first.at("/id"));
        Reply other = stage.post("/v1/closures", body.replace("60M", "61M"), "Idempotency-Key", key);
        assertThat(other.at("/code")).isEqualTo("idempotency-key-reused");
    }

    @Test
    void onlySuccessesAreRemembered() {
        String key = "refused-first";
        String unknown = "{'sessionId':'0x%s'}".formatted("77".repeat(32));
        assertThat(stage.post("/v1/closures", unknown, "Idempotency-Key", key).at("/code"))
                .isEqualTo("session-not-found");
        String good = "{'sessionId':'%s'}".formatted(stage.session());
        assertThat(stage.post("/v1/closures", good, "Idempotency-Key", key).status())
                .isEqualTo(201);
    }

    @Test
    void anActionSentAgainIsDoneOnceAndAnswersWithTheClosureAsItIsNow() {
        String id = stage.propose(stage.session());
        String path = "/v1/closures/" + id + "/extension";
        Reply first = stage.post(path, "{'seconds':3600}", "Idempotency-Key", "extend-" + id);
        stage.postSigned(id, ALICE);
        Reply again = stage.post(path, "{'seconds':3600}", "Idempotency-Key", "extend-" + id);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.at("/deadline")).isEqualTo(first.at("/deadline"));
        assertThat(again.json().at("/consensus/achievedWeight").longValue()).isEqualTo(1);
        assertThat(stage.post(path, "{'seconds':60}", "Idempotency-Key", "extend-" + id)
                        .at("/code"))
                .isEqualTo("idempotency-key-reused");
    }

    @Test
    void aSignatureSentAgainBringsTheFirstReceipts() {
        String id = stage.propose(stage.session());
        String path = "/v1/closures/" + id + "/signatures";
        List<String> signatures = stage.sign(id, ALICE);
        Reply first = stage.post(path, signing(ALICE, 1, signatures), "Idempotency-Key", "sign-" + id);
        Reply again = stage.post(path, signing(ALICE, 1, signatures), "Idempotency-Key", "sign-" + id);
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.at("/receipts/0/jws")).isEqualTo(first.at("/receipts/0/jws"));
    }

    @Test
    void whileTheFirstStillRunsTheSecondWaitsAndIsThenAskedToComeAgain() {
        String id = stage.propose(stage.session());
        claim("cancel-" + id, Fingerprint.of(id, Fields.of("cancellation", "")));
        Reply second = stage.post("/v1/closures/" + id + "/cancellation", "", "Idempotency-Key", "cancel-" + id);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.at("/code")).isEqualTo("idempotency-in-progress");
        assertThat(second.header("Retry-After")).isEqualTo("1");
        assertThat(stage.get("/v1/closures/" + id).at("/status")).isEqualTo("COLLECTING");
    }

    @Test
    void theSecondIsAnsweredWithWhatTheFirstDid() throws Exception {
        String id = stage.propose(stage.session());
        String key = "cancel-" + id;
        IdempotencyKey first = claim(key, Fingerprint.of(id, Fields.of("cancellation", "")));
        Future<Reply> second = waiting(id);
        store().complete(TenantId.DEFAULT, first, ClosureId.parse(id).orElseThrow())
                .block(PATIENCE);

        assertThat(second.get().status()).as(second.get().text()).isEqualTo(200);
        assertThat(second.get().header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.get().at("/status")).isEqualTo("COLLECTING");
    }

    @Test
    void theSecondDoesWhatTheFirstGaveUp() throws Exception {
        String id = stage.propose(stage.session());
        IdempotencyKey first = claim("cancel-" + id, Fingerprint.of(id, Fields.of("cancellation", "")));
        Future<Reply> second = waiting(id);
        store().giveUp(TenantId.DEFAULT, first).block(PATIENCE);

        assertThat(second.get().header("Idempotent-Replayed")).isNull();
        assertThat(second.get().at("/status")).isEqualTo("CANCELLED");
    }

    private static IdempotencyStore store() {
        return stage.epilogue().bean(IdempotencyStore.class);
    }

    /** As a request holds it that is under way elsewhere. */
    private static IdempotencyKey claim(String key, String fingerprint) {
        var claim = store().claim(TenantId.DEFAULT, key, fingerprint).block(PATIENCE);
        return new IdempotencyKey(key, ((IdempotencyStore.Claim.Ours) claim).token());
    }

    private static Future<Reply> waiting(String id) {
        FutureTask<Reply> call = new FutureTask<>(
                () -> stage.post("/v1/closures/" + id + "/cancellation", "", "Idempotency-Key", "cancel-" + id));
        Thread.ofVirtual().start(call);
        return call;
    }
}

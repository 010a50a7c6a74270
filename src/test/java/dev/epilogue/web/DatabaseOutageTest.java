package dev.epilogue.web;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.web.Stage.signing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.SessionId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Without its database the service says so, to whoever asks and line by line, and works again as soon as it is back. */
@Timeout(180)
class DatabaseOutageTest {

    @Test
    void everyCallerLearnsThatItMayComeAgain() {
        TestDatabase database = TestDatabase.onOwnServer().migrate();
        try (Stage stage = new Stage(database, "spring.r2dbc.pool.max-acquire-time", "1s")) {
            SessionId session = stage.session();
            String id = stage.propose(session);
            List<String> signatures = stage.sign(id, ALICE);
            database.stop();

            Reply read = stage.get("/v1/closures/" + id);
            assertThat(read.status()).as(read.text()).isEqualTo(503);
            assertThat(read.at("/code")).isEqualTo("database-unavailable");
            assertThat(read.json().get("retryable").booleanValue()).isTrue();
            assertThat(read.header("Retry-After")).isNotNull();
            assertThat(stage.get("/v1/sessions/" + session).status()).isEqualTo(200);

            String line = "{\"ref\":\"a\",\"closureId\":\"%s\",%s\n"
                    .formatted(
                            id, signing(ALICE, 1, signatures).replace('\'', '"').substring(1));
            List<JsonNode> answers = stage.postChunked(
                            "/v1/signatures", Stage.utf8(line), "Content-Type", "application/x-ndjson")
                    .lines();
            assertThat(answers.getFirst().at("/problem/code").stringValue()).isEqualTo("database-unavailable");
            assertThat(answers.getFirst().get("ref").stringValue()).isEqualTo("a");
            assertThat(answers.getLast().get("refused").intValue()).isEqualTo(1);

            database.start();
            assertThat(soon(stage, "/v1/closures/" + id).at("/consensus/achievedWeight"))
                    .isEqualTo("0");
            assertThat(stage.postSigned(id, ALICE).status()).isEqualTo(201);
        }
    }

    /** A pool may still hold dead connections: each request finds out about one. */
    private static Reply soon(Stage stage, String path) {
        Reply reply = stage.get(path);
        for (int tries = 0; reply.status() == 503 && tries < 60; tries++) {
            reply = stage.get(path);
        }
        return reply;
    }
}

package dev.epilogue.tenancy;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.testing.Statements;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hex;
import dev.epilogue.value.SessionId;
import dev.epilogue.web.Reply;
import dev.epilogue.web.Stage;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two tenants over one session: the same ids, references and keys, and nothing of each other. */
class TwoTenantsEndToEndTest {

    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = new Stage();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    private static Reply propose(SessionId session) {
        return stage.post(
                "/v1/closures",
                "{'sessionId':'%s','reference':'same'}".formatted(session),
                "Idempotency-Key",
                "same-" + session);
    }

    @Test
    void eachSeesItsOwnUnderTheSameNames() {
        SessionId session = stage.session();
        Reply ours = propose(session);
        Reply theirs = stage.proposeAsMirror(session);
        assertThat(theirs.status()).as(theirs.text()).isEqualTo(201);
        assertThat(theirs.header("Idempotent-Replayed")).isNull();
        String id = ours.at("/id");
        String other = theirs.at("/id");
        assertThat(other).isNotEqualTo(id);
        stage.postSigned(id, ALICE);
        for (String path : new String[] {
            "/v1/closures?reference=same&sessionId=" + session,
            "/v1/sessions/" + session + "/closures",
            "/v1/participants/" + ALICE.address() + "/payloads",
            "/v1/participants/" + BOB.address() + "/payloads?pending=false"
        }) {
            assertThat(stage.get(path).text()).as(path).doesNotContain(other);
            assertThat(stage.getAsMirror(path).text()).as(path).contains(other).doesNotContain(id);
        }
        for (String path : new String[] {"", "/events", "/timeline", "/payloads", "/explanation", "/pending-signers"}) {
            assertThat(stage.getAsMirror("/v1/closures/" + id + path).at("/code"))
                    .as(path)
                    .isEqualTo("closure-not-found");
        }
        assertThat(stage.getAsMirror("/v1/closures/" + other).at("/consensus/achievedWeight"))
                .isEqualTo("0");
    }

    /** A node finds no channel by its id, so that others' closures are how the service comes to know one: that is nobody's business. */
    @Test
    void aChannelThatOthersHaveMetIsAnsweredLikeOneThatNobodyHas() {
        String channel = stage.node().ledger().openChannel(Hex.decode(ALICE.privateKey()), "yusd", Amount.parse("100"));
        String unknown = "0x01" + "33".repeat(31);
        assertThat(stage.get("/v1/channels/" + channel + "/allocation?asset=yusd&participant=" + ALICE.address())
                        .status())
                .isEqualTo(200);
        assertThat(stage.get("/v1/channels/" + channel + "/allocation").status())
                .as("met")
                .isEqualTo(200);
        String strangers = "Bearer "
                + stage.keys()
                        .tenant("strangers", Map.of("sandbox", Set.of("another-game")))
                        .everything("strangers");
        for (String who : List.of("", "?participant=" + BOB.address(), "?asset=yusd&participant=" + ALICE.address())) {
            for (String call : List.of("GET allocation", "POST update", "GET escalation-pack", "GET watch")) {
                String rest =
                        "/" + call.split(" ")[1] + (call.endsWith("watch") ? who.replace("asset=yusd&", "") : who);
                Reply met = asked(strangers, call, "/v1/channels/" + channel + rest);
                Reply not = asked(strangers, call, "/v1/channels/" + unknown + rest);
                assertThat(met.status()).as(call + who).isEqualTo(not.status()).isGreaterThanOrEqualTo(400);
                assertThat(met.text().replace(channel, "ID"))
                        .as(call + who)
                        .isEqualTo(not.text().replace(unknown, "ID"));
            }
        }
        for (String call : List.of("GET allocation", "POST update")) {
            assertThat(asked(strangers, call, "/v1/channels/" + unknown + "/" + call.split(" ")[1])
                            .at("/violations/0/path"))
                    .as("one reader for what has to be named")
                    .isEqualTo("participant");
        }
    }

    private static Reply asked(String key, String call, String path) {
        return call.startsWith("GET")
                ? stage.get(path, "Authorization", key)
                : stage.post(path, "{}", "Authorization", key);
    }

    /** Whoever makes origins up costs no statement for each. */
    @Test
    void originsThatNobodyListsAreNotLookedUpOneByOne() throws SQLException {
        try (Statements statements = Statements.of(stage.database())) {
            statements.reset();
            for (int i = 0; i < 30; i++) {
                stage.get("/openapi.yaml", "Origin", "https://made-up-" + i + ".example");
            }
            assertThat(statements.counted().stream()
                            .filter(each -> each.text().contains("origins"))
                            .mapToLong(Statements.Statement::calls)
                            .sum())
                    .isLessThanOrEqualTo(2);
        }
    }

    @Test
    void anExplanationTellsNoMoreOfAnothersCloseThanThatThereIsOne() {
        SessionId session = stage.session();
        String ours = propose(session).at("/id");
        String theirs = stage.proposeAsMirror(session).at("/id");
        stage.database().execute("""
                INSERT INTO gate (bucket, node_address, session_id, holder, state, fence_until, changed_at)
                SELECT bucket, node_address, session_id, id, 'UNKNOWN', now() + interval '1 hour', now() FROM closure WHERE id = '%s'
                """.formatted(ours));

        JsonNode gate = stage.getAsMirror("/v1/closures/" + theirs + "/explanation")
                .json()
                .get("gate");

        assertThat(gate.get("state").asString()).isEqualTo("SENT");
        assertThat(gate.get("heldByThis").asBoolean()).isFalse();
        assertThat(gate.get("fenceUntil").isNull()).isTrue();
        stage.database().execute("UPDATE gate SET state = 'IDLE', holder = NULL WHERE session_id = '" + session + "'");
    }

    @Test
    void whileOneSendsTheOtherIsToldNoMoreThanThat() {
        SessionId session = stage.session();
        String theirs = stage.proposeAsMirror(session).at("/id");
        stage.database().execute("""
                INSERT INTO gate (bucket, node_address, session_id, holder, state, changed_at)
                SELECT bucket, node_address, session_id, id, 'SENT', now() FROM closure WHERE id = '%s'
                """.formatted(theirs));
        Reply refused = propose(session);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.at("/code")).isEqualTo("closure-active-elsewhere");
        assertThat(refused.text()).doesNotContain(theirs).doesNotContain("mirror");
        assertThat(refused.header("Location")).isNull();
        stage.database().execute("UPDATE gate SET state = 'IDLE', holder = NULL WHERE session_id = '" + session + "'");
        assertThat(propose(session).status()).isEqualTo(201);
    }
}

package dev.epilogue.tenancy;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.value.SessionId;
import dev.epilogue.web.Reply;
import dev.epilogue.web.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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

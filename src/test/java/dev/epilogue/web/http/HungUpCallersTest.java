package dev.epilogue.web.http;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.web.Stage.signing;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.value.SessionId;
import dev.epilogue.web.Reply;
import dev.epilogue.web.Stage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Callers whose connection breaks at any moment of a change, and who repeat it at once under the same key. */
class HungUpCallersTest {

    private static final long SEED = Long.getLong("epilogue.hang-up.seed", System.nanoTime());
    private static final int TIMES = Integer.getInteger("epilogue.hang-up.times", 24);

    /** Longer than the change takes on a quiet machine. */
    private static final int LATEST_MICROS = 30_000;

    private static Stage stage;
    private static Random random;

    @BeforeAll
    static void start() {
        System.out.println("hang-ups drawn by -Depilogue.hang-up.seed=" + SEED);
        random = new Random(SEED);
        stage = new Stage();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @Test
    void aProposalSentAgainIsAnsweredAtOnceAndMadeOnce() {
        List<Reply> again = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            SessionId session = stage.session();
            String body = "{\"sessionId\":\"" + session + "\"}";
            sendAndHangUp("/v1/closures", body, "propose-" + session);
            Reply reply = stage.post("/v1/closures", body, "Idempotency-Key", "propose-" + session);
            again.add(reply);
            assertThat(stage.get("/v1/closures?sessionId=" + session).json().get("closures"))
                    .hasSize(1);
        }
        assertAnswered(again);
    }

    @Test
    void aSignatureSentAgainIsAnsweredAtOnceAlsoWhereItWasTheLast() {
        List<Reply> again = new ArrayList<>();
        for (int i = 0; i < TIMES / 2; i++) {
            String id = stage.propose(stage.session());
            for (var wallet : List.of(ALICE, BOB)) {
                String body = signing(wallet, 1, stage.sign(id, wallet)).replace('\'', '"');
                String path = "/v1/closures/" + id + "/signatures";
                sendAndHangUp(path, body, wallet.address() + "-" + id);
                again.add(stage.post(path, body, "Idempotency-Key", wallet.address() + "-" + id));
            }
        }
        assertAnswered(again);
    }

    private static void assertAnswered(List<Reply> replies) {
        TreeMap<String, Integer> outcomes = new TreeMap<>();
        replies.forEach(reply -> outcomes.merge(reply.status() + " " + reply.at("/code"), 1, Integer::sum));
        System.out.println("answers to calls that were sent again: " + outcomes);
        assertThat(replies)
                .allSatisfy(reply -> assertThat(reply.status()).as(reply.text()).isIn(200, 201));
        assertThat(replies)
                .as("some were done before the caller went")
                .anySatisfy(
                        reply -> assertThat(reply.header("Idempotent-Replayed")).isEqualTo("true"));
    }

    private static void sendAndHangUp(String path, String body, String key) {
        String head = "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nIdempotency-Key: %s\r\n"
                + "Content-Length: %d\r\n\r\n%s";
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), stage.epilogue().port())) {
            socket.getOutputStream()
                    .write(head.formatted(path, key, body.getBytes(UTF_8).length, body)
                            .getBytes(UTF_8));
            socket.getOutputStream().flush();
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(LATEST_MICROS)));
        } catch (IOException unreachable) {
            throw new IllegalStateException(unreachable);
        }
    }
}

package dev.epilogue.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.FreePort;
import dev.epilogue.testing.Stage;
import dev.epilogue.webhook.Receiver;
import dev.epilogue.webhook.Receiver.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a developer's own machine is told, from behind its firewall. */
class ListenCommandTest {

    private static final String SECRET = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    private static Stage stage;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        stage = Stage.open(
                Stage.unlimited(), Map.of("epilogue.webhooks.internal", "127.0.0.0/8", "server.port", FreePort.find()));
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void whatHappenedSinceTheLastTimeIsForwardedInOrderAndSigned() throws Exception {
        try (Receiver receiver = Receiver.start()) {
            assertThat(listen(receiver, "--catch-up").code()).as("begins now").isZero();
            assertThat(receiver.all()).isEmpty();

            Closing closing = stage.propose(stage.session()).signedBy(Wallet.ALICE, Wallet.BOB);
            closing.ends();
            List<String> story = closing.story();
            List<Answer> answers = new ArrayList<>(List.of(Answer.status(500), Answer.status(200)));
            receiver.answers(each -> answers.size() > 1 ? answers.removeFirst() : answers.getFirst());
            CommandRun run = listen(receiver, "--catch-up");
            assertThat(run.code()).as(run.toString()).isZero();
            assertThat(receiver.types().subList(1, receiver.all().size())).isEqualTo(story);
            assertThat(receiver.ids().getFirst())
                    .isEqualTo(receiver.ids().get(1))
                    .isEqualTo(closing.id() + "/1");
            for (Receiver.Received each : receiver.all()) {
                Map<String, List<String>> headers = new HashMap<>();
                each.headers().forEach((name, values) -> headers.put(name.toLowerCase(), values));
                new Webhook(SECRET).verify(each.body(), headers);
            }

            receiver.forget();
            assertThat(listen(receiver, "--catch-up").code()).isZero();
            assertThat(receiver.all()).as("nothing is told twice").isEmpty();
            assertThat(listen(receiver, "--resend", closing.id() + "/2").code()).isZero();
            assertThat(receiver.ids()).containsExactly(closing.id() + "/2");
            assertThat(listen(receiver, "--resend", closing.id() + "/99").code())
                    .isEqualTo(ExitCode.REFUSED);
        }
    }

    @Test
    void whatHappensIsForwardedAsItHappensAlsoAfterTheServiceWasAway() throws Exception {
        try (Receiver receiver = Receiver.start()) {
            Thread listening = listening(receiver);
            receiver.await(all -> Files.exists(folder.resolve("position")));
            Closing before = stage.propose(stage.session()).signedBy(Wallet.ALICE, Wallet.BOB);
            before.ends();
            int told = before.story().size();
            receiver.await(all -> all.size() == told);

            stage.restartService();
            Closing after = stage.propose(stage.session());
            after.cancel().ok();
            List<String> ids = new ArrayList<>(receiver.ids());
            receiver.await(all -> receiver.types().contains("closure.ended")
                    && all.size() == told + after.story().size());
            assertThat(receiver.ids())
                    .as("each once, in order")
                    .doesNotHaveDuplicates()
                    .startsWith(ids.toArray(String[]::new));
            end(listening);
        }
    }

    /** What is asked for again at the service reaches whoever stands in for the webhook, also while he was away. */
    @Test
    void aReplayThatIsAskedForAtTheServiceIsForwarded() throws Exception {
        try (Receiver receiver = Receiver.start();
                Receiver real = Receiver.start()) {
            JsonNode webhook = stage.api()
                    .post(
                            "/v1/webhooks",
                            Map.of("url", real.url(), "types", List.of("closure.proposed", "closure.ended")))
                    .expect(201);
            String id = webhook.path("id").asString();
            Thread listening = listening(receiver, "--webhook", id);
            receiver.await(all -> Files.exists(folder.resolve("position")));
            Closing closing = stage.propose(stage.session());
            closing.cancel().ok();
            receiver.await(all -> all.size() == 2);
            assertThat(receiver.types()).containsExactly("closure.proposed", "closure.ended");

            String first = receiver.all().getFirst().json().path("position").asString();
            replay(id, first);
            receiver.await(all -> all.size() == 4);
            assertThat(receiver.ids().subList(2, 4)).isEqualTo(receiver.ids().subList(0, 2));
            end(listening);

            replay(id, receiver.all().get(1).json().path("position").asString());
            receiver.forget();
            assertThat(listen(receiver, "--webhook", id, "--catch-up").code()).isZero();
            assertThat(receiver.types()).containsExactly("closure.ended");
            assertThat(listen(receiver, "--webhook", id, "--catch-up").code()).isZero();
            assertThat(receiver.all()).as("a replay is heard once").hasSize(1);
            assertThat(stage.api()
                            .get("/v1/webhooks/" + id)
                            .ok()
                            .at("/replay/number")
                            .asInt())
                    .isEqualTo(2);
        }
    }

    private static void replay(String webhook, String from) {
        stage.api()
                .post("/v1/webhooks/" + webhook + "/replay", Map.of("from", from))
                .ok();
    }

    private Thread listening(Receiver receiver, String... more) {
        return Thread.ofPlatform().daemon().start(() -> {
            try {
                listen(receiver, more);
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        });
    }

    private static void end(Thread listening) throws InterruptedException {
        listening.interrupt();
        assertThat(listening.join(Duration.ofSeconds(20))).isTrue();
    }

    private CommandRun listen(Receiver receiver, String... more) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), SECRET);
        List<String> words = new ArrayList<>(List.of(
                "listen",
                "--forward",
                receiver.url(),
                "--url",
                stage.epilogue().url(),
                "--secret-file",
                secret.toString(),
                "--position-file",
                folder.resolve("position").toString()));
        words.addAll(List.of(more));
        return CommandRun.of(words.toArray(String[]::new));
    }
}

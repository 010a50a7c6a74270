package dev.epilogue.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.Stage;
import dev.epilogue.webhook.Receiver;
import dev.epilogue.webhook.Receiver.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a developer's own machine is told, from behind its firewall. */
class ListenCommandTest {

    private static final String SECRET = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    private static Stage stage;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        stage = Stage.open();
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

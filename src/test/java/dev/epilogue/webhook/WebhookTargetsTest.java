package dev.epilogue.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.epilogue.problem.ProblemException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Where endpoints may be, as they are handed in and as they are dialled. */
class WebhookTargetsTest {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Secret SECRET = Secret.random(new SecureRandom());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://play.example/hook",
                "https://play.example:8443/hook",
                "https://user:secret@play.example/",
                "https://play.example/#here",
                "https:///hook",
                "https://127.0.0.1/",
                "https://[::1]/",
                "https://[::ffff:7f00:1]/",
                "https://[::ffff:10.0.0.1]/",
                "https://10.1.2.3/",
                "https://169.254.169.254/latest/meta-data"
            })
    void refused(String url) {
        assertThatThrownBy(() -> new WebhookTargets(settings(Map.of())).check(url))
                .isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://play.example/hook?x=1",
                "https://play.example:443/",
                "https://8.8.8.8/",
                "HTTPS://play.example"
            })
    void accepted(String url) {
        assertThatCode(() -> new WebhookTargets(settings(Map.of())).check(url)).doesNotThrowAnyException();
    }

    /** Each of these leads to this machine, where somebody listens: no connection is made. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "127.1", "2130706433", "0x7f000001", "0"})
    void nobodyInsideIsDialled(String host) {
        try (Receiver receiver = Receiver.start()) {
            String url = "http://" + host + ":" + receiver.port() + "/hook";
            Reply reply = deliver(Map.of(), url);
            assertThat(reply.delivered()).isFalse();
            assertThat(reply.error()).isIn("target-refused", "unknown-host");
            Reply secure = deliver(Map.of("epilogue.webhooks.ports", receiver.port()), url.replace("http:", "https:"));
            assertThat(secure.error()).isIn("target-refused", "unknown-host");
            assertThat(receiver.all()).isEmpty();
        }
    }

    @Test
    void whatIsListedIsDialledByNameAndByAddress() {
        try (Receiver receiver = Receiver.start()) {
            Map<String, Object> listed = Map.of("epilogue.webhooks.internal", "127.0.0.0/8");
            for (String host : List.of("127.0.0.1", "localhost")) {
                Reply reply = deliver(listed, "http://" + host + ":" + receiver.port() + "/hook");
                assertThat(reply.delivered()).as("%s: %s", host, reply).isTrue();
            }
            assertThat(receiver.all()).hasSize(2);
        }
    }

    @Test
    void aRedirectLeadsNowhere() {
        try (Receiver receiver = Receiver.start();
                Receiver inside = Receiver.start()) {
            receiver.answers(each -> Receiver.Answer.redirect(inside.url()));
            Reply reply = deliver(Map.of("epilogue.webhooks.internal", "127.0.0.0/8"), receiver.url());
            assertThat(reply.error()).isEqualTo("redirect");
            assertThat(inside.all()).isEmpty();
        }
    }

    private static Reply deliver(Map<String, Object> more, String url) {
        WebhookSettings settings = settings(more);
        WebhookCaller caller = new WebhookCaller(new WebhookTargets(settings), settings);
        try {
            return caller.deliver(url, List.of(SECRET), new Message("id", "type", "{}"))
                    .block(SOON);
        } finally {
            caller.destroy();
        }
    }

    private static WebhookSettings settings(Map<String, Object> more) {
        return new Binder(new MapConfigurationPropertySource(more))
                .bindOrCreate("epilogue.webhooks", WebhookSettings.class);
    }
}

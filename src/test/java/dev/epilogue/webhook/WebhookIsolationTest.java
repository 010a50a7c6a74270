package dev.epilogue.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.testing.Closing;
import dev.epilogue.testing.Stage;
import dev.epilogue.webhook.Receiver.Answer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A hundred endpoints of one tenant beside one that never answers, counted instead of timed. */
class WebhookIsolationTest {

    private static final int HEALTHY = 100;

    /** Whatever the healthy ones are told, they are told before the first call of the silent one has come to any end. */
    @Test
    void nobodyWaitsForOneThatNeverAnswers() {
        try (Receiver receiver = Receiver.start();
                Stage stage = Stage.open(
                        Stage.unlimited(),
                        Map.of(
                                "epilogue.webhooks.internal", "127.0.0.0/8",
                                "epilogue.webhooks.answer", "PT30S",
                                "epilogue.webhooks.most", HEALTHY + 1))) {
            receiver.answers(each -> each.path().contains("silent") ? Answer.hang() : Answer.status(200));
            JsonNode silent = make(stage, receiver.url() + "/silent");
            for (int i = 0; i < HEALTHY; i++) {
                make(stage, receiver.url() + "/well" + i);
            }
            Closing first = stage.propose(stage.session());
            receiver.await(all -> all.stream().anyMatch(each -> each.path().contains("silent")));
            Closing second = stage.propose(stage.session());
            first.cancel().ok();
            Set<String> told = ConcurrentHashMap.newKeySet();
            receiver.await(all -> {
                all.stream()
                        .filter(each -> each.path().contains("well"))
                        .forEach(each -> told.add(each.path() + each.id()));
                return told.containsAll(expected(receiver, first, 4))
                        && told.containsAll(expected(receiver, second, 2));
            });

            assertThat(receiver.all().stream().filter(each -> each.path().contains("silent")))
                    .as("its first call is still open")
                    .hasSize(1);
            assertThat(stage.api()
                            .get("/v1/webhooks/" + silent.path("id").asString() + "/deliveries")
                            .ok()
                            .path("deliveries"))
                    .isEmpty();
            assertThat(receiver.all()).as("everybody once").hasSize(1 + HEALTHY * 6);
            second.cancel();
        }
    }

    private static Set<String> expected(Receiver receiver, Closing closing, int events) {
        String path = receiver.url().substring(receiver.url().lastIndexOf('/'));
        Set<String> expected = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < HEALTHY; i++) {
            for (int number = 1; number <= events; number++) {
                expected.add(path + "/well" + i + closing.id() + "/" + number);
            }
        }
        return expected;
    }

    private static JsonNode make(Stage stage, String url) {
        return stage.api().post("/v1/webhooks", Map.of("url", url)).expect(201);
    }
}

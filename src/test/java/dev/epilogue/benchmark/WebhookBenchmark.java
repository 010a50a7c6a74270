package dev.epilogue.benchmark;

import dev.epilogue.testing.Stage;
import dev.epilogue.webhook.Receiver;
import dev.epilogue.webhook.Receiver.Answer;
import dev.epilogue.webhook.Receiver.Received;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * From the proposal of a closure to the arrival of its events at a hundred endpoints of one tenant, beside one that never answers and without
 * it, in turns. See {@code docs/performance.md}.
 */
@Tag("load")
class WebhookBenchmark {

    private static final int ENDPOINTS = Integer.getInteger("epilogue.benchmark.endpoints", 100);
    private static final int ROUNDS = Integer.getInteger("epilogue.benchmark.rounds", 20);
    private static final int CLOSURES = Integer.getInteger("epilogue.benchmark.closures", 5);

    /** What a proposal tells. */
    private static final int EVENTS = 2;

    private static final double MILLION = 1e6;

    @Test
    void aHundredEndpointsBesideOneThatNeverAnswers() {
        List<Double> alone = new ArrayList<>();
        List<Double> beside = new ArrayList<>();
        try (Receiver receiver = Receiver.start();
                Stage stage = Stage.open(
                        Stage.unlimited(),
                        Map.of(
                                "epilogue.webhooks.internal", "127.0.0.0/8",
                                "epilogue.webhooks.first-pause", "PT0.1S",
                                "epilogue.webhooks.longest-pause", "PT0.2S",
                                "epilogue.webhooks.most", ENDPOINTS + 1))) {
            receiver.answers(each -> each.path().contains("silent") ? Answer.hang() : Answer.status(200));
            String silent = make(stage, receiver.url() + "/silent");
            for (int i = 0; i < ENDPOINTS; i++) {
                make(stage, receiver.url() + "/well" + i);
            }
            enable(stage, silent, false);
            told(stage, receiver);
            for (int round = 0; round < ROUNDS; round++) {
                alone.addAll(told(stage, receiver));
                enable(stage, silent, true);
                receiver.await(all -> all.stream().anyMatch(each -> each.path().contains("silent")));
                beside.addAll(told(stage, receiver));
                enable(stage, silent, false);
            }
        }
        Figures.print("ms to each of %d endpoints".formatted(ENDPOINTS), alone);
        Figures.print("ms beside one that never answers", beside);
        System.out.printf(
                "p99 %.0f ms alone, %.0f ms beside it: %.2f%n",
                Figures.percentile(alone, 99),
                Figures.percentile(beside, 99),
                Figures.percentile(beside, 99) / Figures.percentile(alone, 99));
    }

    private static List<Double> told(Stage stage, Receiver receiver) {
        receiver.forget();
        Map<String, Long> proposed = new HashMap<>();
        for (int i = 0; i < CLOSURES; i++) {
            long before = System.nanoTime();
            proposed.put(stage.propose(stage.session()).id(), before);
        }
        int wanted = CLOSURES * EVENTS * ENDPOINTS;
        receiver.await(all -> well(all, proposed).size() >= wanted);
        return well(receiver.all(), proposed).stream()
                .map(each -> (each.at() - proposed.get(closure(each))) / MILLION)
                .toList();
    }

    private static List<Received> well(List<Received> all, Map<String, Long> proposed) {
        return all.stream()
                .filter(each -> each.path().contains("well") && proposed.containsKey(closure(each)))
                .toList();
    }

    private static String closure(Received received) {
        return received.id().substring(0, received.id().indexOf('/'));
    }

    private static String make(Stage stage, String url) {
        JsonNode made = stage.api().post("/v1/webhooks", Map.of("url", url)).expect(201);
        return made.path("id").asString();
    }

    private static void enable(Stage stage, String id, boolean enabled) {
        stage.api()
                .send(stage.api()
                        .request("/v1/webhooks/" + id)
                        .header("Content-Type", "application/json")
                        .method("PATCH", BodyPublishers.ofString("{\"enabled\":" + enabled + "}"))
                        .build())
                .ok();
    }
}

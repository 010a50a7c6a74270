package dev.epilogue.sandbox;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody's server that is told what happens: it believes what carries the signature of its webhook's secret, and nothing else. */
final class LocalReceiver {

    static final String PATH = "/sandbox/hook";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int KEPT = 1_000;

    /** A message. */
    private record Told(String closure, Map<String, Object> shown) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition came = lock.newCondition();
    private final List<Told> all = new ArrayList<>();
    private volatile String secret = "";

    /**
     * Makes a webhook that leads here.
     *
     * @param service where the service is, on this machine
     */
    void register(Api api, String service) {
        secret = api.post("/v1/webhooks", Map.of("url", service + PATH, "description", "the sandbox's own receiver"))
                .expect(201)
                .path("secret")
                .asString();
    }

    Map<String, Object> take(HttpHeaders headers, String body) {
        boolean verified = verified(headers, body);
        JsonNode event = JSON.readTree(body);
        Map<String, Object> shown = Map.of(
                "id", event.path("id").asString(), "type", event.path("type").asString(), "verified", verified);
        lock.lock();
        try {
            all.add(new Told(event.path("closureId").asString(""), shown));
            if (all.size() > KEPT) {
                all.removeFirst();
            }
            came.signalAll();
        } finally {
            lock.unlock();
        }
        return Map.of();
    }

    private boolean verified(HttpHeaders headers, String body) {
        Map<String, List<String>> plain = new HashMap<>();
        headers.forEach((name, values) -> plain.put(name.toLowerCase(java.util.Locale.ROOT), values));
        try {
            new Webhook(secret).verify(body, plain);
            return true;
        } catch (WebhookVerificationException | EmptyWebhookSecretException | IllegalArgumentException forged) {
            return false;
        }
    }

    /** What has come of a closure, once its end has, or after a while. */
    Map<String, Object> received(String closure) {
        Predicate<Told> ofIt = told -> closure.isEmpty() || told.closure().equals(closure);
        long left = PATIENCE.toNanos();
        lock.lock();
        try {
            while (!closure.isEmpty() && left > 0 && all.stream().filter(ofIt).noneMatch(LocalReceiver::last)) {
                left = came.awaitNanos(left);
            }
            return Map.of("received", all.stream().filter(ofIt).map(Told::shown).toList());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Map.of("received", List.of());
        } finally {
            lock.unlock();
        }
    }

    private static boolean last(Told told) {
        return "closure.ended".equals(told.shown().get("type"));
    }
}

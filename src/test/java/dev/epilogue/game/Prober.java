package dev.epilogue.game;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.testing.Stage.holds;

import dev.epilogue.sandbox.Api;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import tools.jackson.databind.JsonNode;

/** Closes one session after the other at the node that nothing befalls, and takes the time from the last signature to the proof. */
final class Prober implements Runnable {

    private static final long PAUSE_NANOS = 400_000_000;
    private static final Duration TOO_LONG = Duration.ofSeconds(30);

    /** @param shared whether something befell what all nodes' closures need, meanwhile */
    record Sample(Duration took, boolean calm, boolean shared) {}

    private final Field field;
    private final BooleanSupplier over;
    private final BooleanSupplier calm;
    private final LongSupplier sharedTroubles;
    private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();

    /**
     * @param calm whether no fault has been drawn yet
     * @param sharedTroubles odd while something befalls the database or the instances; counts up with each beginning and each end
     */
    Prober(Field field, BooleanSupplier over, BooleanSupplier calm, LongSupplier sharedTroubles) {
        this.field = field;
        this.over = over;
        this.calm = calm;
        this.sharedTroubles = sharedTroubles;
    }

    @Override
    public void run() {
        while (!over.getAsBoolean()) {
            try {
                probe();
            } catch (RuntimeException | AssertionError unanswered) {
                // its time is not taken; that it ends is looked at in the books
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void probe() {
        SessionId session = field.well().session(2, List.of(ALICE, BOB), holds(ALICE, "50"), holds(BOB, "37.5"));
        long troubles = sharedTroubles.getAsLong();
        boolean quiet = calm.getAsBoolean();
        Api api = field.anyone();
        String closure = "/v1/closures/"
                + api.post(
                                "/v1/closures",
                                Map.of("node", Field.WELL, "sessionId", session, "policy", Map.of("timeout", "PT1M")))
                        .ok()
                        .path("id")
                        .asString();
        sign(api, closure, ALICE);
        long since = System.nanoTime();
        sign(api, closure, BOB);
        JsonNode now = api.get(closure).ok();
        while (now.path("outcome").isNull() && System.nanoTime() - since < TOO_LONG.toNanos()) {
            Api.Answer next = api.send(api.request(closure + "?wait=PT2S")
                    .header("If-None-Match", "\"" + now.path("revision").asLong() + "\"")
                    .GET()
                    .build());
            now = next.status() == 304 ? now : next.ok();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - since);
        long after = sharedTroubles.getAsLong();
        samples.add(new Sample(took, quiet, troubles != after || troubles % 2 == 1));
    }

    private static void sign(Api api, String closure, Wallet wallet) {
        JsonNode payload = api.get(closure + "/payloads").ok().path("payloads").get(0);
        String signature =
                wallet.sign(Hash32.parse(payload.path("digest").asString())).hex();
        api.post(
                        closure + "/signatures",
                        Map.of("participant", wallet.address(), "round", 1, "signatures", List.of(signature)))
                .ok();
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }

    static Duration percentile(List<Duration> times, int percent) {
        List<Duration> sorted = times.stream().sorted().toList();
        return sorted.isEmpty()
                ? Duration.ZERO
                : sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}

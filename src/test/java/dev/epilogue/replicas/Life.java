package dev.epilogue.replicas;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.SessionId;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** One session from proposal to its last event, as callers live it: every call through any instance, again until it is answered. */
final class Life {

    private static final long PAUSE_NANOS = 150_000_000;
    private static final long LOOK_MILLIS = 1_000;

    private final Http http;
    private final SessionId session;
    private final boolean paysOut;
    private final long giveUpAt;
    private final Set<String> signed = new HashSet<>();
    private final TreeMap<Integer, List<String>> receipts = new TreeMap<>();
    private String closure;
    private Follower follower;
    private int retries;

    Life(Http http, SessionId session, boolean paysOut, long giveUpAt) {
        this.http = http;
        this.session = session;
        this.paysOut = paysOut;
        this.giveUpAt = giveUpAt;
    }

    void live() throws InterruptedException {
        JsonNode proposed =
                answered(() -> http.post("/v1/closures", proposal(), Map.of("Idempotency-Key", session.hex())));
        // a first answer that got lost is told as the closure that stands in the way
        closure = proposed.path(proposed.has("closureId") ? "closureId" : "id").asString();
        follower = new Follower(http, closure);
        Thread following = Thread.ofVirtual().start(follower);
        while (following.isAlive() && System.nanoTime() < giveUpAt) {
            if (sign(ALICE)) {
                sign(BOB);
            }
            following.join(LOOK_MILLIS);
        }
        follower.giveUp();
    }

    private Map<String, Object> proposal() {
        Map<String, Object> body = new HashMap<>();
        body.put("sessionId", session.hex());
        // the node's time leaps, and every leap may cost a round
        body.put("policy", Map.of("maxRounds", 50));
        if (paysOut) {
            body.put("finalState", Map.of("allocations", List.of(entry(ALICE, "80"), entry(BOB, "7.5"))));
        }
        return body;
    }

    private static Map<String, String> entry(Wallet wallet, String amount) {
        return Map.of("participant", wallet.address().checksummed(), "asset", "yusd", "amount", amount);
    }

    /** False where the round has been signed before, or takes no signatures. */
    private boolean sign(Wallet wallet) {
        String path = "/v1/closures/" + closure;
        JsonNode asked = answered(() -> http.get(path + "/payloads?participant=" + wallet.address()));
        int round = asked.path("round").asInt();
        if (!asked.path("signable").asBoolean() || !signed.add(wallet.address() + " in " + round)) {
            return false;
        }
        List<String> signatures = new ArrayList<>();
        asked.path("payloads").forEach(payload -> {
            if (payload.path("required").asBoolean()) {
                signatures.add(wallet.sign(Hash32.parse(payload.path("digest").asString()))
                        .hex());
            }
        });
        Map<String, Object> body =
                Map.of("participant", wallet.address().checksummed(), "round", round, "signatures", signatures);
        List<String> got = receipts.computeIfAbsent(round, none -> new ArrayList<>());
        answered(() -> http.post(path + "/signatures", body, Map.of()))
                .path("receipts")
                .forEach(receipt -> got.add(receipt.path("jws").asString()));
        return true;
    }

    /** Until somebody answers for good: what cannot be reached, is overloaded or has no database at present is asked again. */
    private JsonNode answered(Supplier<Http.Answer> call) {
        while (System.nanoTime() < giveUpAt) {
            try {
                Http.Answer answer = call.get();
                boolean stands = answer.status() == 409 && answer.body().has("closureId");
                boolean movedOn = answer.body().path("code").asString("").equals("round-superseded");
                if (answer.status() < 300 || stands || movedOn) {
                    return answer.body();
                }
                if (!answer.body().path("retryable").asBoolean()) {
                    throw new IllegalStateException(session + ": " + answer.status() + " " + answer.body());
                }
            } catch (UncheckedIOException gone) {
                // another instance may answer
            }
            retries++;
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new IllegalStateException(session + ": no answer in time");
    }

    SessionId session() {
        return session;
    }

    String closure() {
        return closure;
    }

    boolean paysOut() {
        return paysOut;
    }

    /** Of the last round. */
    List<String> receipts() {
        return receipts.isEmpty() ? List.of() : receipts.lastEntry().getValue();
    }

    /** Of the rounds before. */
    List<String> earlierReceipts() {
        return receipts.isEmpty()
                ? List.of()
                : receipts.headMap(receipts.lastKey()).values().stream()
                        .flatMap(List::stream)
                        .toList();
    }

    int rounds() {
        return receipts.size();
    }

    Follower follower() {
        return follower;
    }

    int retries() {
        return retries;
    }
}

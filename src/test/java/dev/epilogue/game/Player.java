package dev.epilogue.game;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.testing.Stage.holds;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.epilogue.sandbox.Api;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.testing.NodeStand;
import dev.epilogue.testing.NodeStand.Mishap;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.SessionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One session from proposal to its end, by callers who hang up in the middle of a call now and then, and make it again. */
final class Player {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long PAUSE_NANOS = 300_000_000;
    private static final int LATEST_HANG_UP_MICROS = 30_000;
    private static final double HANGS_UP = 0.2;

    /** What the callers have in mind. */
    enum Course {
        BOTH_SIGN,
        PAYS_OUT,
        ONE_SIGNS,
        DECLINES,
        CANCELS,
        A_STRANGER_CLOSES,
        A_STRANGER_MOVES
    }

    private final Field field;
    private final RandomGenerator random;
    private final String node;
    private final Course course;
    private final SessionId session;
    private final BooleanSupplier givesUp;
    private final Queue<String> receipts = new ConcurrentLinkedQueue<>();
    private final Set<String> signed = new HashSet<>();
    private volatile @Nullable String closure;
    private volatile @Nullable JsonNode end;
    private volatile boolean strange;

    /** @param givesUp whether nobody waits any longer */
    Player(Field field, String node, RandomGenerator random, BooleanSupplier givesUp) {
        this.field = field;
        this.random = random;
        this.node = node;
        this.course = Course.values()[random.nextInt(Course.values().length)];
        this.givesUp = givesUp;
        NodeStand stand = field.node(node);
        this.session = stand.session(2, List.of(ALICE, BOB), holds(ALICE, "50"), holds(BOB, "37.5"));
        if (!node.equals(Field.WELL) && random.nextInt(3) == 0) {
            Mishap[] all = Mishap.values();
            Mishap mishap = all[random.nextInt(all.length)];
            strange = mishap == Mishap.CLOSED_FIRST;
            stand.strikeClose(session, mishap);
        }
    }

    /** Until the closure has ended, or nobody waits any longer. */
    void play() {
        propose();
        boolean decided = false;
        while (closure != null && end == null && !givesUp.getAsBoolean()) {
            JsonNode now = answered(
                    () -> "/v1/closures/" + closure, path -> field.anyone().get(path));
            if (now == null) {
                return;
            }
            if (!now.path("endedAt").isNull()) {
                end = now;
                return;
            }
            if (now.path("status").asString().equals("COLLECTING")) {
                decided = act(decided);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void propose() {
        int seconds = 10 + random.nextInt(30);
        Map<String, Object> policy =
                Map.of("timeout", "PT" + seconds + "S", "maxDeadline", "PT5M", "reopenFor", "PT1S", "maxRounds", 50);
        Map<String, Object> body = course == Course.PAYS_OUT
                ? Map.of(
                        "node",
                        node,
                        "sessionId",
                        session,
                        "policy",
                        policy,
                        "finalState",
                        Map.of("allocations", List.of(holds(ALICE, "80"), holds(BOB, "7.5"))))
                : Map.of("node", node, "sessionId", session, "policy", policy);
        JsonNode proposed = post("/v1/closures", body, "propose " + session);
        if (proposed == null) {
            return;
        }
        String id = proposed.path("closureId").asString(proposed.path("id").asString(""));
        if (id.isEmpty()) {
            throw new IllegalStateException("no closure: " + proposed);
        }
        closure = id;
    }

    /** @return whether what is done once has been done */
    private boolean act(boolean decided) {
        boolean alice = sign(ALICE);
        switch (course) {
            case BOTH_SIGN, PAYS_OUT -> sign(BOB);
            case ONE_SIGNS -> {}
            case DECLINES -> {
                if (!decided) {
                    decline();
                }
            }
            case CANCELS -> {
                if (!decided) {
                    post(
                            "/v1/closures/" + closure + "/cancellation",
                            Map.of("reason", "changed our mind"),
                            "cancel " + closure);
                }
            }
            case A_STRANGER_CLOSES -> {
                if (!decided && !field.node(node).closed(session)) {
                    strange = true;
                    field.node(node).close(session);
                }
            }
            case A_STRANGER_MOVES -> {
                if (!decided) {
                    strange = true;
                    field.node(node).update(session, holds(ALICE, "37.5"), holds(BOB, "50"));
                } else {
                    sign(BOB);
                }
            }
        }
        return decided || alice;
    }

    private void decline() {
        JsonNode now =
                answered(() -> "/v1/closures/" + closure, path -> field.anyone().get(path));
        if (now == null) {
            return;
        }
        int round = now.path("round").path("number").asInt();
        String text =
                "Epilogue decline\nservice: http://localhost:8080\nclosure: %s\nround: %d\nsession: %s\nreason: %s"
                        .formatted(closure, round, session, "no");
        post(
                "/v1/closures/" + closure + "/decline",
                Map.of("participant", BOB.address(), "round", round, "reason", "no", "signature", BOB.signText(text)),
                "decline " + closure + " " + round);
    }

    private boolean sign(Wallet wallet) {
        JsonNode asked = answered(
                () -> "/v1/closures/" + closure + "/payloads?participant=" + wallet.address(),
                path -> field.anyone().get(path));
        int round = asked == null ? 0 : asked.path("round").asInt();
        if (asked == null || !asked.path("signable").asBoolean() || signed.contains(wallet.address() + " " + round)) {
            return false;
        }
        List<String> signatures = new ArrayList<>();
        asked.path("payloads").forEach(payload -> {
            if (payload.path("required").asBoolean()) {
                signatures.add(wallet.sign(Hash32.parse(payload.path("digest").asString()))
                        .hex());
            }
        });
        JsonNode answer = post(
                "/v1/closures/" + closure + "/signatures",
                Map.of("participant", wallet.address(), "round", round, "signatures", signatures),
                "sign " + closure + " " + round + " " + wallet.address());
        if (answer == null || !answer.has("receipts")) {
            return false;
        }
        signed.add(wallet.address() + " " + round);
        answer.path("receipts")
                .forEach(receipt -> receipts.add(receipt.path("jws").asString()));
        return true;
    }

    private @Nullable JsonNode post(String path, Map<String, Object> body, String key) {
        String text = JSON.writeValueAsString(body);
        String idempotent = key.replace(' ', '-');
        if (random.nextDouble() < HANGS_UP) {
            hangUp(path, text, idempotent);
        }
        return answered(() -> path, to -> field.anyone().postText(to, text, "Idempotency-Key", idempotent));
    }

    /** In the middle of a call, whose answer nobody will see. */
    private void hangUp(String path, String body, String key) {
        String head = "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nIdempotency-Key: %s\r\n"
                + "Content-Length: %d\r\n\r\n%s";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), field.anyPort())) {
            socket.getOutputStream()
                    .write(head.formatted(path, key, body.getBytes(UTF_8).length, body)
                            .getBytes(UTF_8));
            socket.getOutputStream().flush();
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(LATEST_HANG_UP_MICROS)));
        } catch (IOException gone) {
            // the call is made again anyway
        }
    }

    /** Until somebody answers for good; a refusal that is none of the caller's mistakes is an answer. */
    private @Nullable JsonNode answered(Supplier<String> path, Function<String, Api.Answer> call) {
        while (!givesUp.getAsBoolean()) {
            try {
                Api.Answer answer = call.apply(path.get());
                if (answer.status() < 300 || !answer.body().path("retryable").asBoolean(true)) {
                    mistaken(answer);
                    return answer.body();
                }
            } catch (UncheckedIOException gone) {
                // another instance may answer
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return null;
    }

    private static void mistaken(Api.Answer answer) {
        if (answer.status() >= 500 || answer.status() == 400 || answer.status() == 404) {
            throw new IllegalStateException(answer.status() + " " + answer.body());
        }
    }

    SessionId session() {
        return session;
    }

    String node() {
        return node;
    }

    Course course() {
        return course;
    }

    @Nullable
    String closure() {
        return closure;
    }

    /** As it was when it had ended; null where it has not. */
    @Nullable
    JsonNode end() {
        return end;
    }

    /** Whether somebody who does not use the service touched the session, or may have done so by a mishap of the node. */
    boolean strange() {
        return strange;
    }

    List<String> receipts() {
        return List.copyOf(receipts);
    }

    @Override
    public String toString() {
        return "%s at %s: session %s, closure %s".formatted(course, node, session, closure);
    }
}

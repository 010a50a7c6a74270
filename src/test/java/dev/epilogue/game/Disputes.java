package dev.epilogue.game;

import static dev.epilogue.sandbox.Wallet.BOB;
import static org.awaitility.Awaitility.await;

import dev.epilogue.chain.ChannelOnChain.Status;
import dev.epilogue.chain.SignedState;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.signing.nitronode.HubState;
import dev.epilogue.testing.LocalHub;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;

/**
 * One participant after the other does not get the other one's signature, and has a channel disputed on chain, while troubles befall what
 * the service needs for it. What the chain paid in the end is compared with what the service says.
 */
final class Disputes implements Runnable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** How a dispute goes on once it stands on chain. */
    enum Turn {
        THE_WINDOW_PASSES("PROTECTED", "FINALISED", ChainedNode.DEPOSIT),
        THE_BLOCK_VANISHES("PROTECTED", "FINALISED", ChainedNode.DEPOSIT),
        SOMEBODY_ANSWERS("EXPIRED", "ANSWERED", 0),
        BOTH_AGREE("EXPIRED", "CLOSED_BY_AGREEMENT", ChainedNode.DEPOSIT);

        private final String status;
        private final String protection;
        private final long paid;

        Turn(String status, String protection, long paid) {
            this.status = status;
            this.protection = protection;
            this.paid = paid;
        }
    }

    private final Field field;
    private final ChainedNode place;
    private final RandomGenerator random;
    private final BooleanSupplier over;
    private final Queue<String> violations;
    private final Map<Turn, Integer> played = new EnumMap<>(Turn.class);
    private long number;

    Disputes(Field field, ChainedNode place, RandomGenerator random, BooleanSupplier over, Queue<String> violations) {
        this.field = field;
        this.place = place;
        this.random = random;
        this.over = over;
        this.violations = violations;
    }

    @Override
    public void run() {
        do {
            Turn turn = Turn.values()[random.nextInt(Turn.values().length)];
            try {
                play(turn);
                played.merge(turn, 1, Integer::sum);
            } catch (RuntimeException | AssertionError broken) {
                violations.add("a dispute's trouble: %s: %s".formatted(turn, broken));
            }
        } while (!over.getAsBoolean());
    }

    private void play(Turn turn) {
        Wallet user = wallet();
        LocalHub channel = place.channel(user, ++number);
        BigInteger before = place.chain().balance(place.chain().usd(), user.address());
        preparePack(user, channel);
        String snapshot = place.chain().anvil().snapshot();
        String closure = propose(user);
        field.persistently("UPDATE closure SET deadline = now(), due_at = now() WHERE status = 'COLLECTING' AND id = '"
                + closure + "'");
        until(closure, "a dispute", now -> protection(now).equals("DISPUTED"));
        switch (turn) {
            case THE_WINDOW_PASSES -> passTheWindow();
            case THE_BLOCK_VANISHES -> {
                place.chain().anvil().revert(snapshot);
                await().atMost(PATIENCE).until(() -> channel.read().status(), Status.CHALLENGED::equals);
                passTheWindow();
            }
            case SOMEBODY_ANSWERS -> {
                SignedState.Hub newer = channel.coSigned(
                        channel.state(2, HubState.OPERATE, ChainedNode.DEPOSIT, ChainedNode.DEPOSIT + 1));
                place.chain().send(BOB.address(), channel.contract().checkpoint(channel.id(), newer));
            }
            case BOTH_AGREE -> {
                SignedState.Hub finish = channel.coSigned(channel.state(2, HubState.CLOSE, 0, 0));
                place.chain().send(BOB.address(), channel.contract().close(channel.id(), finish));
            }
        }
        JsonNode end = until(
                closure,
                turn.status,
                now -> !now.path("outcome").isNull()
                        && List.of("PROTECTED", "EXPIRED")
                                .contains(now.path("status").asString()));
        BigInteger paid =
                place.chain().balance(place.chain().usd(), user.address()).subtract(before);
        if (!end.path("status").asString().equals(turn.status)
                || !protection(end).equals(turn.protection)
                || paid.longValueExact() != turn.paid) {
            violations.add("a dispute's end: %s: %s paid, %s".formatted(turn, paid, end));
        }
    }

    private Wallet wallet() {
        byte[] seed = ByteBuffer.allocate(8).putLong(random.nextLong()).array();
        return new Wallet("disputer", Keccak.hash(seed).hex());
    }

    private void preparePack(Wallet user, LocalHub channel) {
        String path = "/v1/channels/" + channel.id() + "/escalation-pack?node=" + Field.CHAINED + "&participant="
                + user.address();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            JsonNode offer = field.anyone().get(path).ok();
            String digest = offer.at("/sign/digest").asString();
            Map<String, Object> pack = Map.of(
                    "signature",
                    user.sign(Hash32.parse(digest)).hex(),
                    "stateVersion",
                    offer.at("/candidate/stateVersion").asString());
            return field.anyone().post(path, pack).status() == 201;
        });
    }

    /** Whoever asks again is told which closure there is already. */
    private String propose(Wallet user) {
        Map<String, Object> proposal = Map.of(
                "node",
                Field.CHAINED,
                "sessionId",
                place.session(user, BOB, number),
                "policy",
                Map.of("timeout", "PT1H", "escalation", "CHALLENGE", "reopenFor", "PT1S"));
        AtomicReference<String> id = new AtomicReference<>("");
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            JsonNode answer = field.anyone().post("/v1/closures", proposal).body();
            id.set(answer.path(answer.has("closureId") ? "closureId" : "id").asString());
            return !id.get().isEmpty();
        });
        return id.get();
    }

    private void passTheWindow() {
        place.chain().travel(Duration.ofSeconds(LocalHub.CHALLENGE_SECONDS + 60));
        place.chain().anvil().mine();
    }

    private JsonNode until(String closure, String what, Predicate<JsonNode> wanted) {
        AtomicReference<JsonNode> last = new AtomicReference<>();
        try {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(300))
                    .ignoreExceptions()
                    .until(() -> {
                        last.set(field.anyone().get("/v1/closures/" + closure).ok());
                        return wanted.test(last.get());
                    });
            return last.get();
        } catch (ConditionTimeoutException never) {
            throw new IllegalStateException("never " + what + ": " + last.get(), never);
        }
    }

    private static String protection(JsonNode closure) {
        return closure.at("/protections/0/status").asString("");
    }

    @Override
    public String toString() {
        return played.toString();
    }
}

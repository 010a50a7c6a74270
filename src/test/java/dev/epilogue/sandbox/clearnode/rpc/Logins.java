package dev.epilogue.sandbox.clearnode.rpc;

import dev.epilogue.sandbox.clearnode.encoding.Policy;
import dev.epilogue.sandbox.clearnode.engine.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Pending challenges and wallets that are logged in: memory that a restart loses (protocol 2.3). */
final class Logins {

    static final Duration IDLE = Duration.ofHours(24);
    private static final Duration CHALLENGE_LIFE = Duration.ofMinutes(5);
    private static final int MAX_CHALLENGES = 1_000;

    /** A challenge that was handed out for a policy. */
    record Challenge(Policy policy, Instant expiresAt, boolean used) {}

    private final Map<String, Challenge> challenges = new HashMap<>();
    private final Map<String, Instant> lastSeen = new HashMap<>();

    String challenge(Policy policy, Instant now) {
        challenges
                .values()
                .removeIf(challenge -> challenge.expiresAt().plus(IDLE).isBefore(now));
        long pending = challenges.values().stream()
                .filter(challenge -> !challenge.used() && challenge.expiresAt().isAfter(now))
                .count();
        if (pending >= MAX_CHALLENGES) {
            throw new Refusal("failed to generate challenge");
        }
        String id = UUID.randomUUID().toString();
        challenges.put(id, new Challenge(policy, now.plus(CHALLENGE_LIFE), false));
        return id;
    }

    Optional<Challenge> find(String id) {
        return Optional.ofNullable(challenges.get(id));
    }

    void use(String id) {
        challenges.computeIfPresent(
                id, (ignored, challenge) -> new Challenge(challenge.policy(), challenge.expiresAt(), true));
    }

    void login(String wallet, Instant now) {
        lastSeen.put(wallet, now);
    }

    /** A private call: refused after a day without one. */
    void touch(String wallet, Instant now) {
        Instant last = lastSeen.get(wallet);
        if (last == null || last.plus(IDLE).isBefore(now)) {
            throw new Refusal("session expired, please re-authenticate");
        }
        lastSeen.put(wallet, now);
    }

    void forget() {
        challenges.clear();
        lastSeen.clear();
    }
}

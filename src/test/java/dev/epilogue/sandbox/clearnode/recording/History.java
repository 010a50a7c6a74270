package dev.epilogue.sandbox.clearnode.recording;

import dev.epilogue.sandbox.clearnode.FakeClearNode;
import dev.epilogue.sandbox.clearnode.client.DevelopmentKeys;
import dev.epilogue.sandbox.clearnode.encoding.Policy;
import dev.epilogue.sandbox.clearnode.engine.Channel;
import dev.epilogue.sandbox.clearnode.recording.Recording.Received;
import dev.epilogue.sandbox.clearnode.recording.Recording.Scenario;
import dev.epilogue.value.Address;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What a scenario found when it started, read from its own frames: the first balances that each wallet is told, the channels
 * and session keys that are older than the scenario.
 */
final class History {

    /** Wallet n of the mnemonic had key 100 + n registered, except where its registration is what was recorded. */
    private static final Set<String> WITHOUT_KEYS = Set.of("auth-full-flow", "funding-channel-create-resize");

    private static final int WALLETS = 9;
    private static final int KEY_OF = 100;

    private final Scenario scenario;
    private final FakeClearNode node;
    private final Instant start;
    private final Set<String> known = new HashSet<>();

    History(Scenario scenario, FakeClearNode node) {
        this.scenario = scenario;
        this.node = node;
        this.start = Instant.ofEpochMilli(scenario.start());
    }

    void restore() {
        scenario.received().forEach(this::restore);
        for (int index = 1; index <= WALLETS; index++) {
            String wallet = DevelopmentKeys.address(index).checksummed();
            if (known.add("balance " + wallet)) {
                fund(wallet, "usdc", "1000000");
                fund(wallet, "eth", "1000");
            }
            if (!WITHOUT_KEYS.contains(scenario.name()) && known.add("key " + wallet + " epilogue-live")) {
                String key = DevelopmentKeys.address(KEY_OF + index).checksummed();
                register(wallet, key, "epilogue-live", "app.close", start.plusSeconds(2_592_000), start);
            }
        }
    }

    private void restore(Received received) {
        JsonNode params = received.res().get(2);
        String wallet = scenario.walletOf(received.connection());
        switch (received.method()) {
            case "bu" -> {
                if (known.add("balance " + wallet)) {
                    params.get("balance_updates")
                            .forEach(balance -> fund(
                                    wallet,
                                    balance.get("asset").asString(),
                                    balance.get("amount").asString()));
                }
            }
            case "channels", "get_channels" ->
                params.get("channels")
                        .forEach(channel ->
                                restoreChannel(channel.get("participant").asString(), channel));
            case "get_session_keys" ->
                params.get("session_keys").valueStream().toList().reversed().forEach(key -> restoreKey(wallet, key));
            default -> {}
        }
    }

    private void fund(String wallet, String asset, String amount) {
        node.fund(Address.parse(wallet), asset, amount);
    }

    private void restoreChannel(String wallet, JsonNode seen) {
        Instant createdAt = Instant.parse(seen.get("created_at").asString());
        Instant updatedAt = Instant.parse(seen.get("updated_at").asString());
        String id = seen.get("channel_id").asString();
        if (!createdAt.isBefore(start) || !updatedAt.isBefore(start) || !known.add(id)) {
            return;
        }
        Channel.Terms terms = new Channel.Terms(
                wallet,
                seen.get("token").asString(),
                seen.get("chain_id").asLong(),
                seen.get("adjudicator").asString(),
                seen.get("challenge").asLong(),
                BigInteger.valueOf(seen.get("nonce").asLong()));
        Channel channel = new Channel(
                id,
                terms,
                seen.get("status").asString(),
                new BigInteger(seen.get("amount").asString()),
                seen.get("version").asLong(),
                createdAt,
                updatedAt);
        node.alter(state -> state.channels().put(channel));
    }

    private void restoreKey(String wallet, JsonNode seen) {
        Instant createdAt = Instant.parse(seen.get("created_at").asString());
        String application = seen.get("application").asString();
        if (createdAt.isBefore(start) && known.add("key " + wallet + " " + application)) {
            register(
                    wallet,
                    seen.get("session_key").asString(),
                    application,
                    seen.get("scope").asString(),
                    Instant.parse(seen.get("expires_at").asString()),
                    createdAt);
        }
    }

    private void register(
            String wallet, String key, String application, String scope, Instant expiresAt, Instant createdAt) {
        Policy policy =
                new Policy(wallet, key, application, scope, BigInteger.valueOf(expiresAt.getEpochSecond()), List.of());
        node.alter(state -> state.keys().register(policy, List.of(), createdAt));
    }
}

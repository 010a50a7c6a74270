package dev.epilogue.sandbox;

import static dev.epilogue.sandbox.Wallet.DAVE;

import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.sandbox.nitronode.FakeNitronodeOptions;
import dev.epilogue.signing.nitronode.HubState;
import dev.epilogue.signing.nitronode.PackedState;
import dev.epilogue.testing.Anvil;
import dev.epilogue.testing.ChainFollower;
import dev.epilogue.testing.LocalChain;
import dev.epilogue.testing.LocalHub;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hex;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The chain under the fake Nitronode, with Dave's channel on it: real contracts in a local anvil. Where that cannot be started the
 * sandbox runs without, and says why.
 */
final class SandboxChain implements AutoCloseable {

    private static final Amount DEPOSIT = Amount.parse("100");
    private static final int DECIMALS = 6;

    private final String hindrance;
    private final LocalChain chain;
    private ChainFollower follower;
    private LocalHub channel;

    private SandboxChain(String hindrance, LocalChain chain) {
        this.hindrance = hindrance;
        this.chain = chain;
    }

    static SandboxChain startWherePossible() {
        String hindrance = Anvil.hindrance();
        return new SandboxChain(hindrance, hindrance.isEmpty() ? LocalChain.start(Anvil.CHAIN_ID) : null);
    }

    /** Why there is none; empty when there is one. */
    Optional<String> hindrance() {
        return chain == null ? Optional.of(hindrance) : Optional.empty();
    }

    FakeNitronodeOptions options() {
        FakeNitronodeOptions options = FakeNitronodeOptions.defaults();
        return chain == null
                ? options
                : options.withNodeKey(LocalChain.NODE.privateKey())
                        .onChain(chain.id(), chain.hub(), chain.usd(), chain.weth());
    }

    /** The node and the contract agree on Dave's channel; from now on the node sees what happens to it. */
    void openChannelAt(FakeNitronode node) {
        if (chain == null) {
            return;
        }
        node.ledger().openChannel(Hex.decode(DAVE.privateKey()), "yusd", DEPOSIT);
        follower = ChainFollower.start(chain.chain(), chain.hub(), node);
        LocalHub.deposit(chain, chain.usd(), units(DEPOSIT) * 10);
        channel = LocalHub.open(chain, DAVE, 1, units(DEPOSIT));
        follower.catchUp();
    }

    List<String> arguments() {
        return chain == null
                ? List.of()
                : List.of(
                        "--epilogue.chains.local.id=" + chain.id(),
                        "--epilogue.chains.local.urls=" + chain.anvil().url(),
                        "--epilogue.chains.local.poll=200ms",
                        "--epilogue.chains.local.confirmations=1",
                        "--epilogue.chains.local.account.plain-key=" + LocalChain.STRANGER.privateKey(),
                        "--epilogue.chains.local.account.sandbox=true",
                        "--epilogue.escalation.level=CHALLENGE",
                        "--epilogue.escalation.watch-interval=1s");
    }

    /** Dave authorises a challenge with the state that he knows to be his newest; what the service shows must be that very state. */
    void leavePack(Api api) {
        LocalHub own = Objects.requireNonNull(channel);
        HubState newest = own.state(1, HubState.DEPOSIT, units(DEPOSIT), units(DEPOSIT));
        String path = "/v1/channels/" + own.id() + "/escalation-pack?participant=" + DAVE.address();
        JsonNode offer = api.get(path).ok();
        PackedState packed = newest.packed(own.id());
        if (!offer.at("/sign/digest").asString().equals(packed.challengeDigest().hex())) {
            throw new IllegalStateException("asked to sign something else than Dave's newest state");
        }
        api.post(path, Map.of("signature", own.challengerSignature(newest), "stateVersion", "1"))
                .ok();
    }

    /** What Dave's wallet holds on chain. */
    String balance() {
        BigDecimal units = new BigDecimal(chain.balance(chain.usd(), DAVE.address()));
        return new Amount(units.movePointLeft(DECIMALS)).text();
    }

    /** A day goes by: nobody has answered the challenge. */
    void passTheWindow() {
        chain.travel(Duration.ofSeconds(LocalHub.CHALLENGE_SECONDS).plusMinutes(1));
        chain.anvil().mine();
    }

    private static long units(Amount amount) {
        return amount.value().movePointRight(DECIMALS).longValueExact();
    }

    @Override
    public void close() {
        if (chain != null) {
            if (follower != null) {
                follower.close();
            }
            chain.close();
        }
    }
}

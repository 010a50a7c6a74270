package dev.epilogue.game;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.sandbox.nitronode.FakeNitronodeOptions;
import dev.epilogue.sandbox.nitronode.SessionSeed;
import dev.epilogue.sandbox.nitronode.ledger.Definition;
import dev.epilogue.testing.Anvil;
import dev.epilogue.testing.ChainFollower;
import dev.epilogue.testing.LocalChain;
import dev.epilogue.testing.LocalHub;
import dev.epilogue.testing.RpcProxy;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hex;
import dev.epilogue.value.SessionId;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;

/** A v1 node with a local chain, whose channels can be disputed there. The service reaches the chain through a proxy. */
record ChainedNode(LocalChain chain, RpcProxy proxy, FakeNitronode node, ChainFollower follower)
        implements AutoCloseable {

    static final long DEPOSIT = 100_000_000;

    private static final long CHAIN = 31337;
    private static final BigInteger FOR_GAS = BigInteger.TEN.pow(19);
    private static final long FREE = 1_000_000_000_000L;

    /** Empty where no local chain can be started. */
    static Optional<ChainedNode> startWherePossible() {
        if (!Anvil.hindrance().isEmpty()) {
            return Optional.empty();
        }
        LocalChain chain = LocalChain.start(CHAIN);
        FakeNitronode node = FakeNitronode.start(FakeNitronodeOptions.defaults()
                .withNodeKey(LocalChain.NODE.privateKey())
                .onChain(chain.id(), chain.hub(), chain.usd(), chain.weth()));
        LocalHub.deposit(chain, chain.usd(), FREE);
        ChainFollower follower = ChainFollower.start(chain.chain(), chain.hub(), node);
        return Optional.of(new ChainedNode(
                chain, RpcProxy.before(chain.anvil().url()).behave(call -> new RpcProxy.Forward()), node, follower));
    }

    /** Of the service. */
    Map<String, Object> settings() {
        return Map.of(
                "epilogue.chains.local.id",
                chain.id(),
                "epilogue.chains.local.urls",
                proxy.url(),
                "epilogue.chains.local.poll",
                "200ms",
                "epilogue.chains.local.confirmations",
                1,
                "epilogue.chains.local.account.plain-key",
                LocalChain.STRANGER.privateKey(),
                "epilogue.chains.local.account.sandbox",
                true,
                "epilogue.escalation.level",
                "CHALLENGE",
                "epilogue.escalation.watch-interval",
                "1s");
    }

    void awayFromTheService(boolean away) {
        proxy.behave(call -> away ? new RpcProxy.Die() : new RpcProxy.Forward());
    }

    /** With 100 yusd. @param number of the channels at this node so far, and one */
    LocalHub channel(Wallet user, long number) {
        chain.anvil().setBalance(user.address(), FOR_GAS);
        String told = node.ledger().openChannel(Hex.decode(user.privateKey()), "yusd", Amount.parse("100"));
        LocalHub opened = LocalHub.open(chain, user, number, DEPOSIT);
        if (!opened.id().hex().equals(told)) {
            throw new IllegalStateException("the node means another channel: " + told);
        }
        follower.catchUp();
        return opened;
    }

    /** Both have to sign. */
    SessionId session(Wallet user, Wallet other, long number) {
        SessionSeed seed = SessionSeed.of(
                Definition.unanimous("closure-demo", number, user.address(), other.address()),
                new Allocation(user.address(), "yusd", Amount.parse("50")),
                new Allocation(other.address(), "yusd", Amount.parse("37.5")));
        node.ledger().openSession(seed.atVersion(4));
        return seed.id();
    }

    @Override
    public void close() {
        follower.close();
        node.close();
        proxy.close();
        chain.close();
    }
}

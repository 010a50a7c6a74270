package dev.epilogue.testing;

import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.chain.SignedState;
import dev.epilogue.chain.channelhub.ChannelHub;
import dev.epilogue.chain.channelhub.HubCall;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.signing.nitronode.ChannelDefinition;
import dev.epilogue.signing.nitronode.HubLedger;
import dev.epilogue.signing.nitronode.HubState;
import dev.epilogue.signing.nitronode.PackedState;
import dev.epilogue.signing.nitronode.StateSignature;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;

/** A channel between a wallet and the node at the local ChannelHub, opened and moved by real transactions. */
public record LocalHub(LocalChain chain, Wallet user, ChannelDefinition definition) {

    public static final long CHALLENGE_SECONDS = 86_400;

    private static final Hash32 NO_TRANSITION = Hash32.of(new byte[32]);
    private static final int DECIMALS = 6;

    /**
     * The user deposits, in units of the 6-decimal token; the channel then has version 1.
     *
     * @param nonce one channel for each
     */
    public static LocalHub open(LocalChain chain, Wallet user, long nonce, long deposit) {
        ChannelDefinition definition = new ChannelDefinition(
                CHALLENGE_SECONDS,
                user.address(),
                LocalChain.NODE.address(),
                nonce,
                BigInteger.valueOf(3),
                ChannelDefinition.metadataOf("yusd"));
        LocalHub channel = new LocalHub(chain, user, definition);
        chain.fund(chain.usd(), user.address(), chain.hub(), BigInteger.valueOf(deposit));
        SignedState.Hub initial = channel.coSigned(channel.state(1, HubState.DEPOSIT, deposit, deposit));
        chain.sendWell(user.address(), chain.hub(), new HubCall.Create(definition, initial).encoded());
        return channel;
    }

    /** Money of the node, free in the hub. */
    public static void deposit(LocalChain chain, Address token, long amount) {
        Address node = LocalChain.NODE.address();
        chain.fund(token, node, chain.hub(), BigInteger.valueOf(amount));
        chain.sendWell(node, chain.hub(), new HubCall.DepositToNode(token, BigInteger.valueOf(amount)).encoded());
    }

    public Hash32 id() {
        return definition.channelId();
    }

    public ChannelHub contract() {
        return new ChannelHub(chain.chain(), chain.hub());
    }

    public ChannelOnChain read() {
        return contract().read(id()).block();
    }

    /**
     * @param netFlow what the user has put in, all in all
     * @param allocation what the user shall get
     */
    public HubState state(long version, int intent, long netFlow, long allocation) {
        HubLedger home = new HubLedger(
                chain.id(),
                chain.usd(),
                DECIMALS,
                BigInteger.valueOf(allocation),
                BigInteger.valueOf(netFlow),
                BigInteger.ZERO,
                BigInteger.valueOf(allocation - netFlow));
        return new HubState(version, intent, NO_TRANSITION, home, HubLedger.EMPTY);
    }

    public SignedState.Hub coSigned(HubState state) {
        Hash32 digest = packed(state).digest();
        return new SignedState.Hub(state, signed(user, digest), signed(LocalChain.NODE, digest));
    }

    /** By the user, for exactly this state. */
    public String challengerSignature(HubState candidate) {
        return signed(user, packed(candidate).challengeDigest());
    }

    private PackedState packed(HubState state) {
        return state.packed(id());
    }

    private static String signed(Wallet wallet, Hash32 digest) {
        return new StateSignature(wallet.sign(digest)).wire();
    }
}

package dev.epilogue.testing;

import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.chain.SignedState;
import dev.epilogue.chain.custody.Custody;
import dev.epilogue.chain.custody.CustodyCall;
import dev.epilogue.chain.custody.CustodyTexts;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.signing.Abi;
import dev.epilogue.signing.nitrorpc.CustodyChannel;
import dev.epilogue.signing.nitrorpc.CustodyState;
import dev.epilogue.signing.nitrorpc.CustodyState.Intent;
import dev.epilogue.signing.nitrorpc.CustodyState.Share;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import java.math.BigInteger;
import java.util.List;

/** A channel between a wallet and the node at the local Custody, opened and moved by real transactions. */
public record LocalCustody(LocalChain chain, Wallet user, CustodyChannel channel) {

    public static final long CHALLENGE_SECONDS = 3_600;

    /** Created by the user with both signatures, as nodes have it: empty.
     * @param nonce one channel for each */
    public static LocalCustody open(LocalChain chain, Wallet user, long nonce) {
        CustodyChannel channel = new CustodyChannel(
                List.of(user.address(), LocalChain.NODE.address()), chain.adjudicator(), CHALLENGE_SECONDS, nonce);
        LocalCustody opened = new LocalCustody(chain, user, channel);
        CustodyCall create = new CustodyCall.Create(channel, opened.initial());
        chain.sendWell(user.address(), chain.custody(), CustodyTexts.encoded(create));
        return opened;
    }

    /** Money in an account at the contract, in units of the 6-decimal token. */
    public static void deposit(LocalChain chain, Wallet owner, long amount) {
        chain.fund(chain.usd(), owner.address(), chain.custody(), BigInteger.valueOf(amount));
        CustodyCall deposit = new CustodyCall.Deposit(owner.address(), chain.usd(), BigInteger.valueOf(amount));
        chain.sendWell(owner.address(), chain.custody(), CustodyTexts.encoded(deposit));
    }

    public Hash32 id() {
        return channel.id(chain.id());
    }

    public Custody contract() {
        return new Custody(chain.chain(), chain.custody(), LocalChain.NODE.address());
    }

    public ChannelOnChain read() {
        return contract().read(id()).block();
    }

    public SignedState.Custody initial() {
        return coSigned(state(Intent.INITIALIZE, 0, "0x", 0, 0));
    }

    /**
     * What an executed resize leaves to the user.
     *
     * @param fromUser into the channel out of the user's account, R; negative for the other way
     * @param fromNode into the channel out of the node's account, A; negative for the other way
     */
    public SignedState.Custody resized(long version, long fromUser, long fromNode, long userAmount) {
        List<Abi.Value> deltas =
                List.of(Abi.int256(BigInteger.valueOf(fromUser)), Abi.int256(BigInteger.valueOf(fromNode)));
        String data = Hex.encode(Abi.encode(Abi.array(deltas)));
        return coSigned(state(Intent.RESIZE, version, data, userAmount, 0));
    }

    public CustodyState state(Intent intent, long version, String data, long userAmount, long nodeAmount) {
        return new CustodyState(
                intent,
                BigInteger.valueOf(version),
                data,
                List.of(share(user.address(), userAmount), share(LocalChain.NODE.address(), nodeAmount)));
    }

    /** The user as a browser wallet signs, the node as nodes do. */
    public SignedState.Custody coSigned(CustodyState state) {
        return new SignedState.Custody(
                state,
                List.of(
                        user.sign(state.packed(id()).personalDigest()).hex(),
                        LocalChain.NODE.sign(state.packed(id()).rawDigest()).hex()));
    }

    /** By the user, for exactly this state. */
    public String challengerSignature(CustodyState candidate) {
        return user.sign(candidate.packed(id()).challengePersonalDigest()).hex();
    }

    private Share share(Address owner, long amount) {
        return new Share(owner, chain.usd(), BigInteger.valueOf(amount));
    }
}

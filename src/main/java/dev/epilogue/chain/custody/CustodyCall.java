package dev.epilogue.chain.custody;

import dev.epilogue.chain.SignedState;
import dev.epilogue.signing.Abi;
import dev.epilogue.signing.AbiReader;
import dev.epilogue.signing.nitrorpc.CustodyChannel;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a transaction asked of the Custody contract. Signatures in it are public: the transaction is on the chain. Creating is only
 * ever read here, since the contract would take its sender for the wallet.
 */
public sealed interface CustodyCall {

    record Create(CustodyChannel channel, SignedState.Custody initial) implements CustodyCall {}

    record DepositAndCreate(Address token, BigInteger amount, CustodyChannel channel, SignedState.Custody initial)
            implements CustodyCall {}

    record Resize(Hash32 channelId, SignedState.Custody candidate, List<SignedState.Custody> proofs)
            implements CustodyCall {}

    record Close(Hash32 channelId, SignedState.Custody candidate, List<SignedState.Custody> proofs)
            implements CustodyCall {}

    record Checkpoint(Hash32 channelId, SignedState.Custody candidate, List<SignedState.Custody> proofs)
            implements CustodyCall {}

    record Challenge(
            Hash32 channelId,
            SignedState.Custody candidate,
            List<SignedState.Custody> proofs,
            String challengerSignature)
            implements CustodyCall {

        @Override
        public String toString() {
            return "Challenge[channelId=%s, candidate=%s]".formatted(channelId, candidate);
        }
    }

    record Deposit(Address account, Address token, BigInteger amount) implements CustodyCall {}

    record Withdraw(Address token, BigInteger amount) implements CustodyCall {}

    /**
     * Nothing for a call of another function.
     *
     * @param data {@code 0x} hex
     * @throws IllegalArgumentException when the arguments are not the function's
     */
    static Optional<CustodyCall> read(String data) {
        return data.length() < Reading.SELECTOR_TEXT
                ? Optional.empty()
                : Optional.ofNullable(Reading.FUNCTIONS.get(data.substring(0, Reading.SELECTOR_TEXT)))
                        .map(reading -> reading.apply(AbiReader.arguments(data)));
    }

    /** The arguments of each function. */
    final class Reading {

        private static final int SELECTOR_TEXT = 10;

        private static final Map<String, Function<AbiReader, CustodyCall>> FUNCTIONS = Map.of(
                selector("create(%1$s,%2$s)"),
                at -> new Create(CustodyTypes.channel(at), CustodyTypes.state(at)),
                selector("depositAndCreate(address,uint256,%1$s,%2$s)"),
                at -> new DepositAndCreate(
                        at.address(), at.uint256(), CustodyTypes.channel(at), CustodyTypes.state(at)),
                selector("resize(bytes32,%2$s,%2$s[])"),
                at -> new Resize(at.bytes32(), CustodyTypes.state(at), at.list(CustodyTypes::state)),
                selector("close(bytes32,%2$s,%2$s[])"),
                at -> new Close(at.bytes32(), CustodyTypes.state(at), at.list(CustodyTypes::state)),
                selector("checkpoint(bytes32,%2$s,%2$s[])"),
                at -> new Checkpoint(at.bytes32(), CustodyTypes.state(at), at.list(CustodyTypes::state)),
                selector("challenge(bytes32,%2$s,%2$s[],bytes)"),
                at -> new Challenge(at.bytes32(), CustodyTypes.state(at), at.list(CustodyTypes::state), at.bytesHex()),
                selector("deposit(address,address,uint256)"),
                at -> new Deposit(at.address(), at.address(), at.uint256()),
                selector("withdraw(address,uint256)"),
                at -> new Withdraw(at.address(), at.uint256()));

        private Reading() {}

        private static String selector(String signature) {
            return Abi.selector(signature.formatted(CustodyTypes.CHANNEL, CustodyTypes.STATE));
        }
    }
}

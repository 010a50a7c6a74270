package dev.epilogue.chain;

import dev.epilogue.signing.nitronode.HubState;
import dev.epilogue.signing.nitrorpc.CustodyState;
import dev.epilogue.value.Hex;
import java.math.BigInteger;
import java.util.List;

/**
 * A channel state with the signatures that a contract takes or has taken. Whoever holds one can put it on the chain: it never
 * appears in a log, and its text shows no signature.
 */
public sealed interface SignedState {

    /** Unsigned. */
    BigInteger version();

    /** What the state gives to the user, in the token's smallest unit. */
    BigInteger userAmount();

    /**
     * Of ChannelHub.
     *
     * @param userSignature {@code 0x} hex with its type byte; {@code 0x} where there is none
     * @param nodeSignature likewise
     */
    record Hub(HubState state, String userSignature, String nodeSignature) implements SignedState {

        private static final String NONE = "0x";

        public Hub {
            Hex.decode(userSignature);
            Hex.decode(nodeSignature);
        }

        public static Hub unsigned(HubState state) {
            return new Hub(state, NONE, NONE);
        }

        public boolean isCoSigned() {
            return !userSignature.equals(NONE) && !nodeSignature.equals(NONE);
        }

        @Override
        public BigInteger version() {
            return new BigInteger(Long.toUnsignedString(state.version()));
        }

        @Override
        public BigInteger userAmount() {
            return state.home().userAllocation();
        }

        @Override
        public String toString() {
            return "Hub[" + state + "]";
        }
    }

    /**
     * Of Custody.
     *
     * @param signatures {@code 0x} hex, the wallet's, then the node's; a contract account's can have any length
     */
    record Custody(CustodyState state, List<String> signatures) implements SignedState {

        public Custody {
            signatures.forEach(Hex::decode);
            signatures = List.copyOf(signatures);
        }

        @Override
        public BigInteger version() {
            return state.version();
        }

        @Override
        public BigInteger userAmount() {
            return state.allocations().isEmpty()
                    ? BigInteger.ZERO
                    : state.allocations().getFirst().amount();
        }

        @Override
        public String toString() {
            return "Custody[" + state + "]";
        }
    }
}

package dev.epilogue.chain.channelhub;

import dev.epilogue.chain.SignedState;
import dev.epilogue.signing.Abi;
import dev.epilogue.signing.nitronode.ChannelDefinition;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import java.math.BigInteger;
import java.util.Optional;

/** What a transaction asks of ChannelHub. */
public sealed interface HubCall {

    /** Calldata. */
    String encoded();

    record Create(ChannelDefinition definition, SignedState.Hub initial) implements HubCall {

        static final String SIGNATURE = "createChannel(" + HubTypes.DEFINITION + "," + HubTypes.STATE + ")";

        @Override
        public String encoded() {
            return Abi.call(SIGNATURE, definition.encoded(), HubTypes.encoded(initial));
        }
    }

    /** The functions that take a channel and a state. */
    record OnState(Kind kind, Hash32 channelId, SignedState.Hub candidate) implements HubCall {

        /** By their names in the contract. */
        public enum Kind {
            CHECKPOINT("checkpointChannel"),
            CLOSE("closeChannel"),
            DEPOSIT("depositToChannel"),
            WITHDRAW("withdrawFromChannel");

            final String signature;

            Kind(String name) {
                this.signature = name + "(bytes32," + HubTypes.STATE + ")";
            }
        }

        @Override
        public String encoded() {
            return Abi.call(kind.signature, Abi.bytes32(channelId), HubTypes.encoded(candidate));
        }
    }

    /**
     * @param challengerSignature {@code 0x} hex with its type byte
     * @param challenger 0 for the user, 1 for the node
     */
    record Challenge(Hash32 channelId, SignedState.Hub candidate, String challengerSignature, int challenger)
            implements HubCall {

        static final String SIGNATURE = "challengeChannel(bytes32," + HubTypes.STATE + ",bytes,uint8)";

        @Override
        public String encoded() {
            return Abi.call(
                    SIGNATURE,
                    Abi.bytes32(channelId),
                    HubTypes.encoded(candidate),
                    Abi.bytes(Hex.decode(challengerSignature)),
                    Abi.uint(challenger));
        }

        @Override
        public String toString() {
            return "Challenge[channelId=%s, candidate=%s]".formatted(channelId, candidate);
        }
    }

    /** Only the account that owns what waits can send it. */
    record Claim(Address token, Address destination) implements HubCall {

        static final String SIGNATURE = "claimFunds(address,address)";

        @Override
        public String encoded() {
            return Abi.call(SIGNATURE, Abi.address(token), Abi.address(destination));
        }
    }

    record DepositToNode(Address token, BigInteger amount) implements HubCall {

        static final String SIGNATURE = "depositToNode(address,uint256)";

        @Override
        public String encoded() {
            return Abi.call(SIGNATURE, Abi.address(token), Abi.uint256(amount));
        }
    }

    /** @param signature {@code 0x} hex, the node's */
    record RegisterValidator(int validatorId, Address validator, String signature) implements HubCall {

        static final String SIGNATURE = "registerNodeValidator(uint8,address,bytes)";

        @Override
        public String encoded() {
            return Abi.call(SIGNATURE, Abi.uint(validatorId), Abi.address(validator), Abi.bytes(Hex.decode(signature)));
        }
    }

    /**
     * Nothing for a call of another function.
     *
     * @param data {@code 0x} hex
     * @throws IllegalArgumentException when the arguments are not the function's
     */
    static Optional<HubCall> read(String data) {
        return HubCallReader.read(data);
    }
}

package dev.epilogue.signing.nitrorpc;

import dev.epilogue.signing.Abi;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import java.util.List;

/** Calldata for what a stranger to a channel can send to the Custody contract. */
public final class CustodyCalls {

    private static final String STATE = "(uint8,uint256,bytes,(address,address,uint256)[],bytes[])";

    private CustodyCalls() {}

    /** @param signatures {@code 0x} hex, the wallet's, then the node's; a contract account's can have any length */
    public record Signed(CustodyState state, List<String> signatures) {

        public Signed {
            signatures = List.copyOf(signatures);
        }

        /** Without the signatures: with them anybody can put the state on the chain. */
        @Override
        public String toString() {
            return "Signed[" + state + "]";
        }

        Abi.Value encoded() {
            return Abi.tuple(
                    state.intentEncoded(),
                    Abi.uint256(state.version()),
                    Abi.bytes(Hex.decode(state.data())),
                    state.allocationsEncoded(),
                    Abi.array(signatures.stream()
                            .map(signature -> Abi.bytes(Hex.decode(signature)))
                            .toList()));
        }
    }

    public static String close(Hash32 channelId, Signed candidate) {
        return onState("close", channelId, candidate, List.of());
    }

    public static String checkpoint(Hash32 channelId, Signed candidate) {
        return onState("checkpoint", channelId, candidate, List.of());
    }

    /** @param preceding the state before, with both signatures */
    public static String resize(Hash32 channelId, Signed candidate, Signed preceding) {
        return onState("resize", channelId, candidate, List.of(preceding));
    }

    /** @param challengerSignature {@code 0x} hex */
    public static String challenge(
            Hash32 channelId, Signed candidate, List<Signed> proofs, String challengerSignature) {
        return Abi.call(
                "challenge(bytes32,%1$s,%1$s[],bytes)".formatted(STATE),
                Abi.bytes32(channelId),
                candidate.encoded(),
                Abi.array(proofs.stream().map(Signed::encoded).toList()),
                Abi.bytes(Hex.decode(challengerSignature)));
    }

    private static String onState(String name, Hash32 channelId, Signed candidate, List<Signed> proofs) {
        return Abi.call(
                "%2$s(bytes32,%1$s,%1$s[])".formatted(STATE, name),
                Abi.bytes32(channelId),
                candidate.encoded(),
                Abi.array(proofs.stream().map(Signed::encoded).toList()));
    }
}

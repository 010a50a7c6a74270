package dev.epilogue.signing.nitronode;

import dev.epilogue.signing.Abi;
import dev.epilogue.signing.Eip191;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import dev.epilogue.value.SessionId;
import java.util.List;
import java.util.function.Function;

/**
 * One update of a session, as participants sign it and as a node hashes it.
 *
 * @param version the session's version after the update, an unsigned 64-bit number
 * @param allocations in the order in which they are hashed and sent
 * @param sessionData hashed as given; empty text leaves what the node stores
 */
public record AppStateUpdate(
        SessionId sessionId, Intent intent, long version, List<Allocation> allocations, String sessionData) {

    public AppStateUpdate {
        allocations = List.copyOf(allocations);
    }

    public byte[] abiEncoded() {
        return abiEncoded(Amount::text);
    }

    /** @param text other than the canonical one only to recognise a mistake */
    byte[] abiEncoded(Function<Amount, String> text) {
        return Abi.encode(
                Abi.bytes32(sessionId.hash()),
                Abi.uint(intent.wire()),
                Abi.uint(version),
                Abi.array(allocations.stream().map(row -> encoded(row, text)).toList()),
                Abi.string(sessionData));
    }

    /** The 32 bytes that a wallet is asked to sign as a personal message. */
    public Hash32 payloadHash() {
        return Keccak.hash(abiEncoded());
    }

    /** What recovery takes. */
    public Hash32 digest() {
        return Eip191.digest(payloadHash());
    }

    private static Abi.Value encoded(Allocation row, Function<Amount, String> text) {
        return Abi.tuple(Abi.address(row.participant()), Abi.string(row.asset()), Abi.string(text.apply(row.amount())));
    }
}

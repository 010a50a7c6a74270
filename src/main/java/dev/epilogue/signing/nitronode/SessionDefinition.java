package dev.epilogue.signing.nitronode;

import dev.epilogue.signing.Abi;
import dev.epilogue.signing.Eip191;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import dev.epilogue.value.SessionId;
import java.util.List;

/**
 * The definition from which a session's id is derived. A node lists participants in an order of its own: never derive the id
 * of a session that was read.
 *
 * @param participants in the order of creation, which the id depends on
 * @param nonce unsigned
 */
public record SessionDefinition(String application, List<Member> participants, int quorum, long nonce) {

    /** @param weight 0 to 255 */
    public record Member(Address wallet, int weight) {}

    public SessionDefinition {
        participants = List.copyOf(participants);
    }

    public SessionId sessionId() {
        return new SessionId(Keccak.hash(abiEncoded()));
    }

    public byte[] abiEncoded() {
        return Abi.encode(Abi.string(application), members(), Abi.uint(quorum), Abi.uint(nonce));
    }

    /** What participants sign to create the session. */
    public byte[] creationEncoded(String sessionData) {
        return Abi.encode(
                Abi.string(application), members(), Abi.uint(quorum), Abi.uint(nonce), Abi.string(sessionData));
    }

    public Hash32 creationDigest(String sessionData) {
        return Eip191.digest(Keccak.hash(creationEncoded(sessionData)));
    }

    private Abi.Value members() {
        return Abi.array(participants.stream()
                .map(member -> Abi.tuple(Abi.address(member.wallet()), Abi.uint(member.weight())))
                .toList());
    }
}

package dev.epilogue.signing.nitrorpc;

import dev.epilogue.signing.Abi;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.SessionId;
import java.time.Instant;

/**
 * By which a participant's wallet vouches for a session key that signs the close of one session. Nobody else can tell whose key it
 * is: a node's registry is open to its owner alone. It gives no right at the node, which knows nothing of it.
 *
 * @param signer the session key
 * @param notAfter last moment at which it counts; whole seconds
 */
public record Mandate(Address participant, Address signer, SessionId session, Instant notAfter) {

    private static final Hash32 DOMAIN = TypedData.struct(
            "EIP712Domain(string name,string version)", TypedData.hashed("Epilogue"), TypedData.hashed("1"));
    private static final String TYPE = "Mandate(address participant,address signer,bytes32 session,uint64 notAfter)";

    public Mandate {
        requireWholeSecond(notAfter);
    }

    static void requireWholeSecond(Instant notAfter) {
        if (notAfter.getNano() != 0 || notAfter.getEpochSecond() < 0) {
            throw new IllegalArgumentException("a mandate ends at a whole second after 1970");
        }
    }

    /** What the wallet signs, as typed data. */
    public Hash32 digest() {
        Hash32 struct = TypedData.struct(
                TYPE,
                Abi.address(participant),
                Abi.address(signer),
                Abi.bytes32(session.hash()),
                Abi.uint(notAfter.getEpochSecond()));
        return TypedData.digest(DOMAIN, struct);
    }

    /** Whether the participant's wallet made it. Blocks the CPU. */
    public boolean isSignedBy(EcdsaSignature signature, Secp256k1 curve) {
        return curve.recover(digest(), signature).filter(participant::equals).isPresent();
    }

    public boolean stands(Instant now) {
        return !now.isAfter(notAfter);
    }
}

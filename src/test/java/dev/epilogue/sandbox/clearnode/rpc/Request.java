package dev.epilogue.sandbox.clearnode.rpc;

import dev.epilogue.sandbox.clearnode.engine.Refusal;
import dev.epilogue.sandbox.clearnode.gojson.Fields;
import dev.epilogue.sandbox.clearnode.gojson.Json;
import dev.epilogue.sandbox.clearnode.gojson.MalformedJson;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A well-formed request.
 *
 * @param id in decimal digits, up to 2^64-1
 * @param params as they come out of Go's untyped decoding
 * @param raw the bytes of the {@code req} array as received, which are what was signed
 */
public record Request(String id, String method, Json params, BigInteger timestamp, byte[] raw, List<byte[]> signatures)
        implements Decoded {

    public Hash32 digest() {
        return Keccak.hash(raw);
    }

    public Fields fields() {
        try {
            return new Fields(params);
        } catch (MalformedJson wrong) {
            throw new Refusal("failed to parse parameters");
        }
    }

    /** The session that the params name, for faults and the journal. */
    public Optional<String> session() {
        try {
            return new Fields(params).string("app_session_id");
        } catch (MalformedJson none) {
            return Optional.empty();
        }
    }

    /** Every signature's signer in EIP-55. @throws Refusal with {@code text} when one cannot be recovered */
    public List<String> signers(String text) {
        return signatures.stream()
                .map(signature -> recover(digest(), signature).orElseThrow(() -> new Refusal(text)))
                .map(Address::checksummed)
                .toList();
    }

    static Optional<Address> recover(Hash32 digest, byte[] signature) {
        try {
            return Secp256k1.best().recover(digest, EcdsaSignature.of(signature));
        } catch (IllegalArgumentException notASignature) {
            return Optional.empty();
        }
    }
}

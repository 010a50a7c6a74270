package dev.epilogue.signing;

import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.Keccak;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.stream.Stream;

/**
 * What signer libraries make of a payload's message or digest when they are called in the way that their defaults invite. One list for
 * every dialect: who takes bytes for text does so anywhere.
 */
public final class Readings {

    private static final String BYTES =
            "sign the bytes (ethers: signMessage(getBytes(message)); viem: signMessage({message: {raw: message}}); "
                    + "eth-account: encode_defunct(hexstr=message); web3.js: accounts.sign(message, key))";
    private static final String PERSONAL = "sign message as a personal message (personal_sign)";
    private static final String PLAIN =
            "sign digest itself (ethers: new SigningKey(key).sign(digest); viem: sign({hash: digest}); eth-account: unsafe_sign_hash)";
    private static final String HASHED_AGAIN =
            "switch the library's own hashing off (@noble/curves: {prehash: false}; coincurve: hasher=None; k256: sign_prehash_recoverable)";

    private Readings() {}

    /** Each costs a recovery, so there are no more than eleven. The likelier first. */
    public static Stream<Misreading> of(Payload asked) {
        byte[] message = Hex.decode(asked.message());
        Stream<Misreading> readings =
                asked.scheme() == Scheme.EIP191 ? personal(asked, message) : plain(asked, message);
        return readings.filter(reading -> !reading.digest().equals(asked.digest()));
    }

    private static Stream<Misreading> personal(Payload asked, byte[] message) {
        String text = asked.message();
        Hash32 digest = asked.digest();
        Stream<Misreading> bare = message.length == 32
                ? Stream.of(prefix("the message without the EIP-191 prefix", PERSONAL, Hash32.of(message)))
                : Stream.empty();
        return Stream.concat(
                bare,
                Stream.of(
                        prefix("the message's hex text instead of its bytes", BYTES, Eip191.digest(text)),
                        prefix("the message's hex text instead of its bytes", BYTES, Eip191.digest(text.substring(2))),
                        prefix("the message's SHA-256", HASHED_AGAIN + ", and sign digest", sha256(message)),
                        prefix("the digest's SHA-256", HASHED_AGAIN, sha256(digest.bytes())),
                        prefix("the digest, which has the prefix in it already", PERSONAL, Eip191.digest(digest)),
                        prefix(
                                "the hex text of the digest, which has the prefix in it already",
                                PERSONAL,
                                Eip191.digest(digest.hex())),
                        prefix(
                                "the hex text of the digest, which has the prefix in it already",
                                PERSONAL,
                                Eip191.digest(digest.hex().substring(2))),
                        prefix("the message hashed once more", PERSONAL, Eip191.digest(Keccak.hash(message))),
                        prefix(
                                "the message hashed once more, without the EIP-191 prefix",
                                PERSONAL,
                                Keccak.hash(message))));
    }

    private static Stream<Misreading> plain(Payload asked, byte[] message) {
        String text = asked.message();
        Hash32 digest = asked.digest();
        return Stream.of(
                prefix("the text with the EIP-191 prefix (personal_sign)", PLAIN, Eip191.digest(message)),
                prefix("the digest with the EIP-191 prefix (personal_sign)", PLAIN, Eip191.digest(digest)),
                prefix("the digest's hex text with the EIP-191 prefix", PLAIN, Eip191.digest(digest.hex())),
                prefix(
                        "the digest's hex text with the EIP-191 prefix",
                        PLAIN,
                        Eip191.digest(digest.hex().substring(2))),
                prefix("the digest's SHA-256", HASHED_AGAIN, sha256(digest.bytes())),
                prefix("the message's SHA-256", HASHED_AGAIN + ", and sign digest", sha256(message)),
                prefix("the message's hex text with the EIP-191 prefix", PLAIN, Eip191.digest(text)),
                prefix("the message's hex text instead of its bytes", PLAIN, hashOf(text)),
                prefix("the message's hex text instead of its bytes", PLAIN, hashOf(text.substring(2))),
                prefix("the digest hashed once more", PLAIN, Keccak.hash(digest.bytes())),
                prefix("the digest's hex text hashed once more", PLAIN, hashOf(digest.hex())));
    }

    private static Hash32 hashOf(String text) {
        return Keccak.hash(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Hash32 sha256(byte[] bytes) {
        try {
            return Hash32.of(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    private static Misreading prefix(String what, String remedy, Hash32 digest) {
        return new Misreading(SignatureProblem.SIGNATURE_PREFIX, what, remedy, digest);
    }
}

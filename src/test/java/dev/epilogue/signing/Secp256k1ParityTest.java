package dev.epilogue.signing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The native library and pure Java are exchangeable, down to which signatures they refuse. */
class Secp256k1ParityTest {

    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
    private static final BigInteger PRIME =
            new BigInteger("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f", 16);
    private static final BigInteger GENERATOR_X =
            new BigInteger("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", 16);
    private static final BigInteger LARGEST = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

    private final Secp256k1 natively = NativeSecp256k1.load().orElseThrow();
    private final Secp256k1 inJava = new JavaSecp256k1();
    private final Random random = new Random(20261124);

    @Test
    void bothMakeTheSameSignaturesAndRecoverTheirSigner() {
        for (int i = 0; i < 1_000; i++) {
            byte[] key = key();
            Hash32 digest = digest();

            EcdsaSignature signature = natively.sign(digest, key);

            assertThat(inJava.sign(digest, key)).isEqualTo(signature);
            assertThat(signature.isLowS()).isTrue();
            assertThat(inJava.addressOf(key)).isEqualTo(natively.addressOf(key));
            assertThat(inJava.recover(digest, signature))
                    .isEqualTo(natively.recover(digest, signature))
                    .contains(natively.addressOf(key));
        }
    }

    @Test
    void bothRecoverTheSameFromRandomBytes() {
        int recovered = 0;
        for (int i = 0; i < 2_000; i++) {
            Hash32 digest = digest();
            EcdsaSignature signature = signature(new BigInteger(256, random), new BigInteger(256, random), i % 2);

            assertThat(inJava.recover(digest, signature))
                    .as("signature %d", i)
                    .isEqualTo(natively.recover(digest, signature));
            recovered += inJava.recover(digest, signature).isPresent() ? 1 : 0;
        }
        assertThat(recovered).isBetween(800, 1_200);
    }

    @Test
    @DisplayName("Whose a signature is over another digest is found by the difference as by a recovery")
    void differencesFindWhatRecoveriesFind() {
        List<Hash32> others = List.of(
                digest(),
                hash(BigInteger.ZERO),
                hash(BigInteger.ONE),
                hash(ORDER),
                hash(ORDER.subtract(BigInteger.ONE)),
                hash(LARGEST));
        for (int i = 0; i < 20; i++) {
            Hash32 digest = digest();
            EcdsaSignature signature = i % 2 == 0
                    ? natively.sign(digest, key())
                    : signature(new BigInteger(256, random), new BigInteger(256, random), i / 2 % 2);
            for (Secp256k1 curve : List.of(natively, inJava)) {
                Optional<Secp256k1.Guess> guess = curve.guess(digest, signature);
                assertThat(guess.map(Secp256k1.Guess::signer)).isEqualTo(natively.recover(digest, signature));
                guess.ifPresent(of -> Stream.concat(Stream.of(digest), others.stream())
                        .forEach(other -> assertThat(of.over(other)).isEqualTo(natively.recover(other, signature))));
            }
        }
        // over this digest alone its key is the point at infinity
        for (Secp256k1 curve : List.of(natively, inJava)) {
            assertThat(curve.guess(digest(), signature(GENERATOR_X, BigInteger.ONE, 0))
                            .orElseThrow()
                            .over(hash(BigInteger.ONE)))
                    .isEmpty();
        }
    }

    @Test
    void bothTreatEdgesOfTheRangeAlike() {
        List<BigInteger> edges = List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                BigInteger.TWO,
                GENERATOR_X,
                ORDER.shiftRight(1),
                ORDER.shiftRight(1).add(BigInteger.ONE),
                ORDER.subtract(BigInteger.ONE),
                ORDER,
                ORDER.add(BigInteger.ONE),
                PRIME.subtract(BigInteger.ONE),
                PRIME,
                LARGEST);
        List<Hash32> digests = List.of(
                digest(),
                hash(BigInteger.ZERO),
                hash(BigInteger.ONE),
                hash(ORDER),
                hash(ORDER.subtract(BigInteger.ONE)),
                hash(LARGEST));
        for (Hash32 digest : digests) {
            for (BigInteger r : edges) {
                for (BigInteger s : edges) {
                    for (int v = 0; v < 2; v++) {
                        EcdsaSignature signature = signature(r, s, v);
                        assertThat(inJava.recover(digest, signature))
                                .as("r %x, s %x, v %d, digest %s", r, s, v, digest)
                                .isEqualTo(natively.recover(digest, signature));
                    }
                }
            }
        }
    }

    @Test
    void thePointAtInfinityIsNobodysKey() {
        for (Secp256k1 curve : List.of(natively, inJava)) {
            assertThat(curve.recover(hash(BigInteger.ONE), signature(GENERATOR_X, BigInteger.ONE, 0)))
                    .isEmpty();
        }
    }

    @Test
    void numbersOutsideTheOrderRecoverToNobody() {
        Hash32 digest = digest();
        EcdsaSignature good = natively.sign(digest, key());
        BigInteger r = new BigInteger(1, Arrays.copyOf(good.bytes(), 32));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(good.bytes(), 32, 64));
        for (Secp256k1 curve : List.of(natively, inJava)) {
            for (BigInteger outside : List.of(BigInteger.ZERO, ORDER, LARGEST)) {
                assertThat(curve.recover(digest, signature(outside, s, good.recoveryId())))
                        .isEmpty();
                assertThat(curve.recover(digest, signature(r, outside, good.recoveryId())))
                        .isEmpty();
            }
        }
    }

    @Test
    @DisplayName("v1 trap 31: recovery ids 0 and 1 are kept as 27 and 28, another one finds another key")
    void recoveryIdsAreNormalised() {
        Hash32 digest = digest();
        byte[] key = key();
        byte[] bytes = natively.sign(digest, key).bytes();
        Address signer = natively.addressOf(key);

        bytes[64] -= 27;
        assertThat(inJava.recover(digest, EcdsaSignature.of(bytes))).contains(signer);
        bytes[64] ^= 1;
        assertThat(inJava.recover(digest, EcdsaSignature.of(bytes)))
                .isEqualTo(natively.recover(digest, EcdsaSignature.of(bytes)))
                .isNotEqualTo(Optional.of(signer));
    }

    @Test
    void bothAreSafeInParallel() {
        byte[] key = key();
        Address signer = natively.addressOf(key);
        List<Hash32> digests = IntStream.range(0, 200).mapToObj(i -> digest()).toList();

        assertThat(digests.parallelStream()
                        .filter(digest -> natively.recover(digest, inJava.sign(digest, key))
                                .filter(signer::equals)
                                .isPresent())
                        .count())
                .isEqualTo(digests.size());
    }

    private byte[] key() {
        byte[] key = new byte[32];
        random.nextBytes(key);
        key[0] = 1;
        return key;
    }

    private Hash32 digest() {
        byte[] digest = new byte[32];
        random.nextBytes(digest);
        return Hash32.of(digest);
    }

    private static Hash32 hash(BigInteger number) {
        return Hash32.of(word(number));
    }

    private static EcdsaSignature signature(BigInteger r, BigInteger s, int v) {
        byte[] bytes = new byte[EcdsaSignature.LENGTH];
        System.arraycopy(word(r), 0, bytes, 0, 32);
        System.arraycopy(word(s), 0, bytes, 32, 32);
        bytes[64] = (byte) v;
        return EcdsaSignature.of(bytes);
    }

    private static byte[] word(BigInteger number) {
        byte[] minimal = number.toByteArray();
        byte[] word = new byte[32];
        int length = Math.min(32, minimal.length);
        System.arraycopy(minimal, minimal.length - length, word, 32 - length, length);
        return word;
    }
}

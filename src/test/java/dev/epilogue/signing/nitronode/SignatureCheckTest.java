package dev.epilogue.signing.nitronode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.epilogue.signing.Eip191;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.RoundPayloads;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.signing.SignatureKind;
import dev.epilogue.signing.SignatureProblem;
import dev.epilogue.signing.Signers;
import dev.epilogue.signing.Verdict;
import dev.epilogue.signing.nitronode.KeyStanding.Standing;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.Keccak;
import dev.epilogue.value.SessionId;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SignatureCheckTest {

    private static final SessionId SESSION =
            SessionId.parse(Vectors.ALL.get("transaction_id").get("account").asString());
    private static final Address ALICE = Vectors.address("alice");
    private static final Address BOB = Vectors.address("bob");
    private static final Address KEY = Vectors.address("app_session_key");
    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    private static final List<Allocation> HELD =
            List.of(row("alice", "yusd", "50"), row("bob", "yusd", "37.5"), row("alice", "eth", "0.0000001"));
    private static final List<Allocation> PROPOSED =
            List.of(row("bob", "yusd", "80.5"), row("bob", "eth", "0.0000001"), row("alice", "yusd", "7"));

    private static final List<Payload> EARLIER = NitronodePayloads.freeze(SESSION, 2, HELD, HELD, null);
    private static final List<Payload> PAYLOADS = NitronodePayloads.freeze(SESSION, 4, HELD, PROPOSED, null);
    private static final Payload OPERATE = PAYLOADS.get(0);
    private static final Payload CLOSE = PAYLOADS.get(1);

    private final SignatureCheck check = new SignatureCheck(
            Secp256k1.best(),
            new RoundPayloads(SESSION, PAYLOADS, EARLIER, PROPOSED),
            new Signers(Set.of(ALICE, BOB), Map.of(KEY, ALICE)));

    @ParameterizedTest
    @CsvSource({"''", "a1"})
    void theParticipantsOwnSignatureIsTakenWithOrWithoutTypeByte(String typeByte) {
        EcdsaSignature signature = Vectors.sign(CLOSE.digest(), "alice");

        Verdict verdict =
                check.check(CLOSE, ALICE, "0x" + typeByte + signature.hex().substring(2), null);

        assertThat(verdict).isEqualTo(new Verdict.Valid(ALICE, signature, SignatureKind.WALLET));
    }

    @Test
    @DisplayName("v1 checklist 27: another participant's signature is refused by that name, with the expected digest")
    void anotherParticipantsSignatureIsNamed() {
        assertRefused(signed(CLOSE.digest(), "bob"), "signature-stranger", "made by participant " + BOB, ALICE);
    }

    @Test
    @DisplayName("v1 checklist 27: a stranger's signature is refused, with the expected digest")
    void aStrangersSignatureIsRefused() {
        assertRefused(
                signed(CLOSE.digest(), "outsider"),
                "signature-stranger",
                Vectors.address("outsider") + ", who is not a participant",
                ALICE);
    }

    @Test
    @DisplayName("v1 checklist 30: nobody but a participant can be posted for")
    void nobodySignsInAStrangersName() {
        Address outsider = Vectors.address("outsider");

        assertRefused(signed(CLOSE.digest(), "outsider"), "signature-stranger", "is not a participant", outsider);
    }

    @Test
    void signaturesMadeOverTheWrongBytesAreNamed() {
        Hash32 message = Hash32.parse(CLOSE.message());
        byte[] encoded = NitronodePayloads.updateOf(SESSION, CLOSE).abiEncoded();

        assertPrefix(message, "without the EIP-191 prefix");
        assertPrefix(Eip191.digest(message.hex()), "hex text");
        assertPrefix(Eip191.digest(message.hex().substring(2)), "hex text");
        assertPrefix(Eip191.digest(Keccak.hash(message.bytes())), "hashed once more");
        assertPrefix(Keccak.hash(message.bytes()), "hashed once more");
        assertPrefix(Eip191.digest(CLOSE.digest()), "prefix in it already");
        assertPrefix(Eip191.digest(encoded), "encoding instead of its hash");
    }

    @Test
    void aSignatureFromAnEarlierRoundIsNamed() {
        assertRefused(signed(EARLIER.getFirst().digest(), "alice"), "signature-round", "earlier round", ALICE);
    }

    @Test
    void swappedSignaturesAreNamed() {
        assertRefused(signed(OPERATE.digest(), "alice"), "signature-order", "payload 0 of this round", ALICE);
    }

    @Test
    void signaturesOverRowsInAnotherOrderAreNamed() {
        assertOrder(PROPOSED);
        assertOrder(CLOSE.allocations().reversed());
        assertOrder(PROPOSED.reversed());
        assertOrder(OPERATE.allocations());
    }

    @Test
    void signaturesOverAmountsInExponentNotationAreNamed() {
        AppStateUpdate close = NitronodePayloads.updateOf(SESSION, CLOSE);
        Hash32 digest = Eip191.digest(Keccak.hash(close.abiEncoded(ExponentNotation::of)));

        assertRefused(signed(digest, "alice"), "signature-stranger", "exponent notation", ALICE);
    }

    @Test
    void exponentNotationIsWhatJavaScriptClientsHash() {
        for (JsonNode row : Vectors.ALL.get("amount_canonicalisation").get("cases")) {
            assertThat(ExponentNotation.of(Amount.parse(row.get("canonical").asString())))
                    .isEqualTo(row.get("ts_sdk_to_string").asString());
        }
        for (JsonNode vector : Vectors.ALL.get("app_state_update")) {
            AppStateUpdate update = Vectors.update(vector, "allocations_signed");
            assertThat(Keccak.hash(update.abiEncoded(ExponentNotation::of)).hex())
                    .isEqualTo(vector.get("ts_sdk_hash").asString());
        }
    }

    @Test
    void highSIsRefused() {
        byte[] bytes = Vectors.sign(CLOSE.digest(), "alice").bytes();
        byte[] s = ORDER.subtract(new BigInteger(1, Arrays.copyOfRange(bytes, 32, 64)))
                .toByteArray();
        System.arraycopy(s, s.length - 32, bytes, 32, 32);
        bytes[64] = (byte) (bytes[64] == 27 ? 28 : 27);

        assertRefused(Hex.encode(bytes), "signature-high-s", "upper half", ALICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a1", "a2"})
    @DisplayName(
            "A type byte and 64 bytes are called so where that is what they are; a stranger's signature may begin alike")
    void onlyWhatIsCutIsCalledSo(String typeByte) {
        long version = 4;
        Payload close = CLOSE;
        while (!endsLikeARecoveryId(Vectors.sign(close.digest(), "alice").compact())) {
            close = NitronodePayloads.freeze(SESSION, ++version, HELD, PROPOSED, null)
                    .get(1);
        }
        String cut = "0x" + typeByte
                + Hex.encode(Vectors.sign(close.digest(), "alice").compact()).substring(2);
        assertThat(check.check(close, ALICE, cut, null)).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
            assertThat(refused.problem()).isEqualTo(SignatureProblem.SIGNATURE_LENGTH);
            assertThat(refused.detail()).contains("recovery byte at the end is missing");
        });

        assertRefused(strangers(typeByte), "signature-stranger", "who is not a participant", ALICE);
    }

    private static boolean endsLikeARecoveryId(byte[] compact) {
        return Set.of(0, 1, 27, 28).contains((int) compact[compact.length - 1]);
    }

    /** One that begins with this byte, as one in 256 does. */
    private static String strangers(String begin) {
        byte[] key = new byte[32];
        String signature = "";
        while (!signature.startsWith("0x" + begin)) {
            key[31]++;
            key[30] += key[31] == 0 ? 1 : 0;
            key[0] = 1;
            signature = Secp256k1.best().sign(CLOSE.digest(), key).hex();
        }
        return signature;
    }

    @Test
    void whoCannotAffordAnExplanationIsRefusedWithoutOne() {
        SignatureCheck poor = new SignatureCheck(check.curve(), check.round(), check.signers(), () -> false);
        Hash32 message = Hash32.parse(CLOSE.message());

        Verdict verdict = poor.check(CLOSE, ALICE, signed(message, "alice"), null);

        assertThat(((Verdict.Refused) verdict).problem()).isEqualTo(SignatureProblem.SIGNATURE_STRANGER);
        assertThat(poor.check(CLOSE, ALICE, signed(CLOSE.digest(), "alice"), null))
                .isInstanceOf(Verdict.Valid.class);
    }

    @Test
    void signaturesAreCountedAgainstRequiredPayloads() {
        assertThat(check.count(2)).isEmpty();
        assertThat(check.count(1))
                .get()
                .extracting(Verdict.Refused::problem)
                .isEqualTo(SignatureProblem.SIGNATURE_COUNT);
    }

    @ParameterizedTest
    @CsvSource({"UNKNOWN,session-key-unknown", "EXPIRED,session-key-expired", "OUT_OF_SCOPE,session-key-scope"})
    void aSessionKeyIsRefusedAsTheRegistrySays(Standing standing, String code) {
        String posted = "0xa2" + signed(CLOSE.digest(), "app_session_key").substring(2);

        Verdict verdict = check.check(CLOSE, ALICE, posted, new KeyStanding(KEY, standing));

        assertThat(((Verdict.Refused) verdict).problem().code()).isEqualTo(code);
        assertThat(((Verdict.Refused) verdict).detail())
                .contains(KEY.checksummed(), CLOSE.digest().hex());
    }

    @Test
    @DisplayName("v1 checklist 7: an active session key counts for its participant")
    void anActiveSessionKeyIsTaken() {
        EcdsaSignature signature = Vectors.sign(CLOSE.digest(), "app_session_key");
        String posted = "0xa2" + signature.hex().substring(2);

        assertThat(check.sessionKey(CLOSE, posted)).contains(KEY);
        assertThat(check.check(CLOSE, ALICE, posted, new KeyStanding(KEY, Standing.ACTIVE)))
                .isEqualTo(new Verdict.Valid(KEY, signature, SignatureKind.SESSION_KEY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check.check(CLOSE, ALICE, posted, new KeyStanding(BOB, Standing.ACTIVE)));
    }

    @Test
    void mixedUpSessionKeysAndWalletsAreNamed() {
        String byKey = signed(CLOSE.digest(), "app_session_key");
        String byWallet = "0xa2" + signed(CLOSE.digest(), "alice").substring(2);

        assertRefused(byKey, "signature-stranger", "send a session key's with 0xa2", ALICE);
        assertRefused(byWallet, "session-key-unknown", "with 0xa1", ALICE);
        assertRefused(
                "0xa2" + byKey.substring(2), "signature-stranger", "session key %s of %s".formatted(KEY, ALICE), BOB);
        assertRefused(
                "0xa2" + signed(OPERATE.digest(), "app_session_key").substring(2),
                "signature-order",
                "payload 0 of this round by session key",
                ALICE);
    }

    @Test
    @DisplayName("v1 checklist 8: each negative vector is refused with a reason of its own")
    void negativeVectorsAreRefused() {
        Payload close = NitronodePayloads.freeze(
                        SESSION, 4, List.of(HELD.get(0), HELD.get(1)), List.of(HELD.get(0), HELD.get(1)), null)
                .getFirst();

        assertThat(Vectors.group("app_signature_negative").map(vector -> reason(close, vector)))
                .doesNotHaveDuplicates()
                .hasSize(7);
    }

    @Test
    void detailsNeverHoldTheSignature() {
        String posted = signed(CLOSE.digest(), "bob");

        assertThat(check.check(CLOSE, ALICE, posted, null).toString()).doesNotContain(posted.substring(2, 34));
    }

    /** A missing type byte is added for clients, so only what is sent to a node has to have it. */
    private String reason(Payload close, JsonNode vector) {
        String posted = vector.get("signature").asString();
        if (vector.get("name").asString().equals("missing_type_byte")) {
            try {
                return QuorumSignature.parseWire(posted).wire();
            } catch (IllegalArgumentException refused) {
                return String.valueOf(refused.getMessage());
            }
        }
        Verdict verdict = check.check(close, ALICE, posted, null);
        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
        return ((Verdict.Refused) verdict).detail();
    }

    private void assertPrefix(Hash32 digest, String reason) {
        assertRefused(signed(digest, "alice"), "signature-prefix", reason, ALICE);
    }

    private void assertOrder(List<Allocation> rows) {
        Hash32 digest = new AppStateUpdate(SESSION, Intent.CLOSE, CLOSE.versionNumber(), rows, "").digest();
        assertRefused(signed(digest, "alice"), "signature-order", "another order", ALICE);
    }

    private void assertRefused(String posted, String code, String reason, Address expected) {
        Verdict verdict = check.check(CLOSE, expected, posted, null);

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
            assertThat(refused.problem().code()).isEqualTo(code);
            assertThat(refused.detail()).contains(reason, CLOSE.digest().hex());
        });
    }

    private static String signed(Hash32 digest, String signer) {
        return Vectors.sign(digest, signer).hex();
    }

    private static Allocation row(String participant, String asset, String amount) {
        return new Allocation(Vectors.address(participant), asset, Amount.parse(amount));
    }
}

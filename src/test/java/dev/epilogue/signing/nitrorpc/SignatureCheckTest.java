package dev.epilogue.signing.nitrorpc;

import static dev.epilogue.signing.nitrorpc.Vectors.ALICE;
import static dev.epilogue.signing.nitrorpc.Vectors.BOB;
import static dev.epilogue.signing.nitrorpc.Vectors.CAROL;
import static dev.epilogue.signing.nitrorpc.Vectors.COORDINATOR;
import static dev.epilogue.signing.nitrorpc.Vectors.CURVE;
import static dev.epilogue.signing.nitrorpc.Vectors.KEY;
import static dev.epilogue.signing.nitrorpc.Vectors.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.epilogue.signing.Eip191;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.RoundPayloads;
import dev.epilogue.signing.SignatureKind;
import dev.epilogue.signing.Signers;
import dev.epilogue.signing.Verdict;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.Keccak;
import dev.epilogue.value.SessionId;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureCheckTest {

    private static final SessionId SESSION =
            SessionId.parse(Vectors.one("appdef-2p-v04").get("app_session_id").asString());
    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
    private static final Instant NOW = Instant.parse("2026-01-01T00:10:00Z");
    private static final long ID = NitroRpcPayloads.LOWEST_FROZEN_ID;
    private static final List<Allocation> HELD = List.of(row(ALICE, "usdc", "200"), row(BOB, "eth", "1"));
    private static final List<Allocation> PROPOSED =
            List.of(row(BOB, "usdc", "150"), row(ALICE, "eth", "1"), row(ALICE, "usdc", "50"));
    private static final OpenSession OPEN =
            new OpenSession(SESSION, 2, List.of(BOB.checksummed(), ALICE.checksummed()), HELD);
    private static final Payload EARLIER = freeze(OPEN, null, ID + 1);
    private static final Payload ASKED = freeze(OPEN, "{\"won\":\"a/b\"}", ID + 2);
    private static final String TEXT = String.valueOf(ASKED.text());

    private final SignatureCheck check = new SignatureCheck(
            CURVE,
            new RoundPayloads(SESSION, List.of(ASKED), List.of(EARLIER), PROPOSED),
            new Signers(Set.of(ALICE, BOB), Map.of(KEY, ALICE)));

    @ParameterizedTest
    @ValueSource(ints = {0, 27})
    @DisplayName(
            "0.x checklist 4: the participant's own signature counts with v of 0/1 and 27/28, and is kept with 27/28")
    void theParticipantsOwnSignatureCounts(int offset) {
        EcdsaSignature signature = Vectors.sign(ASKED.digest(), "alice");
        byte[] posted = signature.bytes();
        posted[64] = (byte) (signature.recoveryId() + offset);

        assertThat(check(Hex.encode(posted), null))
                .isEqualTo(new Verdict.Valid(ALICE, signature, SignatureKind.WALLET));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "05", "1d", "1b1b", "a2"})
    @DisplayName("0.x checklist 4: other recovery ids and lengths are refused here, not at the node")
    void otherFormsAreRefused(String end) {
        String compact = Hex.encode(Vectors.sign(ASKED.digest(), "alice").compact());

        assertRefused(compact + end, "signature-length", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x", "0xzz", "hello"})
    void whatIsNoHexIsRefused(String posted) {
        assertRefused(posted, "signature-length", "");
    }

    @Test
    @DisplayName("0.x checklist 5: EIP-191 over the text, its digest or their hex is refused with its own reason")
    void prefixedSignaturesAreNamed() {
        assertPrefix(Eip191.digest(TEXT), "the text with the EIP-191 prefix");
        assertPrefix(Eip191.digest(ASKED.digest()), "the digest with the EIP-191 prefix");
        assertPrefix(Eip191.digest(ASKED.digest().hex()), "the digest's hex text");
        assertPrefix(Eip191.digest(ASKED.message()), "the message's hex text");
        assertPrefix(Vectors.hash(ASKED.message()), "the message's hex text");
        assertPrefix(Keccak.hash(ASKED.digest().bytes()), "hashed once more");
    }

    @Test
    void aSignatureFromAnEarlierRoundIsNamed() {
        assertRefused(signed(EARLIER.digest(), "alice"), "signature-round", "an earlier round");
    }

    @Test
    @DisplayName("0.x checklist 3: the same request in other bytes is refused, and what was done to it is named")
    void otherTextsOfTheSameRequestAreNamed() {
        assertOrder(new Spacing(null).of(TEXT), "blanks");
        assertOrder(new Spacing("  ").of(TEXT), "blanks");
        assertOrder(TEXT + "\n", "line break");
        assertOrder(TEXT.replace("/", "\\/"), "slashes");
        assertOrder("{\"req\":" + TEXT + ",\"sig\":[]}", "whole frame");
        assertOrder(TEXT.replace(",\"session_data\":\"{\\\"won\\\":\\\"a/b\\\"}\"", ""), "without session data");
        assertOrder(
                TEXT.replace(ALICE.checksummed(), ALICE.lowerCase()).replace(BOB.checksummed(), BOB.lowerCase()),
                "letters");
    }

    @Test
    @DisplayName("0.x checklist 3: allocations in another order are named")
    void allocationsInAnotherOrderAreNamed() {
        FrozenClose close = NitroRpcPayloads.closeOf(SESSION, ASKED);
        FrozenClose proposedOrder = new FrozenClose(
                close.id(),
                SESSION,
                List.of(
                        close.rows().get(2),
                        close.rows().get(1),
                        close.rows().get(3),
                        close.rows().get(0)),
                close.sessionData(),
                close.timestamp());
        FrozenClose reversed =
                new FrozenClose(close.id(), SESSION, close.rows().reversed(), close.sessionData(), close.timestamp());

        assertOrder(proposedOrder.text(), "allocations in another order");
        assertOrder(reversed.text(), "allocations in another order");
    }

    @Test
    void blanksAreThoseOfCommonLibraries() {
        assertThat(new Spacing("  ").of("[1,\"a,b:\\\"[\",{\"c\":\"d\"}]"))
                .isEqualTo("[\n  1,\n  \"a,b:\\\"[\",\n  {\n    \"c\": \"d\"\n  }\n]");
        assertThat(new Spacing(null).of("[1,\"a,b:\\\"[\",{\"c\":\"d\"}]"))
                .isEqualTo("[1, \"a,b:\\\"[\", {\"c\": \"d\"}]");
    }

    @Test
    @DisplayName("0.x checklist 32: the coordinator's signature, or any stranger's, is refused")
    void strangersAreRefused() {
        assertRefused(signed(ASKED.digest(), "coordinator"), "signature-stranger", COORDINATOR + ", who is not");
        assertRefused(signed(ASKED.digest(), "bob"), "signature-stranger", "made by participant " + BOB);
        assertThat(((Verdict.Refused) check.check(ASKED, CAROL, signed(ASKED.digest(), "carol"), null, NOW)).detail())
                .contains("is not a participant");
    }

    @Test
    @DisplayName("0.x checklist 32: no stranger's signature gets into a frame")
    void noStrangersSignatureGetsIntoAFrame() {
        EcdsaSignature alice = Vectors.sign(ASKED.digest(), "alice");
        Signers signers = new Signers(Set.of(ALICE, BOB), Map.of());

        assertThat(FrameText.closing(ASKED, List.of(alice), signers, CURVE))
                .isEqualTo("{\"req\":" + TEXT + ",\"sig\":[\"" + alice.hex() + "\"]}");
        assertNoFrame(signers, alice, Vectors.sign(ASKED.digest(), "coordinator"));
        assertNoFrame(signers, alice, Vectors.sign(ASKED.digest(), "alice_session_key"));
        assertNoFrame(signers, alice, Vectors.sign(EARLIER.digest(), "bob"));
    }

    @Test
    @DisplayName("0.x checklist 33: wallet and session key of one participant are one participant")
    void oneParticipantsTwoSignaturesAreNotTwo() {
        Signers signers = new Signers(Set.of(ALICE, BOB), Map.of(KEY, ALICE));
        EcdsaSignature key = Vectors.sign(ASKED.digest(), "alice_session_key");

        assertThat(FrameText.closing(ASKED, List.of(key, Vectors.sign(ASKED.digest(), "bob")), signers, CURVE))
                .contains(key.hex());
        assertNoFrame(signers, key, Vectors.sign(ASKED.digest(), "alice"));
    }

    @Test
    @DisplayName("0.x checklist 34: a session key counts under its wallet's mandate, as a session key")
    void aSessionKeyCountsUnderAMandate() {
        assertThat(check(byKey(), mandate(ALICE, SESSION, NOW, "alice")))
                .isEqualTo(new Verdict.Valid(
                        KEY, Vectors.sign(ASKED.digest(), "alice_session_key"), SignatureKind.SESSION_KEY));
    }

    @Test
    @DisplayName("0.x checklist 34: without a mandate a session key does not count")
    void aSessionKeyWithoutMandateDoesNotCount() {
        assertRefused(byKey(), "session-key-unknown", "without its mandate");
        SignatureCheck unaware = new SignatureCheck(CURVE, check.round(), new Signers(Set.of(ALICE, BOB), Map.of()));
        assertThat(((Verdict.Refused) unaware.check(ASKED, ALICE, byKey(), null, NOW))
                        .problem()
                        .code())
                .isEqualTo("signature-stranger");
    }

    @Test
    void aMandateThatEndedOrIsForAnotherSessionOrByAnotherWalletDoesNotCount() {
        assertRefused(
                byKey(), mandate(ALICE, SESSION, NOW.minusSeconds(1), "alice"), "session-key-expired", "ended at");
        assertRefused(
                byKey(),
                mandate(ALICE, new SessionId(ASKED.digest()), NOW, "alice"),
                "session-key-scope",
                "this session");
        assertRefused(byKey(), mandate(ALICE, SESSION, NOW, "bob"), "session-key-scope", "not " + ALICE);
        assertRefused(byKey(), mandate(BOB, SESSION, NOW, "bob"), "session-key-scope", "not " + ALICE);
        PostedMandate stretched = new PostedMandate(
                KEY, NOW.plusSeconds(60), mandate(ALICE, SESSION, NOW, "alice").signature());
        assertRefused(byKey(), stretched, "session-key-scope", "time");
    }

    @Test
    void aParticipantsWalletIsNoSessionKeyOfAnother() {
        Mandate mandate = new Mandate(ALICE, BOB, SESSION, NOW);
        PostedMandate posted = new PostedMandate(BOB, NOW, Vectors.sign(mandate.digest(), "alice"));

        assertRefused(signed(ASKED.digest(), "bob"), posted, "session-key-scope", "no session key of another");
    }

    @Test
    void aMandateDoesNotMakeAWalletsSignatureConditional() {
        assertThat(check(signed(ASKED.digest(), "alice"), mandate(ALICE, SESSION, NOW, "alice")))
                .isInstanceOfSatisfying(
                        Verdict.Valid.class, valid -> assertThat(valid.kind()).isEqualTo(SignatureKind.WALLET));
    }

    @Test
    void aMandatedKeysMistakeIsNamed() {
        SignatureCheck unaware = new SignatureCheck(CURVE, check.round(), new Signers(Set.of(ALICE, BOB), Map.of()));
        String posted = signed(Eip191.digest(TEXT), "alice_session_key");

        assertThat(((Verdict.Refused) unaware.check(ASKED, ALICE, posted, mandate(ALICE, SESSION, NOW, "alice"), NOW))
                        .problem()
                        .code())
                .isEqualTo("signature-prefix");
    }

    @Test
    @DisplayName(
            "0.x checklist 23: a participant that the definition spells otherwise cannot sign, not even with a key")
    void aParticipantInOtherLettersCannotSign() {
        OpenSession session = new OpenSession(SESSION, 2, List.of(ALICE.lowerCase(), BOB.checksummed()), HELD);
        Payload payload = freeze(session, null, ID);
        SignatureCheck other = new SignatureCheck(
                CURVE, new RoundPayloads(SESSION, List.of(payload), List.of(), List.of()), check.signers());

        assertThat(((Verdict.Refused) other.check(payload, ALICE, signed(payload.digest(), "alice"), null, NOW))
                        .detail())
                .contains("cannot sign");
        assertThat(other.check(payload, BOB, signed(payload.digest(), "bob"), null, NOW))
                .isInstanceOf(Verdict.Valid.class);
    }

    @Test
    void highSIsRefused() {
        byte[] bytes = Vectors.sign(ASKED.digest(), "alice").bytes();
        byte[] s = ORDER.subtract(new BigInteger(1, Arrays.copyOfRange(bytes, 32, 64)))
                .toByteArray();
        System.arraycopy(s, s.length - 32, bytes, 32, 32);
        bytes[64] = (byte) (bytes[64] == 27 ? 28 : 27);

        assertRefused(Hex.encode(bytes), "signature-high-s", "upper half");
    }

    @ParameterizedTest
    @CsvSource({"0", "2"})
    void oneSignatureIsExpected(int posted) {
        assertThat(check.count(1)).isEmpty();
        assertThat(check.count(posted))
                .get()
                .satisfies(refused -> assertThat(refused.problem().code()).isEqualTo("signature-count"));
    }

    private static void assertNoFrame(Signers signers, EcdsaSignature... signatures) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrameText.closing(ASKED, List.of(signatures), signers, CURVE));
    }

    private void assertOrder(String text, String what) {
        assertRefused(signed(Vectors.hash(text), "alice"), "signature-order", what);
    }

    private void assertPrefix(Hash32 digest, String what) {
        assertRefused(signed(digest, "alice"), "signature-prefix", what);
    }

    private void assertRefused(String posted, String code, String detail) {
        assertRefused(posted, null, code, detail);
    }

    private void assertRefused(String posted, @Nullable PostedMandate mandate, String code, String detail) {
        assertThat(check(posted, mandate)).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
            assertThat(refused.problem().code()).isEqualTo(code);
            assertThat(refused.detail()).contains(detail, ASKED.digest().hex());
        });
    }

    private Verdict check(String posted, @Nullable PostedMandate mandate) {
        return check.check(ASKED, ALICE, posted, mandate, NOW);
    }

    private static PostedMandate mandate(Address participant, SessionId session, Instant notAfter, String wallet) {
        Mandate mandate = new Mandate(participant, KEY, session, notAfter);
        return new PostedMandate(KEY, notAfter, Vectors.sign(mandate.digest(), wallet));
    }

    private static String byKey() {
        return signed(ASKED.digest(), "alice_session_key");
    }

    private static String signed(Hash32 digest, String account) {
        return Vectors.sign(digest, account).hex();
    }

    private static Payload freeze(OpenSession session, @Nullable String data, long id) {
        return NitroRpcPayloads.freeze(session, PROPOSED, data, id, 1767229200000L)
                .getFirst();
    }
}

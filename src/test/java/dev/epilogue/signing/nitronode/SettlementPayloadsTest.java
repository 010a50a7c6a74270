package dev.epilogue.signing.nitronode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.signing.Payload;
import dev.epilogue.signing.Purpose;
import dev.epilogue.signing.RoundPayloads;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.signing.SignatureKind;
import dev.epilogue.signing.Signers;
import dev.epilogue.signing.Verdict;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.SessionId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SettlementPayloadsTest {

    private static final SessionId SESSION =
            SessionId.parse(Vectors.ALL.get("transaction_id").get("account").asString());
    private static final Address ALICE = Vectors.address("alice");
    private static final Address BOB = Vectors.address("bob");
    private static final Amount AMOUNT = Amount.parse("50");
    private static final ChannelState NEWEST = Vectors.state("release_v3_from_withdraw");

    private final List<Payload> payloads = SettlementPayloads.predict(1, NEWEST, SESSION, AMOUNT, 6);
    private final Payload release = payloads.get(0);
    private final Payload acknowledge = payloads.get(1);
    private final Payload challenge = payloads.get(2);
    private final SignatureCheck check = new SignatureCheck(
            Secp256k1.best(),
            new RoundPayloads(SESSION, payloads, List.of(), List.of()),
            new Signers(Set.of(ALICE, BOB), Map.of()));

    @Test
    void whatIsSignedBeforeTheCloseIsWhatTheNodeIssuesAfterIt() {
        JsonNode issued = Vectors.named("channel_state", "release_v4_from_close");
        JsonNode acknowledgement = Vectors.named("channel_state", "acknowledgement_v5");
        JsonNode challenged = Vectors.named("challenge", "alice_challenges_acknowledgement_v5");

        assertThat(payloads)
                .extracting(Payload::purpose)
                .containsExactly(Purpose.RELEASE, Purpose.ACKNOWLEDGE, Purpose.CHALLENGE);
        assertThat(payloads).extracting(Payload::index).containsExactly(1, 2, 3);
        assertThat(payloads).extracting(Payload::versionNumber).containsExactly(4L, 5L, 5L);
        assertThat(payloads).noneMatch(Payload::required);
        assertThat(release.message()).isEqualTo(issued.get("packed_state").asString());
        assertThat(release.digest().hex()).isEqualTo(issued.get("eip191_digest").asString());
        assertThat(challenge.message())
                .as("a challenge with the acknowledgement, which makes the release stale")
                .isEqualTo(challenged.get("packed_challenge").asString());
        assertThat(acknowledge.digest().hex())
                .isEqualTo(acknowledgement.get("eip191_digest").asString());
    }

    @Test
    void theSignatureOfTheVectorIsTaken() {
        JsonNode signed = Vectors.named("channel_state", "release_v4_countersigned_by_user");
        String posted = signed.get("user_sig").asString();

        assertThat(check.check(release, ALICE, posted, null))
                .isEqualTo(new Verdict.Valid(ALICE, StateSignature.parse(posted).signature(), SignatureKind.WALLET));
    }

    @Test
    void walletsWithoutChannelAreAskedForNothing() {
        assertThat(SettlementPayloads.predict(1, ChannelState.none(BOB, "yusd"), SESSION, AMOUNT, 6))
                .isEmpty();
        assertThat(SettlementPayloads.predict(
                        1, Vectors.state("mutual_lock_v6_with_escrow_ledger"), SESSION, AMOUNT, 6))
                .isEmpty();
        assertThat(SettlementPayloads.predict(1, Vectors.state("finalize_v6"), SESSION, AMOUNT, 6))
                .isEmpty();
    }

    @Test
    @DisplayName("v1 checklist 53: only the wallet's own signature on exactly this challenge is taken")
    void aChallengeIsSignedByItsWalletOnly() {
        EcdsaSignature own = Vectors.sign(challenge.digest(), "alice");
        String recorded = Vectors.named("challenge", "alice_challenges_acknowledgement_v5")
                .get("challenger_sig")
                .asString();

        assertThat(check.check(challenge, ALICE, recorded, null)).isInstanceOf(Verdict.Valid.class);
        assertThat(check.check(challenge, ALICE, own.hex(), null))
                .isEqualTo(new Verdict.Valid(ALICE, own, SignatureKind.WALLET));
        assertRefused(challenge, BOB, Vectors.sign(challenge.digest(), "bob").hex(), "signature-stranger");
        assertRefused(challenge, ALICE, "0xa1" + own.hex().substring(2), "signature-length");
        assertRefused(challenge, ALICE, "0xa2" + own.hex().substring(2), "signature-length");
        assertRefused(challenge, ALICE, Vectors.sign(release.digest(), "alice").hex(), "signature-order");
    }

    @Test
    void aStateSignedWithoutPrefixIsNamed() {
        PackedState packed = Vectors.state("release_v4_from_close").packed(6, 0).orElseThrow();
        Hash32 raw = packed.rawDigest();

        assertRefused(release, ALICE, Vectors.sign(raw, "alice").hex(), "signature-prefix");
    }

    private void assertRefused(Payload asked, Address expected, String posted, String code) {
        assertThat(check.check(asked, expected, posted, null))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo(code));
    }
}

package dev.epilogue.signing.nitronode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.SessionId;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ChannelVectorsTest {

    private static final Secp256k1 CURVE = Secp256k1.best();
    private static final int DECIMALS = 6;

    static Stream<JsonNode> states() {
        return Vectors.group("channel_state");
    }

    @Test
    @DisplayName("v1 checklist 10: channel ids match")
    void channelIdsMatch() {
        for (JsonNode vector : Vectors.ALL.get("channel_id")) {
            ChannelDefinition definition = new ChannelDefinition(
                    vector.get("challenge_duration").asLong(),
                    Address.parse(vector.get("user").asString()),
                    Address.parse(vector.get("node").asString()),
                    Long.parseUnsignedLong(vector.get("nonce").asString()),
                    new BigInteger(
                            1, Hex.decode(vector.get("approved_sig_validators").asString())),
                    ChannelDefinition.metadataOf(vector.get("asset").asString()));

            assertThat(definition.metadata().hex())
                    .isEqualTo(vector.get("metadata").asString());
            assertThat(Hex.encode(definition.abiEncoded()))
                    .isEqualTo(vector.get("abi_encoded").asString());
            assertThat(definition.channelId().hex())
                    .isEqualTo(vector.get("channel_id").asString());
        }
    }

    @Test
    @DisplayName("v1 checklist 10: escrow ids, state ids and transaction ids match")
    void otherIdsMatch() {
        for (JsonNode vector : Vectors.ALL.get("escrow_id")) {
            Hash32 home = Hash32.parse(vector.get("home_channel_id").asString());
            assertThat(ChannelDefinition.escrowId(
                                    home, vector.get("state_version").asLong())
                            .hex())
                    .isEqualTo(vector.get("escrow_id").asString());
        }
        for (JsonNode vector : Vectors.ALL.get("state_ids")) {
            assertThat(stateId(vector).hex()).isEqualTo(vector.get("state_id").asString());
        }
        JsonNode vector = Vectors.ALL.get("transaction_id");
        Hash32 state = Hash32.parse(vector.get("new_state_id").asString());
        assertThat(Transition.transactionId(vector.get("account").asString(), state)
                        .hex())
                .isEqualTo(vector.get("tx_id").asString());
    }

    @ParameterizedTest
    @MethodSource("states")
    @DisplayName("v1 checklist 11: transition hashes, packed states (640 bytes) and digests match")
    void packedStatesMatch(JsonNode vector) {
        ChannelState state = Vectors.state(vector.get("state"));
        PackedState packed = packed(state);

        assertThat(state.id().hex()).isEqualTo(vector.get("state").get("id").asString());
        assertThat(state.transition().hash().hex())
                .isEqualTo(vector.get("transition_hash").asString());
        assertThat(state.transition().contractIntent())
                .isEqualTo(vector.get("intent").asInt());
        assertThat(packed.signingData()).isEqualTo(vector.get("signing_data").asString());
        assertThat(packed.message()).hasSize(640);
        assertThat(Hex.encode(packed.message()))
                .isEqualTo(vector.get("packed_state").asString());
        assertThat(packed.digest().hex()).isEqualTo(vector.get("eip191_digest").asString());
        assertThat(packed.rawDigest().hex())
                .isEqualTo(
                        vector.get("raw_keccak_digest_accepted_on_chain_only").asString());
    }

    @ParameterizedTest
    @MethodSource("states")
    @DisplayName("v1 checklist 11: user and node signatures on states verify and are reproduced")
    void stateSignaturesVerify(JsonNode vector) {
        Hash32 digest = packed(Vectors.state(vector.get("state"))).digest();
        String wallet = vector.get("state").get("user_wallet").asString();

        if (vector.has("user_sig")) {
            String user = Vectors.address("alice").lowerCase().equals(wallet) ? "alice" : "bob";
            assertSigned(digest, vector.get("user_sig").asString(), user);
        }
        assertSigned(digest, vector.get("node_sig").asString(), "node");
    }

    @ParameterizedTest
    @MethodSource("states")
    @DisplayName("v1 checklist 12: challenge packing (672 bytes) matches")
    void challengePackingMatches(JsonNode vector) {
        PackedState packed = packed(Vectors.state(vector.get("state")));

        assertThat(packed.challengeMessage()).hasSize(672);
        assertThat(Hex.encode(packed.challengeMessage()))
                .isEqualTo(vector.get("packed_challenge").asString());
    }

    @Test
    @DisplayName("v1 checklist 12: challenge signatures verify and are reproduced")
    void challengeSignaturesVerify() {
        for (JsonNode vector : Vectors.ALL.get("challenge")) {
            JsonNode candidate =
                    Vectors.named("channel_state", vector.get("candidate").asString());
            Hash32 digest = packed(Vectors.state(candidate.get("state"))).challengeDigest();
            String signer = vector.get("challenger_idx").asInt() == 0 ? "alice" : "node";

            assertSigned(digest, vector.get("challenger_sig").asString(), signer);
        }
    }

    @Test
    void theReleaseThatACloseIssuesIsPredicted() {
        ChannelState before = Vectors.state(
                Vectors.named("channel_state", "release_v3_from_withdraw").get("state"));
        ChannelState issued = Vectors.state(
                Vectors.named("channel_state", "release_v4_from_close").get("state"));

        assertThat(before.released(session(), Amount.parse("50"))).contains(issued);
    }

    @Test
    @DisplayName("v1 checklist 49: the acknowledgement of a release is the one that the node accepts")
    void theAcknowledgementIsPredicted() {
        ChannelState release = Vectors.state(
                Vectors.named("channel_state", "release_v4_from_close").get("state"));
        ChannelState accepted = Vectors.state(
                Vectors.named("channel_state", "acknowledgement_v5").get("state"));

        assertThat(release.acknowledged()).isEqualTo(accepted);
    }

    @Test
    @DisplayName("v1 checklist 48: a release to a wallet without channel is predicted and cannot be packed")
    void releaseWithoutChannelIsPredicted() {
        ChannelState issued =
                Vectors.state(Vectors.ALL.get("release_without_channel").get("state"));
        ChannelState predicted = ChannelState.none(Vectors.address("bob"), "yusd")
                .released(session(), Amount.parse("37.5"))
                .orElseThrow();

        assertThat(predicted).isEqualTo(issued);
        assertThat(predicted.packed(DECIMALS, 0)).isEmpty();
    }

    @Test
    void aReleaseAfterFinalizeStartsANewEpochWithoutChannel() {
        ChannelState ended =
                Vectors.state(Vectors.named("channel_state", "finalize_v6").get("state"));

        ChannelState predicted = ended.released(session(), Amount.parse("1")).orElseThrow();

        assertThat(predicted.epoch()).isEqualTo(1);
        assertThat(predicted.version()).isEqualTo(1);
        assertThat(predicted.channelId()).isNull();
        assertThat(predicted.home()).isEqualTo(ChannelLedger.EMPTY.credited(Amount.parse("1")));
    }

    @Test
    void nothingIsPredictedWhileAnEscrowIsOpen() {
        ChannelState locked = Vectors.state(Vectors.named("channel_state", "mutual_lock_v6_with_escrow_ledger")
                .get("state"));

        assertThat(locked.released(session(), Amount.parse("1"))).isEmpty();
    }

    @Test
    @DisplayName("v1 checklist 59: on-chain amounts need no more decimals than the token has")
    void amountsThatTheTokenCannotExpressAreRefused() {
        ChannelState state = Vectors.state(
                Vectors.named("channel_state", "release_v4_from_close").get("state"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> state.packed(0, 0))
                .withMessageContaining("decimals");
    }

    @Test
    @DisplayName("v1 checklist 14: channel session-key authorisation and compound signature match")
    void channelSessionKeyMatches() {
        JsonNode vector = Vectors.ALL.get("channel_session_key");
        ChannelSessionKey registration = channelSessionKey(vector.get("state"));
        JsonNode signed =
                Vectors.named("channel_state", vector.get("signed_state").asString());
        EcdsaSignature byWallet = Vectors.sign(registration.digest(), "alice");
        EcdsaSignature byKey =
                Vectors.sign(packed(Vectors.state(signed.get("state"))).digest(), "channel_session_key");

        assertThat(registration.metadataHash().hex())
                .isEqualTo(vector.get("metadata_hash").asString());
        assertThat(registration.authorisation()).hasSize(96);
        assertThat(Hex.encode(registration.authorisation()))
                .isEqualTo(vector.get("auth_payload").asString());
        assertThat(registration.digest().hex())
                .isEqualTo(vector.get("eip191_digest").asString());
        assertThat(byWallet.hex()).isEqualTo(vector.get("user_sig").asString());
        assertThat(CURVE.recover(
                        registration.digest(),
                        EcdsaSignature.parse(vector.get("session_key_sig").asString())))
                .contains(registration.key());
        assertThat(registration.stateSignature(byWallet, byKey))
                .isEqualTo(vector.get("compound_signature").asString())
                .hasSize(2 + 2 * 417);
    }

    private static void assertSigned(Hash32 digest, String wire, String signer) {
        assertThat(StateSignature.parse(wire).signer(digest, CURVE)).contains(Vectors.address(signer));
        assertThat(new StateSignature(Vectors.sign(digest, signer)).wire()).isEqualTo(wire);
    }

    private static SessionId session() {
        return SessionId.parse(Vectors.ALL.get("transaction_id").get("account").asString());
    }

    private static PackedState packed(ChannelState state) {
        return state.packed(DECIMALS, DECIMALS).orElseThrow();
    }

    private static Hash32 stateId(JsonNode vector) {
        return ChannelState.id(
                Address.parse(vector.get("user_wallet").asString()),
                vector.get("asset").asString(),
                Long.parseUnsignedLong(vector.get("epoch").asString()),
                Long.parseUnsignedLong(vector.get("version").asString()));
    }

    private static ChannelSessionKey channelSessionKey(JsonNode state) {
        return new ChannelSessionKey(
                Address.parse(state.get("user_address").asString()),
                Address.parse(state.get("session_key").asString()),
                state.get("version").asLong(),
                List.of(state.get("assets").get(0).asString()),
                state.get("expires_at").asLong());
    }
}

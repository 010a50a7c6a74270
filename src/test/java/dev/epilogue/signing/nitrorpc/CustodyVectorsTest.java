package dev.epilogue.signing.nitrorpc;

import static dev.epilogue.signing.nitrorpc.Vectors.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.signing.SignatureKind;
import dev.epilogue.signing.Verdict;
import dev.epilogue.signing.nitrorpc.CustodyCalls.Signed;
import dev.epilogue.signing.nitrorpc.CustodyState.Intent;
import dev.epilogue.signing.nitrorpc.CustodyState.Share;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Channels, states and challenges as the Custody contract knows them. */
class CustodyVectorsTest {

    private static final Address BROKER = Vectors.address("broker");
    private static final CustodyContract CUSTODY =
            new CustodyContract(31337, Address.parse("0x5FbDB2315678afecb367f032d93F642f64180aa3"));
    private static final CustodySignatureCheck CHECK = new CustodySignatureCheck(Vectors.CURVE, CUSTODY);

    static Stream<JsonNode> channels() {
        return Vectors.named("channel-id-");
    }

    @ParameterizedTest
    @MethodSource("channels")
    @DisplayName("0.x checklist 45: channel ids are the vectors'; another chain gives another id")
    void channelIdsAreTheVectors(JsonNode vector) {
        CustodyChannel channel = channel(vector.get("channel"));
        long chain = vector.get("chain_id").asLong();

        assertThat(Hex.encode(channel.abiEncoded(chain)))
                .isEqualTo(vector.get("abi_encoded").asString());
        assertThat(channel.id(chain)).isEqualTo(Vectors.hash32(vector.get("channel_id")));
        assertThat(channel.id(chain + 1)).isNotEqualTo(Vectors.hash32(vector.get("channel_id")));
    }

    static Stream<JsonNode> states() {
        return Vectors.named("state-");
    }

    @ParameterizedTest
    @MethodSource("states")
    @DisplayName("0.x checklist 46: packed states, hashes and every form of signature are the vectors'")
    void statesAreTheVectors(JsonNode vector) {
        PackedCustodyState packed = packed(vector);
        JsonNode typed = vector.get("eip712");

        assertThat(Hex.encode(packed.message()))
                .isEqualTo(vector.get("packed_state").asString());
        assertThat(packed.rawDigest()).isEqualTo(Vectors.hash32(vector.get("state_hash_keccak256")));
        assertThat(packed.personalDigest()).isEqualTo(Vectors.hash32(vector.get("alice_eip191_digest")));
        assertThat(CUSTODY.domainSeparator()).isEqualTo(Vectors.hash32(typed.get("domain_separator")));
        assertThat(TypedData.hash(CustodyContract.STATE)).isEqualTo(Vectors.hash32(typed.get("state_typehash")));
        assertThat(CUSTODY.stateDigest(packed)).isEqualTo(Vectors.hash32(typed.get("digest")));
        assertMade(packed.rawDigest(), "alice", vector.get("alice_raw_signature"));
        assertMade(packed.rawDigest(), "broker", vector.get("broker_raw_signature"));
        assertMade(packed.personalDigest(), "alice", vector.get("alice_eip191_signature"));
        assertMade(CUSTODY.stateDigest(packed), "alice", typed.get("alice_signature"));
    }

    @ParameterizedTest
    @MethodSource("states")
    void whatTheContractTakesIsTaken(JsonNode vector) {
        PackedCustodyState packed = packed(vector);
        Stream.of(
                        vector.get("alice_raw_signature"),
                        vector.get("alice_eip191_signature"),
                        vector.get("eip712").get("alice_signature"))
                .map(JsonNode::asString)
                .forEach(signature -> assertThat(CHECK.state(packed, ALICE, signature))
                        .isEqualTo(new Verdict.Valid(ALICE, EcdsaSignature.parse(signature), SignatureKind.WALLET)));
        assertThat(CHECK.state(
                        packed, BROKER, vector.get("broker_raw_signature").asString()))
                .isInstanceOf(Verdict.Valid.class);
        assertRefused(
                CHECK.state(packed, ALICE, vector.get("broker_raw_signature").asString()),
                "signature-stranger",
                "not " + ALICE);
    }

    @ParameterizedTest
    @MethodSource("states")
    @DisplayName("0.x checklist 50: standard typed data over a state is refused with an explanation")
    void standardTypedDataIsRefused(JsonNode vector) {
        PackedCustodyState packed = packed(vector);
        Hash32 standard = Vectors.hash32(vector.get("eip712").get("standard_eip712_digest_NOT_accepted"));

        assertThat(CUSTODY.standardStateDigest(packed)).isEqualTo(standard);
        assertRefused(
                CHECK.state(packed, ALICE, Vectors.sign(standard, "alice").hex()),
                "signature-prefix",
                "standard EIP-712");
    }

    @Test
    @DisplayName("0.x checklist 49: v of 0/1 becomes 27/28 before it goes on chain")
    void recoveryIdsBecomeWhatTheContractDemands() {
        JsonNode vector = Vectors.one("state-init");
        String kept = vector.get("alice_raw_signature").asString();
        String posted = kept.substring(0, 130) + (kept.endsWith("1b") ? "00" : "01");

        assertThat(CHECK.state(packed(vector), ALICE, posted))
                .isInstanceOfSatisfying(
                        Verdict.Valid.class,
                        valid -> assertThat(valid.signature().hex()).isEqualTo(kept));
        assertRefused(
                CHECK.state(packed(vector), ALICE, kept.substring(0, 130) + "1d"), "signature-length", "27 or 28");
    }

    static Stream<JsonNode> challenges() {
        return Vectors.named("challenge-");
    }

    @ParameterizedTest
    @MethodSource("challenges")
    @DisplayName("0.x checklist 47: challenge packing, digests, signatures and calldata are the vectors'")
    void challengesAreTheVectors(JsonNode vector) {
        PackedCustodyState packed = packed(vector);
        JsonNode typed = vector.get("eip712");

        assertThat(Hex.encode(packed.challengeMessage()))
                .isEqualTo(vector.get("packed_challenge").asString());
        assertThat(packed.challengeRawDigest()).isEqualTo(Vectors.hash32(vector.get("raw_digest")));
        assertThat(packed.challengePersonalDigest()).isEqualTo(Vectors.hash32(vector.get("eip191_digest")));
        assertThat(TypedData.hash(CustodyContract.CHALLENGE))
                .isEqualTo(Vectors.hash32(typed.get("challenge_state_typehash")));
        assertThat(CUSTODY.challengeDigest(packed)).isEqualTo(Vectors.hash32(typed.get("digest")));
        assertMade(packed.challengeRawDigest(), "alice", vector.get("alice_raw_signature"));
        assertMade(packed.challengePersonalDigest(), "alice", vector.get("alice_eip191_signature"));
        assertMade(CUSTODY.challengeDigest(packed), "alice", typed.get("alice_signature"));
        assertThat(calldata(vector, "alice_raw_signature", "alice_eip191_signature"))
                .contains(vector.get("challenge_calldata").asString());
    }

    @ParameterizedTest
    @MethodSource("challenges")
    @DisplayName("0.x checklist 47: a plain state signature authorises no challenge, nor the other way round")
    void aStateSignatureAuthorisesNoChallenge(JsonNode vector) {
        PackedCustodyState packed = packed(vector);
        String ofState = vector.get("state").get("sigs").get(0).asString();
        String ofChallenge = vector.get("alice_raw_signature").asString();

        assertRefused(CHECK.challenge(packed, ALICE, ofState), "signature-prefix", "authorises no challenge");
        assertRefused(CHECK.state(packed, ALICE, ofChallenge), "signature-prefix", "authorises a challenge");
        assertThat(CHECK.state(packed, ALICE, ofState)).isInstanceOf(Verdict.Valid.class);
        assertThat(CHECK.challenge(packed, ALICE, ofChallenge)).isInstanceOf(Verdict.Valid.class);
        assertThat(CHECK.challenge(
                        packed, ALICE, vector.get("alice_eip191_signature").asString()))
                .isInstanceOf(Verdict.Valid.class);
    }

    @Test
    void calldataIsTheVectors() {
        JsonNode close = Vectors.one("calldata-close");
        JsonNode checkpoint = Vectors.one("calldata-checkpoint");
        JsonNode resize = Vectors.one("calldata-resize");

        assertThat(CustodyCalls.close(channelId(close), signed(close.get("state"))))
                .isEqualTo(close.get("calldata").asString());
        assertThat(CustodyCalls.checkpoint(channelId(checkpoint), signed(checkpoint.get("state"))))
                .isEqualTo(checkpoint.get("calldata").asString());
        assertThat(CustodyCalls.resize(
                        channelId(resize),
                        signed(resize.get("state")),
                        signed(resize.get("proofs").get(0))))
                .isEqualTo(resize.get("calldata").asString());
    }

    @Test
    @DisplayName("0.x checklist 46: every state that a running node issued is signed by it over our packing")
    void recordedStatesAreSignedByTheNode() {
        List<JsonNode> answers = Vectors.recorded("channel").toList();

        assertThat(answers).hasSizeGreaterThan(8).allSatisfy(line -> {
            JsonNode answer = line.get("answer");
            PackedCustodyState packed = state(answer.get("state")).packed(channelId(answer));
            assertThat(CHECK.state(
                            packed, BROKER, answer.get("server_signature").asString()))
                    .isInstanceOf(Verdict.Valid.class);
        });
    }

    @Test
    @DisplayName("0.x checklist 45: every channel id that a running node issued is ours")
    void recordedChannelIdsAreOurs() {
        List<JsonNode> created = Vectors.recorded("channel")
                .map(line -> line.get("answer"))
                .filter(answer -> answer.has("channel"))
                .toList();

        assertThat(created)
                .isNotEmpty()
                .allSatisfy(answer ->
                        assertThat(channel(answer.get("channel")).id(31337)).isEqualTo(channelId(answer)));
    }

    private static List<String> calldata(JsonNode vector, String... signatures) {
        return Stream.of(signatures)
                .map(name -> CustodyCalls.challenge(
                        channelId(vector),
                        signed(vector.get("state")),
                        List.of(),
                        vector.get(name).asString()))
                .toList();
    }

    private static void assertMade(Hash32 digest, String account, JsonNode signature) {
        assertThat(Vectors.sign(digest, account).hex()).isEqualTo(signature.asString());
    }

    private static void assertRefused(Verdict verdict, String code, String detail) {
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
            assertThat(refused.problem().code()).isEqualTo(code);
            assertThat(refused.detail()).contains(detail);
        });
    }

    private static CustodyChannel channel(JsonNode node) {
        return new CustodyChannel(
                node.get("participants")
                        .valueStream()
                        .map(address -> Address.parse(address.asString()))
                        .toList(),
                Address.parse(node.get("adjudicator").asString()),
                node.get("challenge").asLong(),
                Long.parseUnsignedLong(node.get("nonce").asString()));
    }

    private static Hash32 channelId(JsonNode node) {
        return Vectors.hash32(node.get("channel_id"));
    }

    private static PackedCustodyState packed(JsonNode vector) {
        return state(vector.get("state")).packed(channelId(vector));
    }

    private static Signed signed(JsonNode node) {
        return new Signed(
                state(node),
                node.get("sigs").valueStream().map(JsonNode::asString).toList());
    }

    private static CustodyState state(JsonNode node) {
        return new CustodyState(
                Intent.values()[node.get("intent").asInt()],
                new BigInteger(node.get("version").asString()),
                (node.has("data") ? node.get("data") : node.get("state_data")).asString(),
                node.get("allocations")
                        .valueStream()
                        .map(share -> new Share(
                                Address.parse(share.get("destination").asString()),
                                Address.parse(share.get("token").asString()),
                                new BigInteger(share.get("amount").asString())))
                        .toList());
    }
}

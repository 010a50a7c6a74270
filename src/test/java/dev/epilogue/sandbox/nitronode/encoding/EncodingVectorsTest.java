package dev.epilogue.sandbox.nitronode.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.nitronode.encoding.KeyEncoding.Grant;
import dev.epilogue.sandbox.nitronode.ledger.ChannelState;
import dev.epilogue.sandbox.nitronode.ledger.ChannelState.Account;
import dev.epilogue.sandbox.nitronode.ledger.ChannelTerms;
import dev.epilogue.sandbox.nitronode.ledger.Definition;
import dev.epilogue.sandbox.nitronode.ledger.Entry;
import dev.epilogue.sandbox.nitronode.ledger.HomeLedger;
import dev.epilogue.sandbox.nitronode.ledger.Numbers;
import dev.epilogue.sandbox.nitronode.ledger.Participant;
import dev.epilogue.sandbox.nitronode.ledger.Transition;
import dev.epilogue.sandbox.nitronode.ledger.Update;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.Keccak;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EncodingVectorsTest {

    private static final JsonNode VECTORS = JsonMapper.builder()
            .build()
            .readTree(EncodingVectorsTest.class.getResourceAsStream("/vectors/nitronode-v1.json"));

    static Stream<JsonNode> sessionIds() {
        return VECTORS.get("app_session_id").valueStream();
    }

    @ParameterizedTest
    @MethodSource("sessionIds")
    void sessionId(JsonNode vector) {
        assertThat(definition(vector).id().hex()).isEqualTo(text(vector, "app_session_id"));
    }

    static Stream<JsonNode> creations() {
        return VECTORS.get("create_app_session").valueStream();
    }

    @ParameterizedTest
    @MethodSource("creations")
    void creationHash(JsonNode vector) {
        Hash32 hash = SessionEncoding.creationHash(definition(vector), text(vector, "session_data"));
        assertThat(hash.hex()).isEqualTo(text(vector, "payload_hash"));
        assertThat(Eip191.digest(hash.bytes()).hex()).isEqualTo(text(vector, "eip191_digest"));
    }

    static Stream<JsonNode> updates() {
        return VECTORS.get("app_state_update").valueStream();
    }

    @ParameterizedTest
    @MethodSource("updates")
    void updateHash(JsonNode vector) {
        List<Entry> entries = vector.get("allocations_on_wire")
                .valueStream()
                .map(each -> new Entry(
                        Address.parse(text(each, "participant")),
                        text(each, "asset"),
                        Numbers.decimal(text(each, "amount")).orElseThrow()))
                .toList();
        Update update = new Update(
                text(vector, "app_session_id"),
                vector.get("intent").intValue(),
                Long.parseUnsignedLong(text(vector, "version")),
                entries,
                text(vector, "session_data"));
        assertThat(SessionEncoding.updateHash(update).hex()).isEqualTo(text(vector, "payload_hash"));
    }

    @Test
    void canonicalAmounts() {
        assertThat(VECTORS.get("amount_canonicalisation").get("cases").valueStream())
                .isNotEmpty()
                .allSatisfy(each -> assertThat(
                                new Amount(Numbers.decimal(text(each, "input")).orElseThrow()).text())
                        .isEqualTo(text(each, "canonical")));
    }

    static Stream<JsonNode> appKeys() {
        return VECTORS.get("app_session_key").valueStream();
    }

    @ParameterizedTest
    @MethodSource("appKeys")
    void appKeyRegistration(JsonNode vector) {
        JsonNode state = vector.get("unsigned_state");
        Hash32 hash = KeyEncoding.appRegistration(
                grant(state), texts(state, "application_ids"), texts(state, "app_session_ids"));
        assertThat(hash.hex()).isEqualTo(text(vector, "payload_hash"));
    }

    @Test
    void channelKeyAuthorisationAndCompoundSignature() {
        JsonNode vector = VECTORS.get("channel_session_key");
        Grant grant = grant(vector.get("state"));
        Hash32 metadata = KeyEncoding.channelMetadata(grant, texts(vector.get("state"), "assets"));
        assertThat(metadata.hex()).isEqualTo(text(vector, "metadata_hash"));
        assertThat(Hex.encode(KeyEncoding.channelAuthorisation(grant.key(), metadata)))
                .isEqualTo(text(vector, "auth_payload"));

        byte[] compound = Hex.decode("0x" + text(vector, "compound_signature").substring(4));
        CompoundSignature signature = CompoundSignature.decode(compound);
        assertThat(signature.key()).isEqualTo(grant.key());
        assertThat(signature.metadataHash()).isEqualTo(metadata);
        assertThat(Hex.encode(signature.authorisation())).isEqualTo(text(vector, "user_sig"));
        assertThat(signature.keySignature()).hasSize(65);
    }

    static Stream<JsonNode> channelIds() {
        return VECTORS.get("channel_id").valueStream();
    }

    @ParameterizedTest
    @MethodSource("channelIds")
    void channelId(JsonNode vector) {
        ChannelTerms terms = new ChannelTerms(
                Long.parseUnsignedLong(text(vector, "nonce")),
                vector.get("challenge_duration").asLong(),
                text(vector, "approved_sig_validators"));
        Hash32 id = ChannelEncoding.channelId(
                Address.parse(text(vector, "user")), Address.parse(text(vector, "node")), text(vector, "asset"), terms);
        assertThat(id.hex()).isEqualTo(text(vector, "channel_id"));
    }

    @Test
    void stateIds() {
        assertThat(VECTORS.get("state_ids").valueStream())
                .isNotEmpty()
                .allSatisfy(each -> assertThat(StateEncoding.stateId(
                                        Address.parse(text(each, "user_wallet")),
                                        text(each, "asset"),
                                        Long.parseLong(text(each, "epoch")),
                                        Long.parseLong(text(each, "version")))
                                .hex())
                        .isEqualTo(text(each, "state_id")));
    }

    @Test
    void transactionId() {
        JsonNode vector = VECTORS.get("transaction_id");
        Hash32 id = StateEncoding.transactionId(text(vector, "account"), Hash32.parse(text(vector, "new_state_id")));
        assertThat(id.hex()).isEqualTo(text(vector, "tx_id"));
    }

    /** The fake knows no escrow ledgers. */
    static Stream<JsonNode> states() {
        return VECTORS.get("channel_state")
                .valueStream()
                .filter(each -> !each.get("state").has("escrow_ledger"));
    }

    @ParameterizedTest
    @MethodSource("states")
    void packedState(JsonNode vector) {
        ChannelState state = state(vector.get("state"));
        int decimals =
                vector.get("contract_state").get("homeLedger").get("decimals").intValue();
        byte[] packed = StateEncoding.packed(state, decimals);
        assertThat(StateEncoding.transitionHash(state.transition()).hex()).isEqualTo(text(vector, "transition_hash"));
        assertThat(Hex.encode(packed)).isEqualTo(text(vector, "packed_state")).hasSize(2 + 2 * 640);
        assertThat(Eip191.digest(packed).hex()).isEqualTo(text(vector, "eip191_digest"));
        if (vector.has("node_sig")) {
            EcdsaSignature signature =
                    EcdsaSignature.parse("0x" + text(vector, "node_sig").substring(4));
            assertThat(Secp256k1.best().recover(Eip191.digest(packed), signature))
                    .contains(Address.parse(text(vector, "recovered_node")));
        }
    }

    @Test
    void theTypeHashIsTheDocumentedOne() {
        JsonNode vector = VECTORS.get("channel_session_key");
        assertThat(Keccak.hash(text(vector, "typehash_preimage").getBytes()).hex())
                .isEqualTo(text(vector, "typehash"));
    }

    private static ChannelState state(JsonNode node) {
        JsonNode home = node.get("home_ledger");
        JsonNode transition = node.get("transition");
        return new ChannelState(
                text(node, "id"),
                new Transition(
                        transition.get("type").intValue(),
                        text(transition, "tx_id"),
                        text(transition, "account_id"),
                        new BigDecimal(text(transition, "amount"))),
                new Account(Address.parse(text(node, "user_wallet")), text(node, "asset")),
                Long.parseLong(text(node, "epoch")),
                Long.parseLong(text(node, "version")),
                text(node, "home_channel_id"),
                new HomeLedger(
                        text(home, "token_address"),
                        text(home, "blockchain_id"),
                        new BigDecimal(text(home, "user_balance")),
                        new BigDecimal(text(home, "user_net_flow")),
                        new BigDecimal(text(home, "node_balance")),
                        new BigDecimal(text(home, "node_net_flow"))),
                null,
                null);
    }

    private static Definition definition(JsonNode vector) {
        JsonNode definition = vector.get("definition");
        return new Definition(
                text(definition, "application_id"),
                definition
                        .get("participants")
                        .valueStream()
                        .map(each -> new Participant(
                                Address.parse(text(each, "wallet_address")),
                                each.get("signature_weight").intValue()))
                        .toList(),
                definition.get("quorum").intValue(),
                Long.parseUnsignedLong(text(definition, "nonce")));
    }

    private static Grant grant(JsonNode state) {
        return new Grant(
                Address.parse(text(state, "user_address")),
                Address.parse(text(state, "session_key")),
                Long.parseLong(text(state, "version")),
                Long.parseLong(text(state, "expires_at")));
    }

    private static List<String> texts(JsonNode node, String name) {
        return node.get(name).valueStream().map(JsonNode::stringValue).toList();
    }

    private static String text(JsonNode node, String name) {
        return node.get(name).asString();
    }
}

package dev.epilogue.sandbox.clearnode.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.clearnode.client.Vectors;
import dev.epilogue.sandbox.clearnode.gojson.Fields;
import dev.epilogue.sandbox.clearnode.gojson.JsonReader;
import dev.epilogue.sandbox.clearnode.gojson.Untyped;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.Keccak;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class VectorsTest {

    static Stream<JsonNode> definitions() {
        return Vectors.startingWith("appdef-");
    }

    static Stream<JsonNode> policies() {
        return Stream.of(Vectors.get("auth-clearnode-verify"), Vectors.get("auth-app-verify"));
    }

    static Stream<JsonNode> requests() {
        return Vectors.startingWith("").filter(vector -> vector.has("req_text") && vector.has("signatures"));
    }

    static Stream<JsonNode> answers() {
        return Stream.of(Vectors.get("rpc-response"), Vectors.get("rpc-error-response"));
    }

    static Stream<JsonNode> channels() {
        return Vectors.startingWith("channel-id-");
    }

    static Stream<JsonNode> states() {
        return Vectors.startingWith("state-");
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void definitionHasTheListedTextAndId(JsonNode vector) {
        String wire = vector.get("definition").toString();
        if (vector.has("wire_nonce")) {
            wire = wire.replaceFirst(
                    "\"nonce\":\"?[0-9]+\"?",
                    "\"nonce\":" + vector.get("wire_nonce").asString());
        }
        Fields fields = new Fields(Untyped.of(JsonReader.read(wire.getBytes(StandardCharsets.UTF_8))));
        Definition definition = new Definition(
                fields.text("application"),
                fields.text("protocol"),
                fields.strings("participants"),
                fields.integers("weights"),
                fields.unsigned("quorum"),
                fields.unsigned("challenge"),
                fields.unsigned("nonce"));

        assertThat(definition.text()).isEqualTo(vector.get("canonical_json").asString());
        assertThat(definition.id().hex()).isEqualTo(vector.get("app_session_id").asString());
    }

    @ParameterizedTest
    @MethodSource("policies")
    void policyHasTheListedDigestAndSigner(JsonNode vector) {
        JsonNode message = vector.get("typed_data").get("message");
        List<Policy.Allowance> allowances = message.get("allowances")
                .valueStream()
                .map(cap -> new Policy.Allowance(
                        cap.get("asset").asString(), cap.get("amount").asString()))
                .toList();
        Policy policy = new Policy(
                message.get("wallet").asString(),
                message.get("session_key").asString(),
                vector.get("typed_data").get("domain").get("name").asString(),
                message.get("scope").asString(),
                BigInteger.valueOf(message.get("expires_at").asLong()),
                allowances);

        Hash32 digest = policy.digest(message.get("challenge").asString());

        assertThat(digest.hex()).isEqualTo(vector.get("digest").asString());
        assertThat(recovered(digest, vector.get("signature")))
                .isEqualTo(vector.get("recovered").asString());
    }

    @ParameterizedTest
    @MethodSource("requests")
    void requestHasTheListedDigestAndSigners(JsonNode vector) {
        Hash32 digest = Keccak.hash(vector.get("req_text").asString().getBytes(StandardCharsets.UTF_8));

        assertThat(digest.hex()).isEqualTo(vector.get("digest_keccak256").asString());
        vector.get("signatures")
                .forEach(signature -> assertThat(recovered(digest, signature.get("signature")))
                        .isEqualTo(signature.get("recovered").asString()));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answerHasTheListedSigner(JsonNode vector) {
        Hash32 digest = Keccak.hash(vector.get("res_text").asString().getBytes(StandardCharsets.UTF_8));

        assertThat(recovered(digest, vector.get("signature")))
                .isEqualTo(vector.get("recovered").asString());
    }

    @Test
    void bothFormsOfTheRecoveryIdAreRecognised() {
        JsonNode vector = Vectors.get("rpc-v-forms");
        Hash32 digest = Hash32.parse(vector.get("digest_keccak256").asString());

        assertThat(recovered(digest, vector.get("signature_v27_28")))
                .isEqualTo(recovered(digest, vector.get("signature_v0_1")))
                .isEqualTo(vector.get("recovered").asString());
    }

    @ParameterizedTest
    @MethodSource("channels")
    void channelHasTheListedId(JsonNode vector) {
        JsonNode channel = vector.get("channel");
        ChannelDefinition definition = new ChannelDefinition(
                Address.parse(channel.get("participants").get(0).asString()),
                Address.parse(channel.get("participants").get(1).asString()),
                Address.parse(channel.get("adjudicator").asString()),
                channel.get("challenge").asLong(),
                new BigInteger(channel.get("nonce").asString()));

        assertThat(definition.id(vector.get("chain_id").asLong()).hex())
                .isEqualTo(vector.get("channel_id").asString());
    }

    @ParameterizedTest
    @MethodSource("states")
    void stateHasTheListedBytesAndTheBrokersSignature(JsonNode vector) {
        JsonNode state = vector.get("state");
        List<ChannelState.Payout> payouts = state.get("allocations")
                .valueStream()
                .map(payout -> new ChannelState.Payout(
                        Address.parse(payout.get("destination").asString()),
                        Address.parse(payout.get("token").asString()),
                        new BigInteger(payout.get("amount").asString())))
                .toList();
        ChannelState packed = new ChannelState(
                state.get("intent").asInt(),
                new BigInteger(state.get("version").asString()),
                Hex.decode(state.get("data").asString()),
                payouts);

        byte[] bytes = packed.packed(Hash32.parse(vector.get("channel_id").asString()));

        assertThat(Hex.encode(bytes)).isEqualTo(vector.get("packed_state").asString());
        byte[] key = Hex.decode(
                Vectors.all().get("accounts").get("broker").get("private_key").asString());
        assertThat(Secp256k1.best().sign(Keccak.hash(bytes), key).hex())
                .isEqualTo(vector.get("broker_raw_signature").asString());
    }

    private static String recovered(Hash32 digest, JsonNode signature) {
        return Secp256k1.best()
                .recover(digest, EcdsaSignature.parse(signature.asString()))
                .orElseThrow()
                .checksummed();
    }
}

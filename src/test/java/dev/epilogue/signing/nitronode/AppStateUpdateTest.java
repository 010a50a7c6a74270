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
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class AppStateUpdateTest {

    static Stream<JsonNode> updates() {
        return Vectors.group("app_state_update");
    }

    @ParameterizedTest
    @MethodSource("updates")
    @DisplayName("v1 checklist 4: update hashes match every vector, whatever the amounts look like on the wire")
    void updatesHashAsTheNodeHashesThem(JsonNode vector) {
        for (String spelling : List.of("allocations_on_wire", "allocations_signed")) {
            AppStateUpdate update = Vectors.update(vector, spelling);

            assertThat(Hex.encode(update.abiEncoded()))
                    .isEqualTo(vector.get("abi_encoded").asString());
            assertThat(update.payloadHash().hex())
                    .isEqualTo(vector.get("payload_hash").asString());
            assertThat(update.digest().hex())
                    .isEqualTo(vector.get("eip191_digest").asString());
        }
    }

    @ParameterizedTest
    @MethodSource("updates")
    @DisplayName("v1 checklist 6: wallet signatures are 66 bytes behind a1 and recover to their wallets")
    void signaturesOfVectorsVerifyAndAreReproduced(JsonNode vector) {
        Hash32 digest = Vectors.update(vector, "allocations_signed").digest();
        for (JsonNode signed : vector.get("signatures")) {
            QuorumSignature posted =
                    QuorumSignature.parse(signed.get("quorum_sig").asString());
            EcdsaSignature own = Vectors.sign(digest, signed.get("signer").asString());

            assertThat(Secp256k1.best().recover(digest, posted.signature()))
                    .contains(Address.parse(signed.get("recovered").asString()));
            assertThat(new QuorumSignature(posted.kind(), own).wire())
                    .isEqualTo(signed.get("quorum_sig").asString())
                    .startsWith("0xa1")
                    .hasSize(2 + 2 * 66);
        }
    }

    @Test
    @DisplayName("v1 checklist 5: amounts are hashed in their canonical text")
    void amountsAreCanonical() {
        for (JsonNode row : Vectors.ALL.get("amount_canonicalisation").get("cases")) {
            String canonical = row.get("canonical").asString();

            assertThat(new Amount(new BigDecimal(row.get("input").asString())).text())
                    .isEqualTo(canonical);
            assertThat(Amount.parse(canonical).text()).isEqualTo(canonical);
        }
    }

    @Test
    void textWithoutUtf8FormIsRefused() {
        AppStateUpdate update = new AppStateUpdate(session(), Intent.CLOSE, 5, List.of(), "\ud800");

        assertThatIllegalArgumentException().isThrownBy(update::payloadHash);
    }

    private static SessionId session() {
        return SessionId.parse(
                Vectors.ALL.get("app_session_id").get(0).get("app_session_id").asString());
    }
}

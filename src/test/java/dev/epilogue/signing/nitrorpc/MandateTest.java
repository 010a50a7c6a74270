package dev.epilogue.signing.nitrorpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hex;
import dev.epilogue.value.SessionId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.StructuredDataEncoder;

class MandateTest {

    private static final SessionId SESSION =
            SessionId.parse(Vectors.one("appdef-2p-v04").get("app_session_id").asString());
    private static final Instant UNTIL = Instant.parse("2026-11-25T10:00:00Z");

    private final Mandate mandate = new Mandate(Vectors.ALICE, Vectors.KEY, SESSION, UNTIL);

    @Test
    void itsDigestIsThatOfStandardTypedData() throws IOException {
        String typedData = """
                {"types":{
                   "EIP712Domain":[{"name":"name","type":"string"},{"name":"version","type":"string"}],
                   "Mandate":[{"name":"participant","type":"address"},{"name":"signer","type":"address"},
                              {"name":"session","type":"bytes32"},{"name":"notAfter","type":"uint64"}]},
                 "primaryType":"Mandate","domain":{"name":"Epilogue","version":"1"},
                 "message":{"participant":"%s","signer":"%s","session":"%s","notAfter":%s}}""".formatted(Vectors.ALICE, Vectors.KEY, SESSION, UNTIL.getEpochSecond());

        assertThat(mandate.digest().hex())
                .isEqualTo(Hex.encode(new StructuredDataEncoder(typedData).hashStructuredData()));
    }

    @Test
    void onlyTheParticipantsWalletMakesIt() {
        assertThat(mandate.isSignedBy(signed("alice"), Vectors.CURVE)).isTrue();
        assertThat(mandate.isSignedBy(signed("alice_session_key"), Vectors.CURVE))
                .isFalse();
        assertThat(mandate.isSignedBy(signed("bob"), Vectors.CURVE)).isFalse();
    }

    @Test
    void itVouchesForNothingButItsFields() {
        EcdsaSignature signature = signed("alice");
        Address zero = Address.of(new byte[20]);
        List<Mandate> others = List.of(
                new Mandate(Vectors.BOB, Vectors.KEY, SESSION, UNTIL),
                new Mandate(Vectors.ALICE, zero, SESSION, UNTIL),
                new Mandate(Vectors.ALICE, Vectors.KEY, new SessionId(mandate.digest()), UNTIL),
                new Mandate(Vectors.ALICE, Vectors.KEY, SESSION, UNTIL.plusSeconds(1)));

        assertThat(others).noneMatch(other -> other.isSignedBy(signature, Vectors.CURVE));
    }

    @Test
    void itStandsUntilItsLastSecond() {
        assertThat(mandate.stands(UNTIL)).isTrue();
        assertThat(mandate.stands(UNTIL.plusNanos(1))).isFalse();
    }

    @Test
    void itEndsAtAWholeSecond() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PostedMandate(Vectors.KEY, UNTIL.plusMillis(1), signed("alice")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Mandate(Vectors.ALICE, Vectors.KEY, SESSION, Instant.ofEpochSecond(-1)));
    }

    private EcdsaSignature signed(String account) {
        return Vectors.sign(mandate.digest(), account);
    }
}

package dev.epilogue.signing.nitrorpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.signing.Consensus;
import dev.epilogue.signing.Quorum;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The vectors' closes, counted with the weights of their definitions. */
class CloseQuorumTest {

    @ParameterizedTest
    @CsvSource({"close-app-session-2of2,appdef-2p-v04", "close-app-session-2of3-quorum,appdef-3p-arbiter"})
    @DisplayName("0.x checklist 31: the vectors' signatures reach the quorum; with any one less they do not")
    void oneSignatureLessIsTooFew(String close, String definition) {
        Quorum quorum = quorum(definition);
        Set<Address> signers = signers(Vectors.one(close), Map.of());

        assertThat(quorum.tally(signers).quorumReached()).isTrue();
        assertThat(signers).allSatisfy(left -> {
            Set<Address> rest = new HashSet<>(signers);
            rest.remove(left);
            assertThat(quorum.tally(rest).quorumReached()).isFalse();
        });
    }

    @Test
    @DisplayName("0.x checklist 33: a session key adds its wallet's weight once")
    void aSessionKeyAddsItsWalletsWeightOnce() {
        JsonNode vector = Vectors.one("close-app-session-session-key");
        Quorum quorum = quorum("appdef-2p-v04");
        Set<Address> signers = signers(vector, Map.of(Vectors.KEY, Vectors.ALICE));
        Set<Address> walletAndKey = signers(vector, Map.of(Vectors.KEY, Vectors.ALICE, Vectors.BOB, Vectors.ALICE));

        assertThat(signers).containsExactlyInAnyOrder(Vectors.ALICE, Vectors.BOB);
        assertThat(quorum.tally(signers).achievedWeight()).isEqualTo(100);
        assertThat(quorum.tally(walletAndKey).achievedWeight()).isEqualTo(50);
    }

    @Test
    @DisplayName("0.x checklist 34: without its owner's word a session key adds no weight")
    void anUndeclaredSessionKeyAddsNoWeight() {
        Set<Address> signers = signers(Vectors.one("close-app-session-session-key"), Map.of());

        assertThat(quorum("appdef-2p-v04").tally(signers).quorumReached()).isFalse();
    }

    @Test
    @DisplayName("0.x checklist 32: the negative vector's third signer is the one whom the node names")
    void theNegativeVectorsThirdSignerIsTheStranger() {
        JsonNode vector = Vectors.one("close-app-session-with-coordinator-negative");
        Set<Address> strangers = signers(vector, Map.of());
        strangers.removeAll(quorum("appdef-2p-v04").weights().keySet());

        assertThat(strangers).containsExactly(Vectors.COORDINATOR);
        assertThat(vector.get("expected_node_error").asString()).endsWith(Vectors.COORDINATOR.checksummed());
    }

    private static Quorum quorum(String definition) {
        SessionDefinition defined = Vectors.definition(Vectors.one(definition).get("definition"));
        Map<Address, Long> weights = new HashMap<>();
        for (int i = 0; i < defined.participants().size(); i++) {
            weights.put(
                    Address.parse(defined.participants().get(i)),
                    defined.weights().get(i));
        }
        return Quorum.of(Consensus.QUORUM, defined.quorum(), weights, Set.of(), null);
    }

    private static Set<Address> signers(JsonNode vector, Map<Address, Address> keys) {
        FrozenClose close = FrozenClose.read(vector.get("req_text").asString());
        Set<Address> signers = new HashSet<>();
        List<EcdsaSignature> signatures = Vectors.signatures(vector);
        for (EcdsaSignature signature : signatures) {
            Address signer = Vectors.CURVE.recover(close.digest(), signature).orElseThrow();
            signers.add(keys.getOrDefault(signer, signer));
        }
        return signers;
    }
}

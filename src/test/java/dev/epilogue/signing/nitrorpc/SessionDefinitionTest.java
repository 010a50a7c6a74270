package dev.epilogue.signing.nitrorpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.epilogue.signing.nitrorpc.SessionDefinition.Standing;
import dev.epilogue.value.SessionId;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class SessionDefinitionTest {

    static Stream<JsonNode> definitions() {
        return Vectors.named("appdef-");
    }

    @ParameterizedTest
    @MethodSource("definitions")
    @DisplayName("0.x checklist 21: session ids are those of the definitions, escapes included")
    void idsAreTheVectors(JsonNode vector) {
        SessionDefinition definition = Vectors.definition(vector.get("definition"));

        assertThat(definition.text()).isEqualTo(vector.get("canonical_json").asString());
        assertThat(definition.sessionId().hex())
                .isEqualTo(vector.get("app_session_id").asString());
        assertThat(definition.check(definition.sessionId())).isEqualTo(Standing.MATCHES);
    }

    @Test
    @DisplayName("0.x checklist 21: numbers above 2^53 pass through a double first")
    void largeNumbersPassThroughADouble() {
        JsonNode vector = Vectors.one("appdef-big-nonce");
        SessionDefinition read = Vectors.definition(vector.get("definition"));
        SessionDefinition sent = new SessionDefinition(
                read.application(),
                read.protocol(),
                read.participants(),
                read.weights(),
                read.quorum(),
                read.challenge(),
                new BigInteger(vector.get("wire_nonce").asString()));

        assertThat(sent.sessionId()).isEqualTo(read.sessionId());
        for (JsonNode row : Vectors.behaviour("integers")) {
            String wire = row.get("json").asString();
            String value = row.get("node_value").asString();
            if (wire.matches("[0-9]+") && !value.startsWith("error")) {
                assertThat(GoJson.seenByNode(new BigInteger(wire))).isEqualTo(new BigInteger(value));
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GoJson.seenByNode(BigInteger.TWO.pow(64).subtract(BigInteger.ONE)));
    }

    @Test
    void whatHtmlCouldMisreadIsEscapedAndControlLettersToo() {
        assertThat(GoJson.quoted("<&>\u2028\u2029\"\\/\u0001\b\f\n\r\tŁ😀\u007f"))
                .isEqualTo("\"\\u003c\\u0026\\u003e\\u2028\\u2029\\\"\\\\/\\u0001\\b\\f\\n\\r\\tŁ😀\u007f\"");
    }

    @Test
    @DisplayName("0.x checklist 21: a running node gave every definition the id that we derive")
    void recordedIdsAreOurs() {
        List<JsonNode> created = Vectors.recorded("definition").toList();

        assertThat(created)
                .hasSizeGreaterThan(60)
                .allSatisfy(line -> assertThat(Vectors.definition(line.get("definition"))
                                .sessionId()
                                .hex())
                        .isEqualTo(line.get("app_session_id").asString()));
    }

    @Test
    @DisplayName("0.x checklist 22: every session that a running node listed matches its definition")
    void recordedReadingsMatch() {
        List<JsonNode> read = Vectors.recorded("read").toList();

        assertThat(read).hasSizeGreaterThan(20).allSatisfy(line -> {
            JsonNode session = line.get("session");
            SessionId id = SessionId.parse(session.get("app_session_id").asString());
            assertThat(Vectors.definition(session).check(id)).isEqualTo(Standing.MATCHES);
        });
    }

    @Test
    @DisplayName(
            "0.x checklist 22: a definition with another id is refused, but for sessions older than the application member")
    void otherIdsAreRefused() {
        SessionDefinition named = withApplication("Chess Game", 100);
        SessionDefinition filledIn = withApplication("clearnode", 100);
        SessionId legacy = new SessionId(Vectors.hash(filledIn.text().replace("\"application\":\"clearnode\",", "")));

        assertThat(filledIn.check(legacy)).isEqualTo(Standing.LEGACY);
        assertThat(named.check(legacy)).isEqualTo(Standing.MISMATCH);
        assertThat(named.check(filledIn.sessionId())).isEqualTo(Standing.MISMATCH);
        assertThat(withApplication("Chess Game", 99).check(named.sessionId())).isEqualTo(Standing.MISMATCH);
    }

    @Test
    @DisplayName("0.x checklist 22: a quorum defined as 0 is read as 100 and still matches")
    void aQuorumOfZeroIsReadAsHundred() {
        SessionId defined = withApplication("Chess Game", 0).sessionId();

        assertThat(withApplication("Chess Game", 100).check(defined)).isEqualTo(Standing.MATCHES);
        assertThat(withApplication("Chess Game", 50).check(defined)).isEqualTo(Standing.MISMATCH);
    }

    @Test
    @DisplayName("0.x checklist 23: participants whose spelling is not EIP-55 cannot sign")
    void spellingsThatCannotSign() {
        SessionDefinition definition =
                Vectors.definition(Vectors.one("appdef-lowercase").get("definition"));

        assertThat(definition.cannotSign()).isEqualTo(definition.participants());
        assertThat(withApplication("Chess Game", 100).cannotSign()).isEmpty();
        assertThat(SessionDefinition.canSign("zed")).isFalse();
        assertThat(SessionDefinition.canSign("0X" + Vectors.ALICE.checksummed().substring(2)))
                .isFalse();
    }

    private static SessionDefinition withApplication(String application, long quorum) {
        return new SessionDefinition(
                application,
                "NitroRPC/0.2",
                List.of(Vectors.ALICE.checksummed(), Vectors.BOB.checksummed()),
                List.of(50L, 50L),
                quorum,
                0,
                BigInteger.valueOf(1767225600000L));
    }
}

package dev.epilogue.node.nitrorpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.epilogue.node.NodeException;
import dev.epilogue.sandbox.clearnode.client.Vectors;
import dev.epilogue.value.SessionId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class IdentityTest {

    static Stream<JsonNode> definitions() {
        return Vectors.startingWith("appdef-").filter(vector -> vector.has("definition"));
    }

    private static ObjectNode row(JsonNode vector) {
        ObjectNode row = vector.get("definition").deepCopy().asObject();
        row.put("app_session_id", vector.get("app_session_id").stringValue());
        row.put("status", "open");
        row.put("version", 1);
        row.put(
                "nonce",
                new java.math.BigInteger(vector.get("definition").get("nonce").asString()));
        return row;
    }

    private static SessionId id(JsonNode vector) {
        return SessionId.parse(vector.get("app_session_id").stringValue());
    }

    @ParameterizedTest
    @MethodSource("definitions")
    @DisplayName("0.x checklist 21: ids recomputed from listed definitions equal the appdef vectors")
    void idFollowsFromTheDefinition(JsonNode vector) {
        ListedSession session = ListedSession.parse(row(vector), id(vector));
        assertThat(session.legacy()).isFalse();
        assertThat(session.application())
                .isEqualTo(vector.get("definition").get("application").stringValue());
    }

    @ParameterizedTest
    @MethodSource("definitions")
    @DisplayName("0.x checklist 22: a session whose id does not match its definition is refused")
    void sessionWithAnotherDefinitionIsRefused(JsonNode vector) {
        ObjectNode row = row(vector);
        row.put("challenge", row.get("challenge").longValue() + 1);
        assertThatThrownBy(() -> ListedSession.parse(row, id(vector)))
                .isInstanceOf(NodeException.Unsupported.class)
                .hasMessageContaining("does not follow");
    }

    @org.junit.jupiter.api.Test
    @DisplayName("0.x checklist 22: an id from before definitions named their application is taken, and told")
    void idFromBeforeApplicationsIsTakenAndTold() {
        String definition = "\"protocol\":\"NitroRPC/0.2\",\"participants\":"
                + "[\"0x70997970C51812dc3A010C7d01b50e0d17dc79C8\",\"0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC\"],"
                + "\"weights\":[1,1],\"quorum\":2,\"challenge\":60,\"nonce\":77}";
        SessionId id = new SessionId(
                dev.epilogue.value.Keccak.hash(("{" + definition).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        JsonNode row = JsonMapper.shared()
                .readTree("{\"app_session_id\":\"" + id.hex()
                        + "\",\"status\":\"open\",\"version\":1,\"application\":\"clearnode\"," + definition);

        ListedSession session = ListedSession.parse(row, id);
        assertThat(session.legacy()).isTrue();
        assertThat(Remarks.on(session, new Holdings(List.of(), java.util.Set.of()), java.util.Map.of(), null))
                .extracting(remark -> remark.code())
                .containsExactly(dev.epilogue.node.SessionRemark.Code.LEGACY_ID);
    }
}

package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.NodeJson;
import dev.epilogue.node.link.Incoming.Answer;
import dev.epilogue.value.Address;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The parts of {@code get_config} that matter here. */
final class Config {

    private Config() {}

    static Address address(JsonNode body) {
        return NodeJson.address(body, "broker_address");
    }

    /** Whose key signed an answer; null when nobody's. */
    static @Nullable Address signer(Answer answer) {
        return SignedResult.cut(answer.text()).flatMap(SignedResult::signer).orElse(null);
    }
}

package dev.epilogue.node.nitronode;

import dev.epilogue.node.NodeIdentity;
import dev.epilogue.node.NodeJson;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * The parts of {@code node.v1.get_config} that matter here.
 *
 * @param signatureValidators type bytes that the node accepts on channel states
 */
record NodeConfig(NodeIdentity identity, Set<Integer> signatureValidators) {

    static NodeConfig parse(JsonNode payload) {
        NodeIdentity identity =
                new NodeIdentity(NodeJson.address(payload, "node_address"), NodeJson.text(payload, "node_version"));
        return new NodeConfig(identity, validators(payload.path("supported_sig_validators")));
    }

    /** A list of bytes: base64 text from the node's own encoder, a list of numbers from others, absent on old ones. */
    private static Set<Integer> validators(JsonNode member) {
        Set<Integer> validators = new TreeSet<>();
        if (member.isString()) {
            try {
                for (byte validator : Base64.getDecoder().decode(member.stringValue())) {
                    validators.add(Byte.toUnsignedInt(validator));
                }
            } catch (IllegalArgumentException notBase64) {
                throw NodeJson.misshapen("supported_sig_validators");
            }
        } else if (member.isArray()) {
            for (JsonNode validator : member) {
                if (!validator.isInt()) {
                    throw NodeJson.misshapen("supported_sig_validators");
                }
                validators.add(validator.intValue());
            }
        } else if (!member.isNull() && !member.isMissingNode()) {
            throw NodeJson.misshapen("supported_sig_validators");
        }
        return validators;
    }
}

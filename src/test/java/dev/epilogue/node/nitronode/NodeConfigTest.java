package dev.epilogue.node.nitronode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.epilogue.node.NodeException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class NodeConfigTest {

    @ParameterizedTest
    @DisplayName("v1 checklist 22: validators come as base64 text or as numbers")
    @ValueSource(strings = {"\"AAE=\"", "[0,1]"})
    void validatorsInBothForms(String validators) {
        assertThat(parse(validators).signatureValidators()).containsExactly(0, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "[]"})
    void noValidators(String validators) {
        assertThat(parse(validators).signatureValidators()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"?\"", "[\"0\"]", "7"})
    void otherFormsAreUnsupported(String validators) {
        assertThatThrownBy(() -> parse(validators)).isInstanceOf(NodeException.Unsupported.class);
    }

    private static NodeConfig parse(String validators) {
        return NodeConfig.parse(JsonMapper.shared().readTree("""
                {"node_address":"0x15d34aaf54267db7d7c367839aaf71a00a2c6a65","node_version":"v1.4.1",
                 "supported_sig_validators":%s}""".formatted(validators)));
    }
}

package dev.epilogue.chain.channelhub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.chain.ChainRecording;
import dev.epilogue.signing.AbiReader;
import dev.epilogue.value.Hash32;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The computed calldata, selectors and topics. */
class HubVectorsTest {

    private static final JsonNode VECTORS = ChainRecording.vectors("nitronode-v1");

    @Test
    @DisplayName("v1 checklist 13: calldata matches")
    void calldataMatches() {
        Set<String> functions = new TreeSet<>();
        for (JsonNode vector : VECTORS.get("calldata")) {
            String data = vector.get("data").asString();
            String name = vector.get("name").asString();
            AbiReader arguments = AbiReader.arguments(data);
            String written = switch (name) {
                case "getChannelData" -> HubViews.channelData(arguments.bytes32());
                case "getNodeBalance" -> HubViews.nodeBalance(arguments.address());
                case "getReclaimBalance" -> HubViews.reclaimBalance(arguments.address(), arguments.address());
                default -> HubCall.read(data).orElseThrow().encoded();
            };
            assertThat(written).as(name).isEqualTo(data);
            functions.add(data.substring(0, 10));
        }
        assertThat(functions).hasSizeGreaterThan(7);
    }

    @Test
    @DisplayName("v1 checklist 13: every error of the contract is known by its selector")
    void everyErrorIsKnown() {
        for (JsonNode error : VECTORS.get("contract_interface").get("errors")) {
            String data = error.get("selector").asString() + "0".repeat(2 * 32 * 4);
            assertThat(HubErrors.TABLE.name(data).name())
                    .isEqualTo(error.get("signature").asString().split("\\(")[0]);
        }
    }

    @Test
    @DisplayName("v1 checklist 13: every topic about a channel is the contract's")
    void everyTopicIsTheContracts() {
        Set<Hash32> declared = new TreeSet<>();
        for (JsonNode event : VECTORS.get("contract_interface").get("events")) {
            if (event.get("name").asString().startsWith("Channel")) {
                declared.add(Hash32.parse(event.get("topic0").asString()));
            }
        }
        assertThat(HubLogs.CHANNEL_TOPICS).containsExactlyInAnyOrderElementsOf(declared);
    }
}

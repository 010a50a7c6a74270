package dev.epilogue.chain.channelhub;

import static dev.epilogue.chain.ChainRecording.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.chain.ChainRecording;
import dev.epilogue.chain.ChannelEvent;
import dev.epilogue.chain.ContractLog;
import dev.epilogue.chain.Revert;
import dev.epilogue.signing.AbiReader;
import dev.epilogue.value.Hash32;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The real contract's transactions, logs, answers and refusals read as the recording says. */
class RecordedHubTest {

    static final List<JsonNode> TRANSACTIONS = ChainRecording.HUB;
    static final List<JsonNode> REVERTS = ChainRecording.HUB_REVERTS;

    @ParameterizedTest(name = "{index}")
    @FieldSource("TRANSACTIONS")
    @DisplayName("v1 checklist 13: every recorded call decodes to its arguments and encodes to its bytes")
    void callsAreReadAndWritten(JsonNode transaction) {
        String input = transaction.get("input").asString();
        HubCall call = HubCall.read(input).orElseThrow();

        assertThat(tree(HubTexts.arguments(call))).isEqualTo(transaction.get("args"));
        assertThat(call.encoded()).isEqualTo(input);
    }

    @ParameterizedTest(name = "{index}")
    @FieldSource("TRANSACTIONS")
    @DisplayName("v1 checklist 13: every recorded log decodes to its event")
    void logsAreRead(JsonNode transaction) {
        for (ContractLog log : ChainRecording.logs(transaction)) {
            JsonNode recorded = transaction.get("logs").get(log.index());
            Optional<ChannelEvent> event = HubLogs.decode(log);
            assertThat(event.isPresent()).isEqualTo(recorded.has("event"));
            event.ifPresent(seen -> {
                ObjectNode shown = (ObjectNode) recorded.get("args").deepCopy();
                JsonNode definition = shown.remove("definition");
                assertThat(tree(HubTexts.event(seen))).isEqualTo(shown);
                if (seen instanceof ChannelEvent.Created) {
                    assertThat(tree(HubTexts.definition(HubTypes.definition(AbiReader.of(log.data())))))
                            .isEqualTo(definition);
                }
            });
        }
    }

    @ParameterizedTest(name = "{index}")
    @FieldSource("TRANSACTIONS")
    void answersAreRead(JsonNode transaction) {
        for (JsonNode answer : transaction.get("after")) {
            Hash32 channelId = Hash32.parse(answer.get("channelId").asString());
            assertThat(HubViews.channelData(channelId))
                    .isEqualTo(answer.get("input").asString());
            HubViews.ChannelData data =
                    HubViews.channelData(answer.get("output").asString());
            assertThat(tree(HubTexts.data(data))).isEqualTo(answer.get("decoded"));
        }
    }

    @ParameterizedTest(name = "{index}")
    @FieldSource("REVERTS")
    @DisplayName("v1 checklist 13: every recorded refusal decodes to its name")
    void refusalsAreNamed(JsonNode call) {
        String input = call.get("input").asString();
        assertThat(HubCall.read(input).map(HubCall::encoded)).contains(input);

        Revert revert = HubErrors.TABLE.name(call.get("answer").get("data").asString());
        if (call.get("error").isNull()) {
            assertThat(revert.data()).isEqualTo("0x");
            assertThat(revert.isUnknown()).isTrue();
            return;
        }
        assertThat(revert.name()).isEqualTo(call.get("error").get("name").asString());
        assertThat(revert.arguments())
                .isEqualTo(ChainRecording.texts(call.get("error").get("args")));
    }
}

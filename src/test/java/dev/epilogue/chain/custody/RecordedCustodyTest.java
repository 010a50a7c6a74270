package dev.epilogue.chain.custody;

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
class RecordedCustodyTest {

    static final List<JsonNode> TRANSACTIONS = ChainRecording.CUSTODY;
    static final List<JsonNode> REVERTS = ChainRecording.CUSTODY_REVERTS;

    @ParameterizedTest(name = "{index}")
    @FieldSource("TRANSACTIONS")
    @DisplayName("0.x checklist 48: every recorded call decodes to its arguments and encodes to its bytes")
    void callsAreReadAndWritten(JsonNode transaction) {
        String input = transaction.get("input").asString();
        CustodyCall call = CustodyCall.read(input).orElseThrow();

        assertThat(tree(CustodyTexts.arguments(call))).isEqualTo(transaction.get("args"));
        assertThat(CustodyTexts.encoded(call)).isEqualTo(input);
    }

    @ParameterizedTest(name = "{index}")
    @FieldSource("TRANSACTIONS")
    @DisplayName("0.x checklist 48: every recorded log decodes to its event")
    void logsAreRead(JsonNode transaction) {
        for (ContractLog log : ChainRecording.logs(transaction)) {
            JsonNode recorded = transaction.get("logs").get(log.index());
            Optional<ChannelEvent> event = CustodyLogs.decode(log);
            assertThat(event.isPresent()).isEqualTo(recorded.has("event"));
            event.ifPresent(seen -> {
                ObjectNode shown = (ObjectNode) recorded.get("args").deepCopy();
                JsonNode channel = shown.remove("channel");
                assertThat(tree(CustodyTexts.event(seen))).isEqualTo(shown);
                if (seen instanceof ChannelEvent.Created) {
                    assertThat(tree(CustodyTexts.channel(CustodyTypes.channel(AbiReader.of(log.data())))))
                            .isEqualTo(channel);
                }
            });
        }
    }

    @ParameterizedTest(name = "{index}")
    @FieldSource("TRANSACTIONS")
    void answersAreRead(JsonNode transaction) {
        for (JsonNode answer : transaction.get("after")) {
            Hash32 channelId = Hash32.parse(answer.get("channelId").asString());
            assertThat(CustodyViews.channelData(channelId))
                    .isEqualTo(answer.get("input").asString());
            CustodyViews.ChannelData data =
                    CustodyViews.channelData(answer.get("output").asString());
            assertThat(tree(CustodyTexts.data(data))).isEqualTo(answer.get("decoded"));
        }
    }

    @ParameterizedTest(name = "{index}")
    @FieldSource("REVERTS")
    @DisplayName("0.x checklist 48: every recorded refusal decodes to its name")
    void refusalsAreNamed(JsonNode call) {
        JsonNode answer = call.get("answer");
        assertThat(CustodyCall.read(call.get("input").asString()).map(CustodyTexts::encoded))
                .contains(call.get("input").asString());
        if (answer.has("result")) {
            assertThat(call.get("error").isNull()).isTrue();
            return;
        }
        Revert revert = CustodyErrors.TABLE.name(answer.get("data").asString());
        assertThat(revert.name()).isEqualTo(call.get("error").get("name").asString());
        assertThat(revert.arguments())
                .isEqualTo(ChainRecording.texts(call.get("error").get("args")));
    }
}

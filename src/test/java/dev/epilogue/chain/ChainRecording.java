package dev.epilogue.chain;

import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the real contracts did and answered. */
public final class ChainRecording {

    public static final List<JsonNode> CUSTODY = lines("custody-chain-live");
    public static final List<JsonNode> CUSTODY_REVERTS = lines("custody-reverts-live");
    public static final List<JsonNode> HUB = lines("channelhub-chain-live");
    public static final List<JsonNode> HUB_REVERTS = lines("channelhub-reverts-live");

    private ChainRecording() {}

    /** The logs of a recorded transaction, as a chain would hand them out. */
    public static List<ContractLog> logs(JsonNode transaction) {
        List<ContractLog> logs = new ArrayList<>();
        for (JsonNode log : transaction.get("logs")) {
            logs.add(new ContractLog(
                    Address.parse(log.get("address").asString()),
                    texts(log.get("topics")).stream().map(Hash32::parse).toList(),
                    log.get("data").asString(),
                    transaction.get("block").asLong(),
                    Hash32.of(new byte[32]),
                    Hash32.of(new byte[32]),
                    logs.size()));
        }
        return logs;
    }

    public static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    /** Values in the form of the recording. */
    public static JsonNode tree(Object value) {
        return JsonMapper.shared().valueToTree(value);
    }

    /** Computed vectors of one protocol. */
    public static JsonNode vectors(String name) {
        return JsonMapper.shared().readTree(text("/vectors/" + name + ".json"));
    }

    private static List<JsonNode> lines(String name) {
        return text("/recordings/" + name + ".jsonl")
                .lines()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }

    private static String text(String resource) {
        try (InputStream stream = Objects.requireNonNull(ChainRecording.class.getResourceAsStream(resource))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

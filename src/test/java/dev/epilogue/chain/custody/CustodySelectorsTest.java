package dev.epilogue.chain.custody;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.chain.ChainRecording;
import dev.epilogue.value.Hash32;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The computed selectors and topics. */
class CustodySelectorsTest {

    private static final JsonNode VECTOR = StreamSupport.stream(
                    ChainRecording.vectors("clearnode-v0").get("vectors").spliterator(), false)
            .filter(vector -> vector.get("id").asString().equals("custody-selectors"))
            .findFirst()
            .orElseThrow();

    @Test
    @DisplayName("0.x checklist 48: every error of the contract is known by its selector")
    void everyErrorIsKnown() {
        for (Map.Entry<String, JsonNode> error : VECTOR.get("errors").properties()) {
            String data = error.getValue().asString() + "0".repeat(2 * 32 * 4);
            assertThat(CustodyErrors.TABLE.name(data).name())
                    .isEqualTo(error.getKey().split("\\(")[0]);
        }
    }

    @Test
    @DisplayName("0.x checklist 48: every topic about a channel is the contract's")
    void everyTopicIsTheContracts() {
        Set<Hash32> declared = new TreeSet<>();
        VECTOR.get("events").properties().forEach(event -> {
            if (event.getKey().contains("(bytes32")) {
                declared.add(Hash32.parse(event.getValue().asString()));
            }
        });
        assertThat(CustodyLogs.CHANNEL_TOPICS).containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    @DisplayName("0.x checklist 54: nothing in the service but the reader of foreign calls names a creating function")
    void onlyTheReaderNamesACreatingFunction() throws IOException {
        Path classes = Path.of("target", "classes", "dev", "epilogue");
        try (Stream<Path> files = Files.walk(classes)) {
            List<String> naming = files.filter(file -> file.toString().endsWith(".class"))
                    .filter(CustodySelectorsTest::namesACreatingFunction)
                    .map(file -> file.getFileName().toString())
                    .toList();
            assertThat(naming).containsExactly("CustodyCall$Reading.class");
        }
    }

    /** In the text of a signature, or as its selector. */
    private static boolean namesACreatingFunction(Path file) {
        try {
            String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return Stream.of("create(%1$s", "create((address[]", "depositAndCreate(", "0x4a7e7798", "0x00e2bb2c")
                    .anyMatch(content::contains);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

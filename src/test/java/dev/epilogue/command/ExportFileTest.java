package dev.epilogue.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files of events that somebody changed, cut, or put into another order. */
class ExportFileTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    Path folder;

    private Path first;
    private Path second;

    @BeforeEach
    void write() {
        first = folder.resolve("first.ndjson");
        second = folder.resolve("second.ndjson");
        ExportFile one = ExportFile.begin(first, head("start", null));
        one.append(List.of(event("a"), event("b")));
        one.append(List.of(event("c")));
        one.end("c");
        ExportFile next = ExportFile.begin(second, head("c", one.hash()));
        next.append(List.of(event("d")));
        next.end("d");
    }

    @Test
    void wholeFilesInTheirOrderHold() {
        assertThat(check(first, second).out()).startsWith("4 events in 2 files");
        assertThat(check(second, first).code()).isEqualTo(3);
        assertThat(check(first, first).err()).contains("does not go on where");
    }

    @Test
    void everyLineThatIsChangedMovedOrLeftOutIsNamed() throws IOException {
        List<String> lines = Files.readAllLines(first);
        for (int line = 0; line < lines.size(); line++) {
            int at = line;
            String changed = lines.get(line).contains("\"event\"")
                    ? lines.get(line).replace("SETTLED", "EXPIRED")
                    : lines.get(line).replaceAll("start|[0-9](?=[^0-9x]*$)", "7e");
            rewrite(Stream.concat(
                    Stream.concat(lines.stream().limit(at), Stream.of(changed)),
                    lines.stream().skip(at + 1L)));
            assertThat(check(first)).as(changed).satisfies(run -> {
                assertThat(run.code()).isEqualTo(3);
                assertThat(run.err()).contains("line ");
            });
        }
        rewrite(Stream.of(0, 2, 1, 3, 4).map(lines::get));
        assertThat(check(first).err()).contains("line 2 does not follow");
        rewrite(Stream.of(0, 1, 3, 4).map(lines::get));
        assertThat(check(first).err()).contains("line 3 does not follow");
        rewrite(Stream.of(0, 1, 2, 4).map(lines::get));
        assertThat(check(first).err()).contains("line 4 is not the end");
        rewrite(Stream.of(0, 1, 2, 3, 4, 3).map(lines::get));
        assertThat(check(first).err()).contains("line 6 stands behind the end");
        rewrite(Stream.of(1, 2).map(lines::get));
        assertThat(check(first).err()).contains("line 1 is no head");
    }

    @Test
    void whatWasCutOffGoesOnBehindTheLastWholeLine() throws IOException {
        String whole = Files.readString(first);
        List<String> lines = Files.readAllLines(first);
        Files.writeString(
                first,
                String.join("\n", lines.subList(0, 3)) + "\n" + lines.get(3).substring(0, 20));

        ExportFile export = ExportFile.read(first);
        assertThat(export.position()).isEqualTo("b");
        assertThat(export.ended()).isFalse();
        export.trim();
        export.append(List.of(event("c")));
        export.end("c");

        assertThat(Files.readString(first)).isEqualTo(whole);
    }

    private void rewrite(Stream<String> lines) throws IOException {
        Files.write(first, lines.toList());
    }

    private static CommandRun check(Path... files) {
        return CommandRun.of(
                Stream.concat(Stream.of("export", "--check"), Stream.of(files).map(Path::toString))
                        .toArray(String[]::new));
    }

    private static tools.jackson.databind.node.ObjectNode head(String after, String previous) {
        return JSON.createObjectNode()
                .put("format", ExportFile.FORMAT)
                .putNull("from")
                .putNull("to")
                .put("after", after)
                .put("previous", previous);
    }

    private static JsonNode event(String position) {
        return JSON.createObjectNode().put("position", position).put("status", "SETTLED");
    }
}

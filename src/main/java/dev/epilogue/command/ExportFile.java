package dev.epilogue.command;

import dev.epilogue.certificate.EventChain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A journal on disk: a head, a line for each event with the hash of everything up to it, an end. The head counts as the first link, and names
 * the hash with which the file before it ended.
 */
final class ExportFile {

    static final String FORMAT = "epilogue-export/1";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path file;
    private final EventChain chain = new EventChain();
    private JsonNode head = JSON.nullNode();
    private @Nullable String position;
    private String hash = "";
    private long events;
    private boolean ended;

    private ExportFile(Path file) {
        this.file = file;
    }

    static ExportFile begin(Path file, ObjectNode head) {
        ExportFile export = new ExportFile(file);
        export.write(head, StandardOpenOption.CREATE_NEW);
        export.take(head, 1);
        return export;
    }

    /**
     * One that is there, as far as it goes: a last line that was cut off does not count.
     *
     * @throws CommandFailure naming the first line that does not follow from those before it
     */
    static ExportFile read(Path file) {
        ExportFile export = new ExportFile(file);
        String text = export.text();
        int number = 0;
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            number++;
            export.take(export.parsed(line, number), number);
        }
        if (number == 0) {
            throw export.broken(1, "is no head of an export");
        }
        return export;
    }

    private void take(JsonNode line, int number) {
        if (ended) {
            throw broken(number, "stands behind the end");
        }
        if (number == 1) {
            if (!line.path("format").asString("").equals(FORMAT)) {
                throw broken(number, "is no head of an export");
            }
            head = line;
            position = line.path("after").asString();
            hash = chain.add(line);
        } else if (line.has("end")) {
            JsonNode end = line.get("end");
            if (end.path("events").asLong(-1) != events
                    || !end.path("hash").asString("").equals(hash)
                    || !end.path("position").isString()) {
                throw broken(number, "is not the end of what stands before it");
            }
            position = end.get("position").asString();
            ended = true;
        } else {
            hash = chain.add(line.path("event"));
            if (!line.path("hash").asString("").equals(hash)) {
                throw broken(number, "does not follow from the lines before it");
            }
            position = line.path("event").path("position").asString("");
            events++;
        }
    }

    /** Whatever was cut off goes, and what comes is written behind the last whole line. */
    void trim() {
        String text = text();
        put(text.substring(0, text.lastIndexOf('\n') + 1), StandardOpenOption.TRUNCATE_EXISTING);
    }

    void append(List<JsonNode> more) {
        StringBuilder lines = new StringBuilder();
        for (JsonNode event : more) {
            hash = chain.add(event);
            position = event.path("position").asString();
            events++;
            lines.append(JSON.writeValueAsString(
                            JSON.createObjectNode().put("hash", hash).set("event", event)))
                    .append('\n');
        }
        put(lines.toString(), StandardOpenOption.APPEND);
    }

    /** @param next where the next file goes on */
    void end(String next) {
        position = next;
        ended = true;
        ObjectNode end = JSON.createObjectNode();
        end.putObject("end").put("events", events).put("position", next).put("hash", hash);
        write(end, StandardOpenOption.APPEND);
    }

    /** @throws CommandFailure unless this one ended and the next begins where it did */
    void checkBefore(ExportFile next) {
        if (!ended) {
            throw new CommandFailure(ExitCode.NOT_AS_STATED, "%s: has no end".formatted(file));
        }
        if (!next.head.path("previous").asString("").equals(hash)
                || !next.head.path("after").asString("").equals(position)) {
            throw new CommandFailure(
                    ExitCode.NOT_AS_STATED, "%s: does not go on where %s ended".formatted(next.file, file));
        }
    }

    JsonNode head() {
        return head;
    }

    String position() {
        return position == null ? "" : position;
    }

    String hash() {
        return hash;
    }

    long events() {
        return events;
    }

    boolean ended() {
        return ended;
    }

    private void write(JsonNode line, StandardOpenOption option) {
        put(JSON.writeValueAsString(line) + "\n", option);
    }

    private void put(String text, StandardOpenOption option) {
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.WRITE, option);
        } catch (IOException unwritable) {
            throw new CommandFailure(ExitCode.USAGE, "cannot be written: " + file);
        }
    }

    private String text() {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new CommandFailure(ExitCode.USAGE, "cannot be read: " + file);
        }
    }

    private JsonNode parsed(String line, int number) {
        try {
            return JSON.readTree(line);
        } catch (JacksonException noJson) {
            throw broken(number, "is no JSON");
        }
    }

    private CommandFailure broken(int number, String what) {
        return new CommandFailure(ExitCode.NOT_AS_STATED, "%s: line %d %s".formatted(file, number, what));
    }
}

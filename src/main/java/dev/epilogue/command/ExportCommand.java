package dev.epilogue.command;

import dev.epilogue.journal.Position;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code export FILE}, {@code export --check FILE NEXT…}. */
@Command(
        name = "export",
        header = "Writes a tenant's events to a file in which each line proves those before it.",
        description = {
            "Reads the feed to its present end, or to the first event of --to or later. A file that was cut off is gone on with by the same"
                    + " command. With --continue a file begins where another ended, so that every event stands in exactly one of them.",
            "With --check nothing is asked of a service: the lines of each file, and each file against the one before it."
        },
        footer = {
            "Example:",
            "  epilogue export november.ndjson --to 2026-12-01T00:00:00Z --key-file key",
            "  epilogue export december.ndjson --continue november.ndjson --to 2027-01-01T00:00:00Z --key-file key",
            "  epilogue export --check november.ndjson december.ndjson"
        })
final class ExportCommand extends Talk implements Runnable {

    private static final String PAGE = "/v1/events?limit=1000&after=";

    @Mixin
    private final Service service = new Service();

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "to write; with --check those to read, in their order")
    private List<Path> files = List.of();

    @Option(names = "--from", paramLabel = "TIME", description = "leaves out what is older")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "ends before the first event of this time or later")
    private @Nullable Instant to;

    @Option(names = "--continue", paramLabel = "FILE", description = "begins where this file ended")
    private @Nullable Path previous;

    @Option(names = "--check", description = "checks files instead")
    private boolean check;

    @Override
    public void run() {
        if (check) {
            check();
        } else if (files.size() > 1) {
            throw mistake("one file is written at a time");
        } else {
            export(files.getFirst());
        }
    }

    private void check() {
        List<ExportFile> read = files.stream().map(ExportFile::read).toList();
        for (int i = 1; i < read.size(); i++) {
            read.get(i - 1).checkBefore(read.get(i));
        }
        ExportFile last = read.getLast();
        long events = read.stream().mapToLong(ExportFile::events).sum();
        say(
                () -> both("events", events, "hash", last.hash()),
                () -> "%d events in %d files, the last hash is %s%s"
                        .formatted(
                                events,
                                read.size(),
                                last.hash(),
                                last.ended() ? "" : "; the last file has no end yet"));
    }

    private void export(Path file) {
        ExportFile export = Files.exists(file) ? ExportFile.read(file) : ExportFile.begin(file, head());
        if (!export.ended()) {
            export.trim();
            fill(export);
        }
        say(
                () -> both("events", export.events(), "hash", export.hash()),
                () -> "%s holds %d events, the last hash is %s".formatted(file, export.events(), export.hash()));
    }

    private ObjectNode head() {
        ExportFile before = previous == null ? null : ExportFile.read(previous);
        if (before != null && !before.ended()) {
            throw mistake(previous + " has no end yet");
        }
        return JSON.createObjectNode()
                .put("format", ExportFile.FORMAT)
                .put("from", from == null ? null : from.toString())
                .put("to", to == null ? null : to.toString())
                .put("after", before == null ? Position.FIRST.text() : before.position())
                .put("previous", before == null ? null : before.hash());
    }

    /** By the range of the file's own head, whatever this command says. */
    private void fill(ExportFile export) {
        Instant first = instant(export.head(), "from");
        Instant end = instant(export.head(), "to");
        String after = export.position();
        while (true) {
            JsonNode page = service.get(PAGE + after);
            if (page.path("reset").asBoolean()) {
                throw new CommandFailure(
                        ExitCode.REFUSED,
                        "events behind %s are gone, pruned or left on another server".formatted(after));
            }
            List<JsonNode> taken = new ArrayList<>();
            for (JsonNode event : page.path("events")) {
                Instant at = Instant.parse(event.path("at").asString());
                if (end != null && !at.isBefore(end)) {
                    export.append(taken);
                    export.end(after);
                    return;
                }
                after = event.path("position").asString();
                if (first == null || !at.isBefore(first)) {
                    taken.add(event);
                }
            }
            export.append(taken);
            if (!page.hasNonNull("nextCursor")) {
                export.end(after);
                return;
            }
        }
    }

    private static @Nullable Instant instant(JsonNode head, String name) {
        String text = Objects.requireNonNull(head.get(name)).stringValue(null);
        return text == null ? null : Instant.parse(text);
    }
}

package dev.epilogue.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far {@code listen} has come, in a file of its own: the position, and below it how many replays of its webhook it has heard. */
final class ListenPlace {

    private final Path file;
    private @Nullable String position;
    private @Nullable Long replays;

    private ListenPlace(Path file) {
        this.file = file;
    }

    /** Of a file that is not there: nowhere yet. */
    static ListenPlace read(Path file) {
        ListenPlace place = new ListenPlace(file.toAbsolutePath());
        if (!Files.exists(file)) {
            return place;
        }
        try {
            List<String> lines = Files.readString(file, StandardCharsets.UTF_8)
                    .strip()
                    .lines()
                    .toList();
            place.position = lines.isEmpty() ? null : lines.getFirst().strip();
            place.replays = lines.size() < 2 ? null : Long.valueOf(lines.get(1).strip());
            return place;
        } catch (IOException | NumberFormatException unreadable) {
            throw new CommandFailure(ExitCode.USAGE, "cannot be read: " + file);
        }
    }

    @Nullable
    String position() {
        return position;
    }

    @Nullable
    Long replays() {
        return replays;
    }

    void keep(String position) {
        if (!position.equals(this.position)) {
            this.position = position;
            write();
        }
    }

    void heard(long replays) {
        this.replays = replays;
        if (position != null) {
            write();
        }
    }

    /** To another place, as its webhook was moved to. */
    void replayed(long replays, String position) {
        this.replays = replays;
        this.position = position;
        write();
    }

    /** All of it or what was there before: who is killed in between posts the last event once more. */
    private void write() {
        try {
            Path fresh = Files.createTempFile(file.getParent(), ".epilogue", ".position");
            Files.writeString(fresh, replays == null ? position : position + "\n" + replays + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException full) {
            throw new CommandFailure(ExitCode.USAGE, "cannot be written: " + file);
        }
    }
}

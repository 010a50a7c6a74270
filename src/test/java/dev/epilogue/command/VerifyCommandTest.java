package dev.epilogue.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A certificate on a machine that has nothing but the jar. */
class VerifyCommandTest {

    private static final Path GOOD = Path.of("src", "test", "resources", "certificates", "v1-closed.json");

    @TempDir
    Path folder;

    @Test
    void aWholeFileHoldsAndItsMakerIsNamedByTheKeySet() throws IOException {
        assertThat(CommandRun.of("verify", GOOD.toString()))
                .satisfies(run -> assertThat(run.code()).isZero())
                .satisfies(run -> assertThat(run.out())
                        .contains(
                                "SETTLED",
                                "which the file itself brings",
                                "4 SIGNED_BY_PARTICIPANT",
                                "everything holds"));

        Path keys = folder.resolve("jwks.json");
        JsonMapper json = JsonMapper.shared();
        Files.writeString(
                keys,
                json.createObjectNode()
                        .set("keys", json.readTree(Files.readString(GOOD)).get("keys"))
                        .toString());
        assertThat(CommandRun.of("verify", GOOD.toString(), "--keys", keys.toString()))
                .satisfies(run -> assertThat(run.code()).isZero())
                .satisfies(run -> assertThat(run.out()).contains("of the key set"));

        Files.writeString(keys, "{\"keys\":[]}");
        assertThat(CommandRun.of("verify", GOOD.toString(), "--keys", keys.toString()))
                .satisfies(run -> assertThat(run.code()).isEqualTo(3))
                .satisfies(run -> assertThat(run.out()).isEqualTo("BROKEN  seal: was made by no key of the key set"));
    }

    @Test
    void whatIsBrokenIsNamedAndHasItsOwnExitCode() throws IOException {
        Path changed = folder.resolve("changed.json");
        Files.writeString(changed, Files.readString(GOOD).replaceFirst("\"amount\":\"7.5\"", "\"amount\":\"7.6\""));

        assertThat(CommandRun.of("verify", changed.toString()))
                .satisfies(run -> assertThat(run.code()).isEqualTo(3))
                .satisfies(run -> assertThat(run.out()).isEqualTo("BROKEN  closure: is not what was sealed"));
        assertThat(CommandRun.of("verify", changed.toString(), "--json").out()).contains("\"where\":\"closure\"");
        assertThat(CommandRun.of("verify", folder.resolve("none.json").toString())
                        .code())
                .isEqualTo(2);
    }
}

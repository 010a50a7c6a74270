package dev.epilogue.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.epilogue.testing.NoNetwork;
import dev.epilogue.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /** Not even its own loopback address: the jar and the file are all that it takes. */
    @Test
    void aMachineWithoutNetworkSuffices() {
        assumeTrue(NoNetwork.available(), "this machine gives no namespaces");
        assertThat(apart("explain", "018f0000-0000-7000-8000-000000000000", "--url", "http://127.0.0.1:9"))
                .satisfies(alone -> assertThat(alone.code()).isEqualTo(4))
                .satisfies(alone -> assertThat(alone.output()).contains("does not answer"));
        for (String end : List.of("v1-closed", "0x-closed", "v1-paid-out-open", "0x-protected")) {
            assertThat(apart("verify", GOOD.resolveSibling(end + ".json").toString()))
                    .satisfies(held -> assertThat(held.code()).as(held.output()).isZero())
                    .satisfies(held -> assertThat(held.output()).contains("everything holds"));
        }
    }

    private static Programs.Ended apart(String... command) {
        List<String> java = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.epilogue.EpilogueApplication"));
        java.addAll(List.of(command));
        return NoNetwork.run(java, 60);
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

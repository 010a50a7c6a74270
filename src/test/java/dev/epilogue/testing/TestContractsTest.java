package dev.epilogue.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed interfaces and bytecode are what the committed sources compile to. */
@EnabledIfNode
class TestContractsTest {

    private static final long MINUTES = 10;

    @TempDir
    Path folder;

    @Test
    void theBuildIsThatOfTheSources() throws IOException, InterruptedException {
        assertThat(new NodePackages(TestContract.FOLDER).hindrance()).isEmpty();
        run("node", "build.mjs", "--check");
    }

    private void run(String... command) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .directory(TestContract.FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended && process.exitValue() == 0)
                .as(Files.readString(output))
                .isTrue();
    }
}

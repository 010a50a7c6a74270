package dev.epilogue.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The image's way to start a Java machine, with a real one that tells what it was made to use. */
class ImageStartTest {

    /** Takes the place of the image's {@code java}: the same machine and options, but nothing to run. */
    private static final String JAVA = """
            #!/bin/bash
            options=()
            for argument in "$@"; do
                case $argument in
                    -XX:AOTCache=*) ;;
                    -XX:*) options+=("$argument") ;;
                    -jar) break ;;
                esac
            done
            echo "last: ${@: -1}"
            exec "$REAL_JAVA" "${options[@]}" -XX:+PrintFlagsFinal -version
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "EPILOGUE_COLLECTOR, Z, UseZGC",
        "EPILOGUE_COLLECTOR, Serial, UseSerialGC",
        "JAVA_TOOL_OPTIONS, -XX:+UseZGC, UseZGC",
        "JAVA_TOOL_OPTIONS, -Xss512k -XX:+UseParallelGC, UseParallelGC",
        "JDK_JAVA_OPTIONS, -XX:+UseSerialGC, UseSerialGC",
        "JAVA_TOOL_OPTIONS, -Xss512k, UseG1GC",
    })
    void oneCollectorIsUsedWhoeverNamesIt(String variable, String value, String flag) throws Exception {
        assertThat(start(Map.of(variable, value))).containsPattern("bool " + flag + " +:?= true");
    }

    @Test
    void commandsAreHandedOn() throws Exception {
        assertThat(start(Map.of(), "keys", "list")).contains("last: list");
    }

    private String start(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Path java = folder.resolve("java");
        Files.writeString(java, JAVA);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        String[] command = new String[arguments.length + 2];
        command[0] = "bash";
        command[1] = Path.of("docker", "start").toString();
        System.arraycopy(arguments, 0, command, 2, arguments.length);
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment().keySet().removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        process.environment().putAll(environment);
        process.environment()
                .put(
                        "REAL_JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
        process.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        Process started = process.start();
        String told = new String(started.getInputStream().readAllBytes(), UTF_8);
        assertThat(started.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(started.exitValue()).as(told).isZero();
        return told;
    }
}

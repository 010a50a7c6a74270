package dev.epilogue.javascript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.testing.EnabledIfNode;
import dev.epilogue.testing.JavaScriptTests;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The JavaScript client at running services of every dialect, which let nobody in without a credential: its own tests, a file at a time. */
@EnabledIfNode
@Tag("database")
class JavaScriptClientTest {

    private static ServicesForPrograms services;

    @BeforeAll
    static void start() throws IOException {
        assertThat(JavaScriptTests.hindrance()).isEmpty();
        services = new ServicesForPrograms();
    }

    @AfterAll
    static void stop() {
        services.close();
    }

    @TestFactory
    Stream<DynamicTest> allTestsOfTheClientPass() {
        List<String> files = JavaScriptTests.files();
        assertThat(files).contains("payloads.test.js", "rebuild.test.js");
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(file, () -> JavaScriptTests.run(file, services.url())));
    }
}

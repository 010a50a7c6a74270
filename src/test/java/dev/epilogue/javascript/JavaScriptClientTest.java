package dev.epilogue.javascript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.testing.EnabledIfNode;
import dev.epilogue.testing.JavaScriptTests;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The JavaScript client at running services of every dialect, which let nobody in without a credential: its own tests, some files at a time. */
@EnabledIfNode
@Tag("database")
class JavaScriptClientTest {

    /** Most of them wait for something most of the time. */
    private static final int AT_A_TIME = 3;

    /** Whoever takes a service away from the others comes when they are through. */
    private static final String RESTARTS = "listening.test.js";

    private static ServicesForPrograms services;
    private static ExecutorService threads;

    @BeforeAll
    static void start() throws IOException {
        assertThat(JavaScriptTests.hindrance()).isEmpty();
        services = new ServicesForPrograms();
        threads = Executors.newFixedThreadPool(AT_A_TIME);
    }

    @AfterAll
    static void stop() {
        threads.close();
        services.close();
    }

    @TestFactory
    Stream<DynamicTest> allTestsOfTheClientPass() {
        List<String> files = JavaScriptTests.files();
        assertThat(files).contains("payloads.test.js", "rebuild.test.js", RESTARTS);
        Map<String, CompletableFuture<Void>> runs = new LinkedHashMap<>();
        for (String file : files) {
            if (!file.equals(RESTARTS)) {
                runs.put(file, CompletableFuture.runAsync(() -> JavaScriptTests.run(file, services.url()), threads));
            }
        }
        CompletableFuture<?> others = CompletableFuture.allOf(runs.values().toArray(CompletableFuture[]::new));
        runs.put(
                RESTARTS,
                others.handleAsync(
                        (done, failed) -> {
                            JavaScriptTests.run(RESTARTS, services.url());
                            return null;
                        },
                        threads));
        return runs.entrySet().stream()
                .map(run -> DynamicTest.dynamicTest(
                        run.getKey(), () -> run.getValue().get()));
    }
}

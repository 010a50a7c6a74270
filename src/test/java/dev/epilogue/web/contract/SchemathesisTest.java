package dev.epilogue.web.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.testing.EnabledIfLanguage;
import dev.epilogue.testing.EnabledIfLanguage.Language;
import dev.epilogue.testing.Programs;
import dev.epilogue.testing.PythonSigners;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.SessionId;
import dev.epilogue.web.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Schemathesis reads the contract that the running service serves and draws requests from it, good ones and bad ones, as two
 * tenants: what it gets must be what the contract says, and nothing of the other one's.
 * {@code -Depilogue.schemathesis.examples=…} draws more of them, {@code -Depilogue.schemathesis.seed=…} others.
 */
@EnabledIfLanguage(Language.PYTHON)
class SchemathesisTest {

    private static final String EXAMPLES = System.getProperty("epilogue.schemathesis.examples", "5");
    private static final String SEED = System.getProperty("epilogue.schemathesis.seed", "1");
    private static final Path COMMON = Path.of("src", "test", "resources", "schemathesis.toml");
    private static final int SECONDS = 600;

    /** They end when something happens, or take lines that the tester cannot write. */
    private static final String NOT_FOR_IT = "/events$|/finalization$|^/v1/signatures$";

    private Stage stage;

    @BeforeEach
    void start() {
        stage = new Stage(TestDatabase.migrated(), "epilogue.access.mode", "required");
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void whatIsDrawnFromTheContractIsAnsweredAsItSays(@TempDir Path folder) throws IOException {
        stage.keys().tenant("second", Map.of("*", Set.of("*")));
        String first = stage.keys().everything("default");
        String second = stage.keys().everything("second");
        for (String owner : List.of(first, second)) {
            SessionId session = stage.session();
            String proposal = "{'sessionId':'" + session + "'}";
            assertThat(stage.post("/v1/closures", proposal, "Authorization", "Bearer " + owner)
                            .status())
                    .isEqualTo(201);
        }
        Path users = Files.writeString(folder.resolve("users.json"), users(Map.of("first", first, "second", second)));
        String peers = """

                [auth.wfc]
                path = "%s"
                user = "first"
                peers = ["first", "second"]
                """.formatted(users);
        Path settings = Files.writeString(folder.resolve("schemathesis.toml"), Files.readString(COMMON) + peers);

        Programs.Ended ended = PythonSigners.schemathesis(
                List.of(
                        "--config-file",
                        settings.toString(),
                        "run",
                        stage.epilogue().url() + "/openapi.yaml",
                        "--url",
                        stage.epilogue().url(),
                        "--exclude-path-regex",
                        NOT_FOR_IT,
                        "--max-examples",
                        EXAMPLES,
                        "--seed",
                        SEED,
                        "--no-color"),
                SECONDS);

        assertThat(ended.code()).as(ended.output()).isZero();
    }

    private static String users(Map<String, String> keys) {
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "auth",
                        keys.entrySet().stream()
                                .map(each -> Map.of(
                                        "name",
                                        each.getKey(),
                                        "fixedHeaders",
                                        List.of(Map.of("name", "Authorization", "value", "Bearer " + each.getValue()))))
                                .toList()));
    }
}

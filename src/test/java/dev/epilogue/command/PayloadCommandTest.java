package dev.epilogue.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the command counts from typed fields is what the protocols' own vectors say. */
class PayloadCommandTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<Integer, String> INTENTS = Map.of(0, "operate", 3, "close");

    static Stream<JsonNode> updates() {
        return read("/vectors/nitronode-v1.json")
                .get("app_state_update")
                .valueStream()
                .filter(vector -> INTENTS.containsKey(vector.get("intent").asInt()));
    }

    static Stream<JsonNode> closes() {
        return read("/vectors/clearnode-v0.json")
                .get("vectors")
                .valueStream()
                .filter(vector -> vector.path("req_text").asString("").contains("\"close_app_session\""));
    }

    @ParameterizedTest
    @MethodSource("updates")
    void aPayloadOfV1IsCounted(JsonNode vector) {
        List<String> words = new ArrayList<>(List.of(
                "payload",
                "nitronode",
                "--json",
                "--as-typed",
                "--session",
                vector.get("app_session_id").asString(),
                "--version-number",
                vector.get("version").asString(),
                "--intent",
                INTENTS.get(vector.get("intent").asInt()),
                "--session-data",
                vector.get("session_data").asString(),
                "--expect",
                vector.get("payload_hash").asString()));
        rows(words, vector.get("allocations_signed"));

        CommandRun run = CommandRun.of(words.toArray(String[]::new));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(JSON.readTree(run.out()).get("message")).isEqualTo(vector.get("payload_hash"));
        assertThat(JSON.readTree(run.out()).get("digest")).isEqualTo(vector.get("eip191_digest"));
    }

    @ParameterizedTest
    @MethodSource("closes")
    void aPayloadOf0xIsCounted(JsonNode vector) {
        String text = vector.get("req_text").asString();
        JsonNode request = JSON.readTree(text);
        JsonNode params = request.get(2);
        List<String> words = new ArrayList<>(List.of(
                "payload",
                "nitrorpc",
                "--json",
                "--session",
                params.get("app_session_id").asString(),
                "--id",
                request.get(0).toString(),
                "--timestamp",
                request.get(3).toString(),
                "--expect",
                vector.get("digest_keccak256").asString()));
        if (params.has("session_data")) {
            words.addAll(List.of("--session-data", params.get("session_data").asString()));
        }
        rows(words, params.get("allocations"));

        CommandRun run = CommandRun.of(words.toArray(String[]::new));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(JSON.readTree(run.out()).get("text").asString()).isEqualTo(text);
        assertThat(JSON.readTree(run.out()).get("digest")).isEqualTo(vector.get("digest_keccak256"));
    }

    @Test
    void theOrderInWhichV1RowsAreTypedDoesNotMatterUnlessItIsSaidTo() {
        JsonNode vector = updates()
                .filter(each -> each.get("name").asString().equals("close_v5"))
                .findFirst()
                .orElseThrow();
        String first = row(vector.get("allocations_signed").get(0));
        String second = row(vector.get("allocations_signed").get(1));
        String there = digest(vector, first, second);

        assertThat(digest(vector, second, first)).isEqualTo(there);
        assertThat(digest(vector, first, second, "--as-typed"))
                .isNotEqualTo(digest(vector, second, first, "--as-typed"));
    }

    private static String digest(JsonNode vector, String one, String other, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "payload",
                "nitronode",
                "--session",
                vector.get("app_session_id").asString(),
                "--intent",
                "close",
                "--version-number",
                "5",
                "--allocation",
                one,
                "--allocation",
                other));
        words.addAll(List.of(more));
        return CommandRun.of(words.toArray(String[]::new)).out();
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {
                "--allocation=0x12:yusd:1",
                "--allocation=0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266:yusd",
                "--allocation=0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266:yusd:1e3",
                "--allocation=0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266:yusd:-1",
                "--version-number=-1",
                "--intent=withdraw",
                "--session=0x12",
                "--expect=0x12",
                "--allocations=x"
            })
    void whatCannotBeReadIsNamed(String wrong) {
        String option = wrong.substring(0, wrong.indexOf('='));
        Stream<String> right = Stream.of(
                        "--version-number=5",
                        "--intent=close",
                        "--session=0x58958d6a9c5f34aeb316d46d709384e543b1dddff41b87ff0b6100341f091456")
                .filter(each -> !each.startsWith(option + "="));
        CommandRun run = CommandRun.of(
                Stream.concat(Stream.of("payload", "nitronode", wrong), right).toArray(String[]::new));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("see: epilogue payload");
    }

    /** The jar's own way in, as a process: no setting of a service is there, and with them a service would have been started. */
    @Test
    void itNeedsNothingOfAService() throws Exception {
        JsonNode vector = updates().findFirst().orElseThrow();
        Process process = new ProcessBuilder(
                        Objects.requireNonNull(
                                ProcessHandle.current().info().command().orElse("java")),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.epilogue.EpilogueApplication",
                        "payload",
                        "nitronode",
                        "--session",
                        vector.get("app_session_id").asString(),
                        "--version-number",
                        "9",
                        "--intent",
                        "close")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(said).matches("message  0x[0-9a-f]{64}\\Rdigest   0x[0-9a-f]{64}\\R");
        assertThat(process.exitValue()).isZero();
    }

    private static void rows(List<String> words, JsonNode rows) {
        rows.forEach(row -> words.addAll(List.of("--allocation", row(row))));
    }

    private static String row(JsonNode row) {
        return "%s:%s:%s"
                .formatted(
                        row.get("participant").asString(),
                        row.get("asset").asString(),
                        row.get("amount").asString());
    }

    private static JsonNode read(String name) {
        try (InputStream vectors = PayloadCommandTest.class.getResourceAsStream(name)) {
            return JSON.readTree(Objects.requireNonNull(vectors));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}

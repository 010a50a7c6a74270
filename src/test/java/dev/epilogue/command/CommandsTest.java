package dev.epilogue.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.epilogue.credential.TestKeys;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The way from an empty database to a service that lets somebody in. */
class CommandsTest {

    private static TestDatabase database;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private record Outcome(int code, String out, String err) {}

    private static Outcome run(String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        database.springProperties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Commands.run(arguments.toArray(String[]::new), new PrintWriter(out), new PrintWriter(err));
        return new Outcome(code, out.toString().strip(), err.toString().strip());
    }

    @Test
    void aServiceThatNobodyGetsIntoSaysHowTheFirstKeyIsMadeAndThatKeyOpensIt() throws Exception {
        RunningEpilogue.Starter starter = RunningEpilogue.on(database).with("epilogue.access.mode", "required");
        assertThatThrownBy(starter::start)
                .rootCause()
                .hasMessageContaining("keys create --tenant default --scopes admin");

        Outcome made = run("keys", "create", "--tenant", "default", "--scopes", "admin,closures:read");
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.out()).matches("epk_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}");
        try (RunningEpilogue service = starter.start()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(service.url() + "/v1/closures"))
                    .header("Authorization", "Bearer " + made.out())
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }
        String id = TestKeys.idOf(made.out());
        Outcome listed = run("keys", "list", "--tenant", "default");
        assertThat(listed.out()).contains(id, "admin,closures:read").doesNotContain(made.out());
        Outcome next = run("keys", "rotate", "--tenant", "default", id);
        assertThat(next.out()).startsWith("epk_").doesNotContain(id);
        assertThat(run("keys", "revoke", "--tenant", "default", id).code()).isZero();
        assertThat(run("keys", "list", "--tenant", "default").out()).contains("revoked 20");
    }

    @Test
    void whatCannotBeDoneIsSaidWithoutAStackTrace() {
        assertThat(run("keys", "create", "--tenant", "nobody", "--scopes", "admin"))
                .satisfies(refused -> assertThat(refused.err()).contains("no tenant of this name"))
                .extracting(Outcome::code)
                .isEqualTo(1);
        assertThat(run("keys", "create", "--tenant", "default", "--scopes", "operator")
                        .code())
                .isEqualTo(1);
        assertThat(run("keys", "create", "--tenant", "default", "--scopes", "everything")
                        .err())
                .contains("closures:read");
        assertThat(run("keys", "create").code()).isEqualTo(2);
        assertThat(run("keys", "revoke", "--tenant", "default", "000000000000").err())
                .contains("no such key");
        assertThat(run("tenants", "create", "Not A Name", "--display-name", "x", "--applications", "a:b")
                        .code())
                .isNotZero();
    }

    @Test
    void tenantsAreMadeAndListed() {
        Outcome made = run(
                "tenants", "create", "acme", "--display-name", "Acme Games", "--applications", "main:poker,main:chess");
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(run("tenants", "list").out()).contains("acme  Acme Games", "poker", "chess", "default");
        assertThat(run("tenants", "create", "acme", "--display-name", "x", "--applications", "*:*")
                        .err())
                .contains("already");
    }

    @Test
    void aTenantIsChangedDisabledAndEnabled() throws Exception {
        run("tenants", "create", "chess", "--display-name", "Chess Club", "--applications", "main:chess");
        String key = TestKeys.in(database).everything("chess");
        RunningEpilogue.Starter starter = RunningEpilogue.on(database).with("epilogue.access.mode", "required");
        try (RunningEpilogue service = starter.start();
                RunningEpilogue replica = starter.start()) {
            assertThat(List.of(asked(service, key), asked(replica, key))).containsOnly(200);

            assertThat(run("tenants", "disable", "chess").code()).isZero();
            assertThat(run("tenants", "list").out()).contains("Chess Club  {main=[chess]}  disabled");
            Awaitility.await().until(() -> asked(service, key) == 401 && asked(replica, key) == 401);

            assertThat(run("tenants", "enable", "chess").code()).isZero();
            Awaitility.await().until(() -> asked(service, key) == 200 && asked(replica, key) == 200);
        }

        Outcome changed = run(
                "tenants",
                "change",
                "chess",
                "--applications",
                "main:chess,side:go",
                "--origins",
                "https://chess.example");
        assertThat(changed.code()).as(changed.err()).isZero();
        assertThat(run("tenants", "list").out()).contains("Chess Club", "side=[go]");
        assertThat(run("tenants", "change", "chess", "--limits", "node-reads=5").code())
                .isZero();
        assertThat(run("tenants", "change", "chess", "--limits", "node-read=5").err())
                .contains("node-read=5");
        assertThat(run("tenants", "change", "chess").code()).isNotZero();
        assertThat(run("tenants", "change", "nobody", "--display-name", "x").err())
                .contains("no tenant nobody");
        assertThat(run("tenants", "disable", "nobody").err()).contains("no tenant nobody");
    }

    private static int asked(RunningEpilogue service, String key) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.url() + "/v1/closures"))
                .header("Authorization", "Bearer " + key)
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void onlyACommandIsTakenForOne() {
        assertThat(Commands.named(new String[] {})).isFalse();
        assertThat(Commands.named(new String[] {"--server.port=8080"})).isFalse();
        assertThat(Commands.named(new String[] {"--debug"})).isFalse();
        assertThat(Commands.named(new String[] {"keys"})).isTrue();
        assertThat(Commands.named(new String[] {"--server.port=8080", "keys"})).isTrue();
        assertThat(Commands.named(new String[] {"keyz"})).isTrue();
        assertThat(CommandRun.of("keyz"))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(2))
                .satisfies(refused -> assertThat(refused.err()).contains("keys"));
        assertThat(CommandRun.of("help").out()).contains("Commands:", "Exit codes:");
    }

    /** With every address that a server would want taken: who started one would fail. */
    @Test
    void noCommandStartsAWebServer() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = "--server.port=" + taken.getLocalPort();
            String management = "--management.server.port=" + taken.getLocalPort();
            String address = "--server.address=127.0.0.1";
            String master = "--epilogue.keys.master=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
            for (String[] command : List.of(
                    new String[] {"keys", "list", "--tenant", "default", port, management, address},
                    new String[] {"tenants", "list", port, management, address},
                    new String[] {"rotate", "--count", master, port, management, address})) {
                assertThat(run(command))
                        .as(command[0])
                        .satisfies(
                                done -> assertThat(done.code()).as(done.err()).isZero());
            }
        }
    }

    /** What each of them says to a script that gets its words wrong is as good as what it says to a person. */
    @Test
    void everyCommandFailsInJsonWhereJsonWasAskedFor() {
        Commands.line(new Installation(List.of())).getSubcommands().keySet().stream()
                .filter(name -> !name.equals("help"))
                .forEach(name -> {
                    CommandRun failed = CommandRun.of(name, "--json", "--no-such-option");
                    assertThat(failed.code()).as(name).isEqualTo(2);
                    JsonNode json = JsonMapper.shared().readTree(failed.err());
                    assertThat(json.path("exitCode").asInt()).as(name).isEqualTo(2);
                    assertThat(json.path("error").asString()).as(name).isNotBlank();
                    assertThat(json.has("problem")).as(name).isTrue();
                });
    }

    @Test
    void nobodyThereIsAnotherExitCodeThanNo() {
        assertThat(CommandRun.of("explain", "018f0000-0000-7000-8000-000000000000", "--url", "http://127.0.0.1:1"))
                .satisfies(silent -> assertThat(silent.code()).isEqualTo(4))
                .satisfies(silent -> assertThat(silent.err()).contains("http://127.0.0.1:1 does not answer"));
    }
}

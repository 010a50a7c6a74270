package dev.epilogue.command;

import com.standardwebhooks.Webhook;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code listen --forward URL}. */
@Command(
        name = "listen",
        header = "Forwards what happens to an address of yours, as a webhook would, from behind your firewall.",
        description = {
            "Follows the tenant's events and posts each to --forward, signed as Standard Webhooks say. What is not answered with 2xx is posted again,"
                    + " and nothing behind it before. How far it has come stands in --position-file: started again, it goes on there; without such a"
                    + " file it begins now.",
            "--resend posts events once more, by their ids, and ends; --catch-up posts what there is and ends."
        },
        footer = {
            "Example:",
            "  epilogue listen --forward http://localhost:3000/hook",
            "  epilogue listen --forward http://localhost:3000/hook --resend 01a20d40-d257-7dbc-97d4-c49eeb94f6d6/3"
        })
final class ListenCommand extends Talk implements Runnable {

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int PAGE = 200;
    private static final int GOOD = 300;

    @Mixin
    private final Service service = new Service();

    @Option(names = "--forward", required = true, paramLabel = "URL", description = "where events are posted")
    private @Nullable URI forward;

    @Option(names = "--types", split = ",", paramLabel = "TYPE", description = "only these events")
    private @Nullable List<String> types;

    @Option(
            names = "--position-file",
            paramLabel = "FILE",
            defaultValue = ".epilogue-listen",
            description = "how far it has come (default: ${DEFAULT-VALUE})")
    private @Nullable Path positionFile;

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "holds the secret that signs, whsec_… (default: what EPILOGUE_WEBHOOK_SECRET says)")
    private @Nullable Path secretFile;

    @Option(names = "--catch-up", description = "ends when everything was posted that there is")
    private boolean catchUp;

    @Option(names = "--resend", paramLabel = "ID", description = "posts this event once more, and ends")
    private @Nullable List<String> resend;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

    @Override
    public void run() {
        Webhook signer = signer();
        if (resend != null) {
            resend.forEach(id -> post(signer, event(id)));
            return;
        }
        while (!Thread.currentThread().isInterrupted()) {
            JsonNode page = page();
            for (JsonNode event : page.path("events")) {
                post(signer, event);
                keep(event.path("position").asString());
            }
            if (page.path("reset").asBoolean()) {
                tell("GAP  events were pruned before they could be forwarded", null, 0);
            }
            keep(page.path("position").asString());
            if (page.path("nextCursor").isNull()) {
                if (catchUp) {
                    return;
                }
                pause(FIRST_PAUSE);
            }
        }
    }

    private JsonNode page() {
        String query = "/v1/events?limit=" + PAGE
                + (types == null
                        ? ""
                        : "&types=" + types.stream().map(ListenCommand::encoded).collect(Collectors.joining(",")));
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                HttpRequest.Builder request =
                        service.request(query).timeout(ANSWER).header("Accept", "application/json");
                String position = position();
                return service.json(service.send(
                        (position == null ? request : request.header("Last-Event-ID", position))
                                .GET()
                                .build(),
                        BodyHandlers.ofString()));
            } catch (CommandFailure failure) {
                if (catchUp || failure.exitCode() != ExitCode.UNREACHABLE) {
                    throw failure;
                }
                tell("WAIT %s".formatted(failure.getMessage()), null, 0);
                pause(pause);
                pause = longer(pause);
            }
        }
    }

    /** Until it is taken. */
    private void post(Webhook signer, JsonNode event) {
        String id = event.path("id").asString();
        String body = event.toString();
        Duration pause = FIRST_PAUSE;
        while (true) {
            int status = posted(signer, id, body);
            tell(
                    "%s  %s  %s"
                            .formatted(
                                    status == 0 ? "---" : status,
                                    id,
                                    event.path("type").asString()),
                    id,
                    status);
            if (status >= 200 && status < GOOD) {
                return;
            }
            pause(pause);
            pause = longer(pause);
        }
    }

    private int posted(Webhook signer, String id, String body) {
        long now = Instant.now().getEpochSecond();
        try {
            HttpRequest request = HttpRequest.newBuilder(Objects.requireNonNull(forward))
                    .timeout(ANSWER)
                    .header("Content-Type", "application/json")
                    .header(Webhook.UNBRANDED_MSG_ID_KEY, id)
                    .header(Webhook.UNBRANDED_MSG_TIMESTAMP_KEY, Long.toString(now))
                    .header(Webhook.UNBRANDED_MSG_SIGNATURE_KEY, signer.sign(id, now, body))
                    .POST(BodyPublishers.ofString(body))
                    .build();
            HttpResponse<Void> answer = http.send(request, BodyHandlers.discarding());
            return answer.statusCode();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.UNREACHABLE, "interrupted");
        } catch (Exception silence) {
            return 0;
        }
    }

    private JsonNode event(String id) {
        String[] parts = id.split("/", -1);
        if (parts.length != 2 || !parts[0].matches("[0-9a-f-]{36}") || !parts[1].matches("[1-9][0-9]{0,17}")) {
            throw mistake("no event's id: " + id);
        }
        long number = Long.parseLong(parts[1]);
        JsonNode events = service.get("/v1/closures/%s/timeline?limit=1&after=%d".formatted(parts[0], number - 1))
                .path("events");
        if (events.isEmpty() || !events.get(0).path("id").asString().equals(id)) {
            throw new CommandFailure(ExitCode.REFUSED, "there is no such event any more: " + id);
        }
        return events.get(0);
    }

    private Webhook signer() {
        try {
            String secret = secretFile == null
                    ? Objects.requireNonNullElse(System.getenv("EPILOGUE_WEBHOOK_SECRET"), "")
                    : Files.readString(secretFile, StandardCharsets.UTF_8);
            return new Webhook(secret.strip());
        } catch (IOException unreadable) {
            throw mistake("cannot be read: " + secretFile);
        } catch (com.standardwebhooks.exceptions.EmptyWebhookSecretException | IllegalArgumentException none) {
            throw mistake("a secret is needed, whsec_ and base64: --secret-file, or EPILOGUE_WEBHOOK_SECRET");
        }
    }

    private @Nullable String position() {
        try {
            Path file = Objects.requireNonNull(positionFile);
            return Files.exists(file)
                    ? Files.readString(file, StandardCharsets.UTF_8).strip()
                    : null;
        } catch (IOException unreadable) {
            throw mistake("cannot be read: " + positionFile);
        }
    }

    /** All of it or what was there before: who is killed in between posts the last event once more. */
    private void keep(String position) {
        Path file = Objects.requireNonNull(positionFile).toAbsolutePath();
        try {
            Path fresh = Files.createTempFile(file.getParent(), ".epilogue", ".position");
            Files.writeString(fresh, position);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException full) {
            throw new CommandFailure(ExitCode.USAGE, "cannot be written: " + file);
        }
    }

    private void tell(String words, @Nullable String id, int status) {
        say(() -> both("id", id == null ? "" : id, "status", status), () -> words);
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.UNREACHABLE, "interrupted");
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

package dev.epilogue.command;

import com.standardwebhooks.Webhook;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
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
            "Follows the tenant's stream of events and posts each to --forward, signed as Standard Webhooks say. What is not answered with 2xx is posted"
                    + " again, and nothing behind it before. How far it has come stands in --position-file: started again, it goes on there; without"
                    + " such a file it begins now.",
            "With --webhook it stands in for that webhook: it forwards what that one is told, and what is asked for with POST"
                    + " /v1/webhooks/{id}/replay comes here as well. That takes a key with the scope admin.",
            "--resend posts events once more, by their ids, and ends; --catch-up posts what there is and ends."
        },
        footer = {
            "Example:",
            "  epilogue listen --forward http://localhost:3000/hook",
            "  epilogue listen --forward http://localhost:3000/hook --webhook 3f0c1a52-8f0e-4f0e-9d0b-6c1d2e3f4a5b",
            "  epilogue listen --forward http://localhost:3000/hook --resend 01a20d40-d257-7dbc-97d4-c49eeb94f6d6/3"
        })
final class ListenCommand extends Talk implements Runnable {

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final int PAGE = 200;

    @Mixin
    private final Service service = new Service();

    @Option(names = "--forward", required = true, paramLabel = "URL", description = "where events are posted")
    private @Nullable URI forward;

    @Option(names = "--types", split = ",", paramLabel = "TYPE", description = "only these events")
    private @Nullable List<String> types;

    @Option(names = "--webhook", paramLabel = "ID", description = "stands in for this webhook: its types, its replays")
    private @Nullable UUID webhook;

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

    @Override
    public void run() {
        Forwarder forwarder = new Forwarder(Objects.requireNonNull(forward), signer(), this::tried);
        if (resend != null) {
            resend.forEach(id -> forwarder.post(event(id)));
            return;
        }
        ListenPlace place = ListenPlace.read(Objects.requireNonNull(positionFile));
        asTheWebhook(place);
        if (catchUp) {
            catchUp(forwarder, place);
        } else {
            follow(forwarder, place);
        }
    }

    /** What it is told, it is told from now on: replays of before were somebody else's. */
    private void asTheWebhook(ListenPlace place) {
        if (webhook == null) {
            return;
        }
        JsonNode shown = service.get("/v1/webhooks/" + webhook);
        if (types == null && !shown.path("types").isEmpty()) {
            types = shown.path("types").valueStream().map(JsonNode::asString).toList();
        }
        if (place.replays() == null) {
            place.heard(shown.at("/replay/number").asLong(0));
        } else {
            replayed(place, shown);
        }
    }

    private void follow(Forwarder forwarder, ListenPlace place) {
        Patience patience = new Patience();
        while (true) {
            try (EventStream stream = stream(place)) {
                patience.restore();
                forward(stream, forwarder, place);
            } catch (CommandFailure failure) {
                if (failure.exitCode() != ExitCode.UNREACHABLE
                        || Thread.currentThread().isInterrupted()) {
                    throw failure;
                }
                say("WAIT %s".formatted(failure.getMessage()), "", 0);
            } catch (InterruptedException interrupted) {
                throw Patience.interrupted();
            }
            patience.pause();
        }
    }

    private EventStream stream(ListenPlace place) {
        HttpRequest request = request("/v1/events?", place)
                .header("Accept", "text/event-stream")
                .build();
        HttpResponse<InputStream> answer = service.send(request, BodyHandlers.ofInputStream());
        EventStream stream = new EventStream(answer.body());
        if (answer.statusCode() != 200) {
            stream.close();
            throw service.refusal(answer.statusCode(), JSON.nullNode());
        }
        return stream;
    }

    /** Until it ends, or the webhook was moved to another place. */
    private void forward(EventStream stream, Forwarder forwarder, ListenPlace place) throws InterruptedException {
        long looked = System.nanoTime();
        while (!stream.silent()) {
            EventStream.Item item = stream.next(LOOK);
            if (item == EventStream.Item.END) {
                return;
            }
            if (item != null) {
                take(item, forwarder, place);
            }
            if (webhook != null && System.nanoTime() - looked > LOOK.toNanos()) {
                if (replayed(place, service.get("/v1/webhooks/" + webhook))) {
                    return;
                }
                looked = System.nanoTime();
            }
        }
    }

    private void take(EventStream.Item item, Forwarder forwarder, ListenPlace place) {
        if (item.type().equals("reset")) {
            gap();
        } else if (item.data() != null
                && !item.type().equals("stream.opened")
                && !item.type().equals("snapshot")) {
            forwarder.post(JSON.readTree(item.data()));
        }
        if (item.id() != null) {
            place.keep(item.id());
        }
    }

    /** Whether it was moved since it was heard of last; it goes on there, then. */
    private static boolean replayed(ListenPlace place, JsonNode shown) {
        JsonNode replay = shown.path("replay");
        Long heard = place.replays();
        if (replay.path("number").asLong(0) <= (heard == null ? 0 : heard)) {
            return false;
        }
        place.replayed(replay.path("number").asLong(), replay.path("position").asString());
        return true;
    }

    private void catchUp(Forwarder forwarder, ListenPlace place) {
        JsonNode page;
        do {
            page = service.json(service.send(
                    request("/v1/events?limit=" + PAGE + "&", place)
                            .timeout(ANSWER)
                            .header("Accept", "application/json")
                            .build(),
                    BodyHandlers.ofString()));
            for (JsonNode event : page.path("events")) {
                forwarder.post(event);
                place.keep(event.path("position").asString());
            }
            if (page.path("reset").asBoolean()) {
                gap();
            }
            place.keep(page.path("position").asString());
        } while (!page.path("nextCursor").isNull());
    }

    private HttpRequest.Builder request(String path, ListenPlace place) {
        String query = types == null
                ? ""
                : "types=" + types.stream().map(ListenCommand::encoded).collect(Collectors.joining(","));
        HttpRequest.Builder request = service.request(path + query).GET();
        return place.position() == null ? request : request.header("Last-Event-ID", place.position());
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

    private void tried(int status, JsonNode event) {
        String id = event.path("id").asString();
        say(
                "%s  %s  %s"
                        .formatted(
                                status == 0 ? "---" : status,
                                id,
                                event.path("type").asString()),
                id,
                status);
    }

    private void gap() {
        say("GAP  events were pruned before they could be forwarded", "", 0);
    }

    private void say(String words, String id, int status) {
        say(() -> both("id", id, "status", status), () -> words);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

package dev.epilogue.command;

import com.standardwebhooks.Webhook;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
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

    private static final Duration LOOK = Duration.ofSeconds(2);

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
            TenantEvents events = new TenantEvents(service, types);
            resend.forEach(id -> forwarder.post(event(events, id)));
            return;
        }
        ListenPlace place = ListenPlace.read(Objects.requireNonNull(positionFile));
        StandIn standIn = webhook == null ? null : new StandIn(service, webhook);
        List<String> itsTypes = standIn == null ? null : standIn.begin(place);
        TenantEvents events = new TenantEvents(service, types == null ? itsTypes : types);
        if (catchUp) {
            catchUp(events, forwarder, place);
        } else {
            follow(events, forwarder, place, standIn);
        }
    }

    private JsonNode event(TenantEvents events, String id) {
        try {
            return events.event(id);
        } catch (IllegalArgumentException none) {
            throw mistake(String.valueOf(none.getMessage()));
        }
    }

    private void follow(TenantEvents events, Forwarder forwarder, ListenPlace place, @Nullable StandIn standIn) {
        Patience patience = new Patience();
        while (true) {
            try (EventStream stream = events.stream(place)) {
                patience.restore();
                forward(stream, forwarder, place, standIn);
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

    /** Until it ends, or the webhook was moved to another place. */
    private void forward(EventStream stream, Forwarder forwarder, ListenPlace place, @Nullable StandIn standIn)
            throws InterruptedException {
        while (!stream.silent()) {
            EventStream.Item item = stream.next(LOOK);
            if (item == EventStream.Item.END) {
                return;
            }
            if (item != null) {
                take(item, forwarder, place);
            }
            if (standIn != null && standIn.moved(place)) {
                return;
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

    private void catchUp(TenantEvents events, Forwarder forwarder, ListenPlace place) {
        JsonNode page;
        do {
            page = events.page(place);
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
}

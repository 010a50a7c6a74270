package dev.epilogue.command;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** For a webhook: its types, and the replays that are asked of it from now on. Those of before were somebody else's. */
final class StandIn {

    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Service service;
    private final UUID webhook;
    private long looked = System.nanoTime();

    StandIn(Service service, UUID webhook) {
        this.service = service;
        this.webhook = webhook;
    }

    /** What the webhook is told; null: everything. */
    @Nullable
    List<String> begin(ListenPlace place) {
        JsonNode shown = shown();
        if (place.replays() == null) {
            place.heard(shown.at("/replay/number").asLong(0));
        } else {
            replayed(place, shown);
        }
        JsonNode types = shown.path("types");
        return types.isEmpty()
                ? null
                : types.valueStream().map(JsonNode::asString).toList();
    }

    /** Whether it was moved since it was heard of last; it goes on there, then. Asked often, it looks now and then. */
    boolean moved(ListenPlace place) {
        if (System.nanoTime() - looked <= LOOK.toNanos()) {
            return false;
        }
        boolean moved = replayed(place, shown());
        looked = System.nanoTime();
        return moved;
    }

    private JsonNode shown() {
        return service.get("/v1/webhooks/" + webhook);
    }

    private static boolean replayed(ListenPlace place, JsonNode shown) {
        JsonNode replay = shown.path("replay");
        Long heard = place.replays();
        if (replay.path("number").asLong(0) <= (heard == null ? 0 : heard)) {
            return false;
        }
        place.replayed(replay.path("number").asLong(), replay.path("position").asString());
        return true;
    }
}

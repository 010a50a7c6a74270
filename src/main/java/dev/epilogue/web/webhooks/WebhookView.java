package dev.epilogue.web.webhooks;

import dev.epilogue.web.http.Fields;
import dev.epilogue.webhook.Endpoint;
import dev.epilogue.webhook.PastDelivery;
import dev.epilogue.webhook.Reply;
import org.jspecify.annotations.Nullable;

/** A webhook without its secret, and what came of deliveries. */
final class WebhookView {

    private WebhookView() {}

    static Fields of(Endpoint endpoint) {
        Endpoint.Health health = endpoint.health();
        return Fields.of("id", endpoint.id())
                .put("url", endpoint.url())
                .put("description", endpoint.description())
                .put("types", endpoint.types().stream().sorted().toList())
                .put("status", endpoint.status())
                .put("position", endpoint.position().text())
                .put("createdAt", endpoint.createdAt())
                .put("updatedAt", endpoint.updatedAt())
                .put("failures", health.failures())
                .put("failingSince", health.failingSince())
                .put("lastError", health.lastError())
                .put("disabledAt", health.disabledAt())
                .put("lastDeliveredAt", health.deliveredAt())
                .put("nextAttemptAt", endpoint.nextAttemptAt())
                .put("olderSecretUntil", endpoint.olderSecretUntil())
                .put("replay", replay(endpoint.replay()));
    }

    private static @Nullable Fields replay(Endpoint.@Nullable Replay replay) {
        return replay == null
                ? null
                : Fields.of("number", replay.number())
                        .put("position", replay.position().text())
                        .put("at", replay.at());
    }

    static Fields of(PastDelivery delivery) {
        return Fields.of("number", delivery.number())
                .put("eventId", delivery.eventId())
                .put("type", delivery.type())
                .put("attempt", delivery.attempt())
                .put("at", delivery.at())
                .put("tookMillis", delivery.tookMillis())
                .put("delivered", delivery.delivered())
                .put("status", delivery.status())
                .put("error", delivery.error())
                .put("answer", delivery.answer());
    }

    static Fields of(Reply reply) {
        return Fields.of("delivered", reply.delivered())
                .put("tookMillis", reply.took().toMillis())
                .put("status", reply.status())
                .put("error", reply.error())
                .put("answer", reply.answer());
    }
}

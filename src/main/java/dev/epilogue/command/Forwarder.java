package dev.epilogue.command;

import com.standardwebhooks.Webhook;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** Posts events as a webhook of the service would, each until it is taken. */
final class Forwarder {

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int GOOD = 300;

    private final URI to;
    private final Webhook signer;
    private final Told told;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

    /** What is said of each try. */
    interface Told {
        /** @param status 0: there was no answer */
        void tried(int status, JsonNode event);
    }

    Forwarder(URI to, Webhook signer, Told told) {
        this.to = to;
        this.signer = signer;
        this.told = told;
    }

    void post(JsonNode event) {
        Patience patience = new Patience();
        while (true) {
            int status = posted(event.path("id").asString(), event.toString());
            told.tried(status, event);
            if (status >= 200 && status < GOOD) {
                return;
            }
            patience.pause();
        }
    }

    private int posted(String id, String body) {
        long now = Instant.now().getEpochSecond();
        try {
            HttpRequest request = HttpRequest.newBuilder(to)
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
            throw Patience.interrupted();
        } catch (Exception silence) {
            return 0;
        }
    }
}

package dev.epilogue.channel.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.Api;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.Hash32;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Channel updates by the calls that wallets and applications make. */
record UpdateCalls(Stage stage) {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The settlement's line of a participant, as soon as it is as wanted. */
    JsonNode line(Closing closing, Wallet participant, Predicate<JsonNode> wanted, String what) {
        JsonNode closure = closing.await(each -> wanted.test(lineOf(each, participant)), what);
        return lineOf(closure, participant);
    }

    static JsonNode lineOf(JsonNode closure, Wallet participant) {
        return StreamSupport.stream(closure.path("settlement").spliterator(), false)
                .filter(line -> line.path("participant")
                        .asString()
                        .equals(participant.address().checksummed()))
                .findFirst()
                .orElseThrow();
    }

    /** The id of the participant's update, once it asks for a signature. */
    String asking(Closing closing, Wallet participant) {
        return line(
                        closing,
                        participant,
                        line -> line.path("channelUpdate")
                                .path("status")
                                .asString("")
                                .equals("WAITING_SIGNATURE"),
                        "a question to " + participant)
                .path("channelUpdate")
                .path("id")
                .asString();
    }

    JsonNode payloads(String update) {
        return stage.api().get("/v1/channel-updates/" + update + "/payloads").ok();
    }

    JsonNode find(String update) {
        return stage.api().get("/v1/channel-updates/" + update).ok();
    }

    Api.Answer sign(String update, Wallet participant, Wallet signer) {
        return post(update, participant, payloads(update), signer, false);
    }

    Api.Answer signWithOptional(String update, Wallet participant) {
        return post(update, participant, payloads(update), participant, true);
    }

    Api.Answer post(String update, Wallet participant, JsonNode asked, Wallet signer, boolean optional) {
        List<String> required = new ArrayList<>();
        List<Map<String, Object>> along = new ArrayList<>();
        asked.path("payloads").forEach(payload -> {
            String signature =
                    signer.sign(Hash32.parse(payload.path("digest").asString())).hex();
            if (payload.path("required").asBoolean()) {
                required.add(signature);
            } else if (optional) {
                along.add(Map.of("index", payload.path("index").asInt(), "signature", signature));
            }
        });
        return post(update, participant, asked.path("round").asInt(), required, along);
    }

    Api.Answer post(
            String update, Wallet participant, int round, List<String> required, List<Map<String, Object>> along) {
        Map<String, Object> body = new HashMap<>();
        body.put("participant", participant.address());
        body.put("round", round);
        body.put("signatures", required);
        body.put("optionalSignatures", along);
        return stage.api().post("/v1/channel-updates/" + update + "/signatures", body);
    }

    JsonNode await(String update, String status) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JsonNode now = find(update);
        while (!now.path("status").asString().equals(status)) {
            assertThat(System.nanoTime()).as("%s never: %s", status, now).isLessThan(deadline);
            Thread.onSpinWait();
            now = find(update);
        }
        return now;
    }
}

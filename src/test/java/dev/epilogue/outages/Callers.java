package dev.epilogue.outages;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;

import dev.epilogue.sandbox.Api;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.sandbox.nitronode.SessionSeed;
import dev.epilogue.sandbox.nitronode.ledger.Definition;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.SessionId;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** An application and its two participants, over HTTP. */
final class Callers {

    private static final AtomicLong NONCES = new AtomicLong(1);

    private final FakeNitronode node;
    private final Api api;

    Callers(FakeNitronode node, RunningEpilogue service) {
        this.node = node;
        this.api = new Api(URI.create(service.url()));
    }

    Api api() {
        return api;
    }

    SessionId session() {
        Definition definition =
                Definition.unanimous("closure-demo", NONCES.getAndIncrement(), ALICE.address(), BOB.address());
        SessionSeed seed = SessionSeed.of(definition, holds(ALICE, "50"), holds(BOB, "37.5"));
        return node.ledger().openSession(seed.atVersion(4));
    }

    private static Allocation holds(Wallet wallet, String amount) {
        return new Allocation(wallet.address(), "yusd", Amount.parse(amount));
    }

    /** The closure's path. */
    String propose(SessionId session) {
        JsonNode closure =
                api.post("/v1/closures", Map.of("sessionId", session)).ok();
        return "/v1/closures/" + closure.path("id").asString();
    }

    Map<String, Object> signature(String closure, Wallet wallet) {
        JsonNode asked = api.get(closure + "/payloads").ok();
        List<String> signatures = new ArrayList<>();
        asked.path("payloads")
                .forEach(payload -> signatures.add(
                        wallet.sign(Hash32.parse(payload.path("digest").asString()))
                                .hex()));
        return Map.of(
                "participant", wallet.address(), "round", asked.path("round").asInt(), "signatures", signatures);
    }

    Api.Answer sign(String closure, Wallet wallet) {
        return api.post(closure + "/signatures", signature(closure, wallet));
    }

    String signedByBoth(SessionId session) {
        String closure = propose(session);
        sign(closure, ALICE).ok();
        sign(closure, BOB).ok();
        return closure;
    }

    String status(String closure) {
        return api.get(closure).ok().path("status").asString();
    }

    void awaitStatus(String closure, String status) {
        Awaitility.await(closure + " " + status)
                .atMost(Duration.ofSeconds(40))
                .ignoreExceptions()
                .until(() -> status(closure).equals(status));
    }
}

package dev.epilogue.sandbox;

import dev.epilogue.signing.Eip191;
import dev.epilogue.signing.nitronode.AppStateUpdate;
import dev.epilogue.signing.nitronode.Intent;
import dev.epilogue.signing.nitrorpc.FrozenClose;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.SessionId;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/**
 * Wallets that agree to whatever they understand: each rebuilds what it is asked to sign from the fields that it would show its
 * user, and signs only what comes out equal. Bob refuses disputed sessions; Carol never answers; sessions that are to be signed by hand
 * are left to whoever sits at a browser.
 */
final class DemoWallets {

    private static final Duration PACE = Duration.ofMillis(300);

    private static final Set<String> SILENT = ConcurrentHashMap.newKeySet();

    private final Api api;
    private final String origin;
    private final Set<String> done = ConcurrentHashMap.newKeySet();

    private DemoWallets(Api api, String origin) {
        this.api = api;
        this.origin = origin;
    }

    /** @param origin the service's public one, which stands in what is signed to decline */
    static void start(Api api, String origin) {
        DemoWallets wallets = new DemoWallets(api, origin);
        for (Wallet wallet : List.of(Wallet.ALICE, Wallet.BOB)) {
            Thread.ofPlatform().name(wallet.name()).daemon().start(() -> wallets.live(wallet));
        }
    }

    /** @param name of a wallet that from now on answers nothing, or answers again */
    static void silence(String name, boolean now) {
        if (now) {
            SILENT.add(name);
        } else {
            SILENT.remove(name);
        }
    }

    static List<String> silent() {
        return SILENT.stream().sorted().toList();
    }

    private void live(Wallet wallet) {
        try {
            follow(wallet);
        } catch (UncheckedIOException serviceIsGone) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(Wallet wallet) {
        while (!Thread.currentThread().isInterrupted()) {
            JsonNode pending = api.get("/v1/closures?status=COLLECTING&participant=" + wallet.address())
                    .body()
                    .path("closures");
            pending.forEach(closure -> answer(wallet, closure));
            LockSupport.parkNanos(PACE.toNanos());
        }
    }

    private void answer(Wallet wallet, JsonNode closure) {
        String id = closure.path("id").asString();
        int round = closure.path("round").path("number").asInt();
        if (SILENT.contains(wallet.name())
                || closure.path("application").asString().equals(SandboxSessions.BY_HAND)) {
            return;
        }
        if (!done.add(wallet.name() + id + round)) {
            return;
        }
        boolean refuses =
                wallet == Wallet.BOB && closure.path("application").asString().equals(SandboxSessions.DISPUTED);
        if (refuses) {
            decline(wallet, closure, round);
        } else {
            sign(wallet, closure, round);
        }
    }

    private void sign(Wallet wallet, JsonNode closure, int round) {
        String path = "/v1/closures/" + closure.path("id").asString();
        JsonNode asked =
                api.get(path + "/payloads?participant=" + wallet.address()).ok();
        SessionId session = SessionId.parse(closure.path("sessionId").asString());
        List<String> signatures = new ArrayList<>();
        for (JsonNode payload : asked.path("payloads")) {
            if (payload.path("required").asBoolean()) {
                signatures.add(wallet.sign(rebuilt(session, payload)).hex());
            }
        }
        api.post(path + "/signatures", body(wallet, round, signatures));
    }

    private static Hash32 rebuilt(SessionId session, JsonNode payload) {
        Hash32 digest = payload.path("scheme").asString().equals("RAW")
                ? request(session, payload).digest()
                : Eip191.digest(update(session, payload).payloadHash());
        if (!digest.hex().equals(payload.path("digest").asString())) {
            throw new IllegalStateException("asked to sign something else than is shown");
        }
        return digest;
    }

    /** The request that the text stands for, if it says exactly what is shown: no other text has these fields. */
    private static FrozenClose request(SessionId session, JsonNode payload) {
        FrozenClose close = FrozenClose.read(payload.path("text").asString());
        if (!close.sessionId().equals(session) || !close.allocations().equals(allocations(payload))) {
            throw new IllegalStateException("the text is not what is shown");
        }
        return close;
    }

    /** What the shown fields hash to. Never what somebody says that they hash to. */
    private static AppStateUpdate update(SessionId session, JsonNode payload) {
        return new AppStateUpdate(
                session,
                Intent.ofWire(payload.path("intent").asInt()),
                payload.path("versionNumber").asLong(),
                allocations(payload),
                payload.path("sessionData").asString());
    }

    private static List<Allocation> allocations(JsonNode payload) {
        List<Allocation> allocations = new ArrayList<>();
        payload.path("allocations")
                .forEach(row -> allocations.add(new Allocation(
                        Address.parse(row.path("participant").asString()),
                        row.path("asset").asString(),
                        Amount.parse(row.path("amount").asString()))));
        return allocations;
    }

    private static Map<String, Object> body(Wallet wallet, int round, List<String> signatures) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("participant", wallet.address());
        body.put("round", round);
        body.put("signatures", signatures);
        return body;
    }

    private void decline(Wallet wallet, JsonNode closure, int round) {
        String id = closure.path("id").asString();
        String reason = "I won that hand";
        String text = "Epilogue decline\nservice: %s\nclosure: %s\nround: %d\nsession: %s\nreason: %s"
                .formatted(origin, id, round, closure.path("sessionId").asString(), reason);
        api.post(
                "/v1/closures/" + id + "/decline",
                Map.of(
                        "participant",
                        wallet.address(),
                        "round",
                        round,
                        "reason",
                        reason,
                        "signature",
                        wallet.signText(text)));
    }
}

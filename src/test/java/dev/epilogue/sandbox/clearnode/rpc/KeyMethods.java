package dev.epilogue.sandbox.clearnode.rpc;

import dev.epilogue.sandbox.clearnode.engine.Refusal;
import dev.epilogue.sandbox.clearnode.engine.SessionKey;
import dev.epilogue.sandbox.clearnode.gojson.GoDecimal;
import dev.epilogue.sandbox.clearnode.gojson.GoTime;
import dev.epilogue.sandbox.clearnode.gojson.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** A wallet's session keys. */
final class KeyMethods {

    private KeyMethods() {}

    static Map<String, Method> all() {
        return Map.of(
                "get_session_keys",
                Method.query(Method.Access.PRIVATE, "get_session_keys", KeyMethods::list),
                "revoke_session_key",
                new Method(Method.Access.PRIVATE, KeyMethods::revoke));
    }

    private static Json list(Call call) {
        List<SessionKey> newestFirst = call.state().keys().of(call.wallet(), call.now());
        List<SessionKey> page = call.params(
                params -> ListOptions.of(params).page(newestFirst.reversed(), "failed to get session keys"));
        return Json.obj()
                .with("session_keys", page.stream().map(KeyMethods::view).toList());
    }

    private static Json view(SessionKey key) {
        List<Json> allowances = key.allowances().entrySet().stream()
                .<Json>map(cap -> Json.obj()
                        .with("asset", cap.getKey())
                        .with("allowance", GoDecimal.text(cap.getValue()))
                        .with("used", GoDecimal.text(key.used().getOrDefault(cap.getKey(), BigDecimal.ZERO))))
                .toList();
        return Json.obj()
                .with("id", key.id())
                .with("session_key", key.address())
                .with("application", key.application())
                .with("allowances", allowances)
                .with("scope", key.scope())
                .with("expires_at", GoTime.exact(key.expiresAt()))
                .with("created_at", GoTime.exact(key.createdAt()));
    }

    private static Work revoke(Call call) {
        String address = call.params(params -> params.text("session_key"));
        boolean own = call.state()
                .keys()
                .active(address, call.now())
                .filter(key -> key.wallet().equals(call.wallet()))
                .isPresent();
        if (!own) {
            throw new Refusal("operation denied: provided address is not an active session key of this user");
        }
        List<String> signers = call.request().signers("failed to verify signer");
        if (signers.isEmpty()
                || !call.state().keys().walletOf(signers.getFirst(), call.now()).equals(call.wallet())) {
            throw new Refusal("invalid signature");
        }
        return () -> {
            call.state().keys().revoke(address, call.now());
            return Reply.of("revoke_session_key", Json.obj().with("session_key", address));
        };
    }
}

package dev.epilogue.sandbox.clearnode.client;

import dev.epilogue.sandbox.clearnode.encoding.Policy;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Keccak;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Texts of requests, signed where needed. */
public final class Frames {

    private Frames() {}

    public static String req(long id, String method, String params, long timestamp) {
        return "[" + id + ",\"" + method + "\"," + params + "," + timestamp + "]";
    }

    /** @param keys of whoever signs these very bytes */
    public static String signed(String req, byte[]... keys) {
        String signatures = Arrays.stream(keys)
                .map(key -> "\""
                        + Secp256k1.best()
                                .sign(Keccak.hash(req.getBytes(StandardCharsets.UTF_8)), key)
                                .hex() + "\"")
                .collect(Collectors.joining(","));
        return "{\"req\":" + req + ",\"sig\":[" + signatures + "]}";
    }

    public static String authRequest(long id, Policy policy, long timestamp) {
        String params = "{\"address\":\"" + policy.wallet() + "\",\"session_key\":\"" + policy.sessionKey()
                + "\",\"application\":\"" + policy.application() + "\",\"allowances\":[],\"expires_at\":"
                + policy.expiresAt() + ",\"scope\":\"" + policy.scope() + "\"}";
        return signed(req(id, "auth_request", params, timestamp));
    }

    public static String authVerify(long id, Policy policy, String challenge, long timestamp, byte[] key) {
        String req = req(id, "auth_verify", "{\"challenge\":\"" + challenge + "\"}", timestamp);
        return "{\"req\":" + req + ",\"sig\":[\""
                + Secp256k1.best().sign(policy.digest(challenge), key).hex() + "\"]}";
    }
}

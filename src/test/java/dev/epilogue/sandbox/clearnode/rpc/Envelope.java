package dev.epilogue.sandbox.clearnode.rpc;

import dev.epilogue.sandbox.clearnode.gojson.Json;
import dev.epilogue.sandbox.clearnode.gojson.JsonWriter;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Keccak;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** An answer or push: the text of its {@code res} array, which is what gets signed (protocol 1.5). */
public record Envelope(String res) {

    static final String PUSH = "0";

    public static Envelope of(String id, String method, Json params, Instant now) {
        return new Envelope("[" + id + "," + JsonWriter.write(Json.of(method)) + "," + JsonWriter.write(params) + ","
                + now.toEpochMilli() + "]");
    }

    public static Envelope push(Push push, Instant now) {
        return of(PUSH, push.method(), push.params(), now);
    }

    public static Envelope error(String id, String text, Instant now) {
        return of(id, "error", Json.obj().with("error", text), now);
    }

    public String signed(byte[] key) {
        byte[] bytes = res.getBytes(StandardCharsets.UTF_8);
        String signature = Secp256k1.best().sign(Keccak.hash(bytes), key).hex();
        return "{\"res\":" + res + ",\"sig\":[\"" + signature + "\"]}";
    }
}

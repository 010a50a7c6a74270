package dev.epilogue.sandbox.clearnode.encoding;

import dev.epilogue.sandbox.clearnode.gojson.Json;
import dev.epilogue.sandbox.clearnode.gojson.JsonWriter;
import dev.epilogue.value.Keccak;
import dev.epilogue.value.SessionId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A session's definition; its id is the hash of the text that the node writes of it (protocol 3.2). */
public record Definition(
        String application,
        String protocol,
        List<String> participants,
        List<BigInteger> weights,
        BigInteger quorum,
        BigInteger challenge,
        BigInteger nonce) {

    public Json.Obj json(String shownApplication) {
        return Json.obj()
                .with("application", shownApplication)
                .with("protocol", protocol)
                .with("participants", participants)
                .with("weights", weights)
                .with("quorum", quorum)
                .with("challenge", challenge)
                .with("nonce", nonce);
    }

    public String text() {
        return JsonWriter.write(json(application));
    }

    public SessionId id() {
        return new SessionId(Keccak.hash(text().getBytes(StandardCharsets.UTF_8)));
    }
}

package dev.epilogue.node.nitrorpc;

import dev.epilogue.sandbox.clearnode.client.DevelopmentKeys;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Keccak;
import java.nio.charset.StandardCharsets;

/** Frames as the node of the recordings, and the fake one, would sign them. */
final class Signed {

    private static final byte[] BROKER = DevelopmentKeys.key(0);

    private Signed() {}

    static String broker() {
        return DevelopmentKeys.address(0).checksummed();
    }

    static String result(String text) {
        return by(BROKER, text);
    }

    static String by(byte[] key, String text) {
        String signature = Secp256k1.best()
                .sign(Keccak.hash(text.getBytes(StandardCharsets.UTF_8)), key)
                .hex();
        return "{\"res\":" + text + ",\"sig\":[\"" + signature + "\"]}";
    }
}

package dev.epilogue.sandbox.clearnode.rpc;

import dev.epilogue.sandbox.clearnode.gojson.Fields;
import dev.epilogue.sandbox.clearnode.gojson.Json;
import dev.epilogue.sandbox.clearnode.gojson.Json.Member;
import dev.epilogue.sandbox.clearnode.gojson.JsonReader;
import dev.epilogue.sandbox.clearnode.gojson.MalformedJson;
import dev.epilogue.sandbox.clearnode.gojson.Untyped;
import dev.epilogue.value.Hex;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * From bytes to a request, in the steps of the node: scan, decode the array element by element, validate (protocol 1.2).
 * What was read before a failure is kept, since the id is echoed from it.
 */
final class FrameDecoder {

    private static final String FORMAT = "invalid message format";
    private static final String VALIDATION = "message validation failed";

    private BigInteger id = BigInteger.ZERO;
    private String method = "";
    private Json params = Json.NULL;
    private BigInteger timestamp = BigInteger.ZERO;

    private FrameDecoder() {}

    static Decoded decode(byte[] frame) {
        FrameDecoder decoder = new FrameDecoder();
        try {
            return decoder.request(JsonReader.read(frame));
        } catch (MalformedJson | IllegalArgumentException broken) {
            Optional<String> echoed = decoder.id.signum() == 0 ? Optional.empty() : Optional.of(decoder.id.toString());
            return new Decoded.Malformed(echoed, FORMAT);
        }
    }

    private Decoded request(Json frame) {
        Fields fields = new Fields(frame);
        Optional<Member> req = present(fields.member("req"));
        req.ifPresent(this::readArray);
        Optional<Member> res = present(fields.member("res"));
        res.ifPresent(member -> new FrameDecoder().readArray(member));
        List<byte[]> signatures = signatures(fields);
        boolean valid = req.isPresent()
                && res.isEmpty()
                && id.signum() != 0
                && !method.isEmpty()
                && !(params instanceof Json.Null)
                && timestamp.signum() != 0;
        return valid
                ? new Request(
                        id.toString(), method, params, timestamp, req.get().raw(), signatures)
                : new Decoded.Malformed(Optional.empty(), VALIDATION);
    }

    private void readArray(Member member) {
        if (!(member.value() instanceof Json.Arr array) || array.items().size() != 4) {
            throw new IllegalArgumentException("four elements expected");
        }
        List<Json> items = array.items();
        Json.Obj named =
                Json.obj().with("id", items.get(0)).with("method", items.get(1)).with("timestamp", items.get(3));
        Fields elements = new Fields(named);
        id = elements.unsigned("id");
        method = elements.text("method");
        params = Untyped.of(items.get(2));
        timestamp = elements.unsigned("timestamp");
    }

    private static List<byte[]> signatures(Fields fields) {
        return present(fields.member("sig"))
                .map(member -> {
                    if (!(member.value() instanceof Json.Arr array)) {
                        throw new IllegalArgumentException("list of signatures expected");
                    }
                    return array.items().stream().map(FrameDecoder::signature).toList();
                })
                .orElse(List.of());
    }

    private static byte[] signature(Json value) {
        if (value instanceof Json.Str string) {
            String hex = string.value();
            return Hex.decode(hex.startsWith("0X") ? "0x" + hex.substring(2) : hex);
        }
        throw new IllegalArgumentException("hex string expected");
    }

    private static Optional<Member> present(Optional<Member> member) {
        return member.filter(found -> !(found.value() instanceof Json.Null));
    }
}

package dev.epilogue.sandbox.clearnode.rpc;

import dev.epilogue.sandbox.clearnode.gojson.Json;
import dev.epilogue.sandbox.clearnode.gojson.JsonWriter;
import dev.epilogue.value.Hex;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What {@code get_rpc_history} lists: written after the work and before the answer (protocol 3.6.6). */
final class History {

    /** @param response the text of the {@code res} array */
    private record Line(long id, String sender, Request request, String response) {}

    private final List<Line> lines = new ArrayList<>();

    void add(String sender, Request request, String response) {
        lines.add(new Line(lines.size() + 1L, sender, request, response));
    }

    Map<String, Method> all() {
        return Map.of("get_rpc_history", Method.query(Method.Access.PRIVATE, "get_rpc_history", this::list));
    }

    private Json list(Call call) {
        List<Line> own = lines.stream()
                .filter(line -> line.sender().equals(call.wallet()))
                .sorted(Comparator.<Line, BigInteger>comparing(
                                line -> line.request().timestamp())
                        .thenComparing(Line::id, Comparator.reverseOrder()))
                .toList();
        List<Line> page = call.params(params -> ListOptions.of(params).page(own, "failed to get RPC history"));
        return Json.obj().with("rpc_entries", page.stream().map(History::view).toList());
    }

    /** Both lists of signatures are the request's, with a recovery id of 0 or 1. */
    private static Json view(Line line) {
        List<String> signatures =
                line.request().signatures().stream().map(History::zeroBased).toList();
        return Json.obj()
                .with("id", line.id())
                .with("sender", line.sender())
                .with("req_id", new Json.Num(line.request().id()))
                .with("method", line.request().method())
                .with("params", JsonWriter.write(line.request().params()))
                .with("timestamp", line.request().timestamp())
                .with("req_sig", signatures)
                .with("response", line.response())
                .with("res_sig", signatures);
    }

    private static String zeroBased(byte[] signature) {
        byte[] copy = signature.clone();
        if (copy.length == 65 && copy[64] >= 27) {
            copy[64] -= 27;
        }
        return Hex.encode(copy);
    }
}

package dev.epilogue.sandbox.clearnode.rpc;

import dev.epilogue.sandbox.clearnode.gojson.Json;
import java.util.List;

/** @param before pushes that go out before the answer @param after pushes behind it */
public record Reply(String method, Json result, List<Push> before, List<Push> after) {

    static Reply of(String method, Json result) {
        return new Reply(method, result, List.of(), List.of());
    }
}

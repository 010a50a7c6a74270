package dev.epilogue.sandbox.clearnode.rpc;

import dev.epilogue.sandbox.clearnode.gojson.Json;
import java.util.function.Function;

/**
 * A method of the node.
 *
 * @param access who may call it and what follows
 * @param prepare checks the call; refusals leave no trace
 */
record Method(Access access, Function<Call, Work> prepare) {

    enum Access {
        PUBLIC,
        /** Needs a logged-in connection and a fresh timestamp. */
        PRIVATE,
        /** Private, and kept in the caller's history. */
        RECORDED,
        /** Recorded, and the caller gets its balances before the answer, whatever that is. */
        SETTLING
    }

    static Method query(Access access, String answer, Function<Call, Json> read) {
        return new Method(access, call -> {
            Json result = read.apply(call);
            return () -> Reply.of(answer, result);
        });
    }
}

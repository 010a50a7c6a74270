package dev.epilogue.sandbox.clearnode.rpc;

import dev.epilogue.sandbox.clearnode.engine.NodeState;
import dev.epilogue.sandbox.clearnode.engine.Refusal;
import dev.epilogue.sandbox.clearnode.engine.Signers;
import dev.epilogue.sandbox.clearnode.gojson.Fields;
import dev.epilogue.sandbox.clearnode.gojson.MalformedJson;
import java.time.Instant;
import java.util.function.Function;

/** A request that is being worked on. */
public record Call(NodeState state, Peer peer, Request request, Instant now) {

    String wallet() {
        return peer.wallet().orElseThrow(() -> new Refusal("authentication required"));
    }

    <T> T params(Function<Fields, T> decode) {
        return params("failed to parse parameters", decode);
    }

    <T> T params(String failure, Function<Fields, T> decode) {
        try {
            return decode.apply(new Fields(request.params()));
        } catch (MalformedJson wrong) {
            throw new Refusal(failure);
        }
    }

    Signers signers(String failure) {
        return Signers.of(request.signers(failure), state.keys(), now);
    }
}

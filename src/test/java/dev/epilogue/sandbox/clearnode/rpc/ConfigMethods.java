package dev.epilogue.sandbox.clearnode.rpc;

import dev.epilogue.sandbox.clearnode.gojson.Fields;
import dev.epilogue.sandbox.clearnode.gojson.Json;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;

/** What the node says about itself. */
final class ConfigMethods {

    private final Chain chain;
    private final String broker;

    ConfigMethods(Chain chain, String broker) {
        this.chain = chain;
        this.broker = broker;
    }

    Map<String, Method> all() {
        return Map.of(
                "ping", Method.query(Method.Access.PUBLIC, "pong", call -> Json.NULL),
                "get_config", Method.query(Method.Access.PUBLIC, "get_config", this::config),
                "get_assets", Method.query(Method.Access.PUBLIC, "get_assets", this::assets));
    }

    private Json config(Call call) {
        return Json.obj()
                .with("broker_address", broker)
                .with(
                        "networks",
                        chain.networks().stream().map(Chain.Network::json).toList());
    }

    private Json assets(Call call) {
        BigInteger asked = call.params((Fields params) -> params.unsigned("chain_id"));
        return chain.assetsJson(asked.signum() == 0 ? Optional.empty() : Optional.of(asked.longValue()));
    }
}

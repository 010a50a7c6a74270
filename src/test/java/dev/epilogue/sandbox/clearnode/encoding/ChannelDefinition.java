package dev.epilogue.sandbox.clearnode.encoding;

import dev.epilogue.sandbox.clearnode.gojson.Json;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import java.math.BigInteger;

/** A channel between a wallet and the node, as the contract identifies it (protocol 5.2). */
public record ChannelDefinition(Address client, Address broker, Address adjudicator, long challenge, BigInteger nonce) {

    public Hash32 id(long chainId) {
        return Keccak.hash(new Words()
                .number(5 * 32)
                .address(adjudicator)
                .number(challenge)
                .number(nonce)
                .number(chainId)
                .number(2)
                .address(client)
                .address(broker)
                .bytes());
    }

    public Json json() {
        return Json.obj()
                .with("participants", java.util.List.of(client, broker))
                .with("adjudicator", adjudicator)
                .with("challenge", challenge)
                .with("nonce", nonce);
    }
}

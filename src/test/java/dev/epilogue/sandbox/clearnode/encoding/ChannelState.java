package dev.epilogue.sandbox.clearnode.encoding;

import dev.epilogue.sandbox.clearnode.gojson.Json;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import java.math.BigInteger;
import java.util.List;

/** A state of a channel and the bytes that both sides sign (protocol 5.3). */
public record ChannelState(int intent, BigInteger version, byte[] data, List<Payout> allocations) {

    public static final int INITIALIZE = 1;
    public static final int RESIZE = 2;
    public static final int FINALIZE = 3;

    /** @param amount in the token's smallest unit */
    public record Payout(Address destination, Address token, BigInteger amount) {

        Json json() {
            return Json.obj()
                    .with("destination", destination)
                    .with("token", token)
                    .with("amount", amount.toString());
        }
    }

    /** The data of a RESIZE state: {@code int256[]} of the client's and the node's change. */
    public static byte[] resizeData(BigInteger resize, BigInteger allocate) {
        return new Words().number(32).number(2).number(resize).number(allocate).bytes();
    }

    public byte[] packed(Hash32 channelId) {
        byte[] dynamicData = new Words().dynamic(data).bytes();
        Words words = new Words()
                .word(channelId.bytes())
                .number(intent)
                .number(version)
                .number(5 * 32)
                .number(5 * 32 + dynamicData.length)
                .word(dynamicData)
                .number(allocations.size());
        for (Payout payout : allocations) {
            words.address(payout.destination()).address(payout.token()).number(payout.amount());
        }
        return words.bytes();
    }

    public Json json() {
        return Json.obj()
                .with("intent", intent)
                .with("version", version)
                .with("state_data", Hex.encode(data))
                .with("allocations", allocations.stream().map(Payout::json).toList());
    }
}

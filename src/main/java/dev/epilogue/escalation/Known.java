package dev.epilogue.escalation;

import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.closure.Protection;
import dev.epilogue.value.Amount;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one participant's channel.
 *
 * @param channel the contract's storage, just read
 * @param newest the newest state that both signed, of this very channel; null where none is held
 * @param pack the deposited authority to challenge; null where none is held
 * @param liquidity what the node has free in the contract for this token; null where it was not asked
 * @param offChain what the node owes off chain by its own word; null where it could not be asked
 */
record Known(
        Protection.Target target,
        ChannelOnChain channel,
        @Nullable CoSigned newest,
        @Nullable PackFacts pack,
        @Nullable BigInteger liquidity,
        @Nullable Amount offChain) {

    Amount amount(BigInteger units) {
        return Units.amount(units, target.decimals());
    }
}

package dev.epilogue.escalation;

import dev.epilogue.chain.SignedState;
import dev.epilogue.signing.nitronode.HubState;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;

/**
 * A state that wallet and node have both signed: what can be enforced without anybody's further signature.
 *
 * @param epoch unsigned; 0 on 0.x
 */
public record CoSigned(Hash32 channelId, long epoch, SignedState state) {

    public BigInteger version() {
        return state.version();
    }

    /** Whether a checkpoint takes it. Deposits and withdrawals go on chain by their own calls first. */
    public boolean operates() {
        return switch (state) {
            case SignedState.Hub hub -> hub.state().intent() == HubState.OPERATE;
            case SignedState.Custody custody ->
                custody.state().intent() == dev.epilogue.signing.nitrorpc.CustodyState.Intent.OPERATE;
        };
    }
}

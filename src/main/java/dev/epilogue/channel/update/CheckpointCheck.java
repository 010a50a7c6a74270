package dev.epilogue.channel.update;

import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.chain.SignedState;
import dev.epilogue.signing.nitronode.HubLedger;
import dev.epilogue.signing.nitronode.HubState;
import java.math.BigInteger;

/** Whether the contract would take a state as a checkpoint, from what it holds: found before anything is paid for. */
final class CheckpointCheck {

    private CheckpointCheck() {}

    /** What to do with a state that is to go on chain. */
    sealed interface Finding {

        /** Nothing stands in the way. */
        record Fit() implements Finding {}

        /** The chain holds this state, or a later one. */
        record Done() implements Finding {}

        record Challenged() implements Finding {}

        /**
         * Not now.
         *
         * @param code stable name
         * @param nodeFault whether it is the node's to put right
         */
        record Blocked(String code, String detail, boolean nodeFault) implements Finding {}
    }

    /** @param liquidity what the node has free in the contract, in the token's smallest unit */
    static Finding of(HubState candidate, ChannelOnChain chain, BigInteger liquidity) {
        return switch (chain.status()) {
            case VOID, INITIAL, MIGRATING ->
                new Finding.Blocked("channel-not-on-chain", "The channel has not come on chain yet.", false);
            case CHALLENGED -> new Finding.Challenged();
            case CLOSED -> new Finding.Blocked("channel-closed", "The chain says that the channel is closed.", false);
            case OPEN -> open(candidate, chain, liquidity);
        };
    }

    private static Finding open(HubState candidate, ChannelOnChain chain, BigInteger liquidity) {
        BigInteger version = new BigInteger(Long.toUnsignedString(candidate.version()));
        if (chain.stateVersion().compareTo(version) >= 0) {
            return new Finding.Done();
        }
        if (!(chain.last() instanceof SignedState.Hub last)) {
            return new Finding.Blocked("channel-unreadable", "The contract shows no state of the channel.", false);
        }
        HubLedger before = last.state().home();
        HubLedger after = candidate.home();
        boolean skips =
                candidate.intent() != HubState.OPERATE || !after.userNetFlow().equals(before.userNetFlow());
        if (skips) {
            return new Finding.Blocked(
                    "operation-not-on-chain",
                    "The wallet has a deposit or withdrawal that it has not sent to the chain: no checkpoint can go past it.",
                    false);
        }
        if (after.nodeAllocation().signum() != 0) {
            return new Finding.Blocked("state-unfit", "The state leaves money to the node in the channel.", false);
        }
        BigInteger growth = after.nodeNetFlow().subtract(before.nodeNetFlow());
        if (growth.compareTo(liquidity) > 0) {
            return new Finding.Blocked(
                    "node-liquidity",
                    "The node has %s free in the contract, and the state needs %s of it.".formatted(liquidity, growth),
                    true);
        }
        return new Finding.Fit();
    }
}

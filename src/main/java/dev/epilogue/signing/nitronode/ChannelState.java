package dev.epilogue.signing.nitronode;

import dev.epilogue.signing.Abi;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import dev.epilogue.value.SessionId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One link of the chain of states that a node keeps per (wallet, asset), without its signatures.
 *
 * @param epoch unsigned; grows when a channel ends
 * @param version unsigned
 * @param channelId the home channel; null where the wallet has none
 * @param escrow null where there is none
 */
public record ChannelState(
        Address wallet,
        String asset,
        long epoch,
        long version,
        @Nullable Hash32 channelId,
        Transition transition,
        ChannelLedger home,
        @Nullable ChannelLedger escrow) {

    /** What a release builds on where the node has no state yet. */
    public static ChannelState none(Address wallet, String asset) {
        return new ChannelState(wallet, asset, 0, 0, null, Transition.acknowledgement(), ChannelLedger.EMPTY, null);
    }

    public Hash32 id() {
        return id(wallet, asset, epoch, version);
    }

    public static Hash32 id(Address wallet, String asset, long epoch, long version) {
        return Keccak.hash(Abi.encode(Abi.address(wallet), Abi.string(asset), Abi.uint(epoch), Abi.uint(version)));
    }

    /**
     * The release that closing a session will append to this state, which must be the newest, signed or not. Nothing while an
     * escrow is open: then the close may fail.
     */
    public Optional<ChannelState> released(SessionId session, Amount amount) {
        if (escrow != null) {
            return Optional.empty();
        }
        boolean ended = transition.type() == Transition.FINALIZE;
        long nextEpoch = ended ? epoch + 1 : epoch;
        long nextVersion = ended ? 1 : version + 1;
        ChannelLedger ledger = (ended ? ChannelLedger.EMPTY : home).credited(amount);
        Hash32 transaction = Transition.transactionId(session.hex(), id(wallet, asset, nextEpoch, nextVersion));
        Transition release = new Transition(Transition.RELEASE, transaction, session.hex(), amount);
        return Optional.of(new ChannelState(
                wallet, asset, nextEpoch, nextVersion, ended ? null : channelId, release, ledger, null));
    }

    /** The state by which the wallet takes over a state that only the node made: same money, same channel, next version. */
    public ChannelState acknowledged() {
        return new ChannelState(
                wallet, asset, epoch, version + 1, channelId, Transition.acknowledgement(), home, escrow);
    }

    /**
     * What is signed; nothing where there is no channel to sign for.
     *
     * @param homeDecimals of the home ledger's token on its chain
     * @param escrowDecimals of the escrow ledger's token; any value where there is none
     * @throws IllegalArgumentException when an amount has more decimals than its token, or the transition is unknown
     */
    public Optional<PackedState> packed(int homeDecimals, int escrowDecimals) {
        return Optional.ofNullable(channelId)
                .map(channel -> onChain(homeDecimals, escrowDecimals).packed(channel));
    }

    /**
     * As the contract has it.
     *
     * @param homeDecimals of the home ledger's token on its chain
     * @param escrowDecimals of the escrow ledger's token; any value where there is none
     * @throws IllegalArgumentException when an amount has more decimals than its token, or the transition is unknown
     */
    public HubState onChain(int homeDecimals, int escrowDecimals) {
        return new HubState(
                version,
                transition.contractIntent(),
                transition.hash(),
                home.onChain(homeDecimals),
                escrow == null ? HubLedger.EMPTY : escrow.onChain(escrowDecimals));
    }
}

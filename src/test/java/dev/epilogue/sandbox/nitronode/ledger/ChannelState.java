package dev.epilogue.sandbox.nitronode.ledger;

import dev.epilogue.sandbox.nitronode.encoding.StateEncoding;
import dev.epilogue.value.Address;
import org.jspecify.annotations.Nullable;

/**
 * One state of a (wallet, asset). Texts of ids as they were sent, because the node compares them as texts.
 *
 * @param homeChannelId null without a channel
 */
public record ChannelState(
        String id,
        Transition transition,
        Account account,
        long epoch,
        long version,
        @Nullable String homeChannelId,
        HomeLedger home,
        @Nullable String userSig,
        @Nullable String nodeSig) {

    /** The state that {@code transition} makes of the account at this place, unsigned. */
    static ChannelState unsigned(Account account, Place place, Transition transition, HomeLedger home) {
        return new ChannelState(
                place.stateId(account),
                transition,
                account,
                place.epoch(),
                place.version(),
                place.homeChannelId(),
                home,
                null,
                null);
    }

    ChannelState withNodeSig(@Nullable String signature) {
        return new ChannelState(id, transition, account, epoch, version, homeChannelId, home, userSig, signature);
    }

    ChannelState withUserSig(String signature) {
        return new ChannelState(id, transition, account, epoch, version, homeChannelId, home, signature, nodeSig);
    }

    boolean isCoSigned() {
        return userSig != null && nodeSig != null;
    }

    boolean is(int transitionType) {
        return transition.type() == transitionType;
    }

    boolean isOf(@Nullable String channelId) {
        return homeChannelId != null && homeChannelId.equals(channelId);
    }

    /** Whose states of which asset. */
    public record Account(Address wallet, String asset) {}

    /** Where a state stands in its chain. */
    record Place(long epoch, long version, @Nullable String homeChannelId) {

        String stateId(Account account) {
            return StateEncoding.stateId(account.wallet(), account.asset(), epoch, version)
                    .hex();
        }
    }
}

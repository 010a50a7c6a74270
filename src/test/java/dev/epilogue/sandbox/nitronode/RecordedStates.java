package dev.epilogue.sandbox.nitronode;

import dev.epilogue.sandbox.nitronode.ledger.Channel;
import dev.epilogue.sandbox.nitronode.ledger.Channel.Status;
import dev.epilogue.sandbox.nitronode.ledger.ChannelState;
import dev.epilogue.sandbox.nitronode.ledger.ChannelState.Account;
import dev.epilogue.sandbox.nitronode.ledger.HomeLedger;
import dev.epilogue.sandbox.nitronode.ledger.Token;
import dev.epilogue.sandbox.nitronode.ledger.Transition;
import java.math.BigDecimal;

/** States that no frame shows, made up from those that one does. Their signatures are placeholders, which nothing checks. */
final class RecordedStates {

    private static final String PLACEHOLDER = "0x" + "00".repeat(66);

    private RecordedStates() {}

    static Channel open(Channel channel, long version) {
        return new Channel(
                channel.id(), channel.account(), channel.terms(), channel.token(), Status.OPEN, version, null);
    }

    /** @param channelIsNew whether {@code first} is the first state on its channel */
    static ChannelState before(ChannelState first, boolean channelIsNew) {
        boolean unsigned = channelIsNew || first.transition().type() == Transition.ACKNOWLEDGEMENT;
        return new ChannelState(
                "before " + first.id(),
                new Transition(Transition.TRANSFER_RECEIVE, PLACEHOLDER, PLACEHOLDER, BigDecimal.ZERO),
                first.account(),
                first.epoch(),
                first.version() - 1,
                channelIsNew ? null : first.homeChannelId(),
                undone(first.home(), first.transition(), channelIsNew),
                unsigned ? null : PLACEHOLDER,
                channelIsNew ? null : PLACEHOLDER);
    }

    private static HomeLedger undone(HomeLedger after, Transition transition, boolean channelIsNew) {
        BigDecimal user = switch (transition.type()) {
            case Transition.RELEASE -> transition.amount().negate();
            case Transition.COMMIT, Transition.FINALIZE -> transition.amount();
            default -> BigDecimal.ZERO;
        };
        BigDecimal flow = transition.type() == Transition.FINALIZE ? user : BigDecimal.ZERO;
        return new HomeLedger(
                channelIsNew ? "" : after.token(),
                channelIsNew ? "0" : after.chainId(),
                after.userBalance().add(user),
                after.userNetFlow().add(flow),
                after.nodeBalance(),
                after.nodeNetFlow().add(user).subtract(flow));
    }

    static ChannelState onChain(Account account, String channelId, long version, BigDecimal balance) {
        Token token = RecordedJson.token(account.asset());
        return new ChannelState(
                "on chain " + account.asset() + version,
                new Transition(Transition.ACKNOWLEDGEMENT, PLACEHOLDER, PLACEHOLDER, BigDecimal.ZERO),
                account,
                0,
                version,
                channelId,
                new HomeLedger(token.address(), token.chainId(), balance, balance, BigDecimal.ZERO, BigDecimal.ZERO),
                PLACEHOLDER,
                PLACEHOLDER);
    }
}

package dev.epilogue.sandbox.nitronode.ledger;

import dev.epilogue.sandbox.nitronode.encoding.StateEncoding;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Set;

/** What a user's next state must look like (section 4.5). Each refusal is the reason without its prefix. */
final class StateRules {

    /** Transitions that a user's own state may carry here. Transfers between users are not part of the fake. */
    private static final Set<Integer> SUPPORTED = Set.of(
            Transition.ACKNOWLEDGEMENT,
            Transition.HOME_DEPOSIT,
            Transition.HOME_WITHDRAWAL,
            Transition.COMMIT,
            Transition.FINALIZE);

    private StateRules() {}

    static void checkSupported(Transition transition) {
        if (!SUPPORTED.contains(transition.type())) {
            throw new Refusal("transition is not supported yet");
        }
    }

    /** The user's operations of money with the chain must arrive there before the next state. */
    static void checkSettled(ChannelState current, Channel channel) {
        boolean onChain = Long.compareUnsigned(channel.stateVersion(), current.version()) >= 0;
        if (current.is(Transition.HOME_DEPOSIT) && !onChain) {
            throw new Refusal("ongoing state transitions check failed: home deposit is still ongoing");
        }
        if (current.is(Transition.HOME_WITHDRAWAL) && !onChain) {
            throw new Refusal("ongoing state transitions check failed: home withdrawal is still ongoing");
        }
    }

    /** @param base the newest state, already on the channel that {@code proposed} must name */
    static void check(ChannelState base, ChannelState proposed) {
        if (!Objects.equals(base.homeChannelId(), proposed.homeChannelId())) {
            throw new Refusal("home channel ID mismatch: expected=" + base.homeChannelId() + ", proposed="
                    + proposed.homeChannelId());
        }
        mismatch("version", base.version() + 1, proposed.version());
        mismatch("epoch", base.epoch(), proposed.epoch());
        String id =
                new ChannelState.Place(base.epoch(), base.version() + 1, base.homeChannelId()).stateId(base.account());
        if (!id.equals(proposed.id())) {
            throw new Refusal("state ID mismatch: expected=" + id + ", proposed=" + proposed.id());
        }
        checkTransition(base, proposed);
        checkLedger(after(base.home(), proposed.transition()), proposed.home());
    }

    private static void checkTransition(ChannelState base, ChannelState proposed) {
        Transition transition = proposed.transition();
        Transition expected = Transition.ACKNOWLEDGED;
        if (proposed.is(Transition.ACKNOWLEDGEMENT)) {
            if (base.userSig() != null) {
                throw new Refusal("current state is already acknowledged");
            }
            if (transition.amount().signum() != 0) {
                throw new Refusal("transition amount must be zero, got " + text(transition.amount()));
            }
        } else {
            String account = proposed.is(Transition.COMMIT) ? transition.accountId() : proposed.homeChannelId();
            String txId = StateEncoding.transactionId(account, Hash32.parse(proposed.id()))
                    .hex();
            BigDecimal amount = proposed.is(Transition.FINALIZE) ? base.home().userBalance() : transition.amount();
            expected = new Transition(transition.type(), txId, account, amount);
        }
        boolean equal = expected.txId().equals(transition.txId())
                && expected.accountId().equals(transition.accountId())
                && expected.amount().compareTo(transition.amount()) == 0;
        if (!equal) {
            throw new Refusal("new transition does not match expected: " + expected);
        }
    }

    private static HomeLedger after(HomeLedger ledger, Transition transition) {
        return switch (transition.type()) {
            case Transition.HOME_DEPOSIT -> ledger.deposited(transition.amount());
            case Transition.HOME_WITHDRAWAL, Transition.FINALIZE ->
                ledger.deposited(transition.amount().negate());
            default -> ledger.credited(transition.credit());
        };
    }

    private static void checkLedger(HomeLedger expected, HomeLedger proposed) {
        mismatch("token address", expected.token(), proposed.token());
        mismatch("blockchain ID", expected.chainId(), proposed.chainId());
        mismatch("user balance", expected.userBalance(), proposed.userBalance());
        mismatch("user net flow", expected.userNetFlow(), proposed.userNetFlow());
        mismatch("node balance", expected.nodeBalance(), proposed.nodeBalance());
        mismatch("node net flow", expected.nodeNetFlow(), proposed.nodeNetFlow());
        if (proposed.userBalance().signum() < 0) {
            throw new Refusal("invalid home ledger: user balance cannot be negative");
        }
    }

    private static void mismatch(String what, long expected, long proposed) {
        if (expected != proposed) {
            throw new Refusal(what + " mismatch: expected=" + Long.toUnsignedString(expected) + ", proposed="
                    + Long.toUnsignedString(proposed));
        }
    }

    private static void mismatch(String what, BigDecimal expected, BigDecimal proposed) {
        mismatch(what, text(expected), text(proposed));
    }

    private static void mismatch(String what, String expected, String proposed) {
        if (!expected.equals(proposed)) {
            throw new Refusal(
                    "home ledger mismatch: " + what + " mismatch: expected=" + expected + ", proposed=" + proposed);
        }
    }

    private static String text(BigDecimal amount) {
        return new Amount(amount).text();
    }
}

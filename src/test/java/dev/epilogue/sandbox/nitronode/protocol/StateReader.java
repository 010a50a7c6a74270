package dev.epilogue.sandbox.nitronode.protocol;

import dev.epilogue.sandbox.nitronode.ledger.ChannelState;
import dev.epilogue.sandbox.nitronode.ledger.ChannelState.Account;
import dev.epilogue.sandbox.nitronode.ledger.HexAddress;
import dev.epilogue.sandbox.nitronode.ledger.HomeLedger;
import dev.epilogue.sandbox.nitronode.ledger.Numbers;
import dev.epilogue.sandbox.nitronode.ledger.Refusal;
import dev.epilogue.sandbox.nitronode.ledger.Transition;
import java.math.BigDecimal;

/** A channel state as users send it. */
final class StateReader {

    private StateReader() {}

    static ChannelState state(Fields state) {
        Fields home = state.object("home_ledger");
        Fields transition = state.object("transition");
        Account account =
                new Account(HexAddress.parse(state.text("user_wallet"), "invalid user_wallet: "), state.text("asset"));
        return new ChannelState(
                state.text("id"),
                new Transition(
                        (int) transition.integer("type", 255),
                        transition.text("tx_id"),
                        transition.text("account_id"),
                        decimal(transition, "amount")),
                account,
                uint64(state, "epoch"),
                uint64(state, "version"),
                state.optionalText("home_channel_id"),
                ledger(home),
                state.optionalText("user_sig"),
                null);
    }

    private static HomeLedger ledger(Fields home) {
        return new HomeLedger(
                home.text("token_address"),
                home.text("blockchain_id"),
                decimal(home, "user_balance"),
                decimal(home, "user_net_flow"),
                decimal(home, "node_balance"),
                decimal(home, "node_net_flow"));
    }

    static long uint64(Fields fields, String name) {
        return Numbers.uint64(fields.text(name)).orElseThrow(() -> new Refusal("invalid " + name));
    }

    private static BigDecimal decimal(Fields fields, String name) {
        return Numbers.decimal(fields.text(name)).orElseThrow(() -> new Refusal("invalid " + name));
    }
}

package dev.epilogue.crash;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.sandbox.Wallet.CAROL;

import dev.epilogue.closure.FinalState;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.sandbox.nitronode.fault.Fault;
import dev.epilogue.sandbox.nitronode.fault.FaultRule;
import dev.epilogue.signing.Consensus;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What callers, participants and the node do in one scenario. Sessions have three participants and a quorum of two; Alice holds
 * 20, Bob 30 and Carol 50 yusd.
 *
 * @param willing sign whatever round is open, in this order
 * @param last what happens once they have signed the first round; null: nothing
 * @param trouble at the node, once, with the frames of this session
 */
record Story(
        String name,
        FinalState state,
        Consensus consensus,
        Duration timeout,
        List<Wallet> willing,
        @Nullable Last last,
        List<FaultRule> trouble) {

    enum Last {
        BOB_DECLINES,
        CANCELLED
    }

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final List<Wallet> EVERYBODY = List.of(ALICE, BOB, CAROL);
    private static final FinalState SPLIT =
            new FinalState(List.of(holds(ALICE, "60"), holds(BOB, "30"), holds(CAROL, "10")), null, null);
    private static final int OPERATE = 0;

    static List<Story> all() {
        return List.of(
                closing("as it stands", FinalState.AS_IT_STANDS),
                closing("paid out", SPLIT),
                closing("answer lost after execution", FinalState.AS_IT_STANDS, new Fault.Silent()),
                closing("connection lost after execution", FinalState.AS_IT_STANDS, new Fault.DropAfter()),
                closing("connection lost before execution", FinalState.AS_IT_STANDS, new Fault.DropBefore()),
                closing(
                        "node fails once",
                        FinalState.AS_IT_STANDS,
                        new Fault.Refuse("failed to lock: (SQLSTATE 57P01)")),
                closing("garbage for an answer", FinalState.AS_IT_STANDS, new Fault.Garbage("<html>502</html>")),
                closing("version moved", FinalState.AS_IT_STANDS, new Fault.OperateFirst()),
                closing("closed elsewhere", FinalState.AS_IT_STANDS, new Fault.CloseFirst()),
                closing("paid out, close lost", SPLIT, new Fault.DropBefore()),
                new Story(
                        "paid out, split lost",
                        SPLIT,
                        Consensus.UNANIMOUS,
                        LONG,
                        EVERYBODY,
                        null,
                        List.of(new FaultRule(SUBMIT, null, OPERATE, 1, new Fault.DropAfter()))),
                new Story(
                        "quorum at the deadline",
                        FinalState.AS_IT_STANDS,
                        Consensus.UNANIMOUS_THEN_QUORUM,
                        Duration.ofSeconds(4),
                        List.of(ALICE, BOB),
                        null,
                        List.of()),
                new Story(
                        "expired",
                        FinalState.AS_IT_STANDS,
                        Consensus.UNANIMOUS,
                        Duration.ofSeconds(4),
                        List.of(ALICE),
                        null,
                        List.of()),
                new Story(
                        "declined",
                        FinalState.AS_IT_STANDS,
                        Consensus.UNANIMOUS,
                        LONG,
                        List.of(ALICE),
                        Last.BOB_DECLINES,
                        List.of()),
                new Story(
                        "cancelled",
                        FinalState.AS_IT_STANDS,
                        Consensus.UNANIMOUS,
                        LONG,
                        List.of(ALICE),
                        Last.CANCELLED,
                        List.of()));
    }

    private static final String SUBMIT = "app_sessions.v1.submit_app_state";

    private static Story closing(String name, FinalState state, Fault... onClose) {
        List<FaultRule> trouble =
                List.of(onClose).stream().map(FaultRule::onClose).toList();
        return new Story(name, state, Consensus.UNANIMOUS, LONG, EVERYBODY, null, trouble);
    }

    static Allocation holds(Wallet wallet, String amount) {
        return new Allocation(wallet.address(), "yusd", Amount.parse(amount));
    }

    Optional<Last> afterwards() {
        return Optional.ofNullable(last);
    }

    @Override
    public String toString() {
        return name;
    }
}

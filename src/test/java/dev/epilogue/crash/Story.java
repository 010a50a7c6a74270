package dev.epilogue.crash;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.sandbox.Wallet.CAROL;

import dev.epilogue.closure.FinalState;
import dev.epilogue.closure.Policy.ChannelUpdate;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.sandbox.nitronode.fault.Fault;
import dev.epilogue.sandbox.nitronode.fault.FaultRule;
import dev.epilogue.signing.Consensus;
import dev.epilogue.testing.NitronodeStand;
import dev.epilogue.testing.NodeStand;
import dev.epilogue.testing.NodeStand.Mishap;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hex;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What callers, participants and the node do in one scenario. Sessions have three participants and a quorum of two; Alice holds
 * 20, Bob 30 and Carol 50 yusd.
 *
 * @param terms what is proposed
 * @param willing sign whatever round is open, in this order, and then what is asked of them for their channels
 * @param last what happens once they have signed the first round; null: nothing
 * @param trouble at the node, once, with the frames of this session
 * @param grounds where it can be told
 */
record Story(
        String name,
        Terms terms,
        List<Wallet> willing,
        @Nullable Last last,
        Trouble trouble,
        Set<Ground> grounds) {

    /** @param oneVisit whether participants sign along what their channels will need */
    record Terms(FinalState state, Consensus consensus, Duration timeout, ChannelUpdate channels, boolean oneVisit) {}

    enum Last {
        BOB_DECLINES,
        CANCELLED
    }

    /** How the stage is set before anybody acts. */
    interface Trouble {
        void strike(NodeStand node, SessionId session);

        default Trouble and(Trouble more) {
            return (node, session) -> {
                strike(node, session);
                more.strike(node, session);
            };
        }
    }

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofSeconds(4);
    private static final List<Wallet> EVERYBODY = List.of(ALICE, BOB, CAROL);
    private static final FinalState SPLIT =
            new FinalState(List.of(holds(ALICE, "60"), holds(BOB, "30"), holds(CAROL, "10")), null, null);
    private static final Terms AS_IT_STANDS =
            new Terms(FinalState.AS_IT_STANDS, Consensus.UNANIMOUS, LONG, ChannelUpdate.VERIFY, false);
    private static final Terms PAID_OUT = new Terms(SPLIT, Consensus.UNANIMOUS, LONG, ChannelUpdate.VERIFY, false);
    private static final Trouble NONE = (node, session) -> {};
    private static final Set<Ground> EVERYWHERE = EnumSet.allOf(Ground.class);
    private static final Set<Ground> V1 = EnumSet.of(Ground.V1);
    private static final String SUBMIT = "app_sessions.v1.submit_app_state";
    private static final String ACKNOWLEDGE = "channels.v1.submit_state";
    private static final int OPERATE = 0;

    static List<Story> all() {
        return List.of(
                closing("as it stands", AS_IT_STANDS, NONE),
                closing("paid out", PAID_OUT, NONE),
                closing("answer lost after execution", AS_IT_STANDS, on(Mishap.UNANSWERED)),
                closing("connection lost after execution", AS_IT_STANDS, on(Mishap.CUT_AFTER)),
                closing("connection lost before execution", AS_IT_STANDS, on(Mishap.CUT_BEFORE)),
                closing("node fails once", AS_IT_STANDS, on(Mishap.FAILED)),
                closing("garbage for an answer", AS_IT_STANDS, on(Mishap.GARBLED)),
                closing("version moved", AS_IT_STANDS, on(Mishap.UPDATED_FIRST)),
                closing("closed elsewhere", AS_IT_STANDS, on(Mishap.CLOSED_FIRST)),
                closing("paid out, close lost", PAID_OUT, on(Mishap.CUT_BEFORE)),
                closing(
                                "paid out, split lost",
                                PAID_OUT,
                                v1((node, session) ->
                                        node.with(new FaultRule(SUBMIT, null, OPERATE, 1, new Fault.DropAfter())
                                                .ofSession(session))))
                        .at(V1),
                // on 0.x a frame that was not sent, as far as anybody knows, outlives this deadline, and the closure
                // with it
                new Story(
                        "quorum at the deadline",
                        terms(Consensus.UNANIMOUS_THEN_QUORUM, SHORT),
                        List.of(ALICE, BOB),
                        null,
                        NONE,
                        V1),
                new Story("expired", terms(Consensus.UNANIMOUS, SHORT), List.of(ALICE), null, NONE, EVERYWHERE),
                new Story("declined", AS_IT_STANDS, List.of(ALICE), Last.BOB_DECLINES, NONE, EVERYWHERE),
                new Story("cancelled", AS_IT_STANDS, List.of(ALICE), Last.CANCELLED, NONE, EVERYWHERE),
                closing("acknowledged", channels(ChannelUpdate.ACKNOWLEDGE, false), opened(ALICE, BOB))
                        .at(V1),
                closing("acknowledged in one visit", channels(ChannelUpdate.ACKNOWLEDGE, true), opened(ALICE, BOB))
                        .at(V1),
                closing(
                                "acknowledged, answer lost",
                                channels(ChannelUpdate.ACKNOWLEDGE, false),
                                opened(ALICE).and(onAcknowledgement(new Fault.DropAfter())))
                        .at(V1),
                closing(
                                "acknowledgement lost",
                                channels(ChannelUpdate.ACKNOWLEDGE, false),
                                opened(ALICE).and(onAcknowledgement(new Fault.DropBefore())))
                        .at(V1));
    }

    private static Story closing(String name, Terms terms, Trouble trouble) {
        return new Story(name, terms, EVERYBODY, null, trouble, EVERYWHERE);
    }

    private Story at(Set<Ground> only) {
        return new Story(name, terms, willing, last, trouble, only);
    }

    private static Terms terms(Consensus consensus, Duration timeout) {
        return new Terms(FinalState.AS_IT_STANDS, consensus, timeout, ChannelUpdate.VERIFY, false);
    }

    private static Terms channels(ChannelUpdate update, boolean oneVisit) {
        return new Terms(FinalState.AS_IT_STANDS, Consensus.UNANIMOUS, LONG, update, oneVisit);
    }

    private static Trouble on(Mishap mishap) {
        return (node, session) -> node.strikeClose(session, mishap);
    }

    private interface AtNitronode {
        void strike(FakeNitronode node, SessionId session);
    }

    private static Trouble v1(AtNitronode trouble) {
        return (node, session) -> trouble.strike(((NitronodeStand) node).node(), session);
    }

    private static Trouble onAcknowledgement(Fault fault) {
        return v1((node, session) -> node.with(FaultRule.on(ACKNOWLEDGE, fault)));
    }

    /** They have channels with the node. */
    private static Trouble opened(Wallet... wallets) {
        return v1((node, session) -> Arrays.stream(wallets)
                .forEach(wallet ->
                        node.ledger().openChannel(Hex.decode(wallet.privateKey()), "yusd", Amount.parse("100"))));
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

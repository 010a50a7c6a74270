package dev.epilogue.sandbox;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.sandbox.Wallet.CAROL;
import static dev.epilogue.sandbox.Wallet.DAVE;

import dev.epilogue.sandbox.clearnode.FakeClearNode;
import dev.epilogue.sandbox.clearnode.engine.Share;
import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.sandbox.nitronode.SessionSeed;
import dev.epilogue.sandbox.nitronode.ledger.Definition;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.SessionId;
import java.math.BigInteger;
import java.util.List;

/**
 * The sessions that are open when the sandbox starts. Their ids are hashes of their definitions, and so the same every time.
 *
 * @param own left alone by the tour, for the user's own calls
 * @param byHand left alone by the wallets, for the user's own browser
 */
public record SandboxSessions(
        SessionId asItStands,
        SessionId paidOut,
        SessionId disputed,
        SessionId quorum,
        SessionId stuck,
        List<SessionId> own,
        SessionId byHand) {

    /** Bob refuses in sessions of this application. */
    public static final String DISPUTED = "disputed-demo";

    /** Alice and Bob sign nothing by themselves in sessions of this application. */
    public static final String BY_HAND = "signed-by-hand-demo";

    static SandboxSessions openAt(FakeNitronode node) {
        return new SandboxSessions(
                two(node, "closure-demo", 1),
                two(node, "closure-demo", 2),
                two(node, DISPUTED, 3),
                three(node, 4),
                stuck(node, 7),
                List.of(two(node, "closure-demo", 5), two(node, "closure-demo", 6)),
                two(node, BY_HAND, 8));
    }

    private static SessionId two(FakeNitronode node, String application, long nonce) {
        return open(
                node,
                Definition.unanimous(application, nonce, ALICE.address(), BOB.address()),
                holds(ALICE, "50"),
                holds(BOB, "37.5"));
    }

    private static SessionId three(FakeNitronode node, long nonce) {
        Definition everybody =
                Definition.unanimous("closure-demo", nonce, ALICE.address(), BOB.address(), CAROL.address());
        Definition definition = new Definition(everybody.applicationId(), everybody.participants(), 2, nonce);
        return open(node, definition, holds(ALICE, "20"), holds(BOB, "30"), holds(CAROL, "50"));
    }

    /** Carol never answers, and without her there is no quorum. */
    private static SessionId stuck(FakeNitronode node, long nonce) {
        return open(
                node,
                Definition.unanimous("closure-demo", nonce, DAVE.address(), CAROL.address()),
                holds(DAVE, "25"),
                holds(CAROL, "10"));
    }

    /** One at the ClearNode 0.5, in NitroRPC/0.4. */
    static SessionId openAt(FakeClearNode node) {
        return openAt(node, "closure-demo", 7);
    }

    /** Another one there, that nobody signs by himself. */
    static SessionId byHandAt(FakeClearNode node) {
        return openAt(node, BY_HAND, 8);
    }

    private static SessionId openAt(FakeClearNode node, String application, long nonce) {
        BigInteger half = BigInteger.valueOf(50);
        var definition = new dev.epilogue.sandbox.clearnode.encoding.Definition(
                application,
                "NitroRPC/0.4",
                List.of(ALICE.address().checksummed(), BOB.address().checksummed()),
                List.of(half, half),
                BigInteger.valueOf(100),
                BigInteger.valueOf(86_400),
                BigInteger.valueOf(nonce));
        node.openSession(
                definition,
                List.of(
                        Share.of(ALICE.address().checksummed(), "usdc", "100"),
                        Share.of(BOB.address().checksummed(), "usdc", "100")),
                "");
        return definition.id();
    }

    private static SessionId open(FakeNitronode node, Definition definition, Allocation... allocations) {
        return node.ledger().openSession(SessionSeed.of(definition, allocations).atVersion(4));
    }

    private static Allocation holds(Wallet wallet, String amount) {
        return new Allocation(wallet.address(), "yusd", Amount.parse(amount));
    }
}

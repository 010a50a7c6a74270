package dev.epilogue.desk;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.FinalState;
import dev.epilogue.closure.Outcome;
import dev.epilogue.closure.Policy;
import dev.epilogue.closure.Proposals;
import dev.epilogue.closure.TenantId;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.sandbox.nitronode.SessionSeed;
import dev.epilogue.sandbox.nitronode.ledger.Definition;
import dev.epilogue.signing.Consensus;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.Sessions;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From proposal to proof at a real socket, a real database and with real signatures. */
class CloseEndToEndTest {

    private static final AtomicLong NONCES = new AtomicLong(1);
    private static TestDatabase database;
    private static FakeNitronode node;
    private static RunningEpilogue epilogue;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
        node = FakeNitronode.start();
        epilogue = RunningEpilogue.on(database)
                .node("sandbox", node.url().toString(), "nitronode-v1")
                .start();
    }

    @AfterAll
    static void stop() {
        epilogue.close();
        node.close();
        database.close();
    }

    @Test
    void aSessionClosesAsItStands() {
        Closure closure = propose(session(), FinalState.AS_IT_STANDS);

        sign(closure, ALICE);
        sign(closure, BOB);

        Closure settled = await(closure, ClosureStatus.SETTLED);
        assertThat(settled.outcome()).isEqualTo(Outcome.COOPERATIVE);
        assertThat(settled.session().closed()).isTrue();
        assertThat(settled.settlement())
                .allSatisfy(line -> assertThat(line.creditId()).isNotNull());
    }

    @Test
    void anotherSplitIsBookedAndThenClosed() {
        Closure closure =
                propose(session(), new FinalState(List.of(holds(ALICE, "10"), holds(BOB, "77.5")), null, null));
        assertThat(closure.round().required()).hasSize(2);

        sign(closure, ALICE);
        sign(closure, BOB);

        Closure settled = await(closure, ClosureStatus.SETTLED);
        assertThat(settled.settlement())
                .extracting(line -> line.amount().text())
                .containsExactlyInAnyOrder("10", "77.5");
    }

    @Test
    void aReceiptIsRepeatedOnlyToWhoeverSigned() {
        Closure closure = propose(session(), FinalState.AS_IT_STANDS);
        sign(closure, ALICE);
        List<String> bobs = BOB.sign(closure.round().required());

        assertThatThrownBy(() -> post(closure, new SignRequest(ALICE.address(), 1, bobs)))
                .hasMessageContaining("signature-stranger");
        assertThat(post(
                                closure,
                                new SignRequest(
                                        ALICE.address(),
                                        1,
                                        ALICE.sign(closure.round().required())))
                        .repeated())
                .isTrue();
    }

    private static SigningAnswer post(Closure closure, SignRequest request) {
        return epilogue.bean(SigningDesk.class)
                .sign(TenantId.DEFAULT, closure.id(), request)
                .block(Duration.ofSeconds(10));
    }

    private static Closure propose(SessionId session, FinalState state) {
        return epilogue.bean(ProposalDesk.class)
                .propose(TenantId.DEFAULT, "sandbox", session, reading -> request(state))
                .block(Duration.ofSeconds(10))
                .closure();
    }

    private static Proposals.Request request(FinalState state) {
        Policy policy = Sessions.policy(Consensus.UNANIMOUS);
        return new Proposals.Request(TenantId.DEFAULT, "sandbox", state, policy, null, null);
    }

    private static void sign(Closure closure, Wallet wallet) {
        List<String> signatures = wallet.sign(closure.round().required());
        epilogue.bean(SigningDesk.class)
                .sign(TenantId.DEFAULT, closure.id(), new SignRequest(wallet.address(), 1, signatures))
                .block(Duration.ofSeconds(10));
    }

    private static Closure await(Closure closure, ClosureStatus status) {
        ClosureId id = closure.id();
        Closure found = epilogue.bean(ClosureDesk.class)
                .await(TenantId.DEFAULT, id, later -> later.status() == status, Duration.ofSeconds(20))
                .block(Duration.ofSeconds(30))
                .closure();
        assertThat(found.status()).as("%s", found.work()).isEqualTo(status);
        return found;
    }

    private static SessionId session() {
        Definition definition =
                Definition.unanimous("closure-demo", NONCES.getAndIncrement(), ALICE.address(), BOB.address());
        SessionSeed seed = SessionSeed.of(definition, holds(ALICE, "50"), holds(BOB, "37.5"));
        node.ledger().openSession(seed.atVersion(4));
        return seed.id();
    }

    private static Allocation holds(Wallet wallet, String amount) {
        return new Allocation(wallet.address(), "yusd", Amount.parse(amount));
    }
}

package dev.epilogue.dialects;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.testing.Stage.holds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.epilogue.access.Tenant;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.FinalState;
import dev.epilogue.closure.Proposals;
import dev.epilogue.closure.TenantId;
import dev.epilogue.desk.ProposalDesk;
import dev.epilogue.desk.SignRequest;
import dev.epilogue.desk.SigningDesk;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.sandbox.clearnode.FakeClearNodeOptions;
import dev.epilogue.sandbox.clearnode.client.DevelopmentKeys;
import dev.epilogue.sandbox.clearnode.client.Duel;
import dev.epilogue.sandbox.clearnode.client.Frames;
import dev.epilogue.sandbox.clearnode.client.Wire;
import dev.epilogue.sandbox.clearnode.fault.Fault;
import dev.epilogue.sandbox.clearnode.fault.Gate;
import dev.epilogue.signing.Consensus;
import dev.epilogue.tenancy.TenantStore;
import dev.epilogue.testing.ClearNodeStand;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.Sessions;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The node pays twice for two closes that meet. We never let two of ours meet, and tell when somebody else's did. */
class DoublePaymentEndToEndTest {

    private static final Tenant ANOTHER =
            new Tenant(new TenantId("another"), "Another", Map.of("*", Set.of("*")), List.of(), Map.of(), false);

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private ClearNodeStand stand;
    private Stage stage;

    /** Anew for each: a replica that stops takes the common connections of this process with it. */
    @BeforeEach
    void open() {
        stand = ClearNodeStand.start(
                FakeClearNodeOptions.defaults().withWork(Duration.ofMillis(400)), ClearNodeStand.V04);
        stage = stand.stage();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    @DisplayName("0.x checklist 38: three instances send each close once")
    void threeInstancesPayOnce() {
        try (RunningEpilogue second = stage.replica();
                RunningEpilogue third = stage.replica()) {
            assertThat(List.of(stage.epilogue().port(), second.port(), third.port()))
                    .doesNotHaveDuplicates();
            List<Closing> all = IntStream.range(0, 6)
                    .mapToObj(number -> stage.propose(session()).signedBy(ALICE, BOB))
                    .toList();

            all.forEach(closing -> closing.settles("COOPERATIVE"));
            assertThat(all).allSatisfy(closing -> assertPaidOnce(closing.session()));
        }
    }

    @Test
    @DisplayName("0.x checklist 38: two tenants' closures of one session, both signed, pay once")
    void twoTenantsPayOnce() {
        SessionId session = session();
        try (RunningEpilogue replica = stage.replica()) {
            Closing ours = stage.propose(session);
            Closure theirs = proposed(replica, session);
            ours.signedBy(ALICE);
            sign(replica, theirs, ALICE);
            sign(replica, theirs, BOB);
            ours.signedBy(BOB);

            ours.await(closure -> !closure.path("outcome").isNull(), "an outcome");
            ours.ends();
            assertThat(ours.now().path("anomalies")).isEmpty();
            assertPaidOnce(session);
        }
    }

    @Test
    @DisplayName("0.x checklist 38: a copy of our frame that somebody sends at the same moment is recognised")
    void aDoublePaymentBySomebodyElseIsReported() {
        SessionId session = session();
        Gate gate = Gate.opensAt(2);
        stand.node()
                .faults()
                .on(ClearNodeStand.CLOSE)
                .session(id(session))
                .times(2)
                .inject(new Fault.Hold(gate));
        Closing closing = stage.propose(session).signedBy(ALICE, BOB);
        stand.awaitCloses(session, 1);
        try (Wire other = somebody()) {
            other.send(stand.closes(session).getFirst().text());
            stand.awaitCloses(session, 2);
            gate.awaitArrivals(2, PATIENCE);

            assertReported(closing);
        }
        assertThat(stand.payments(session)).isEqualTo(4);
        assertThat(stand.closes(session)).hasSize(2);
    }

    /** The node dates the records of the rival close before the closure began, and shows them after it was proved. */
    @Test
    @DisplayName("0.x checklist 38: a double payment that is booked late is found by the second count")
    void aDoublePaymentThatIsBookedLateIsReported() {
        SessionId session = session();
        Gate gate = Gate.closed();
        stand.node().faults().on(ClearNodeStand.CLOSE).session(id(session)).inject(new Fault.Hold(gate));
        try (Wire other = somebody()) {
            other.send(rival(session));
            gate.awaitArrivals(1, PATIENCE);
            awaitNextSecond();
            Closing closing = stage.propose(session).signedBy(ALICE, BOB);
            JsonNode proved = closing.booked("COOPERATIVE");
            assertThat(proved.path("status").asString()).isEqualTo("SETTLING");
            assertThat(proved.path("anomalies")).isEmpty();

            gate.open();
            other.answer(7);
            assertThat(stand.payments(session)).as("both closes are booked").isEqualTo(4);
            assertReported(closing);
        }
    }

    /** On the node's clock. */
    private void awaitNextSecond() {
        long second = stand.node().now().getEpochSecond();
        await().atMost(PATIENCE).until(() -> stand.node().now().getEpochSecond() > second);
    }

    private static void assertReported(Closing closing) {
        JsonNode ended = closing.ends();
        assertThat(ended.path("status").asString()).isEqualTo("SETTLED");
        assertThat(ended.path("anomalies")).as("%s", closing.timeline()).isNotEmpty();
        assertThat(ended.path("anomalies").get(0).asString()).isEqualTo("paid-twice");
        assertThat(closing.story()).containsOnlyOnce("payment.doubled").endsWith("closure.ended");
    }

    private void assertPaidOnce(SessionId session) {
        assertThat(stand.closesReceived(session)).isEqualTo(1);
        assertThat(stand.closesExecuted(session)).isEqualTo(1);
        assertThat(stand.payments(session)).isEqualTo(2);
    }

    private Wire somebody() {
        Wire wire = new Wire(stand.url());
        wire.login(Duel.DAVE, stand.node().now());
        return wire;
    }

    /** What both also signed, for the same split. */
    private String rival(SessionId session) {
        String params = "{\"app_session_id\":\"" + id(session) + "\"," + Duel.allocations(stand.held(session)) + "}";
        long now = stand.node().now().toEpochMilli();
        return Frames.signed(
                Frames.req(7, ClearNodeStand.CLOSE, params, now), DevelopmentKeys.key(1), DevelopmentKeys.key(2));
    }

    private static Closure proposed(RunningEpilogue service, SessionId session) {
        Proposals.Request request = new Proposals.Request(
                ANOTHER.id(), "sandbox", FinalState.AS_IT_STANDS, Sessions.policy(Consensus.UNANIMOUS), null, null);
        service.bean(TenantStore.class).create(ANOTHER).block(PATIENCE);
        return service.bean(ProposalDesk.class)
                .propose(ANOTHER.id(), "sandbox", session, reading -> request)
                .block(PATIENCE)
                .closure();
    }

    private static void sign(RunningEpilogue service, Closure closure, Wallet wallet) {
        List<String> signatures = wallet.sign(closure.round().required());
        service.bean(SigningDesk.class)
                .sign(ANOTHER.id(), closure.id(), new SignRequest(wallet.address(), 1, signatures))
                .block(PATIENCE);
    }

    private static String id(SessionId session) {
        return session.hash().hex();
    }

    private SessionId session() {
        return stand.session(2, List.of(ALICE, BOB), holds(ALICE, "50"), holds(BOB, "37.5"));
    }
}

package dev.epilogue.dialects;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.sandbox.Wallet.CAROL;
import static dev.epilogue.testing.Problems.assertProblem;
import static dev.epilogue.testing.Stage.holds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.Api;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.testing.ClearNodeStand;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.SessionId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Money in a 0.x session that should not be there, or not like this: told by a code of its own, each with its way out. */
class OddMoneyEndToEndTest {

    private static ClearNodeStand stand;
    private static Stage stage;

    @BeforeAll
    static void open() {
        stand = ClearNodeStand.start(ClearNodeStand.V04);
        stage = stand.stage();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void anOutsidersDepositGoesToWhomTheProposalNames() {
        SessionId session = session("50", "37.5");
        book(session, CAROL, "7", true);

        Api.Answer asItStands = stage.api().post("/v1/closures", Map.of("sessionId", session));
        assertProblem(asItStands, 422, "allocation-sum");
        assertThat(violation(asItStands)).isEqualTo("outsider-deposit");

        Closing closing = stage.payOut(session, holds(ALICE, "57"), holds(BOB, "37.5"));
        assertThat(warning(closing, "no-outsider-deposit"))
                .contains(CAROL.address().checksummed(), "7 yusd", "only go to participants");
        closing.signedBy(ALICE, BOB).settles("COOPERATIVE");
    }

    @Test
    void whatWasNeverPaidInIsNotPaidOutUntilTheBooksAreRight() {
        SessionId session = session("50", "37.5");
        book(session, BOB, "5", false);

        for (Map<String, Object> proposal : List.<Map<String, Object>>of(
                Map.of("sessionId", session),
                Map.of("sessionId", session, "finalState", Stage.split(holds(ALICE, "50"), holds(BOB, "42.5"))))) {
            Api.Answer refused = stage.api().post("/v1/closures", proposal);
            assertProblem(refused, 422, "session-unsupported");
            assertThat(violation(refused)).isEqualTo("total-above-deposits");
            assertThat(refused.body().path("actor").asString()).isEqualTo("OPERATOR");
            assertThat(refused.body().path("detail").asString()).contains("5 yusd more than was paid in");
        }
        book(session, BOB, "-5", false);

        stage.propose(session).signedBy(ALICE, BOB).settles("COOPERATIVE");
    }

    @Test
    void dustIsPaidOutToWhoeverHoldsIt() {
        Closing closing = stage.propose(session("50.0000001", "37.4999999"));

        assertThat(warning(closing, "no-dust")).contains("finer than can be withdrawn");
        JsonNode settled = closing.signedBy(ALICE, BOB).settles("COOPERATIVE");
        assertThat(amounts(settled)).containsExactlyInAnyOrder("50.0000001", "37.4999999");
    }

    @Test
    void dustGoesToOneEntryOfAnotherSplit() {
        SessionId session = session("50.0000001", "37.5");

        Api.Answer spread = stage.api()
                .post(
                        "/v1/closures",
                        Map.of(
                                "sessionId",
                                session,
                                "finalState",
                                Stage.split(holds(ALICE, "80.00000005"), holds(BOB, "7.50000005"))));
        assertProblem(spread, 422, "allocation-precision");

        Closing closing = stage.payOut(session, holds(ALICE, "80"), holds(BOB, "7.5000001"));
        JsonNode settled = closing.signedBy(ALICE, BOB).settles("COOPERATIVE");
        assertThat(amounts(settled)).containsExactlyInAnyOrder("80", "7.5000001");
    }

    private static SessionId session(String alice, String bob) {
        Allocation[] held = {holds(ALICE, alice), holds(BOB, bob)};
        return stand.session(2, List.of(ALICE, BOB), held);
    }

    /** @param recorded whether the node has a record of it as a deposit */
    private static void book(SessionId session, Wallet wallet, String amount, boolean recorded) {
        String id = session.hash().hex();
        stand.node().alter(state -> {
            var booking = state.ledger().begin(stand.node().now());
            booking.book(id, wallet.address(), "yusd", new BigDecimal(amount));
            if (recorded) {
                booking.note("app_deposit", wallet.address().checksummed(), id, "yusd", new BigDecimal(amount));
            }
            booking.commit();
        });
    }

    private static String violation(Api.Answer refused) {
        return refused.body().path("violations").get(0).path("code").asString();
    }

    private static String warning(Closing closing, String prerequisite) {
        return closing.now()
                .path("prerequisites")
                .valueStream()
                .filter(each -> each.path("name").asString().equals(prerequisite))
                .filter(each -> each.path("result").asString().equals("WARN"))
                .map(each -> each.path("detail").asString())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> amounts(JsonNode settled) {
        return settled.path("settlement")
                .valueStream()
                .map(line -> line.path("amount").asString())
                .toList();
    }
}

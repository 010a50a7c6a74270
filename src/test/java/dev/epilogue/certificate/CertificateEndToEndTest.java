package dev.epilogue.certificate;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.sandbox.Wallet.CAROL;
import static dev.epilogue.testing.Stage.holds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.nitronode.fault.Fault;
import dev.epilogue.sandbox.nitronode.fault.FaultRule;
import dev.epilogue.signing.KeySet;
import dev.epilogue.signing.ReceiptKey;
import dev.epilogue.signing.ReceiptSigner;
import dev.epilogue.testing.Certified;
import dev.epilogue.testing.ClearNodeStand;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.NodeStand.Mishap;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.Amount;
import dev.epilogue.value.SessionId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the running service certifies, of closures that are open and of those that ended one way or another, holds without it. */
class CertificateEndToEndTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void closuresOfV1AreCertifiedInEveryState() {
        try (Stage stage = Stage.open()) {
            stage.node().ledger().openChannel(ALICE.address(), "yusd", Amount.parse("10"));
            JsonNode closed = certify("v1", stage);
            assertThat(marked(closed, "SIGNED_BY_NODE"))
                    .as("Bob has no channel, so that the node signs nothing for him")
                    .containsExactlyInAnyOrder(
                            "node: release of yusd to " + ALICE.address(), "credit of yusd to " + ALICE.address());
            paidOutOpen(stage);
        }
    }

    @Test
    void closuresOf0xAreCertifiedInEveryState() {
        ClearNodeStand stand = ClearNodeStand.start(ClearNodeStand.V04);
        try (Stage stage = stand.stage()) {
            JsonNode closed = certify("0x", stage);
            assertThat(marked(closed, "SIGNED_BY_NODE"))
                    .containsExactlyInAnyOrder(
                            "node: close",
                            "node: payments from 0",
                            "credit of yusd to " + ALICE.address(),
                            "credit of yusd to " + BOB.address());
        }
    }

    /** @return of the closure that went well */
    private static JsonNode certify(String dialect, Stage stage) {
        KeySet keys = KeySet.parse(JSON.writeValueAsString(
                stage.api().get("/.well-known/jwks.json").ok()));
        Ends ends = new Ends(dialect, stage, keys);
        ends.open();
        ends.declined();
        ends.cancelled();
        ends.expired();
        ends.superseded();
        ends.closedElsewhere();
        ends.closedDifferently();
        ends.byQuorum();
        return ends.closed();
    }

    /** Every end that closures of both dialects can have. */
    private record Ends(String dialect, Stage stage, KeySet keys) {

        private SessionId session() {
            return stage.stand().session(2, List.of(ALICE, BOB), holds(ALICE, "50"), holds(BOB, "37.5"));
        }

        private JsonNode holding(String name, Closing closing) {
            return CertificateEndToEndTest.holding(dialect + "-" + name, closing, keys);
        }

        void open() {
            JsonNode unproved = holding("open", stage.propose(session()).signedBy(ALICE));
            assertThat(SealCheck.named(unproved, "signature ")).hasSize(1).allSatisfy(signature -> {
                assertThat(signature.get("mark").asString()).isEqualTo("OBSERVED");
                assertThat(signature.get("content").get("signature").isNull()).isTrue();
            });
        }

        void declined() {
            Closing closing = stage.propose(session()).signedBy(ALICE);
            closing.decline(BOB, "not my game").ok();
            assertThat(SealCheck.named(holding("declined", closing), "decline of " + BOB.address() + " in round 1"))
                    .singleElement()
                    .satisfies(decline -> {
                        assertThat(decline.get("mark").asString()).isEqualTo("SIGNED_BY_PARTICIPANT");
                        assertThat(decline.at("/content/reason").asString()).isEqualTo("not my game");
                    });
        }

        void cancelled() {
            Closing closing = stage.propose(session()).signedBy(ALICE);
            closing.cancel().ok();
            ended(holding("cancelled", closing), "CANCELLED", "NONE");
        }

        void expired() {
            Closing closing = stage.propose(session()).signedBy(ALICE).atItsDeadline();
            closing.await("EXPIRED");
            ended(holding("expired", closing), "EXPIRED", "NONE");
        }

        void superseded() {
            SessionId session = session();
            Closing closing = stage.propose(session, Map.of("onVersionChange", "FAIL"));
            stage.stand().update(session, holds(ALICE, "17.5"), holds(BOB, "70"));
            closing.signedBy(ALICE, BOB).await("SUPERSEDED");
            ended(holding("superseded", closing), "SUPERSEDED", "NONE");
        }

        void closedElsewhere() {
            SessionId session = session();
            stage.stand().strikeClose(session, Mishap.CLOSED_FIRST);
            Closing closing = stage.propose(session).signedBy(ALICE, BOB);
            closing.settles("CLOSED_ELSEWHERE");
            ended(holding("closed-elsewhere", closing), "SETTLED", "CLOSED_ELSEWHERE");
        }

        void closedDifferently() {
            SessionId session = session();
            Closing closing = stage.propose(session).signedBy(ALICE);
            stage.stand().update(session, holds(ALICE, "87"), holds(BOB, "0.5"));
            stage.stand().close(session);
            closing.atItsDeadline().await("SUPERSEDED");
            ended(holding("closed-differently", closing), "SUPERSEDED", "CLOSED_ELSEWHERE");
        }

        void byQuorum() {
            SessionId session = stage.stand()
                    .session(2, List.of(ALICE, BOB, CAROL), holds(ALICE, "50"), holds(BOB, "37.5"), holds(CAROL, "1"));
            Closing closing = stage.propose(session, Map.of("consensus", "UNANIMOUS_THEN_QUORUM"))
                    .signedBy(ALICE, BOB)
                    .atItsDeadline();
            closing.settles("QUORUM_AT_DEADLINE");
            ended(holding("by-quorum", closing), "SETTLED", "QUORUM_AT_DEADLINE");
        }

        JsonNode closed() {
            Closing closing = stage.payOut(session(), holds(ALICE, "80"), holds(BOB, "7.5"));
            closing.signedBy(ALICE, BOB).settles("COOPERATIVE");
            JsonNode proved = holding("closed", closing);
            assertThat(SealCheck.named(proved, "signature "))
                    .hasSizeGreaterThan(1)
                    .allSatisfy(signature ->
                            assertThat(signature.get("mark").asString()).isEqualTo("SIGNED_BY_PARTICIPANT"));
            ended(proved, "SETTLED", "COOPERATIVE");
            return proved;
        }
    }

    /** The split is booked, its close refused for now, and before it is tried again somebody moves the session on. Only v1 books apart. */
    private static void paidOutOpen(Stage stage) {
        SessionId session = stage.session();
        stage.node()
                .with(FaultRule.onClose(
                                new Fault.Refuse("cannot issue release receiver state: escrow lock is still ongoing"))
                        .ofSession(session));
        Map<String, Object> proposal = new HashMap<>();
        proposal.put("sessionId", session);
        proposal.put("finalState", Stage.split(holds(ALICE, "80"), holds(BOB, "7.5")));
        proposal.put("policy", Map.of("onVersionChange", "FAIL"));
        Closing closing = stage.propose(proposal).signedBy(ALICE, BOB);
        closing.await(
                closure -> closure.at("/submissions/0/status").asString().equals("EXECUTED"), "the split is booked");
        stage.node().ledger().operate(session);
        closing.await("SUPERSEDED");

        KeySet keys = KeySet.parse(JSON.writeValueAsString(
                stage.api().get("/.well-known/jwks.json").ok()));
        JsonNode certificate = holding("v1-paid-out-open", closing, keys);
        ended(certificate, "SUPERSEDED", "PAID_OUT_OPEN");
        assertThat(certificate
                        .at("/statements/0/content/closure/submissions/0/status")
                        .asString())
                .isEqualTo("EXECUTED");
        assertThat(certificate
                        .at("/statements/0/content/closure/session/closed")
                        .asBoolean())
                .isFalse();
    }

    private static void ended(JsonNode certificate, String status, String outcome) {
        JsonNode closure = certificate.at("/statements/0/content/closure");
        assertThat(closure.get("status").asString()).isEqualTo(status);
        assertThat(closure.get("outcome").asString()).isEqualTo(outcome);
    }

    /** Its certificate, checked: with the service's keys, with its own, and not with another's. */
    private static JsonNode holding(String name, Closing closing, KeySet keys) {
        JsonNode certificate =
                closing.stage().api().get(closing.path("/certificate")).ok();
        byte[] file = JSON.writeValueAsBytes(certificate);
        Report report = Verification.of(file, keys);
        assertThat(report.broken()).as(name).isEmpty();
        assertThat(report.closureId()).isEqualTo(closing.id());
        assertThat(report.events()).isEqualTo(closing.now().path("lastEventId").asInt());
        assertThat(Verification.of(file, null).holds()).isTrue();
        assertThat(Verification.of(file, strangers()).broken())
                .extracting(Report.Broken::where)
                .containsExactly("seal");
        Certified.keep(name, file);
        return certificate;
    }

    private static KeySet strangers() {
        return KeySet.of(JSON.valueToTree(new ReceiptSigner(ReceiptKey.generate(), List.of()).keys()))
                .orElseThrow();
    }

    private static Set<String> marked(JsonNode certificate, String mark) {
        return certificate
                .get("statements")
                .valueStream()
                .filter(statement -> statement.get("mark").asString().equals(mark))
                .map(statement -> statement.get("name").asString())
                .collect(Collectors.toSet());
    }
}

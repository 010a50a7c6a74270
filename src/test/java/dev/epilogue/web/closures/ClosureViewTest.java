package dev.epilogue.web.closures;

import static dev.epilogue.testing.Sessions.ALICE;
import static dev.epilogue.testing.Sessions.BOB;
import static dev.epilogue.testing.Sessions.NODE;
import static dev.epilogue.testing.Sessions.NOON;
import static dev.epilogue.testing.Sessions.holds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.FinalState;
import dev.epilogue.closure.Proposals;
import dev.epilogue.node.SessionReading;
import dev.epilogue.signing.Consensus;
import dev.epilogue.testing.Sessions;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.http.Wire;
import dev.epilogue.web.sessions.SessionView;
import dev.epilogue.web.signing.PayloadsView;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The members of answers are fixed: clients read them by name, and each is always there. */
class ClosureViewTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final SessionReading session = Sessions.alicesAndBobs("view");
    private final Closure closure =
            Proposals.propose(Sessions.asItStands(), session, NODE, NOON).after();

    @Test
    void aClosureHasExactlyTheseMembers() {
        JsonNode json = json(ClosureView.of(closure, 2));
        assertThat(json.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "revision",
                        "node",
                        "dialect",
                        "sessionId",
                        "application",
                        "status",
                        "outcome",
                        "reference",
                        "memo",
                        "createdAt",
                        "updatedAt",
                        "endedAt",
                        "firstDeadline",
                        "deadline",
                        "reopenableUntil",
                        "finalState",
                        "policy",
                        "participants",
                        "round",
                        "consensus",
                        "enforceable",
                        "submissions",
                        "session",
                        "settlement",
                        "prerequisites",
                        "warnings",
                        "anomalies",
                        "protections",
                        "waitingFor",
                        "nextAttemptAt",
                        "problem",
                        "lastEventId");
        assertThat(json.get("policy").propertyNames())
                .containsExactly(
                        "consensus",
                        "requiredParticipants",
                        "timeout",
                        "maxDeadline",
                        "signableFor",
                        "onVersionChange",
                        "maxRounds",
                        "channelUpdate",
                        "settleFor",
                        "escalation",
                        "reopenFor",
                        "reminders",
                        "declineReason");
        assertThat(json.get("consensus").propertyNames())
                .containsExactly(
                        "reached",
                        "unanimous",
                        "requiredWeight",
                        "achievedWeight",
                        "missingWeight",
                        "quorumWeight",
                        "quorumReached",
                        "signed",
                        "pending",
                        "declined");
        assertThat(json.get("submissions").get(0).propertyNames())
                .containsExactly("index", "purpose", "versionNumber", "status", "provedAt");
        assertThat(json.get("settlement").get(0).propertyNames())
                .containsExactly("participant", "asset", "amount", "channelId", "status", "channelUpdate");
    }

    @Test
    void valuesHaveTheirWireForms() {
        JsonNode json = json(ClosureView.of(closure, 2));
        assertThat(json.at("/policy/timeout").stringValue()).isEqualTo("PT1H");
        assertThat(json.at("/policy/maxDeadline").stringValue()).isEqualTo("P1D");
        assertThat(json.at("/createdAt").stringValue()).isEqualTo("2026-11-24T12:00:00Z");
        assertThat(json.at("/lastEventId").stringValue()).isEqualTo("2");
        assertThat(json.at("/participants/0/participant").stringValue()).isEqualTo(ALICE.checksummed());
        assertThat(json.at("/finalState/versionNumber").longValue()).isEqualTo(5);
        assertThat(json.at("/finalState/allocations/0/amount").isString()).isTrue();
        assertThat(json.at("/dialect").stringValue()).isEqualTo("nitronode-v1");
        assertThat(json.at("/nextAttemptAt").isNull()).isTrue();
        assertThat(json.at("/enforceable/whileVersionNumber").isNull()).isTrue();
        assertThat(json.at("/consensus/missingWeight").longValue()).isEqualTo(2);
    }

    @Test
    void payloadsOfAPayoutHaveEveryMemberAndTheirOrder() {
        JsonNode json = json(PayloadsView.of(redistributed(), null, NOON));
        assertThat(json.at("/payloads")).hasSize(2);
        assertThat(json.at("/payloads/0/purpose").stringValue()).isEqualTo("OPERATE");
        assertThat(json.at("/payloads/1/purpose").stringValue()).isEqualTo("CLOSE");
        assertThat(json.at("/payloads/1/versionNumber").longValue()).isEqualTo(6);
        assertThat(json.at("/payloads/0").propertyNames())
                .containsExactly(
                        "index",
                        "purpose",
                        "required",
                        "participant",
                        "asset",
                        "channelId",
                        "versionNumber",
                        "intent",
                        "scheme",
                        "message",
                        "text",
                        "digest",
                        "request",
                        "allocations",
                        "sessionData");
    }

    @Test
    void aStrangerHasNothingToSign() {
        assertThat(json(PayloadsView.of(closure, Sessions.CAROL, NOON)).at("/payloads"))
                .isEmpty();
        assertThat(json(PayloadsView.of(closure, BOB, NOON)).at("/payloads")).hasSize(1);
    }

    @Test
    void aPreviewHasNoIdAndSaysWhatChanges() {
        JsonNode json = json(PreviewView.of(redistributed()));
        assertThat(json.at("/closure/id").isNull()).isTrue();
        assertThat(json.at("/closure/lastEventId").isNull()).isTrue();
        assertThat(json.at("/changes")).hasSize(2);
        assertThat(json.at("/changes/0").propertyNames())
                .containsExactlyInAnyOrder("participant", "asset", "from", "to");
    }

    @Test
    void pendingSignersNameTheSmallestSetsThatSuffice() {
        JsonNode json = json(ConsensusView.pendingSigners(closure));
        assertThat(json.at("/pending")).hasSize(2);
        assertThat(json.at("/sufficientSets/0")).hasSize(2);
        assertThat(json.at("/sufficientSetsTruncated").booleanValue()).isFalse();
    }

    @Test
    void aSessionListsEveryParticipantAndAsset() {
        SessionReading partly = Sessions.reading(
                "partly", 1, 1, List.of(Sessions.member(ALICE, 1), Sessions.member(BOB, 0)), holds(ALICE, "1"));
        JsonNode json = json(SessionView.session("sandbox", partly));
        assertThat(json.at("/allocations")).hasSize(2);
        assertThat(json.propertyNames())
                .containsExactly(
                        "sessionId",
                        "node",
                        "dialect",
                        "application",
                        "active",
                        "versionNumber",
                        "quorum",
                        "participants",
                        "allocations",
                        "sessionData",
                        "readAt");
        assertThat(json(SessionView.finalState(partly)).propertyNames())
                .containsExactly("sessionId", "isFinal", "versionNumber", "timestamp", "allocations", "sessionData");
    }

    private Closure redistributed() {
        FinalState state = new FinalState(List.of(holds(ALICE, "87.5")), null, null);
        return Proposals.propose(Sessions.request(state, Sessions.policy(Consensus.UNANIMOUS)), session, NODE, NOON)
                .after();
    }

    private static JsonNode json(Fields fields) {
        return JSON.readTree(Wire.bytes(fields));
    }
}

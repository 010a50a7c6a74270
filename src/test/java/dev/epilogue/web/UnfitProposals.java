package dev.epilogue.web;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.sandbox.Wallet.CAROL;
import static dev.epilogue.web.RefusalScene.UNKNOWN_SESSION;
import static dev.epilogue.web.RefusalScene.closedSession;
import static dev.epilogue.web.RefusalScene.entry;
import static dev.epilogue.web.RefusalScene.free;
import static dev.epilogue.web.RefusalScene.openSession;
import static dev.epilogue.web.RefusalScene.proposal;
import static dev.epilogue.web.RefusalScene.stage;
import static dev.epilogue.web.RefusalScene.state;

import java.util.List;

/** Proposals that can be read and do not fit their session. */
final class UnfitProposals {

    private UnfitProposals() {}

    static List<Refusal> rows() {
        return List.of(
                proposal("unknown session", 404, "session-not-found", "{'sessionId':'" + UNKNOWN_SESSION + "'}"),
                proposal("closed session", 409, "session-closed", "{'sessionId':'" + closedSession + "'}"),
                proposal("session under closure", 409, "closure-active", "{'sessionId':'" + openSession + "'}"),
                proposal("stale version", 409, "stale-version", free(",'finalState':{'versionNumber':4}")),
                proposal("not final", 422, "final-state-mismatch", free(",'finalState':{'isFinal':false}")),
                proposal(
                        "state of another session",
                        422,
                        "final-state-mismatch",
                        free(",'finalState':{'sessionId':'" + UNKNOWN_SESSION + "'}")),
                proposal("state with another quorum", 422, "final-state-mismatch", free(",'finalState':{'quorum':7}")),
                proposal(
                        "state of another application",
                        422,
                        "final-state-mismatch",
                        free(",'finalState':{'application':'x'}")),
                proposal("sum too small", 422, "allocation-sum", free(state(entry(ALICE, "50")))),
                proposal(
                        "sum too large",
                        422,
                        "allocation-sum",
                        free(state(entry(ALICE, "50") + "," + entry(BOB, "37.500001")))),
                proposal(
                        "stranger gets something",
                        422,
                        "allocation-unknown-participant",
                        free(state(entry(CAROL, "87.5")))),
                proposal(
                        "unknown asset",
                        422,
                        "allocation-unknown-asset",
                        free(state(entry(ALICE, "87.5").replace("yusd", "YUSD")))),
                proposal(
                        "entry twice",
                        422,
                        "allocation-duplicate",
                        free(state(entry(ALICE, "50") + "," + entry(ALICE, "37.5")))),
                proposal(
                        "negative amount",
                        422,
                        "allocation-negative",
                        free(state(entry(ALICE, "88.5") + "," + entry(BOB, "-1")))),
                proposal(
                        "too precise",
                        422,
                        "allocation-precision",
                        free(state(entry(ALICE, "87.4999999") + "," + entry(BOB, "0.0000001")))),
                proposal(
                        "data too long",
                        400,
                        "invalid-parameter",
                        free(",'finalState':{'sessionData':'" + "x".repeat(1025) + "'}")),
                proposal(
                        "stranger required",
                        422,
                        "consensus-unreachable",
                        free(",'policy':{'requiredParticipants':['" + CAROL.address() + "']}")),
                proposal(
                        "required twice",
                        400,
                        "invalid-parameter",
                        free(",'policy':{'requiredParticipants':['%s','%s']}"
                                .formatted(ALICE.address(), ALICE.address()))),
                new Refusal(
                        "preview is as strict",
                        422,
                        "allocation-sum",
                        () -> stage.post("/v1/closures/preview", free(state(entry(ALICE, "1"))))));
    }
}

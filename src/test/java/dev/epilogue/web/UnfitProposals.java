package dev.epilogue.web;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.sandbox.Wallet.CAROL;
import static dev.epilogue.web.RefusalScene.UNKNOWN_SESSION;
import static dev.epilogue.web.RefusalScene.entry;
import static dev.epilogue.web.RefusalScene.state;

import java.util.List;

/** Proposals that can be read and do not fit their session. */
final class UnfitProposals {

    private UnfitProposals() {}

    static List<Refusal> rows(RefusalScene scene) {
        return List.of(
                scene.proposal("unknown session", 404, "session-not-found", "{'sessionId':'" + UNKNOWN_SESSION + "'}"),
                scene.proposal("closed session", 409, "session-closed", "{'sessionId':'" + scene.closedSession + "'}"),
                scene.proposal(
                        "session under closure", 409, "closure-active", "{'sessionId':'" + scene.openSession + "'}"),
                scene.proposal("stale version", 409, "stale-version", scene.free(",'finalState':{'versionNumber':1}")),
                scene.proposal("not final", 422, "final-state-mismatch", scene.free(",'finalState':{'isFinal':false}")),
                scene.proposal(
                        "state of another session",
                        422,
                        "final-state-mismatch",
                        scene.free(",'finalState':{'sessionId':'" + UNKNOWN_SESSION + "'}")),
                scene.proposal(
                        "state with another quorum",
                        422,
                        "final-state-mismatch",
                        scene.free(",'finalState':{'quorum':7}")),
                scene.proposal(
                        "state of another application",
                        422,
                        "final-state-mismatch",
                        scene.free(",'finalState':{'application':'x'}")),
                scene.proposal("sum too small", 422, "allocation-sum", scene.free(state(entry(ALICE, "50")))),
                scene.proposal(
                        "sum too large",
                        422,
                        "allocation-sum",
                        scene.free(state(entry(ALICE, "50") + "," + entry(BOB, "37.500001")))),
                scene.proposal(
                        "stranger gets something",
                        422,
                        "allocation-unknown-participant",
                        scene.free(state(entry(CAROL, "87.5")))),
                scene.proposal(
                        "unknown asset",
                        422,
                        "allocation-unknown-asset",
                        scene.free(state(entry(ALICE, "87.5").replace("yusd", "YUSD")))),
                scene.proposal(
                        "entry twice",
                        422,
                        "allocation-duplicate",
                        scene.free(state(entry(ALICE, "50") + "," + entry(ALICE, "37.5")))),
                scene.proposal(
                        "negative amount",
                        422,
                        "allocation-negative",
                        scene.free(state(entry(ALICE, "88.5") + "," + entry(BOB, "-1")))),
                scene.proposal(
                        "too precise",
                        422,
                        "allocation-precision",
                        scene.free(state(entry(ALICE, "87.4999999") + "," + entry(BOB, "0.0000001")))),
                scene.proposal(
                        "data too long",
                        400,
                        "invalid-parameter",
                        scene.free(",'finalState':{'sessionData':'" + "x".repeat(1025) + "'}")),
                scene.proposal(
                        "stranger required",
                        422,
                        "consensus-unreachable",
                        scene.free(",'policy':{'requiredParticipants':['" + CAROL.address() + "']}")),
                scene.proposal(
                        "required twice",
                        400,
                        "invalid-parameter",
                        scene.free(",'policy':{'requiredParticipants':['%s','%s']}"
                                .formatted(ALICE.address(), ALICE.address()))),
                new Refusal(
                        "preview is as strict",
                        422,
                        "allocation-sum",
                        () -> scene.stage.post("/v1/closures/preview", scene.free(state(entry(ALICE, "1"))))));
    }
}

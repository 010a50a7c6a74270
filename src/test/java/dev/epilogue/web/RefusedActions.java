package dev.epilogue.web;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.sandbox.Wallet.CAROL;
import static dev.epilogue.web.RefusalScene.UNKNOWN_SESSION;
import static dev.epilogue.web.RefusalScene.split;

import java.util.List;

/** What cannot be done to a closure, or not now. */
final class RefusedActions {

    private RefusedActions() {}

    static List<Refusal> rows(RefusalScene scene) {
        String decline = scene.stage.declineOf(scene.open, scene.openSession, ALICE, 2, "no");
        return List.of(
                scene.action(
                        "challenge where the tenant may do nothing on chain",
                        409,
                        "challenge-unavailable",
                        scene.open,
                        "challenge",
                        "{}"),
                scene.action(
                        "challenge with an action that nobody can ask for",
                        400,
                        "invalid-parameter",
                        scene.open,
                        "challenge",
                        "{'action':'FINALISE'}"),
                scene.action(
                        "challenge with a misspelt member",
                        400,
                        "unknown-member",
                        scene.open,
                        "challenge",
                        "{'participant':[]}"),
                scene.action(
                        "decline without a signature",
                        400,
                        "invalid-parameter",
                        scene.open,
                        "decline",
                        "{'participant':'%s','round':2,'reason':'no'}".formatted(ALICE.address())),
                scene.action(
                        "decline with another reason than signed",
                        422,
                        "signature-stranger",
                        scene.open,
                        "decline",
                        decline.replace("'no'", "'yes'")),
                scene.action(
                        "decline in another's name",
                        422,
                        "signature-stranger",
                        scene.open,
                        "decline",
                        decline.replace(
                                ALICE.address().checksummed(), BOB.address().checksummed())),
                scene.action(
                        "decline by a stranger",
                        422,
                        "signature-stranger",
                        scene.open,
                        "decline",
                        scene.stage.declineOf(scene.open, scene.openSession, CAROL, 2, "no")),
                scene.action(
                        "decline of an earlier round",
                        409,
                        "round-superseded",
                        scene.open,
                        "decline",
                        scene.stage.declineOf(scene.open, scene.openSession, ALICE, 1, "no")),
                scene.action(
                        "decline with a line break",
                        400,
                        "invalid-parameter",
                        scene.open,
                        "decline",
                        decline.replace("'no'", "'no\\nround: 3'")),
                scene.action(
                        "decline after the end",
                        409,
                        "closure-ended",
                        scene.cancelled,
                        "decline",
                        scene.stage.declineOf(scene.cancelled, scene.cancelledSession, ALICE, 1, "no")),
                scene.action(
                        "extension by nothing", 400, "invalid-parameter", scene.open, "extension", "{'seconds':0}"),
                scene.action(
                        "extension by a fraction",
                        400,
                        "invalid-parameter",
                        scene.open,
                        "extension",
                        "{'seconds':1.5}"),
                scene.action(
                        "extension by ages",
                        400,
                        "invalid-parameter",
                        scene.open,
                        "extension",
                        "{'seconds':99999999999}"),
                scene.action(
                        "extension of a settled closure",
                        409,
                        "closure-ended",
                        scene.settled,
                        "extension",
                        "{'seconds':60}"),
                scene.action(
                        "cancellation of a settled closure", 409, "closure-ended", scene.settled, "cancellation", ""),
                scene.action("second cancellation", 409, "closure-ended", scene.cancelled, "cancellation", ""),
                scene.action(
                        "cancellation with a misspelt reason",
                        400,
                        "unknown-member",
                        scene.open,
                        "cancellation",
                        "{'why':''}"),
                scene.action("resumption of what is not parked", 409, "round-sealed", scene.open, "resumption", ""),
                scene.action("parking of what has ended", 409, "closure-ended", scene.settled, "parking", ""),
                scene.action(
                        "split based on an earlier round",
                        409,
                        "round-superseded",
                        scene.open,
                        "rounds",
                        "{'basedOnRound':1,'finalState':" + split("50", "37.5") + "}"),
                scene.action(
                        "split with another sum",
                        422,
                        "allocation-sum",
                        scene.open,
                        "rounds",
                        "{'basedOnRound':2,'finalState':" + split("50", "37") + "}"),
                scene.action(
                        "split of another session",
                        422,
                        "final-state-mismatch",
                        scene.open,
                        "rounds",
                        "{'basedOnRound':2,'finalState':{'sessionId':'" + UNKNOWN_SESSION + "'}}"),
                scene.action(
                        "split for an ended closure",
                        409,
                        "closure-ended",
                        scene.cancelled,
                        "rounds",
                        "{'basedOnRound':1,'finalState':" + split("50", "37.5") + "}"),
                scene.action(
                        "finalization until whenever",
                        400,
                        "invalid-parameter",
                        scene.open,
                        "finalization?until=LATER",
                        ""),
                scene.action(
                        "finalization of what never will be",
                        409,
                        "closure-ended",
                        scene.cancelled,
                        "finalization",
                        ""),
                scene.matching("extension on an old revision", "extension", "{'seconds':60}"),
                scene.matching("cancellation on an old revision", "cancellation", ""),
                scene.matching(
                        "split on an old revision",
                        "rounds",
                        "{'basedOnRound':2,'finalState':" + split("50", "37.5") + "}"),
                new Refusal(
                        "If-Match that is no ETag",
                        400,
                        "invalid-parameter",
                        () -> scene.stage.post(
                                "/v1/closures/" + scene.open + "/extension", "{'seconds':60}", "If-Match", "3")));
    }
}

package dev.epilogue.web;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.sandbox.Wallet.CAROL;
import static dev.epilogue.web.RefusalScene.UNKNOWN_SESSION;
import static dev.epilogue.web.RefusalScene.action;
import static dev.epilogue.web.RefusalScene.cancelled;
import static dev.epilogue.web.RefusalScene.cancelledSession;
import static dev.epilogue.web.RefusalScene.matching;
import static dev.epilogue.web.RefusalScene.open;
import static dev.epilogue.web.RefusalScene.openSession;
import static dev.epilogue.web.RefusalScene.settled;
import static dev.epilogue.web.RefusalScene.split;
import static dev.epilogue.web.RefusalScene.stage;

import java.util.List;

/** What cannot be done to a closure, or not now. */
final class RefusedActions {

    private RefusedActions() {}

    static List<Refusal> rows() {
        String decline = stage.declineOf(open, openSession, ALICE, 2, "no");
        return List.of(
                action(
                        "challenge where the tenant may do nothing on chain",
                        409,
                        "challenge-unavailable",
                        open,
                        "challenge",
                        "{}"),
                action(
                        "challenge with an action that nobody can ask for",
                        400,
                        "invalid-parameter",
                        open,
                        "challenge",
                        "{'action':'FINALISE'}"),
                action(
                        "challenge with a misspelt member",
                        400,
                        "unknown-member",
                        open,
                        "challenge",
                        "{'participant':[]}"),
                action(
                        "decline without a signature",
                        400,
                        "invalid-parameter",
                        open,
                        "decline",
                        "{'participant':'%s','round':2,'reason':'no'}".formatted(ALICE.address())),
                action(
                        "decline with another reason than signed",
                        422,
                        "signature-stranger",
                        open,
                        "decline",
                        decline.replace("'no'", "'yes'")),
                action(
                        "decline in another's name",
                        422,
                        "signature-stranger",
                        open,
                        "decline",
                        decline.replace(
                                ALICE.address().checksummed(), BOB.address().checksummed())),
                action(
                        "decline by a stranger",
                        422,
                        "signature-stranger",
                        open,
                        "decline",
                        stage.declineOf(open, openSession, CAROL, 2, "no")),
                action(
                        "decline of an earlier round",
                        409,
                        "round-superseded",
                        open,
                        "decline",
                        stage.declineOf(open, openSession, ALICE, 1, "no")),
                action(
                        "decline with a line break",
                        400,
                        "invalid-parameter",
                        open,
                        "decline",
                        decline.replace("'no'", "'no\\nround: 3'")),
                action(
                        "decline after the end",
                        409,
                        "closure-ended",
                        cancelled,
                        "decline",
                        stage.declineOf(cancelled, cancelledSession, ALICE, 1, "no")),
                action("extension by nothing", 400, "invalid-parameter", open, "extension", "{'seconds':0}"),
                action("extension by a fraction", 400, "invalid-parameter", open, "extension", "{'seconds':1.5}"),
                action("extension by ages", 400, "invalid-parameter", open, "extension", "{'seconds':99999999999}"),
                action("extension of a settled closure", 409, "closure-ended", settled, "extension", "{'seconds':60}"),
                action("cancellation of a settled closure", 409, "closure-ended", settled, "cancellation", ""),
                action("second cancellation", 409, "closure-ended", cancelled, "cancellation", ""),
                action(
                        "cancellation with a misspelt reason",
                        400,
                        "unknown-member",
                        open,
                        "cancellation",
                        "{'why':''}"),
                action("resumption of what is not parked", 409, "round-sealed", open, "resumption", ""),
                action("parking of what has ended", 409, "closure-ended", settled, "parking", ""),
                action(
                        "split based on an earlier round",
                        409,
                        "round-superseded",
                        open,
                        "rounds",
                        "{'basedOnRound':1,'finalState':" + split("50", "37.5") + "}"),
                action(
                        "split with another sum",
                        422,
                        "allocation-sum",
                        open,
                        "rounds",
                        "{'basedOnRound':2,'finalState':" + split("50", "37") + "}"),
                action(
                        "split of another session",
                        422,
                        "final-state-mismatch",
                        open,
                        "rounds",
                        "{'basedOnRound':2,'finalState':{'sessionId':'" + UNKNOWN_SESSION + "'}}"),
                action(
                        "split for an ended closure",
                        409,
                        "closure-ended",
                        cancelled,
                        "rounds",
                        "{'basedOnRound':1,'finalState':" + split("50", "37.5") + "}"),
                action("finalization until whenever", 400, "invalid-parameter", open, "finalization?until=LATER", ""),
                action("finalization of what never will be", 409, "closure-ended", cancelled, "finalization", ""),
                matching("extension on an old revision", "extension", "{'seconds':60}"),
                matching("cancellation on an old revision", "cancellation", ""),
                matching(
                        "split on an old revision",
                        "rounds",
                        "{'basedOnRound':2,'finalState':" + split("50", "37.5") + "}"),
                new Refusal(
                        "If-Match that is no ETag",
                        400,
                        "invalid-parameter",
                        () -> stage.post("/v1/closures/" + open + "/extension", "{'seconds':60}", "If-Match", "3")));
    }
}

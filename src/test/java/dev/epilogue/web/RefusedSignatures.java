package dev.epilogue.web;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.sandbox.Wallet.CAROL;
import static dev.epilogue.web.RefusalScene.UNKNOWN_ID;
import static dev.epilogue.web.RefusalScene.cancelled;
import static dev.epilogue.web.RefusalScene.current;
import static dev.epilogue.web.RefusalScene.delegated;
import static dev.epilogue.web.RefusalScene.earlier;
import static dev.epilogue.web.RefusalScene.expired;
import static dev.epilogue.web.RefusalScene.flipped;
import static dev.epilogue.web.RefusalScene.highS;
import static dev.epilogue.web.RefusalScene.open;
import static dev.epilogue.web.RefusalScene.parked;
import static dev.epilogue.web.RefusalScene.signature;
import static dev.epilogue.web.RefusalScene.stage;
import static dev.epilogue.web.RefusalScene.unprefixed;
import static dev.epilogue.web.Stage.signing;

import java.util.List;

/** Signatures that are not what was asked for. */
final class RefusedSignatures {

    private RefusedSignatures() {}

    static List<Refusal> rows() {
        List<String> good = current(ALICE);
        return List.of(
                signature(
                        "misspelt member",
                        400,
                        "unknown-member",
                        signing(ALICE, 2, good).replace("'signatures'", "'signature'")),
                signature(
                        "signature as a number",
                        400,
                        "invalid-parameter",
                        "{'participant':'%s','round':2,'signatures':[1,2]}".formatted(ALICE.address())),
                signature(
                        "no round",
                        400,
                        "invalid-parameter",
                        signing(ALICE, 2, good).replace("'round':2,", "")),
                signature("round zero", 400, "invalid-parameter", signing(ALICE, 0, good)),
                signature(
                        "optional payloads",
                        400,
                        "invalid-parameter",
                        signing(ALICE, 2, good).replace("}", ",'optionalSignatures':[{'index':2,'signature':'0x'}]}")),
                signature(
                        "mandate",
                        400,
                        "invalid-parameter",
                        signing(ALICE, 2, good).replace("}", ",'mandate':{'signer':'x'}}")),
                signature("earlier round", 409, "round-superseded", signing(ALICE, 1, earlier)),
                signature("round to come", 409, "round-superseded", signing(ALICE, 3, good)),
                signature("too few", 422, "signature-count", signing(ALICE, 2, good.subList(0, 1))),
                signature(
                        "too many",
                        422,
                        "signature-count",
                        signing(ALICE, 2, List.of(good.get(0), good.get(1), good.get(1)))),
                signature("none", 422, "signature-count", signing(ALICE, 2, List.of())),
                signature("no hex", 422, "signature-length", signing(ALICE, 2, List.of("hello", good.get(1)))),
                signature(
                        "64 bytes",
                        422,
                        "signature-length",
                        signing(ALICE, 2, List.of(good.get(0).substring(0, 130), good.get(1)))),
                signature(
                        "high s", 422, "signature-high-s", signing(ALICE, 2, List.of(highS(good.get(0)), good.get(1)))),
                signature("foreign signer", 422, "signature-stranger", signing(ALICE, 2, current(CAROL))),
                signature("foreign participant", 422, "signature-stranger", signing(CAROL, 2, current(CAROL))),
                signature("in another's name", 422, "signature-stranger", signing(ALICE, 2, current(BOB))),
                signature(
                        "a bit turned",
                        422,
                        "signature-stranger",
                        signing(ALICE, 2, List.of(flipped(good.get(0)), good.get(1)))),
                signature(
                        "without the prefix",
                        422,
                        "signature-prefix",
                        signing(ALICE, 2, List.of(unprefixed(0), good.get(1)))),
                signature(
                        "over the earlier round",
                        422,
                        "signature-round",
                        signing(ALICE, 2, List.of(earlier.getFirst(), good.get(1)))),
                signature(
                        "in the other order",
                        422,
                        "signature-order",
                        signing(ALICE, 2, List.of(good.get(1), good.get(0)))),
                signature("unknown session key", 422, "session-key-unknown", signing(ALICE, 2, delegated(5))),
                signature("expired session key", 422, "session-key-expired", signing(ALICE, 2, delegated(3))),
                signature(
                        "session key of another application",
                        422,
                        "session-key-scope",
                        signing(ALICE, 2, delegated(4))),
                new Refusal(
                        "unknown closure",
                        404,
                        "closure-not-found",
                        () -> stage.post("/v1/closures/" + UNKNOWN_ID + "/signatures", signing(ALICE, 1, earlier))),
                new Refusal("after sealing", 409, "round-sealed", () -> stage.postSigned(parked, ALICE)),
                new Refusal("after cancellation", 409, "closure-ended", () -> stage.postSigned(cancelled, ALICE)),
                new Refusal("after the deadline", 409, "closure-ended", () -> stage.postSigned(expired, ALICE)),
                new Refusal(
                        "payload of another closure",
                        422,
                        "signature-stranger",
                        () -> stage.post(
                                "/v1/closures/" + open + "/signatures",
                                signing(
                                        ALICE,
                                        2,
                                        List.of(stage.sign(parked, ALICE).getFirst(), good.get(1))))));
    }
}

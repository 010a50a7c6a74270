package dev.epilogue.web;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.sandbox.Wallet.CAROL;
import static dev.epilogue.web.RefusalScene.UNKNOWN_ID;
import static dev.epilogue.web.RefusalScene.flipped;
import static dev.epilogue.web.RefusalScene.highS;
import static dev.epilogue.web.Stage.signing;

import java.util.List;
import java.util.stream.Stream;

/** Signatures that are not what was asked for, whatever the dialect. */
final class RefusedSignatures {

    private RefusedSignatures() {}

    static List<Refusal> rows(RefusalScene scene) {
        return Stream.of(outOfShape(scene), ofSomebodyElse(scene), atTheWrongTime(scene))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Refusal> outOfShape(RefusalScene scene) {
        List<String> good = scene.current(ALICE);
        String first = good.getFirst();
        return List.of(
                scene.signature(
                        "misspelt member",
                        400,
                        "unknown-member",
                        signing(ALICE, 2, good).replace("'signatures'", "'signature'")),
                scene.signature(
                        "signature as a number",
                        400,
                        "invalid-parameter",
                        "{'participant':'%s','round':2,'signatures':[1,2]}".formatted(ALICE.address())),
                scene.signature(
                        "no round",
                        400,
                        "invalid-parameter",
                        signing(ALICE, 2, good).replace("'round':2,", "")),
                scene.signature("round zero", 400, "invalid-parameter", signing(ALICE, 0, good)),
                scene.signature(
                        "optional payloads",
                        400,
                        "invalid-parameter",
                        signing(ALICE, 2, good).replace("}", ",'optionalSignatures':[{'index':2,'signature':'0x'}]}")),
                scene.signature(
                        "mandate that cannot be read",
                        400,
                        "invalid-parameter",
                        signing(ALICE, 2, good).replace("}", ",'mandate':{'signer':'x'}}")),
                scene.signature("none", 422, "signature-count", signing(ALICE, 2, List.of())),
                scene.signature(
                        "too many",
                        422,
                        "signature-count",
                        signing(
                                ALICE,
                                2,
                                Stream.concat(good.stream(), Stream.of(first)).toList())),
                scene.signature("no hex", 422, "signature-length", scene.withFirst("hello")),
                scene.signature("64 bytes", 422, "signature-length", scene.withFirst(first.substring(0, 130))),
                scene.signature(
                        "recovery id that is none",
                        422,
                        "signature-length",
                        scene.withFirst(first.substring(0, 130) + "1d")),
                scene.signature("high s", 422, "signature-high-s", scene.withFirst(highS(first))));
    }

    private static List<Refusal> ofSomebodyElse(RefusalScene scene) {
        return List.of(
                scene.signature("foreign signer", 422, "signature-stranger", signing(ALICE, 2, scene.current(CAROL))),
                scene.signature(
                        "foreign participant", 422, "signature-stranger", signing(CAROL, 2, scene.current(CAROL))),
                scene.signature("in another's name", 422, "signature-stranger", signing(ALICE, 2, scene.current(BOB))),
                scene.signature(
                        "a bit turned",
                        422,
                        "signature-stranger",
                        scene.withFirst(flipped(scene.current(ALICE).getFirst()))),
                scene.signature(
                        "over the earlier round", 422, "signature-round", scene.withFirst(scene.earlier.getFirst())),
                scene.signature(
                        "payload of another closure",
                        422,
                        "signature-stranger",
                        scene.withFirst(scene.stage.sign(scene.parked, ALICE).getFirst())));
    }

    private static List<Refusal> atTheWrongTime(RefusalScene scene) {
        return List.of(
                scene.signature("earlier round", 409, "round-superseded", signing(ALICE, 1, scene.earlier)),
                scene.signature("round to come", 409, "round-superseded", signing(ALICE, 3, scene.current(ALICE))),
                new Refusal(
                        "unknown closure",
                        404,
                        "closure-not-found",
                        () -> scene.stage.post(
                                "/v1/closures/" + UNKNOWN_ID + "/signatures", signing(ALICE, 1, scene.earlier))),
                new Refusal("after sealing", 409, "round-sealed", () -> scene.stage.postSigned(scene.parked, ALICE)),
                new Refusal(
                        "after cancellation",
                        409,
                        "closure-ended",
                        () -> scene.stage.postSigned(scene.cancelled, ALICE)),
                new Refusal(
                        "after the deadline",
                        409,
                        "closure-ended",
                        () -> scene.stage.postSigned(scene.expired, ALICE)));
    }
}

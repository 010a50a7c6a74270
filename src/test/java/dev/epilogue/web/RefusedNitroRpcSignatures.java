package dev.epilogue.web;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.web.RefusalScene.UNKNOWN_SESSION;
import static dev.epilogue.web.RefusalScene.key;
import static dev.epilogue.web.Stage.signing;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.signing.Eip191;
import dev.epilogue.signing.nitrorpc.Mandate;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import dev.epilogue.value.SessionId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** Of 0.x: one payload, a raw digest of its text, session keys under a mandate of their wallet. */
final class RefusedNitroRpcSignatures {

    private static final Wallet KEY = key(3);
    private static final Wallet ANOTHER_KEY = key(5);

    private RefusedNitroRpcSignatures() {}

    static List<Refusal> rows(RefusalScene scene) {
        return Stream.concat(overSomethingElse(scene).stream(), underAMandate(scene).stream())
                .toList();
    }

    private static List<Refusal> overSomethingElse(RefusalScene scene) {
        String text = scene.payloads.getFirst().get("text").stringValue();
        return List.of(
                scene.signature(
                        "digest with the prefix",
                        422,
                        "signature-prefix",
                        scene.withFirst(over(Eip191.digest(scene.digest())))),
                scene.signature("text with the prefix", 422, "signature-prefix", scene.withFirst(ALICE.signText(text))),
                scene.signature(
                        "digest hashed once more",
                        422,
                        "signature-prefix",
                        scene.withFirst(over(Keccak.hash(scene.digest().bytes())))),
                scene.signature(
                        "text with blanks behind its commas and colons",
                        422,
                        "signature-order",
                        scene.withFirst(over(hash(text.replace(",", ", ").replace(":", ": "))))),
                scene.signature(
                        "session key without a mandate",
                        422,
                        "signature-stranger",
                        signing(ALICE, 2, scene.current(KEY))),
                scene.signature(
                        "session key as v1 marks it",
                        422,
                        "signature-length",
                        scene.withFirst("0xa2" + scene.current(KEY).getFirst().substring(2))));
    }

    private static List<Refusal> underAMandate(RefusalScene scene) {
        Instant until = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(3600);
        Mandate good = new Mandate(ALICE.address(), KEY.address(), scene.openSession, until);
        String posted = mandated(scene, KEY, good, ALICE);
        return List.of(
                scene.signature("mandate by another wallet", 422, "session-key-scope", mandated(scene, KEY, good, BOB)),
                scene.signature("mandate by the key itself", 422, "session-key-scope", mandated(scene, KEY, good, KEY)),
                scene.signature(
                        "mandate for another session",
                        422,
                        "session-key-scope",
                        mandated(
                                scene,
                                KEY,
                                new Mandate(ALICE.address(), KEY.address(), SessionId.parse(UNKNOWN_SESSION), until),
                                ALICE)),
                scene.signature(
                        "mandate with another end than signed",
                        422,
                        "session-key-scope",
                        posted.replace(until.toString(), until.plusSeconds(1).toString())),
                scene.signature(
                        "mandate that has ended",
                        422,
                        "session-key-expired",
                        mandated(
                                scene,
                                KEY,
                                new Mandate(
                                        ALICE.address(), KEY.address(), scene.openSession, until.minusSeconds(7200)),
                                ALICE)),
                scene.signature(
                        "mandate for another participant's wallet",
                        422,
                        "session-key-scope",
                        mandated(
                                scene,
                                BOB,
                                new Mandate(ALICE.address(), BOB.address(), scene.openSession, until),
                                ALICE)),
                scene.signature(
                        "signature of another key than the mandate's",
                        422,
                        "signature-stranger",
                        mandated(scene, ANOTHER_KEY, good, ALICE)),
                scene.signature(
                        "mandated key over the digest with the prefix",
                        422,
                        "signature-prefix",
                        posted.replace(
                                scene.current(KEY).getFirst(),
                                KEY.sign(Eip191.digest(scene.digest())).hex())),
                scene.signature(
                        "mandate that ends within a second",
                        400,
                        "invalid-parameter",
                        posted.replace(until.toString(), until.plusMillis(500).toString())),
                scene.signature(
                        "mandate with a member that nobody knows",
                        400,
                        "unknown-member",
                        posted.replace("'notAfter'", "'chain':1,'notAfter'")),
                scene.signature(
                        "mandate with a look-alike member",
                        400,
                        "unknown-member",
                        posted.replace("'signer'", "'\u017figner'")));
    }

    private static String mandated(RefusalScene scene, Wallet signer, Mandate mandate, Wallet voucher) {
        String vouched = ",'mandate':{'signer':'%s','notAfter':'%s','signature':'%s'}}"
                .formatted(
                        mandate.signer(),
                        mandate.notAfter(),
                        voucher.sign(mandate.digest()).hex());
        return signing(ALICE, 2, scene.current(signer)).replace("}", vouched);
    }

    private static String over(Hash32 digest) {
        return ALICE.sign(digest).hex();
    }

    private static Hash32 hash(String text) {
        return Keccak.hash(text.getBytes(StandardCharsets.US_ASCII));
    }
}

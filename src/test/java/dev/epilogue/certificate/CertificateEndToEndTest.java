package dev.epilogue.certificate;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.testing.Stage.holds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.signing.KeySet;
import dev.epilogue.signing.ReceiptKey;
import dev.epilogue.signing.ReceiptSigner;
import dev.epilogue.testing.ClearNodeStand;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.SessionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the running service certifies, of closures that are open and of those that ended one way or another, holds without it. */
class CertificateEndToEndTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void closuresOfV1AreCertifiedInEveryState() {
        try (Stage stage = Stage.open()) {
            SessionId paidOut = stage.session();
            certify(
                    "v1",
                    stage,
                    stage.payOut(paidOut, holds(ALICE, "80"), holds(BOB, "7.5")),
                    stage.propose(stage.session()),
                    stage.propose(stage.session()),
                    stage.propose(stage.session(), Map.of("timeout", "PT1S")));
        }
    }

    @Test
    void closuresOf0xAreCertifiedInEveryState() {
        ClearNodeStand stand = ClearNodeStand.start(ClearNodeStand.V04);
        try (Stage stage = stand.stage()) {
            certify(
                    "0x",
                    stage,
                    stage.propose(session(stand)),
                    stage.propose(session(stand)),
                    stage.propose(session(stand)),
                    stage.propose(session(stand), Map.of("timeout", "PT1S")));
        }
    }

    private static SessionId session(ClearNodeStand stand) {
        return stand.session(2, List.of(ALICE, BOB), holds(ALICE, "50"), holds(BOB, "37.5"));
    }

    private static void certify(
            String dialect, Stage stage, Closing closed, Closing declined, Closing open, Closing expired) {
        KeySet keys = KeySet.parse(JSON.writeValueAsString(
                stage.api().get("/.well-known/jwks.json").ok()));

        open.signedBy(ALICE);
        JsonNode unproved = holding(dialect + "-open", open, keys);
        assertThat(signatures(unproved)).hasSize(1).allSatisfy(signature -> {
            assertThat(signature.get("mark").asString()).isEqualTo("OBSERVED");
            assertThat(signature.get("content").get("signature").isNull()).isTrue();
        });

        declined.signedBy(ALICE).decline(BOB, "not my game").ok();
        JsonNode refused = holding(dialect + "-declined", declined, keys);
        assertThat(SealCheck.named(refused, "decline of " + BOB.address() + " in round 1"))
                .singleElement()
                .satisfies(decline -> {
                    assertThat(decline.get("mark").asString()).isEqualTo("SIGNED_BY_PARTICIPANT");
                    assertThat(decline.at("/content/reason").asString()).isEqualTo("not my game");
                });

        closed.signedBy(ALICE, BOB).booked("COOPERATIVE");
        JsonNode proved = holding(dialect + "-closed", closed, keys);
        assertThat(signatures(proved))
                .hasSizeGreaterThan(1)
                .allSatisfy(signature ->
                        assertThat(signature.get("mark").asString()).isEqualTo("SIGNED_BY_PARTICIPANT"));
        assertThat(names(proved)).anySatisfy(name -> assertThat(name).startsWith("credit of yusd"));

        Awaitility.await().until(() -> expired.status().equals("EXPIRED"));
        holding(dialect + "-expired", expired, keys);
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
        keep(name, file);
        return certificate;
    }

    private static KeySet strangers() {
        return KeySet.of(JSON.valueToTree(new ReceiptSigner(ReceiptKey.generate(), List.of()).keys()))
                .orElseThrow();
    }

    /** For whoever wants to look at one. */
    private static void keep(String name, byte[] file) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "certificates"));
            Files.writeString(folder.resolve(name + ".json"), new String(file, StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<JsonNode> signatures(JsonNode certificate) {
        return SealCheck.named(certificate, "signature ");
    }

    private static Set<String> names(JsonNode certificate) {
        return certificate
                .get("statements")
                .valueStream()
                .map(statement -> statement.get("name").asString())
                .collect(java.util.stream.Collectors.toSet());
    }
}

package dev.epilogue.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.signing.KeySet;
import dev.epilogue.signing.ReceiptKey;
import dev.epilogue.signing.ReceiptSigner;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Certificates that the service issued, changed in every way: by a stranger, and by somebody who holds the service's key. */
class VerificationTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void everyFlippedByteIsFoundAndNamed() {
        byte[] file = file("v1-closed");

        assertThat(Flips.areNamed(file, null, 1)).isGreaterThan(file.length - 20);
    }

    /** Of every kind of end, on both dialects; each as the service issued it. */
    @ParameterizedTest
    @MethodSource("kept")
    void certificatesOfEveryEndHoldAndTheirBytesCountToo(String name) {
        assertThat(Flips.areNamed(file(name), null, 61)).isPositive();
    }

    static List<String> kept() {
        List<String> ofBoth = List.of(
                "open",
                "declined",
                "cancelled",
                "expired",
                "superseded",
                "closed-elsewhere",
                "closed-differently",
                "by-quorum",
                "closed",
                "protected");
        return Stream.concat(
                        Stream.of("v1", "0x").flatMap(dialect -> ofBoth.stream().map(end -> dialect + "-" + end)),
                        Stream.of("v1-paid-out-open"))
                .toList();
    }

    /** A file that somebody shook: whatever it is now, it is judged, and not believed. */
    @Test
    void whatIsNoCertificateAnyMoreIsRefusedHoweverItWasBroken() {
        Random random = new Random(20261130);
        for (int time = 0; time < 2_000; time++) {
            byte[] file = file(kept().get(random.nextInt(kept().size())));
            JsonNode original = JSON.readTree(file);
            byte[] shaken = Shaken.by(random, file);
            Report report = Verification.of(shaken, null);
            if (report.holds()) {
                assertThat(JSON.readTree(shaken)).as("time %d", time).isEqualTo(original);
            } else {
                assertThat(report.broken())
                        .allSatisfy(broken -> assertThat(broken.what()).isNotBlank());
            }
        }
    }

    @Test
    void whatIsLaidOutDifferentlyStillHolds() {
        JsonNode certificate = JSON.readTree(file("v1-closed"));

        assertThat(Verification.of(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(certificate), null)
                        .broken())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("strangersChanges")
    void whatAStrangerChangesIsNamed(String where, String what, Consumer<ObjectNode> change) {
        ObjectNode certificate = (ObjectNode) JSON.readTree(file("v1-closed"));
        change.accept(certificate);

        assertThat(Verification.of(JSON.writeValueAsBytes(certificate), null).broken())
                .first()
                .satisfies(broken -> assertThat(broken.where()).isEqualTo(where))
                .satisfies(broken -> assertThat(broken.what()).contains(what));
    }

    static Stream<Arguments> strangersChanges() {
        String bob = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
        return Stream.of(
                stranger(
                        "credit of yusd to " + bob,
                        "is not what was sealed",
                        certificate -> statement(certificate, "credit of yusd to " + bob)
                                .put("amount", "80")),
                stranger(
                        "event 9",
                        "was sealed, and is not there",
                        certificate -> statements(certificate)
                                .remove(statements(certificate).size() - 1)),
                stranger(
                        "payload 1/0",
                        "is not what was sealed",
                        certificate -> statements(certificate).remove(2)),
                stranger(
                        "event 10",
                        "was not sealed",
                        certificate -> statements(certificate)
                                .addObject()
                                .put("name", "event 10")
                                .put("mark", "OBSERVED")
                                .putObject("content")),
                stranger(
                        "signature 1/0 by " + bob,
                        "is not what was sealed",
                        certificate ->
                                named(certificate, "signature 1/0 by " + bob).put("mark", "OBSERVED")),
                stranger(
                        "issuedAt",
                        "is not what was sealed",
                        certificate -> certificate.put("issuedAt", "2020-01-01T00:00:00Z")),
                stranger("file", "a member that no certificate has: more", certificate -> certificate.put("more", 1)),
                stranger("file", "lacks", certificate -> certificate.remove("keys")),
                stranger(
                        "keys",
                        "no key set",
                        certificate -> certificate.putArray("keys").add(0.5)),
                stranger(
                        "format",
                        "is not epilogue-certificate/1",
                        certificate -> certificate.put("format", "epilogue-certificate/2")),
                stranger(
                        "seal",
                        "no key",
                        certificate -> ((ObjectNode) certificate.get("keys").get(0))
                                .put("x", "AAzairKry0JwGvph7fW_J4mPqB2NnetYCU-rUPcmEyU")));
    }

    private static Arguments stranger(String where, String what, Consumer<ObjectNode> change) {
        return Arguments.of(where, what, change);
    }

    /** Who holds the service's key can seal what he likes, but signs for nobody else. */
    @ParameterizedTest
    @MethodSource("forgeries")
    void whatTheServiceItselfWouldForgeIsNamed(String where, String what, Consumer<ObjectNode> change) {
        ReceiptSigner forger = new ReceiptSigner(ReceiptKey.generate(), List.of());
        ObjectNode certificate = (ObjectNode) JSON.readTree(file("v1-closed"));
        change.accept(certificate);
        ArrayNode keys = (ArrayNode) certificate.get("keys");
        keys.add(JSON.<JsonNode>valueToTree(forger.keys().getFirst()));
        ObjectNode sealed = Certificate.sealed(
                certificate.get("closureId").asString(), Instant.now(), read(certificate), keys, forger);

        Report report = Verification.of(JSON.writeValueAsBytes(sealed), null);

        assertThat(report.keyId()).isEqualTo(forger.keys().getFirst().get("kid"));
        assertThat(report.broken())
                .first()
                .satisfies(broken -> assertThat(broken.where()).isEqualTo(where))
                .satisfies(broken -> assertThat(broken.what()).contains(what));
    }

    static Stream<Arguments> forgeries() {
        String bob = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
        String alice = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
        String signature = "signature 1/0 by " + bob;
        return Stream.of(
                stranger(
                        "payload 1/0",
                        "of its own fields",
                        certificate -> ((ObjectNode) statement(certificate, "payload 1/0")
                                        .get("allocations")
                                        .get(0))
                                .put("amount", "80")),
                stranger(
                        signature,
                        "over another payload",
                        certificate -> statement(certificate, signature).put("index", 1)),
                stranger(
                        signature,
                        "not made by its signer",
                        certificate -> statement(certificate, signature).put("signer", alice)),
                stranger(
                        signature,
                        "not made by its signer",
                        certificate -> statement(certificate, signature)
                                .put(
                                        "signature",
                                        statement(certificate, "signature 1/0 by " + alice)
                                                .get("signature")
                                                .asString())),
                stranger(
                        signature,
                        "receipt of another",
                        certificate -> statement(certificate, signature)
                                .put(
                                        "receipt",
                                        statement(certificate, "signature 1/0 by " + alice)
                                                .get("receipt")
                                                .asString())),
                stranger(
                        signature,
                        "no key of the key set signed",
                        certificate -> statement(certificate, signature).put("receipt", "e30.e30.e30")),
                stranger(
                        signature,
                        "cannot be read: no signature",
                        certificate -> statement(certificate, signature).putNull("signature")),
                stranger(
                        "event 4",
                        "is not event 3",
                        certificate -> statements(certificate).remove(index(certificate, "event 3"))),
                stranger(
                        "event 3",
                        "does not follow",
                        certificate -> ((ObjectNode)
                                        statement(certificate, "event 3").get("event"))
                                .put("status", "SETTLED")));
    }

    /** What the node signed is checked by its own signature, whoever sealed it. */
    @ParameterizedTest
    @MethodSource("wordsOfTheNode")
    void whatTheServiceWouldHaveTheNodeSayIsNamed(String end, String where, String what, Consumer<ObjectNode> change) {
        ReceiptSigner forger = new ReceiptSigner(ReceiptKey.generate(), List.of());
        ObjectNode certificate = (ObjectNode) JSON.readTree(file(end));
        change.accept(certificate);
        ArrayNode keys = (ArrayNode) certificate.get("keys");
        keys.add(JSON.<JsonNode>valueToTree(forger.keys().getFirst()));
        ObjectNode sealed = Certificate.sealed(
                certificate.get("closureId").asString(), Instant.now(), read(certificate), keys, forger);

        assertThat(Verification.of(JSON.writeValueAsBytes(sealed), null).broken())
                .contains(new Report.Broken(where, what));
    }

    static Stream<Arguments> wordsOfTheNode() {
        String bob = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
        String alice = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
        String release = "node: release of yusd to " + alice;
        String close = "node: close";
        String unsigned = "was not signed by the node";
        String other = "is about something else";
        String absent = "is not in what the node signed";
        return Stream.of(
                word(
                        "v1-closed",
                        release,
                        unsigned,
                        all -> statement(all, release).put("amount", "81")),
                word(
                        "v1-closed",
                        release,
                        unsigned,
                        all -> ((ObjectNode) statement(all, release).get("ledger")).put("userAllocation", "91000000")),
                word(
                        "v1-closed",
                        release,
                        "is not the payment of its own fields",
                        all -> statement(all, release).put("wallet", bob)),
                word("v1-closed", release, other, all -> statement(all, release).put("accountId", alice)),
                word(
                        "v1-closed",
                        release,
                        "cannot be read",
                        all -> statement(all, release).remove("ledger")),
                word(
                        "v1-closed",
                        release,
                        unsigned,
                        all -> statement(all, "closure").put("nodeAddress", bob)),
                word(
                        "v1-closed",
                        "credit of yusd to " + bob,
                        absent,
                        all -> named(all, "credit of yusd to " + bob).put("mark", "SIGNED_BY_NODE")),
                word(
                        "v1-closed",
                        "closure",
                        "has a mark that it cannot have",
                        all -> named(all, "closure").put("mark", "SIGNED_BY_NODE")),
                word(
                        "v1-closed",
                        release,
                        "has a mark that it cannot have",
                        all -> named(all, release).put("mark", "OBSERVED")),
                word(
                        "0x-closed",
                        close,
                        unsigned,
                        all -> statement(all, close)
                                .put(
                                        "answer",
                                        statement(all, close).get("answer").asString() + " ")),
                word(
                        "0x-closed",
                        close,
                        other,
                        all -> statement(all, "closure").withObject("closure").put("sessionId", "0x" + "0".repeat(64))),
                word(
                        "0x-closed",
                        close,
                        "cannot be read",
                        all -> statement(all, close).put("signature", "0x12")),
                word(
                        "0x-closed",
                        "credit of yusd to " + bob,
                        absent,
                        all -> statement(all, "credit of yusd to " + bob).put("amount", "80")),
                word(
                        "0x-closed",
                        "credit of yusd to " + bob,
                        absent,
                        all -> statements(all).remove(index(all, "node: payments from 0"))));
    }

    private static Arguments word(String end, String where, String what, Consumer<ObjectNode> change) {
        return Arguments.of(end, where, what, change);
    }

    /** A refusal is its participant's word, and nobody else's can be put in its place. */
    @ParameterizedTest
    @CsvSource({
        "reason, not what was agreed on, was not signed by its participant",
        "participant, 0x70997970C51812dc3A010C7d01b50e0d17dc79C8, was not signed by its participant",
        "service, https://elsewhere.example, was not signed by its participant",
        "signature, 0x12, cannot be read"
    })
    void aRefusalThatTheServiceWouldForgeIsNamed(String member, String value, String what) {
        ReceiptSigner forger = new ReceiptSigner(ReceiptKey.generate(), List.of());
        for (String dialect : List.of("v1", "0x")) {
            ObjectNode certificate = (ObjectNode) JSON.readTree(file(dialect + "-declined"));
            String name = "decline of 0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC in round 1";
            statement(certificate, name).put(member, value);
            ArrayNode keys = (ArrayNode) certificate.get("keys");
            keys.add(JSON.<JsonNode>valueToTree(forger.keys().getFirst()));
            ObjectNode sealed = Certificate.sealed(
                    certificate.get("closureId").asString(), Instant.now(), read(certificate), keys, forger);

            assertThat(Verification.of(JSON.writeValueAsBytes(sealed), null).broken())
                    .singleElement()
                    .satisfies(broken -> assertThat(broken.where()).isEqualTo(name))
                    .satisfies(broken -> assertThat(broken.what()).contains(what));
        }
    }

    @Test
    void aKeyVouchesOnlyForItsOwnTime() {
        ObjectNode keys = JSON.createObjectNode();
        ArrayNode all = keys.putArray("keys");
        JSON.readTree(file("v1-closed")).get("keys").forEach(all::add);
        ObjectNode key = (ObjectNode) all.get(0);

        key.put("exp", Instant.parse("2026-11-30T00:00:00Z").getEpochSecond());
        assertThat(Verification.of(file("v1-closed"), KeySet.parse(keys.toString()))
                        .broken())
                .first()
                .satisfies(broken -> assertThat(broken.what()).contains("signed until 2026-11-30T00:00:00Z"));

        key.put("exp", Instant.parse("2027-11-30T00:00:00Z").getEpochSecond());
        key.put("nbf", Instant.parse("2027-10-30T00:00:00Z").getEpochSecond());
        assertThat(Verification.of(file("v1-closed"), KeySet.parse(keys.toString()))
                        .broken())
                .first()
                .satisfies(broken -> assertThat(broken.what()).contains("signed from 2027-10-30T00:00:00Z on"));

        key.put("nbf", Instant.parse("2026-10-30T00:00:00Z").getEpochSecond());
        assertThat(Verification.of(file("v1-closed"), KeySet.parse(keys.toString()))
                        .holds())
                .isTrue();
    }

    /** The receipts of a stolen key stay what they are, and are told apart; what it sealed could be of anybody. */
    @Test
    void whatARevokedKeySignedIsNamed() {
        ReceiptSigner present = new ReceiptSigner(ReceiptKey.generate(), List.of());
        ObjectNode certificate = (ObjectNode) JSON.readTree(file("v1-closed"));
        ObjectNode stolen = (ObjectNode) certificate.get("keys").get(0).deepCopy();
        stolen.putObject("revoked")
                .put("revoked_at", Instant.parse("2026-12-24T00:00:00Z").getEpochSecond());
        ArrayNode keys = JSON.createArrayNode().add(stolen);
        keys.add(JSON.<JsonNode>valueToTree(present.keys().getFirst()));
        KeySet published = KeySet.of(keys).orElseThrow();
        String revoked = "was signed by key %s, which was revoked at 2026-12-24T00:00:00Z"
                .formatted(stolen.get("kid").asString());

        assertThat(Verification.of(file("v1-closed"), published).broken())
                .containsExactly(new Report.Broken("seal", revoked));

        ObjectNode again = Certificate.sealed(
                certificate.get("closureId").asString(), Instant.now(), read(certificate), keys, present);
        Report report = Verification.of(JSON.writeValueAsBytes(again), published);
        assertThat(report.broken()).isEmpty();
        assertThat(report.remarks())
                .hasSize(4)
                .allSatisfy(remark -> assertThat(remark.what()).isEqualTo("has a receipt that " + revoked))
                .extracting(Report.Remark::where)
                .contains("signature 1/0 by 0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC");
        assertThat(Verification.of(JSON.writeValueAsBytes(again), null).remarks())
                .as("the file's own keys are marked as well")
                .isEqualTo(report.remarks());
    }

    private static List<Statement> read(JsonNode certificate) {
        List<Statement> statements = new ArrayList<>();
        certificate
                .get("statements")
                .forEach(each -> statements.add(new Statement(
                        each.get("name").asString(),
                        Mark.valueOf(each.get("mark").asString()),
                        each.get("content"))));
        return statements;
    }

    private static ArrayNode statements(JsonNode certificate) {
        return (ArrayNode) certificate.get("statements");
    }

    private static int index(JsonNode certificate, String name) {
        return statements(certificate)
                .valueStream()
                .map(each -> each.get("name").asString())
                .toList()
                .indexOf(name);
    }

    private static ObjectNode named(JsonNode certificate, String name) {
        return (ObjectNode) statements(certificate).get(index(certificate, name));
    }

    private static ObjectNode statement(JsonNode certificate, String name) {
        return (ObjectNode) named(certificate, name).get("content");
    }

    private static byte[] file(String name) {
        try (InputStream file = VerificationTest.class.getResourceAsStream("/certificates/" + name + ".json")) {
            return Objects.requireNonNull(file, name).readAllBytes();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}

package dev.epilogue.certificate;

import dev.epilogue.certificate.Report.Broken;
import dev.epilogue.certificate.Report.Remark;
import dev.epilogue.signing.DeclineText;
import dev.epilogue.signing.Eip191;
import dev.epilogue.signing.KeySet;
import dev.epilogue.signing.Purpose;
import dev.epilogue.signing.ReceiptSigner;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.signing.SignatureForm;
import dev.epilogue.signing.nitronode.AppStateUpdate;
import dev.epilogue.signing.nitronode.Intent;
import dev.epilogue.signing.nitrorpc.FrozenClose;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.SessionId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Payloads, what was signed of them, and the receipts for that, each counted anew. */
final class SignedStatements {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> COUNTED = Set.of(Purpose.OPERATE.name(), Purpose.CLOSE.name());

    private final Map<String, String> digests = new HashMap<>();
    private final KeySet keys;
    private final SessionId session;
    private final String closureId;
    private final List<Remark> remarks;

    private SignedStatements(KeySet keys, SessionId session, String closureId, List<Remark> remarks) {
        this.keys = keys;
        this.session = session;
        this.closureId = closureId;
        this.remarks = remarks;
    }

    static void check(JsonNode certificate, KeySet keys, List<Broken> broken, List<Remark> remarks) {
        JsonNode closure = certificate.get("statements").path(0).path("content").path("closure");
        try {
            SessionId session = SessionId.parse(closure.path("sessionId").asString(""));
            SignedStatements statements = new SignedStatements(
                    keys, session, certificate.get("closureId").asString(), remarks);
            SealCheck.named(certificate, "payload ")
                    .forEach(each -> statements.judge(each, broken, statements::payload));
            SealCheck.named(certificate, "signature ")
                    .forEach(each -> statements.judge(each, broken, statements::signature));
            SealCheck.named(certificate, "decline ")
                    .forEach(each -> statements.judge(each, broken, statements::decline));
        } catch (IllegalArgumentException noSession) {
            broken.add(new Broken("closure", "names no session"));
        }
    }

    private interface Judge {
        /** What is wrong with it, or null. */
        @Nullable
        String wrong(JsonNode content, boolean signedByParticipant);
    }

    private void judge(JsonNode statement, List<Broken> broken, Judge judge) {
        String wrong;
        try {
            wrong = judge.wrong(
                    statement.get("content"),
                    statement.get("mark").asString().equals(Mark.SIGNED_BY_PARTICIPANT.name()));
        } catch (IllegalArgumentException unreadable) {
            wrong = "cannot be read: " + unreadable.getMessage();
        }
        if (wrong != null) {
            broken.add(new Broken(statement.get("name").asString(), wrong));
        }
    }

    private @Nullable String payload(JsonNode payload, boolean signed) {
        String place = place(payload);
        String digest = text(payload, "digest");
        digests.put(place, digest);
        if (!COUNTED.contains(text(payload, "purpose"))) {
            return null;
        }
        return text(payload, "scheme").equals("RAW") ? frozen(payload, digest) : update(payload, digest);
    }

    private @Nullable String update(JsonNode payload, String digest) {
        AppStateUpdate update = new AppStateUpdate(
                session,
                Intent.ofWire(payload.path("intent").asInt()),
                payload.path("versionNumber").asLong(),
                payload.path("allocations")
                        .valueStream()
                        .map(SignedStatements::allocation)
                        .toList(),
                text(payload, "sessionData"));
        boolean same = update.payloadHash().hex().equals(text(payload, "message"))
                && Eip191.digest(update.payloadHash()).hex().equals(digest);
        return same ? null : "is not the payload of its own fields";
    }

    private @Nullable String frozen(JsonNode payload, String digest) {
        FrozenClose close = FrozenClose.read(text(payload, "text"));
        boolean same = close.sessionId().equals(session)
                && close.digest().hex().equals(digest)
                && Hex.encode(close.bytes()).equals(text(payload, "message"))
                && close.allocations()
                        .equals(payload.path("allocations")
                                .valueStream()
                                .map(SignedStatements::allocation)
                                .toList());
        return same ? null : "is not the payload of its own fields";
    }

    private @Nullable String signature(JsonNode signature, boolean signed) {
        String digest = text(signature, "digest");
        if (!digest.equals(digests.get(place(signature)))) {
            return "is over another payload";
        }
        if (signed) {
            EcdsaSignature bytes =
                    SignatureForm.read(text(signature, "signature")).signature();
            Optional<Address> signer = Secp256k1.best().recover(Hash32.parse(digest), bytes);
            if (!signer.equals(Optional.of(Address.parse(text(signature, "signer"))))) {
                return "was not made by its signer";
            }
            if (!bytes.hash().hex().equals(text(signature, "signatureHash"))) {
                return "is not the signature of its hash";
            }
        }
        return receipt(signature);
    }

    private @Nullable String decline(JsonNode decline, boolean signed) {
        if (!signed) {
            return null;
        }
        String said = DeclineText.of(
                text(decline, "service"), closureId, decline.path("round").asInt(), session, text(decline, "reason"));
        Optional<Address> signer =
                Secp256k1.best().recover(Eip191.digest(said), SignatureForm.untyped(text(decline, "signature")));
        return signer.equals(Optional.of(Address.parse(text(decline, "participant"))))
                ? null
                : "was not signed by its participant";
    }

    private @Nullable String receipt(JsonNode signature) {
        Optional<KeySet.Signed> receipt = keys.open(text(signature, "receipt"), ReceiptSigner.RECEIPT);
        if (receipt.isEmpty()) {
            return "has a receipt that no key of the key set signed";
        }
        JsonNode claims = JSON.readTree(receipt.get().payload());
        boolean same = claims.path("closureId").asString("").equals(closureId)
                && List.of("round", "index").stream()
                        .allMatch(name -> claims.get(name).equals(signature.get(name)))
                && List.of("participant", "signer", "digest", "signatureHash").stream()
                        .allMatch(name -> claims.path(name).asString("").equalsIgnoreCase(text(signature, name)));
        if (!same) {
            return "has the receipt of another signature";
        }
        receipt.get()
                .revocation()
                .ifPresent(why -> remarks.add(new Remark(
                        "signature %s by %s".formatted(place(signature), text(signature, "participant")),
                        "has a receipt that " + why)));
        return receipt.get()
                .refusal(Instant.parse(claims.path("receivedAt").asString()))
                .map(why -> "has a receipt that " + why)
                .orElse(null);
    }

    private static String place(JsonNode content) {
        return content.path("round").asInt() + "/" + content.path("index").asInt();
    }

    private static Allocation allocation(JsonNode row) {
        return new Allocation(
                Address.parse(text(row, "participant")), text(row, "asset"), Amount.parse(text(row, "amount")));
    }

    private static String text(JsonNode content, String name) {
        String text = content.path(name).stringValue(null);
        if (text == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return text;
    }
}

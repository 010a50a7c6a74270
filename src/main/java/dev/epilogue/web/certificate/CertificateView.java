package dev.epilogue.web.certificate;

import dev.epilogue.certificate.Certificate;
import dev.epilogue.certificate.Credits;
import dev.epilogue.certificate.EventChain;
import dev.epilogue.certificate.Mark;
import dev.epilogue.certificate.Statement;
import dev.epilogue.closure.Base;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.DeclineProof;
import dev.epilogue.closure.Round;
import dev.epilogue.closure.SettlementLine;
import dev.epilogue.desk.CertificateDesk.Material;
import dev.epilogue.node.NodeWord;
import dev.epilogue.signing.Payload;
import dev.epilogue.store.StoredDecline;
import dev.epilogue.store.StoredSignature;
import dev.epilogue.value.Address;
import dev.epilogue.web.closures.ClosureView;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.http.Wire;
import dev.epilogue.web.sessions.SessionView;
import dev.epilogue.web.signing.PayloadsView;
import dev.epilogue.web.streams.EventView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A closure's statements, in the order of a certificate. */
final class CertificateView {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Closure closure;
    private final @Nullable Address reader;
    private final List<Statement> statements = new ArrayList<>();

    private CertificateView(Closure closure, @Nullable Address reader) {
        this.closure = closure;
        this.reader = reader;
    }

    /** @param reader a participant, to whom what others may sign along is not shown; null: who sees all of it */
    static List<Statement> statements(Material material, @Nullable Address reader) {
        Closure closure = material.loaded().closure();
        CertificateView view = new CertificateView(closure, reader);
        view.observed(
                "closure",
                Fields.of("nodeAddress", closure.subject().nodeAddress())
                        .put(
                                "closure",
                                ClosureView.of(closure, material.loaded().lastEvent())));
        closure.rounds().forEach(view::round);
        material.signatures().forEach(each -> view.signature(each, material));
        material.declines().forEach(view::decline);
        List<NodeWord> words = material.words().stream().filter(view::tellable).toList();
        words.forEach(view::word);
        closure.settlement().stream().filter(line -> line.creditId() != null).forEach(line -> view.credit(line, words));
        view.events(material);
        return view.statements;
    }

    private void round(Round round) {
        Base base = round.base();
        observed(
                "round " + round.number(),
                Fields.of("number", round.number())
                        .put("openedAt", round.openedAt())
                        .put("closedAt", round.closedAt())
                        .put("closedBecause", round.closedBecause())
                        .put("signableUntil", round.signableUntil())
                        .put(
                                "reading",
                                Fields.of("versionNumber", base.versionNumber())
                                        .put("allocations", SessionView.allocations(base.allocations()))
                                        .put("sessionData", base.sessionData())
                                        .put("readAt", base.readAt())
                                        .put("nodeTime", base.nodeTime()))
                        .put(
                                "proposal",
                                Fields.of(
                                                "allocations",
                                                SessionView.allocations(
                                                        round.proposal().allocations()))
                                        .put("sessionData", round.proposal().sessionData())));
        round.payloads().stream()
                .filter(this::shown)
                .forEach(payload -> observed(
                        "payload %d/%d".formatted(round.number(), payload.index()),
                        PayloadsView.payload(payload).put("round", round.number())));
    }

    /** What closes the session everybody signs; what somebody signs along is between him and the application. */
    private boolean shown(Payload payload) {
        return payload.required() || reader == null || reader.equals(payload.participant());
    }

    private void signature(StoredSignature signature, Material material) {
        boolean shown = closure.rounds().stream()
                .filter(round -> round.number() == signature.round())
                .flatMap(round -> round.payloads().stream())
                .anyMatch(payload -> payload.index() == signature.payload() && shown(payload));
        if (!shown) {
            return;
        }
        String wire = material.disclosed().get(signature.signatureHash());
        statements.add(new Statement(
                "signature %d/%d by %s".formatted(signature.round(), signature.payload(), signature.participant()),
                wire == null ? Mark.OBSERVED : Mark.SIGNED_BY_PARTICIPANT,
                json(Fields.of("round", signature.round())
                        .put("index", signature.payload())
                        .put("participant", signature.participant())
                        .put("signer", signature.signer())
                        .put("kind", signature.kind())
                        .put("digest", signature.digest())
                        .put("signatureHash", signature.signatureHash())
                        .put("signature", wire)
                        .put("receivedAt", signature.receivedAt())
                        .put("keyId", signature.keyId())
                        .put("receipt", signature.jws()))));
    }

    /** What was signed is shown once nobody could repeat it for somebody who has changed his mind: a text names its round. */
    private void decline(StoredDecline decline) {
        boolean past =
                decline.round() < closure.round().number() || closure.status().ended();
        DeclineProof proof = past ? decline.proof() : null;
        statements.add(new Statement(
                "decline of %s in round %d".formatted(decline.participant(), decline.round()),
                proof == null ? Mark.OBSERVED : Mark.SIGNED_BY_PARTICIPANT,
                json(Fields.of("participant", decline.participant())
                        .put("round", decline.round())
                        .put("reason", decline.reason())
                        .put("at", decline.at())
                        .put("service", proof == null ? null : proof.service())
                        .put("signature", proof == null ? null : proof.signature()))));
    }

    /** A channel's state tells what else its owner has there. */
    private boolean tellable(NodeWord word) {
        Object wallet = word.content().get("wallet");
        return wallet == null || reader == null || wallet.equals(reader.checksummed());
    }

    private void word(NodeWord word) {
        statements.add(new Statement(
                Certificate.OF_NODE + word.name(), Mark.SIGNED_BY_NODE, JSON.valueToTree(word.content())));
    }

    /** The node's own word where it signed a record of the payment. */
    private void credit(SettlementLine line, List<NodeWord> words) {
        boolean signed = words.stream()
                .anyMatch(word -> Credits.shows(
                        JSON.valueToTree(word.content()),
                        String.valueOf(line.creditId()),
                        line.participant(),
                        line.asset(),
                        line.amount()));
        statements.add(new Statement(
                "credit of %s to %s".formatted(line.asset(), line.participant()),
                signed ? Mark.SIGNED_BY_NODE : Mark.OBSERVED,
                json(Fields.of("participant", line.participant())
                        .put("asset", line.asset())
                        .put("amount", line.amount())
                        .put("status", line.status())
                        .put("channelId", line.channelId())
                        .put("creditId", line.creditId()))));
    }

    private void events(Material material) {
        EventChain chain = new EventChain();
        material.events().forEach(event -> {
            JsonNode told = json(EventView.of(event));
            observed("event " + event.number(), Fields.of("event", told).put("hash", chain.add(told)));
        });
    }

    private void observed(String name, Fields content) {
        statements.add(new Statement(name, Mark.OBSERVED, json(content)));
    }

    private static JsonNode json(Fields fields) {
        return JSON.readTree(Wire.bytes(fields));
    }
}

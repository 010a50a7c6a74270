package dev.epilogue.certificate;

import dev.epilogue.certificate.Report.Broken;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.signing.nitronode.ChannelState;
import dev.epilogue.signing.nitronode.HubLedger;
import dev.epilogue.signing.nitronode.HubState;
import dev.epilogue.signing.nitronode.StateSignature;
import dev.epilogue.signing.nitronode.Transition;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import dev.epilogue.value.SessionId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the node signed: a 0.x node its answers, word for word; a v1 node the states of channels into which it released money of the session. And
 * the payments that are said to be in them.
 */
final class NodeStatements {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int METHOD = 1;
    private static final int PARAMS = 2;

    private final SessionId session;
    private final Address node;
    private final List<JsonNode> good = new ArrayList<>();

    private NodeStatements(SessionId session, Address node) {
        this.session = session;
        this.node = node;
    }

    static void check(JsonNode certificate, List<Broken> broken) {
        List<JsonNode> words = SealCheck.named(certificate, Certificate.OF_NODE);
        JsonNode stated = certificate.get("statements").path(0).path("content");
        try {
            NodeStatements statements = new NodeStatements(
                    SessionId.parse(stated.path("closure").path("sessionId").asString("")),
                    Address.parse(stated.path("nodeAddress").asString("")));
            words.forEach(each -> judged(each, statements.word(each.get("content")), broken));
            SealCheck.named(certificate, "credit ").stream()
                    .filter(NodeStatements::marked)
                    .forEach(each -> judged(each, statements.credit(each.get("content")), broken));
        } catch (IllegalArgumentException noNode) {
            if (!words.isEmpty()) {
                broken.add(new Broken("closure", "names no node"));
            }
        }
    }

    private static boolean marked(JsonNode statement) {
        return statement.get("mark").asString("").equals(Mark.SIGNED_BY_NODE.name());
    }

    private static void judged(JsonNode statement, @Nullable String wrong, List<Broken> broken) {
        if (wrong != null) {
            broken.add(new Broken(statement.get("name").asString(), wrong));
        }
    }

    private @Nullable String word(JsonNode content) {
        String wrong;
        try {
            wrong = content.has("answer") ? answer(content) : release(content);
        } catch (IllegalArgumentException | JacksonException unreadable) {
            wrong = "cannot be read";
        }
        if (wrong == null) {
            good.add(content);
        }
        return wrong;
    }

    private @Nullable String answer(JsonNode content) {
        String text = content.path("answer").asString("");
        Optional<Address> signer = Secp256k1.best()
                .recover(
                        Keccak.hash(text.getBytes(StandardCharsets.UTF_8)),
                        EcdsaSignature.parse(content.path("signature").asString("")));
        if (!signer.equals(Optional.of(node))) {
            return "was not signed by the node";
        }
        JsonNode result = JSON.readTree(text);
        JsonNode said = result.path(PARAMS);
        boolean ofThisSession = switch (result.path(METHOD).asString("")) {
            case "close_app_session" -> names(said, "app_session_id");
            case "get_ledger_transactions" ->
                said.path("ledger_transactions").valueStream().allMatch(row -> names(row, "from_account"));
            default -> false;
        };
        return ofThisSession ? null : "is about something else";
    }

    private boolean names(JsonNode said, String member) {
        return session.hex().equalsIgnoreCase(said.path(member).asString(""));
    }

    private @Nullable String release(JsonNode content) {
        if (!names(content, "accountId")) {
            return "is about something else";
        }
        long version = Long.parseUnsignedLong(text(content, "version"));
        Hash32 state = ChannelState.id(
                Address.parse(text(content, "wallet")),
                text(content, "asset"),
                Long.parseUnsignedLong(text(content, "epoch")),
                version);
        Hash32 transaction = Hash32.parse(text(content, "txId"));
        if (!transaction.equals(Transition.transactionId(session.hex(), state))) {
            return "is not the payment of its own fields";
        }
        Transition transition =
                new Transition(Transition.RELEASE, transaction, session.hex(), Amount.parse(text(content, "amount")));
        HubState signed = new HubState(
                version, HubState.OPERATE, transition.hash(), ledger(content.path("ledger")), HubLedger.EMPTY);
        Hash32 digest = signed.packed(Hash32.parse(text(content, "channelId"))).digest();
        Optional<Address> signer =
                StateSignature.parse(text(content, "signature")).signer(digest, Secp256k1.best());
        return signer.equals(Optional.of(node)) ? null : "was not signed by the node";
    }

    private static HubLedger ledger(JsonNode ledger) {
        return new HubLedger(
                Long.parseUnsignedLong(text(ledger, "chainId")),
                Address.parse(text(ledger, "token")),
                ledger.path("decimals").asInt(),
                new BigInteger(text(ledger, "userAllocation")),
                new BigInteger(text(ledger, "userNetFlow")),
                new BigInteger(text(ledger, "nodeAllocation")),
                new BigInteger(text(ledger, "nodeNetFlow")));
    }

    private @Nullable String credit(JsonNode credit) {
        return good.stream().anyMatch(word -> shows(word, credit)) ? null : "is not in what the node signed";
    }

    private static boolean shows(JsonNode word, JsonNode credit) {
        try {
            return Credits.shows(
                    word,
                    text(credit, "creditId"),
                    Address.parse(text(credit, "participant")),
                    text(credit, "asset"),
                    Amount.parse(text(credit, "amount")));
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    private static String text(JsonNode content, String name) {
        String text = content.path(name).stringValue(null);
        if (text == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return text;
    }
}

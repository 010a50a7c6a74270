package dev.epilogue.sandbox.nitronode.protocol;

import dev.epilogue.sandbox.nitronode.ledger.CreateRequest;
import dev.epilogue.sandbox.nitronode.ledger.CreateRequest.Member;
import dev.epilogue.sandbox.nitronode.ledger.Entry;
import dev.epilogue.sandbox.nitronode.ledger.HexAddress;
import dev.epilogue.sandbox.nitronode.ledger.Node;
import dev.epilogue.sandbox.nitronode.ledger.Numbers;
import dev.epilogue.sandbox.nitronode.ledger.Refusal;
import dev.epilogue.sandbox.nitronode.ledger.Session;
import dev.epilogue.sandbox.nitronode.ledger.Update;
import dev.epilogue.sandbox.nitronode.protocol.Method.Call;
import java.util.List;
import java.util.Map;

/** {@code app_sessions.v1}: what changes sessions. */
final class SessionMethods {

    private static final Refusal UNREADABLE = new Refusal("failed to parse app state update");

    private final Node node;
    private final Executions executions;

    SessionMethods(Node node, Executions executions) {
        this.node = node;
        this.executions = executions;
    }

    Map<String, Object> create(Fields payload, Call call) {
        Fields definition = payload.object("definition");
        List<Member> members = definition.objects("participants").stream()
                .map(each -> new Member(each.text("wallet_address"), (int) each.integer("signature_weight", 255)))
                .toList();
        CreateRequest request = new CreateRequest(
                definition.text("application_id"),
                members,
                (int) definition.integer("quorum", 255),
                definition.text("nonce"),
                payload.text("session_data"));
        Session created = node.sessions().create(request, payload.texts("quorum_sigs"));
        return Answer.of("app_session_id", created.id().hex(), "status", "open", "version", "1");
    }

    Map<String, Object> submitAppState(Fields payload, Call call) {
        List<String> signatures = payload.texts("quorum_sigs");
        Update update = update(payload.object("app_state_update"));
        Session after = node.sessions().submit(update, signatures);
        executions.record(call.connection(), update, after);
        return Answer.EMPTY;
    }

    Map<String, Object> submitDepositState(Fields payload, Call call) {
        List<String> signatures = payload.texts("quorum_sigs");
        Fields state = payload.object("user_state");
        Update update = update(payload.object("app_state_update"));
        var commit = node.sessions().deposit(update, signatures, StateReader.state(state));
        executions.record(
                call.connection(),
                update,
                node.reads().session(update.sessionId()).orElseThrow());
        return Answer.of("signature", commit.nodeSig());
    }

    private static Update update(Fields update) {
        String sessionId = update.text("app_session_id");
        int intent = (int) update.integer("intent", 255);
        String version = update.text("version");
        String data = update.text("session_data");
        List<Written> written = update.objects("allocations").stream()
                .map(each -> new Written(each.text("participant"), each.text("asset"), each.text("amount")))
                .toList();
        List<Entry> entries = written.stream().map(Written::entry).toList();
        return new Update(sessionId, intent, Numbers.uint64(version).orElseThrow(() -> UNREADABLE), entries, data);
    }

    /** Every member is read before the first amount is parsed, because a wrong type has precedence. */
    private record Written(String participant, String asset, String amount) {
        Entry entry() {
            return new Entry(
                    HexAddress.lenient(participant),
                    asset,
                    Numbers.decimal(amount).orElseThrow(() -> UNREADABLE));
        }
    }
}

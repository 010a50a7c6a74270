package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.Credit;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeJson;
import dev.epilogue.node.link.Incoming.Answer;
import dev.epilogue.value.SessionId;
import java.util.List;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The records by which a close, or a withdraw before it, paid participants. */
final class Withdrawals {

    private static final int ATTEMPTS = 3;

    private Withdrawals() {}

    /** Whoever wants to keep what the node said, word for word. */
    interface Witness {
        void heard(int offset, Answer answer);
    }

    static Mono<List<Credit>> of(Calls calls, SessionId id, Witness witness) {
        return read(calls, id, witness, ATTEMPTS);
    }

    private static Mono<List<Credit>> read(Calls calls, SessionId id, Witness witness, int attemptsLeft) {
        return Ledger.withdrawals(calls, id, witness).flatMap(rows -> {
            if (rows.isPresent()) {
                return Mono.just(rows.get().stream().map(Withdrawals::credit).toList());
            }
            return attemptsLeft > 1
                    ? read(calls, id, witness, attemptsLeft - 1)
                    : Mono.error(new NodeException.Unavailable("the list of records changed while it was read"));
        });
    }

    private static Credit credit(JsonNode row) {
        return new Credit(
                Ledger.recordId(row),
                NodeJson.address(row, "to_account"),
                NodeJson.text(row, "asset"),
                Json.amount(row, "amount"),
                Json.time(row, "created_at"));
    }
}

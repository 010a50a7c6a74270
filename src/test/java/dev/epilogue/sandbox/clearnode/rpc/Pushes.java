package dev.epilogue.sandbox.clearnode.rpc;

import dev.epilogue.sandbox.clearnode.encoding.GoAddress;
import dev.epilogue.sandbox.clearnode.engine.Channel;
import dev.epilogue.sandbox.clearnode.engine.LedgerRecord;
import dev.epilogue.sandbox.clearnode.engine.NodeState;
import dev.epilogue.sandbox.clearnode.engine.Session;
import dev.epilogue.sandbox.clearnode.gojson.GoDecimal;
import dev.epilogue.sandbox.clearnode.gojson.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/** The messages of protocol 1.8. */
final class Pushes {

    private Pushes() {}

    static Push balances(NodeState state, String wallet) {
        return new Push(wallet, "bu", Json.obj().with("balance_updates", Views.balances(state.unified(wallet))));
    }

    static List<Push> balances(NodeState state, Collection<String> wallets) {
        return wallets.stream().map(wallet -> balances(state, wallet)).toList();
    }

    static Push channels(NodeState state, String wallet) {
        List<Json> open = state
                .channels()
                .list(channel -> channel.terms().wallet().equals(wallet)
                        && channel.status().equals("open"))
                .stream()
                .map(channel -> Views.channel(channel, ""))
                .toList();
        return new Push(wallet, "channels", Json.obj().with("channels", open));
    }

    static Push channel(Channel channel) {
        return new Push(channel.terms().wallet(), "cu", Views.channel(channel, ""));
    }

    static Push transfer(String wallet, List<LedgerRecord> records, Tags tags) {
        return new Push(wallet, "tr", transactions(records, tags));
    }

    static Json transactions(List<LedgerRecord> records, Tags tags) {
        return Json.obj()
                .with(
                        "transactions",
                        records.stream()
                                .map(row -> Views.ledgerRecord(row, tags))
                                .toList());
    }

    /** One for every participant, whether it signed or not. */
    static List<Push> update(NodeState state, Session session) {
        Json params = Json.obj()
                .with("app_session", Views.session(session, ""))
                .with("participant_allocations", allocations(state, session));
        return new LinkedHashSet<>(session.definition().participants())
                .stream()
                        .map(participant -> new Push(participant, "asu", params))
                        .toList();
    }

    private static List<Json> allocations(NodeState state, Session session) {
        List<Json> allocations = new ArrayList<>();
        for (String participant : new LinkedHashSet<>(session.definition().participants())) {
            state.ledger().balances(session.id(), GoAddress.of(participant)).forEach((asset, amount) -> {
                if (amount.compareTo(BigDecimal.ZERO) != 0) {
                    allocations.add(Json.obj()
                            .with("participant", participant)
                            .with("asset", asset)
                            .with("amount", GoDecimal.text(amount)));
                }
            });
        }
        return allocations;
    }
}

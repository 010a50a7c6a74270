package dev.epilogue.sandbox.nitronode.protocol;

import dev.epilogue.sandbox.nitronode.ledger.HexAddress;
import dev.epilogue.sandbox.nitronode.ledger.Node;
import dev.epilogue.sandbox.nitronode.ledger.Transaction;
import dev.epilogue.sandbox.nitronode.protocol.Method.Call;
import dev.epilogue.value.Address;
import java.util.Map;
import java.util.function.Predicate;

/** {@code user.v1}. */
final class UserMethods {

    private final Node node;

    UserMethods(Node node) {
        this.node = node;
    }

    Map<String, Object> getBalances(Fields payload, Call call) {
        Address wallet = HexAddress.parse(payload.text("wallet"), "invalid wallet: ");
        return Answer.of(
                "balances",
                node.reads().balances(wallet).stream()
                        .map(each -> Answer.of(
                                "asset", each.asset(),
                                "amount", Rendering.text(each.amount()),
                                "enforced", Rendering.text(each.enforced())))
                        .toList());
    }

    Map<String, Object> getTransactions(Fields payload, Call call) {
        Page page = Page.of(payload, 10, 100);
        Predicate<Transaction> wanted = byTime(payload).and(byKind(payload));
        Address wallet = HexAddress.parse(payload.text("wallet"), "invalid wallet: ");
        return page.answer(
                "transactions", node.reads().transactions(wallet.lowerCase(), wanted), Rendering::transaction);
    }

    private static Predicate<Transaction> byKind(Fields payload) {
        String asset = payload.optionalText("asset");
        boolean anyType = !payload.has("tx_type");
        long type = payload.integer("tx_type", 255);
        return each -> (asset == null || each.asset().equals(asset)) && (anyType || each.type() == type);
    }

    private static Predicate<Transaction> byTime(Fields payload) {
        long from = payload.integer("from_time", Long.MAX_VALUE);
        long to = payload.has("to_time") ? payload.integer("to_time", Long.MAX_VALUE) : Long.MAX_VALUE;
        return each ->
                each.createdAt().getEpochSecond() >= from && each.createdAt().getEpochSecond() <= to;
    }
}

package dev.epilogue.sandbox.clearnode.rpc;

import dev.epilogue.sandbox.clearnode.encoding.GoAddress;
import dev.epilogue.sandbox.clearnode.engine.LedgerEntry;
import dev.epilogue.sandbox.clearnode.engine.LedgerRecord;
import dev.epilogue.sandbox.clearnode.engine.Refusal;
import dev.epilogue.sandbox.clearnode.gojson.Fields;
import dev.epilogue.sandbox.clearnode.gojson.Json;
import dev.epilogue.value.Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reading the ledger (protocol 3.6.3 to 3.6.5). */
final class LedgerMethods {

    private static final Set<String> TYPES = Set.of(
            "transfer", "deposit", "withdrawal", "app_deposit", "app_withdrawal", "escrow_lock", "escrow_unlock");
    private static final Address EVERYBODY = GoAddress.of("");

    private final Tags tags;

    LedgerMethods(Tags tags) {
        this.tags = tags;
    }

    Map<String, Method> all() {
        return Map.of(
                "get_ledger_entries",
                Method.query(Method.Access.PUBLIC, "get_ledger_entries", LedgerMethods::entries),
                "get_ledger_transactions",
                Method.query(Method.Access.PUBLIC, "get_ledger_transactions", this::transactions),
                "get_ledger_balances",
                Method.query(Method.Access.PRIVATE, "get_ledger_balances", LedgerMethods::balances),
                "get_user_tag",
                Method.query(
                        Method.Access.PRIVATE,
                        "get_user_tag",
                        call -> Json.obj().with("tag", tags.of(call.wallet()))));
    }

    private static Json entries(Call call) {
        return call.params(params -> {
            String account = account(params.text("account_id"));
            String asset = params.text("asset");
            Optional<Address> wallet = params.string("wallet")
                    .filter(text -> !text.isEmpty())
                    .or(call.peer()::wallet)
                    .map(GoAddress::of)
                    .filter(address -> !address.equals(EVERYBODY));
            List<LedgerEntry> rows = call.state()
                    .ledger()
                    .entries(entry -> matches(account, entry.account())
                            && matches(asset, entry.asset())
                            && wallet.map(entry.wallet()::equals).orElse(true));
            List<LedgerEntry> page = ListOptions.of(params).page(rows, "failed to get ledger entries");
            return Json.obj()
                    .with("ledger_entries", page.stream().map(Views::entry).toList());
        });
    }

    private Json transactions(Call call) {
        return call.params(params -> {
            String account = account(params.text("account_id"));
            String asset = params.text("asset");
            String type = params.text("tx_type");
            if (!type.isEmpty() && !TYPES.contains(type)) {
                throw new Refusal("invalid ledger transaction type");
            }
            List<LedgerRecord> rows = call.state()
                    .ledger()
                    .records(row -> (matches(account, row.from()) || matches(account, row.to()))
                            && matches(asset, row.asset())
                            && matches(type, row.type()));
            List<LedgerRecord> page = ListOptions.of(params).page(rows, "failed to get ledger transactions");
            return Json.obj()
                    .with(
                            "ledger_transactions",
                            page.stream()
                                    .map(row -> Views.ledgerRecord(row, tags))
                                    .toList());
        });
    }

    private static Json balances(Call call) {
        String asked = account(call.params((Fields params) -> params.text("account_id")));
        String account = asked.isEmpty() ? call.wallet() : asked;
        return Json.obj()
                .with(
                        "ledger_balances",
                        Views.balances(call.state().ledger().balances(account, GoAddress.of(call.wallet()))));
    }

    private static boolean matches(String filter, String value) {
        return filter.isEmpty() || filter.equals(value);
    }

    /** Wallets in EIP-55, ids in lower case. */
    private static String account(String text) {
        if (text.matches("0x[0-9a-fA-F]{40}")) {
            return GoAddress.of(text).checksummed();
        }
        return text.matches("0x[0-9a-fA-F]{64}") ? text.toLowerCase(java.util.Locale.ROOT) : text;
    }
}

package dev.epilogue.sandbox.clearnode.rpc;

import dev.epilogue.sandbox.clearnode.engine.LedgerRecord;
import dev.epilogue.sandbox.clearnode.engine.Refusal;
import dev.epilogue.sandbox.clearnode.engine.Signers;
import dev.epilogue.sandbox.clearnode.engine.Transfer;
import dev.epilogue.value.Hash32;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Payments between unified balances, the only method that remembers what it has seen. */
final class TransferMethod {

    private final Tags tags;
    private final Set<Hash32> seen = new HashSet<>();

    TransferMethod(Tags tags) {
        this.tags = tags;
    }

    Map<String, Method> all() {
        return Map.of("transfer", new Method(Method.Access.SETTLING, this::prepare));
    }

    private Work prepare(Call call) {
        Transfer transfer = transfer(call);
        List<String> addresses = call.request().signers("failed to verify signer");
        Signers signers =
                Signers.of(addresses.stream().limit(1).toList(), call.state().keys(), call.now());
        if (!signers.wallets().contains(call.wallet())) {
            throw new Refusal("failed to verify signer");
        }
        if (seen.contains(call.request().digest())) {
            throw new Refusal("operation denied: the request has already been processed");
        }
        Supplier<List<LedgerRecord>> booking = transfer.prepare(call.state(), signers, call.now());
        return () -> {
            seen.add(call.request().digest());
            List<LedgerRecord> records = booking.get();
            return new Reply("transfer", Pushes.transactions(records, tags), told(call, transfer, records), List.of());
        };
    }

    private List<Push> told(Call call, Transfer transfer, List<LedgerRecord> records) {
        return List.of(
                Pushes.balances(call.state(), transfer.from()),
                Pushes.transfer(transfer.from(), records, tags),
                Pushes.balances(call.state(), transfer.to()),
                Pushes.transfer(transfer.to(), records, tags));
    }

    private static Transfer transfer(Call call) {
        return call.params(params -> {
            Map<String, BigDecimal> amounts = new LinkedHashMap<>();
            params.objects("allocations")
                    .forEach(entry -> amounts.merge(
                            entry.text("asset"), entry.decimal("amount").orElse(BigDecimal.ZERO), BigDecimal::add));
            return new Transfer(call.wallet(), params.text("destination"), amounts);
        });
    }
}

package dev.epilogue.chain.tx;

import dev.epilogue.chain.Revert;
import dev.epilogue.chain.RevertNames;
import java.math.BigInteger;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Transactions as others see them, with the names of what contracts refused them with. */
@Component
class TransactionViews {

    private final ObjectProvider<RevertNames> names;

    TransactionViews(ObjectProvider<RevertNames> names) {
        this.names = names;
    }

    TransactionView of(StoredTransaction stored) {
        Transaction state = stored.state();
        Progress progress = state.progress();
        Progress.Mined mined = progress.mined();
        String revertData = progress.revertData();
        return new TransactionView(
                stored.id(),
                stored.tenant(),
                stored.purpose(),
                stored.closure(),
                stored.chainId(),
                state.status(),
                state.attempts().stream().map(Attempt::hash).toList(),
                state.nonce(),
                mined == null ? null : new TransactionView.Mined(mined.hash(), mined.block(), mined.blockHash()),
                revertData == null ? null : revert(revertData),
                mined == null ? BigInteger.ZERO : mined.cost(),
                progress.hindrance());
    }

    /** @param data {@code 0x} hex */
    Revert revert(String data) {
        return names.orderedStream()
                .map(table -> table.name(data))
                .filter(named -> !named.isUnknown())
                .findFirst()
                .orElseGet(() -> new Revert(Revert.UNKNOWN, List.of(), data));
    }
}

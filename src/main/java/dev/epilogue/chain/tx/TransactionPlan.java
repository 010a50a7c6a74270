package dev.epilogue.chain.tx;

import dev.epilogue.chain.ContractCall;
import dev.epilogue.chain.Revert;
import dev.epilogue.value.Address;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would be sent now; nothing is stored. The call can be sent by anybody else just as well: it is what a relayer of the user's
 * needs. Amounts are in wei.
 *
 * @param from the account that would pay
 * @param gasLimit 0 where the contract would refuse it
 * @param fees the first ones; they rise while nobody takes it
 * @param cost at the present base fee
 * @param highestCost at the first fees
 * @param budgetLeft the tenant's, today
 * @param revert why the contract would refuse it
 * @param hindrances why it would not be sent now; the words of {@link TransactionView#hindrance}
 */
public record TransactionPlan(
        ContractCall call,
        Address from,
        BigInteger gasLimit,
        Fees fees,
        BigInteger cost,
        BigInteger highestCost,
        BigInteger budgetLeft,
        @Nullable Revert revert,
        List<String> hindrances) {

    public TransactionPlan {
        hindrances = List.copyOf(hindrances);
    }
}

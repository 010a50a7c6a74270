package dev.epilogue.chain.tx;

import dev.epilogue.chain.tx.AccountChain.SendAnswer;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the chain's endpoints said to a transaction, taken together.
 *
 * @param leastTip what it would have to offer at least, where a text says so, in wei; null where none does
 * @param leastMax likewise
 * @param byAll whether every endpoint that is well said the same
 */
public record SendVerdict(
        SendAnswer answer,
        @Nullable BigInteger leastTip,
        @Nullable BigInteger leastMax,
        boolean byAll) {

    public static SendVerdict of(SendAnswer answer) {
        return new SendVerdict(answer, null, null, true);
    }

    /** The best answer counts: one endpoint that took it is enough. */
    public static SendVerdict best(Collection<SendVerdict> all) {
        SendAnswer best =
                all.stream().map(SendVerdict::answer).min(Enum::compareTo).orElse(SendAnswer.UNKNOWN);
        return new SendVerdict(
                best,
                all.stream()
                        .map(SendVerdict::leastTip)
                        .filter(Objects::nonNull)
                        .map(BigInteger.class::cast)
                        .min(BigInteger::compareTo)
                        .orElse(null),
                all.stream()
                        .map(SendVerdict::leastMax)
                        .filter(Objects::nonNull)
                        .map(BigInteger.class::cast)
                        .min(BigInteger::compareTo)
                        .orElse(null),
                !all.isEmpty() && all.stream().allMatch(each -> each.answer() == best));
    }
}

package dev.epilogue.chain.tx;

import dev.epilogue.chain.ChainSettings;
import dev.epilogue.chain.tx.AccountChain.Market;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What to offer. Amounts in wei for a unit of gas. */
final class FeeRules {

    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    private final ChainSettings.Fees settings;

    FeeRules(ChainSettings.Fees settings) {
        this.settings = settings;
    }

    /** Room for a base fee that doubles, never above the cap. */
    Fees first(Market market) {
        BigInteger cap = settings.cap();
        BigInteger tip = market.tip().max(settings.tip()).min(cap);
        BigInteger max = market.baseFee().shiftLeft(1).add(tip).min(cap);
        return new Fees(max.max(tip), tip);
    }

    /**
     * What replaces an offer: at least the bump in both parts, because nodes compare both.
     *
     * @param demand what a node wants at least; null where none says so
     * @return empty where the cap stops it
     */
    Optional<Fees> bumped(Fees previous, Market market, Progress.@Nullable Demand demand) {
        Fees now = wanted(market, demand);
        BigInteger tip = bump(previous.tip()).max(now.tip());
        BigInteger max = bump(previous.max()).max(now.max()).max(tip);
        return max.compareTo(settings.cap()) > 0 ? capped(previous) : Optional.of(new Fees(max, tip));
    }

    /** Whether an offer is less than what the market, or a node, asks for now. */
    boolean isBelow(Fees offer, Market market, Progress.@Nullable Demand demand) {
        Fees now = wanted(market, demand);
        return offer.max().compareTo(now.max()) < 0 || offer.tip().compareTo(now.tip()) < 0;
    }

    private Fees wanted(Market market, Progress.@Nullable Demand demand) {
        Fees now = first(market);
        if (demand == null) {
            return now;
        }
        BigInteger tip = demand.tip() == null ? now.tip() : now.tip().max(demand.tip());
        BigInteger max = demand.max() == null ? now.max() : now.max().max(demand.max());
        return new Fees(max.max(tip), tip);
    }

    /** The market is beyond the cap: the smallest bump may still fit below it. */
    private Optional<Fees> capped(Fees previous) {
        BigInteger tip = bump(previous.tip());
        BigInteger max = bump(previous.max()).max(tip);
        return max.compareTo(settings.cap()) > 0 ? Optional.empty() : Optional.of(new Fees(settings.cap(), tip));
    }

    /** Rounded up, and more than before even where that is next to nothing. */
    private BigInteger bump(BigInteger fee) {
        BigInteger raised = fee.multiply(HUNDRED.add(BigInteger.valueOf(settings.bumpPercent())))
                .add(HUNDRED.subtract(BigInteger.ONE))
                .divide(HUNDRED);
        return raised.max(fee.add(BigInteger.ONE));
    }
}

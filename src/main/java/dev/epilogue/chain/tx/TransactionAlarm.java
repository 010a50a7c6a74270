package dev.epilogue.chain.tx;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes heard what an operator has to know of: {@code epilogue.transactions} by chain and status reached,
 * {@code epilogue.transactions.hindered} by chain and reason, {@code epilogue.chain.gas} (the account's balance in whole coins) and
 * {@code epilogue.chain.gas.low} (1 while it is below the reserve).
 */
@Component
class TransactionAlarm {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionAlarm.class);
    private static final int DECIMALS = 18;

    private final MeterRegistry meters;
    private final Map<String, Gas> gas = new ConcurrentHashMap<>();

    /** What one account held at the last look. */
    private static final class Gas {
        private final AtomicReference<BigInteger> balance = new AtomicReference<>(BigInteger.ZERO);
        private volatile boolean low;
    }

    TransactionAlarm(MeterRegistry meters) {
        this.meters = meters;
    }

    void look(StoredTransaction before, StoredTransaction after) {
        String chain = Long.toString(after.chainId());
        TransactionStatus status = after.state().status();
        if (status != before.state().status()) {
            meters.counter("epilogue.transactions", "chain", chain, "status", status.name())
                    .increment();
            if (status == TransactionStatus.STUCK) {
                LOG.error("transaction {} on chain {} is stuck", after.id(), chain);
            }
        }
        String why = after.state().progress().hindrance();
        if (why != null && !Objects.equals(why, before.state().progress().hindrance())) {
            meters.counter("epilogue.transactions.hindered", "chain", chain, "reason", why)
                    .increment();
            LOG.warn("transaction {} on chain {} does not come along: {}", after.id(), chain, why);
        }
    }

    void balance(PayingAccount paying, BigInteger wei) {
        Gas account = gas.computeIfAbsent(paying.name(), this::register);
        account.balance.set(wei);
        boolean low = wei.compareTo(paying.settings().spending().gasReserve()) < 0;
        if (low && !account.low) {
            LOG.error("account {} on chain {} runs out of gas", paying.account().address(), paying.name());
        }
        account.low = low;
    }

    private Gas register(String chain) {
        Gas account = new Gas();
        Tags tags = Tags.of("chain", chain);
        meters.gauge(
                "epilogue.chain.gas",
                tags,
                account,
                held -> new BigDecimal(held.balance.get(), DECIMALS).doubleValue());
        meters.gauge("epilogue.chain.gas.low", tags, account, held -> held.low ? 1 : 0);
        return account;
    }
}

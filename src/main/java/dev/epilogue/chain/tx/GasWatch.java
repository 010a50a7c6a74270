package dev.epilogue.chain.tx;

import dev.epilogue.work.Lookout;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks what the paying accounts hold, so that an empty one is known before the day on which it has to pay. */
@Component
class GasWatch implements Lookout {

    private static final Logger LOG = LoggerFactory.getLogger(GasWatch.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final int AT_ONCE = 8;

    private final PayingAccounts accounts;
    private final TransactionAlarm alarm;

    GasWatch(PayingAccounts accounts, TransactionAlarm alarm) {
        this.accounts = accounts;
        this.alarm = alarm;
    }

    @Override
    public String what() {
        return "what the paying accounts hold";
    }

    @Override
    public Duration every() {
        return EVERY;
    }

    @Override
    public Mono<Void> look() {
        return Flux.fromIterable(accounts.all()).flatMap(this::ask, AT_ONCE).then();
    }

    private Mono<Void> ask(PayingAccount paying) {
        return paying.chain()
                .balance(paying.account().address())
                .doOnNext(balance -> alarm.balance(paying, balance))
                .then()
                .onErrorResume(failure -> {
                    LOG.warn("cannot tell what the account on chain {} holds: {}", paying.name(), failure.toString());
                    return Mono.empty();
                });
    }
}

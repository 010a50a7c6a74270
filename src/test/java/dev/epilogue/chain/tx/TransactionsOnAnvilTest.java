package dev.epilogue.chain.tx;

import static dev.epilogue.chain.tx.Purse.count;
import static dev.epilogue.chain.tx.Purse.effects;
import static dev.epilogue.chain.tx.Purse.gwei;
import static dev.epilogue.chain.tx.Purse.settings;
import static dev.epilogue.chain.tx.TransactionStatus.BROADCAST;
import static dev.epilogue.chain.tx.TransactionStatus.CONFIRMED;
import static dev.epilogue.chain.tx.TransactionStatus.INTENDED;
import static dev.epilogue.chain.tx.TransactionStatus.MINED;
import static dev.epilogue.chain.tx.TransactionStatus.REVERTED;
import static dev.epilogue.chain.tx.TransactionStatus.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.chain.ChainSettings;
import dev.epilogue.chain.ContractCall;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.testing.Anvil;
import dev.epilogue.testing.EnabledIfAnvil;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.Address;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Transactions of the service's own on a real chain, look by look. */
@EnabledIfAnvil
@Tag("database")
class TransactionsOnAnvilTest {

    private static final Address PAYER = Purse.PAYER.address();

    private Anvil chain;
    private TestDatabase database;
    private Purse purse;

    /** Or another software that mines when it is told. */
    Anvil start() {
        return Anvil.start();
    }

    @BeforeEach
    void open() {
        chain = Purse.prepare(start());
        database = TestDatabase.migrated();
        purse = Purse.open(database, settings(chain.url()).build());
    }

    @AfterEach
    void close() {
        purse.close();
        database.close();
        chain.close();
    }

    @Test
    void itIsSentMinedAndConfirmedByDepth() {
        TransactionId id = purse.request(count("a")).id();
        assertThat(purse.find(id).status()).isEqualTo(INTENDED);
        look();
        assertThat(purse.find(id).status()).isEqualTo(BROADCAST);
        look();
        assertThat(purse.find(id).status()).isEqualTo(MINED);
        chain.mine();
        look();
        assertThat(purse.find(id).status()).isEqualTo(MINED);
        chain.mine();
        look();

        TransactionView done = purse.find(id);
        assertThat(done.status()).isEqualTo(CONFIRMED);
        assertThat(done.hashes()).hasSize(1);
        assertThat(done.cost()).isPositive();
        assertThat(effects(chain)).isEqualTo(1);
    }

    @Test
    void theSameKeyIsTheSameTransaction() {
        TransactionId id = purse.request(count("a")).id();
        assertThat(purse.request(count("a")).id()).isEqualTo(id);
        settle(id);
        assertThat(purse.request(count("a")).id()).isEqualTo(id);
        look();
        assertThat(effects(chain)).isEqualTo(1);
    }

    @Test
    void manyGoOutAtOnceInTheOrderOfTheirNonces() {
        chain.automine(false);
        TransactionId first = purse.request(count("0")).id();
        for (int i = 1; i < 20; i++) {
            purse.request(count("" + i));
        }
        look();
        assertThat(purse.find(first).nonce()).isZero();
        chain.mine();
        assertThat(effects(chain)).as("no more than 16 without a block").isEqualTo(16);
        chain.automine(true);
        look();
        assertThat(effects(chain)).isEqualTo(20);
    }

    @Test
    void aReorgReturnsItToPendingAndItIsSentAgain() {
        chain.automine(false);
        TransactionId id = purse.request(count("a")).id();
        String before = chain.snapshot();
        look();
        chain.mine();
        look();
        assertThat(purse.find(id).status()).isEqualTo(MINED);

        chain.revert(before);
        chain.automine(false);
        look();
        assertThat(purse.find(id).status()).isEqualTo(BROADCAST);
        assertThat(purse.find(id).mined()).isNull();
        assertThat(effects(chain)).isZero();

        chain.automine(true);
        settle(id);
        assertThat(purse.find(id).hashes()).hasSize(1);
        assertThat(effects(chain)).isEqualTo(1);
    }

    @Test
    void aFeeSpikeIsMetByAReplacementWithTheSameNonce() {
        reopen(settings(chain.url()).bumpAfter(Duration.ofMillis(1)).build());
        chain.automine(false);
        TransactionId id = purse.request(count("a")).id();
        look();
        chain.setBaseFee(gwei(50));
        chain.mine();
        assertThat(effects(chain)).as("its offer is too low now").isZero();

        for (int i = 0; i < 3 && effects(chain) == 0; i++) {
            look();
            chain.mine();
        }
        assertThat(effects(chain)).isEqualTo(1);
        settle(id);
        TransactionView done = purse.find(id);
        assertThat(done.nonce()).isZero();
        assertThat(done.hashes()).hasSizeGreaterThan(1);
    }

    @Test
    void theCapStopsTheBumpAndItIsSentAgainAsItIs() {
        reopen(settings(chain.url())
                .cap(gwei(4))
                .bumpAfter(Duration.ofMillis(1))
                .build());
        chain.automine(false);
        TransactionId id = purse.request(count("a")).id();
        for (int i = 0; i < 12; i++) {
            look();
        }
        TransactionView capped = purse.find(id);
        int signed = capped.hashes().size();
        chain.dropTransaction(capped.hashes().getLast().hex());
        look();
        assertThat(purse.find(id).hashes()).hasSize(signed);
        chain.mine();
        assertThat(effects(chain)).isEqualTo(1);
    }

    @Test
    void aDroppedTransactionIsSentAgain() {
        chain.automine(false);
        TransactionId id = purse.request(count("a")).id();
        look();
        chain.dropTransaction(purse.find(id).hashes().getFirst().hex());
        chain.mine();
        assertThat(effects(chain)).isZero();
        look();
        chain.mine();
        assertThat(effects(chain)).isEqualTo(1);
        assertThat(purse.find(id).hashes()).hasSize(1);
    }

    @Test
    void aNonceThatSomebodyElseUsedIsProvedAndAnotherIsTaken() {
        chain.automine(false);
        TransactionId id = purse.request(count("a")).id();
        look();
        chain.dropTransaction(purse.find(id).hashes().getFirst().hex());
        chain.send(PAYER, Wallet.ALICE.address(), "0x");
        chain.mine();
        look();
        assertThat(purse.find(id).hindrance()).as("not deep enough to be sure").isEqualTo("nonce-taken");
        assertThat(purse.find(id).nonce()).isZero();
        chain.mine(2);
        look();
        assertThat(purse.find(id).nonce()).isEqualTo(1);
        chain.mine();
        settle(id);
        assertThat(effects(chain)).isEqualTo(1);
    }

    @Test
    void whatTheContractRefusesEndsUnsentWithItsReason() {
        ContractCall refused = new ContractCall(Anvil.CHAIN_ID, Purse.REFUSING, "0x", BigInteger.ZERO);
        TransactionRequest request = new TransactionRequest("r", Purse.TENANT, refused, "test", null);
        assertThat(purse.plan(request).hindrances()).containsExactly("refused");

        TransactionId id = purse.request(request).id();
        look();
        assertThat(purse.find(id).status())
                .as("once may be an endpoint's mistake")
                .isEqualTo(INTENDED);
        look();
        look();
        TransactionView ended = purse.find(id);
        assertThat(ended.status()).isEqualTo(REVERTED);
        assertThat(ended.revert().data()).isEqualTo("0xdeadbeef");
        assertThat(chain.nonce(PAYER)).isZero();
    }

    @Test
    void whatIsRefusedInItsBlockIsReverted() {
        chain.automine(false);
        TransactionId id = purse.request(count("a")).id();
        look();
        chain.refuse(Purse.COUNTER, Purse.REFUSING_CODE);
        chain.mine();
        settle(id);
        TransactionView ended = purse.find(id);
        assertThat(ended.status()).isEqualTo(REVERTED);
        assertThat(ended.cost()).isPositive();
    }

    @Test
    void theBudgetOfADayIsATotal() {
        reopen(settings(chain.url()).budget(gwei(200_000)).build());
        TransactionPlan plan = purse.plan(count("a"));
        assertThat(plan.highestCost()).isBetween(gwei(100_000), gwei(200_000));
        TransactionId first = purse.request(count("a")).id();
        chain.automine(false);
        look();
        TransactionId second = purse.request(count("b")).id();
        look();

        assertThat(purse.find(first).status()).isEqualTo(BROADCAST);
        assertThat(purse.find(second).status()).isEqualTo(INTENDED);
        assertThat(purse.find(second).hindrance()).isEqualTo("budget");
        assertThat(purse.plan(count("c")).hindrances()).containsExactly("budget");
    }

    @Test
    void whatATimeOfTheChainHangsOnGoesFirstAndOutOfABudgetThatIsKeptForIt() {
        reopen(settings(chain.url()).budget(gwei(500_000)).keeping(70));
        chain.automine(false);
        TransactionId routine = purse.request(count("a")).id();
        TransactionId late = purse.request(Purse.countBy("b", Instant.now().plusSeconds(7200)))
                .id();
        TransactionId urgent = purse.request(Purse.countBy("c", Instant.now().plusSeconds(600)))
                .id();
        look();

        assertThat(purse.find(urgent).nonce()).as("the nearest time goes first").isZero();
        assertThat(purse.find(late).nonce()).as("there is room for one more").isEqualTo(1);
        assertThat(purse.find(routine).status()).isEqualTo(INTENDED);
        assertThat(purse.plan(count("d")).hindrances()).contains("budget");
    }

    @Test
    void askingAgainWithATimeOfTheChainLetsItGoFirst() {
        purse.halt(true);
        TransactionId first = purse.request(count("a")).id();
        TransactionId second = purse.request(count("b")).id();
        purse.request(Purse.countBy("b", Instant.now().plusSeconds(600)));
        purse.halt(false);
        look();

        assertThat(purse.find(second).nonce()).isZero();
        assertThat(purse.find(first).nonce()).isEqualTo(1);
    }

    @Test
    void haltedNothingNewIsSentAndWhatWasSentIsFollowed() {
        chain.automine(false);
        TransactionId sent = purse.request(count("a")).id();
        look();
        purse.halt(true);
        TransactionId waiting = purse.request(count("b")).id();
        chain.mine(3);
        look();
        assertThat(purse.find(sent).status()).isEqualTo(CONFIRMED);
        assertThat(purse.find(waiting).status()).isEqualTo(INTENDED);
        assertThat(purse.find(waiting).hindrance()).isEqualTo("halted");
        assertThat(purse.find(waiting).hashes()).isEmpty();

        purse.halt(false);
        chain.automine(true);
        settle(waiting);
        assertThat(effects(chain)).isEqualTo(2);
    }

    @Test
    void withdrawnBeforeItIsSentItIsGone() {
        TransactionId id = purse.request(count("a")).id();
        assertThat(purse.withdraw(id)).isTrue();
        look();
        assertThat(purse.find(id).status()).isEqualTo(WITHDRAWN);
        assertThat(chain.nonce(PAYER)).isZero();
    }

    @Test
    void withdrawnLaterItsNonceIsUsedUpByNothingAndWhatFollowsGoesOn() {
        chain.automine(false);
        TransactionId id = purse.request(count("a")).id();
        look();
        TransactionId next = purse.request(count("b")).id();
        look();
        assertThat(purse.withdraw(id)).isFalse();
        look();
        chain.mine(3);
        look();
        assertThat(purse.find(id).status()).isEqualTo(WITHDRAWN);
        assertThat(purse.find(next).status()).isEqualTo(CONFIRMED);
        assertThat(effects(chain)).isEqualTo(1);
    }

    @Test
    void anAlarmIsRaisedWhenGasRunsLow() {
        chain.setBalance(PAYER, gwei(40_000_000));
        purse.request(count("a"));
        look();
        assertThat(purse.meters.get("epilogue.chain.gas.low").gauge().value()).isEqualTo(1);
        assertThat(purse.meters.get("epilogue.chain.gas").gauge().value()).isEqualTo(0.04);
    }

    @Test
    void oneWhoseSealDoesNotOpenHoldsUpNoOther() {
        TransactionId broken = purse.request(count("a")).id();
        TransactionId other = purse.request(count("b")).id();
        spoil(broken);
        settle(other);

        assertThat(purse.find(other).nonce()).isZero();
        assertThat(effects(chain)).isEqualTo(1);
        TransactionView kept = purse.find(broken);
        assertThat(kept.status()).isEqualTo(INTENDED);
        assertThat(kept.nonce()).isNull();
        assertThat(kept.hindrance()).isEqualTo("unreadable");
        assertThat(unreadable()).isEqualTo(1);
    }

    @Test
    void oneWithANonceThatCannotBeReadAnyMoreIsWithdrawnAndLaterOnesGoThrough() {
        chain.automine(false);
        TransactionId broken = purse.request(count("a")).id();
        look();
        chain.dropTransaction(purse.find(broken).hashes().getFirst().hex());
        spoil(broken);
        reopen(settings(chain.url()).bumpAfter(Duration.ofMillis(1)).build());
        TransactionId later = purse.request(count("b")).id();
        look();
        chain.mine();
        assertThat(purse.find(broken).hindrance()).isEqualTo("unreadable");
        assertThat(purse.find(later).status()).isEqualTo(BROADCAST);
        assertThat(purse.find(later).nonce()).isEqualTo(1);
        assertThat(effects(chain)).as("the chain takes no later nonce first").isZero();

        chain.automine(true);
        purse.withdraw(broken);
        settle(later);
        settle(broken);
        assertThat(purse.find(broken).status()).isEqualTo(WITHDRAWN);
        assertThat(purse.find(later).status()).isEqualTo(CONFIRMED);
        assertThat(effects(chain)).isEqualTo(1);
    }

    private void spoil(TransactionId id) {
        database.execute("UPDATE chain_transaction SET data = 'AAAA' WHERE id = '" + id.uuid() + "'");
        database.execute("UPDATE chain_transaction_hash SET raw = 'AAAA' WHERE transaction_id = '" + id.uuid() + "'");
    }

    private double unreadable() {
        return purse.meters
                .counter("epilogue.transactions.hindered", "chain", "31337", "reason", "unreadable")
                .count();
    }

    private void look() {
        assertThat(purse.look(database)).isTrue();
        chain.mineWhatWaits();
    }

    /** Blocks and looks until it has ended. */
    private void settle(TransactionId id) {
        for (int i = 0; i < 8 && !purse.find(id).status().isFinal(); i++) {
            look();
            chain.mine();
        }
        assertThat(purse.find(id).status().isFinal()).as("%s", purse.find(id)).isTrue();
    }

    private void reopen(ChainSettings settings) {
        purse.close();
        purse = Purse.open(database, settings);
    }
}

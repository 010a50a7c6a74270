package dev.epilogue.chain.tx;

import static dev.epilogue.chain.tx.Purse.count;
import static dev.epilogue.chain.tx.Purse.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.epilogue.testing.EnabledIfGeth;
import dev.epilogue.testing.Geth;
import dev.epilogue.testing.TestDatabase;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The service's own transactions on a real geth, which mines when it likes. */
@EnabledIfGeth
@Tag("database")
class TransactionsOnGethTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Geth chain;
    private TestDatabase database;
    private Purse purse;

    @BeforeEach
    void open() {
        chain = Geth.start();
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
    void eachIsSentMinedAndConfirmedOnceAndARefusedOneTakesNoNonce() {
        TransactionId refused = purse.request(Purse.refused("r")).id();
        var ids = IntStream.range(0, 5)
                .mapToObj(each -> purse.request(count("c" + each)).id())
                .toList();

        ids.forEach(id -> assertThat(ended(id).status()).isEqualTo(TransactionStatus.CONFIRMED));

        assertThat(ended(refused).revert().data()).isEqualTo("0xdeadbeef");
        String effects = chain.rpc("eth_getStorageAt", Purse.COUNTER.lowerCase(), "0x0", "latest")
                .asString();
        assertThat(Long.decode("0x" + effects.substring(2).replaceFirst("^0+", "")))
                .isEqualTo(5);
        assertThat(Long.decode(chain.rpc(
                                "eth_getTransactionCount", Purse.PAYER.address().lowerCase(), "latest")
                        .asString()))
                .isEqualTo(5);
    }

    private TransactionView ended(TransactionId id) {
        await("its end").atMost(PATIENCE).until(() -> {
            purse.look(database);
            return purse.find(id).status().isFinal();
        });
        return purse.find(id);
    }
}

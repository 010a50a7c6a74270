package dev.epilogue.chain.tx;

import static dev.epilogue.chain.tx.Purse.count;
import static dev.epilogue.chain.tx.Purse.effects;
import static dev.epilogue.chain.tx.Purse.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.epilogue.testing.Anvil;
import dev.epilogue.testing.EnabledIfAnvil;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.work.Rest;
import dev.epilogue.work.WorkLease;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A transaction is withdrawn in the very moment in which it is signed: whoever is first is believed, and nobody else. */
@EnabledIfAnvil
@Tag("database")
class WithdrawnWhileSignedTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Anvil chain;
    private TestDatabase database;
    private Purse purse;
    private TransactionId id;
    private WorkLease lease;

    @BeforeEach
    void open() {
        chain = Purse.prepare(Anvil.start());
        chain.automine(false);
        database = TestDatabase.migrated();
        purse = Purse.open(database, settings(chain.url()).build());
        id = purse.request(count("a")).id();
        lease = purse.claim(database);
    }

    @AfterEach
    void close() {
        purse.close();
        database.close();
        chain.close();
    }

    @Test
    void whatWasSignedFirstIsNotSaidToBeGone() throws Exception {
        CompletableFuture<Boolean> gone;
        CompletableFuture<Rest> signing;
        try (Connection holding = holdingTheAccount()) {
            signing = purse.work.run(lease).toFuture();
            awaitWaiting(1);
            gone = purse.transactions.withdraw(id).toFuture();
            awaitWaiting(2);
            holding.commit();
        }
        signing.orTimeout(60, TimeUnit.SECONDS).join();

        assertThat(gone.join()).isFalse();
        TransactionView signed = purse.find(id);
        assertThat(signed.status()).isEqualTo(TransactionStatus.BROADCAST);
        assertThat(signed.hashes()).hasSize(1);
    }

    @Test
    void whatWasWithdrawnFirstIsNotSigned() throws Exception {
        CompletableFuture<Boolean> gone;
        CompletableFuture<Rest> signing;
        try (Connection holding = holdingTheAccount()) {
            gone = purse.transactions.withdraw(id).toFuture();
            awaitWaiting(1);
            signing = purse.work.run(lease).toFuture();
            awaitWaiting(2);
            holding.commit();
        }
        signing.orTimeout(60, TimeUnit.SECONDS).join();
        chain.mine();

        assertThat(gone.join()).isTrue();
        assertThat(purse.find(id).status()).isEqualTo(TransactionStatus.WITHDRAWN);
        assertThat(purse.find(id).hashes()).isEmpty();
        assertThat(effects(chain)).isZero();
    }

    private Connection holdingTheAccount() throws SQLException {
        Connection holding = connection();
        holding.setAutoCommit(false);
        try (Statement sql = holding.createStatement()) {
            sql.execute("SELECT 1 FROM chain_account FOR UPDATE");
        }
        return holding;
    }

    /** Statements wait for the account in the order in which they came. */
    private void awaitWaiting(int statements) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(waiting()).isEqualTo(statements));
    }

    private int waiting() throws SQLException {
        try (Connection looking = connection();
                Statement sql = looking.createStatement();
                ResultSet row = sql.executeQuery("SELECT count(*) FROM pg_stat_activity "
                        + "WHERE datname = current_database() AND wait_event_type = 'Lock'")) {
            row.next();
            return row.getInt(1);
        }
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}

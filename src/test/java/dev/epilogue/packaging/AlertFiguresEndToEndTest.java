package dev.epilogue.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.chain.ContractCall;
import dev.epilogue.chain.tx.TransactionRequest;
import dev.epilogue.chain.tx.Transactions;
import dev.epilogue.closure.TenantId;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.testing.Anvil;
import dev.epilogue.testing.EnabledIfAnvil;
import dev.epilogue.testing.Stage;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A running service tells every figure that an alert looks at, and the figure moves with what it is about. */
@Tag("database")
@EnabledIfAnvil
class AlertFiguresEndToEndTest {

    private static final Wallet PENNILESS = Wallet.DAVE;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static Anvil chain;
    private static Stage stage;

    @BeforeAll
    static void start() {
        chain = Anvil.start();
        chain.setBalance(PENNILESS.address(), BigInteger.ZERO);
        stage = Stage.open(
                Stage.unlimited(),
                Map.of(
                        "epilogue.chains.local.id",
                        Anvil.CHAIN_ID,
                        "epilogue.chains.local.urls",
                        chain.url(),
                        "epilogue.chains.local.account.plain-key",
                        PENNILESS.privateKey(),
                        "epilogue.chains.local.account.sandbox",
                        true,
                        "epilogue.chains.local.spending.halted",
                        true));
    }

    @AfterAll
    static void stop() {
        stage.close();
        chain.close();
    }

    @Test
    void everySeriesOfAnAlertIsTold() {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            String told = scrape();
            assertThat(Alerts.written().series())
                    .allSatisfy(series -> assertThat(told).containsPattern("(?m)^" + series + "[ {]"));
        });
    }

    @Test
    void parkedClosureIsCountedUntilSomebodyDecides() {
        String closure = "/v1/closures/" + stage.propose(stage.session()).id();
        tells("epilogue_pipeline_parked 0.0");
        stage.api()
                .post(closure + "/parking", Map.of("reason", "to be looked at"))
                .ok();
        tells("epilogue_pipeline_parked 1.0");
        stage.api().post(closure + "/resumption", Map.of()).ok();
        tells("epilogue_pipeline_parked 0.0");
    }

    @Test
    void emptyAccountIsKnownBeforeItHasToPay() {
        tells("epilogue_chain_gas_low{chain=\"local\"} 1.0");
    }

    @Test
    void haltedTransactionIsHeld() {
        ContractCall call = new ContractCall(Anvil.CHAIN_ID, Wallet.ALICE.address(), "0x", BigInteger.ONE);
        stage.epilogue()
                .bean(Transactions.class)
                .request(new TransactionRequest("held", TenantId.DEFAULT, call, "a test", null))
                .block(PATIENCE);
        tells("epilogue_transactions_held 1.0");
    }

    @Test
    void nodeThatGoesAwayIsTold() {
        tells("epilogue_node_up{node=\"sandbox\"} 1.0");
        stage.node().refuseConnections();
        stage.node().dropConnections();
        tells("epilogue_node_up{node=\"sandbox\"} 0.0");
        stage.node().acceptConnections();
        tells("epilogue_node_up{node=\"sandbox\"} 1.0");
    }

    private static void tells(String sample) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(scrape().lines()).contains(sample));
    }

    private static String scrape() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI address = URI.create(stage.epilogue().url("/actuator/prometheus"));
            return client.send(HttpRequest.newBuilder(address).timeout(PATIENCE).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}

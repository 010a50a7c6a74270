package dev.epilogue.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.value.Address;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The local chain obeys: what tests of transactions rely on. */
@EnabledIfAnvil
class AnvilTest {

    private static final Address ALICE = Wallet.ALICE.address();
    private static final Address BOB = Wallet.BOB.address();

    private static Anvil chain;

    @BeforeAll
    static void start() {
        chain = Anvil.start(4242);
    }

    @AfterAll
    static void stop() {
        chain.close();
    }

    @Test
    void itHasTheChainIdThatWasAskedFor() {
        assertThat(chain.rpc("eth_chainId").asString()).isEqualTo("0x1092");
    }

    @Test
    void timeTravels() {
        Instant before = chain.now();
        chain.increaseTime(Duration.ofHours(5));
        assertThat(chain.now()).isAfterOrEqualTo(before.plus(Duration.ofHours(5)));

        Instant exactly = chain.now().plus(Duration.ofDays(1));
        chain.setNextBlockTimestamp(exactly);
        chain.mine();
        assertThat(chain.now()).isEqualTo(exactly);
    }

    @Test
    void blocksAreUnmadeAndPooledTransactionsDropped() {
        long nonce = chain.nonce(ALICE);
        String snapshot = chain.snapshot();
        chain.send(ALICE, BOB, "0x");
        assertThat(chain.nonce(ALICE)).isEqualTo(nonce + 1);
        chain.revert(snapshot);
        assertThat(chain.nonce(ALICE)).isEqualTo(nonce);

        chain.automine(false);
        String dropped = chain.send(ALICE, BOB, "0x");
        chain.dropTransaction(dropped);
        chain.mine();
        chain.automine(true);
        assertThat(chain.nonce(ALICE)).isEqualTo(nonce);
    }

    @Test
    void balanceAndBaseFeeAreSet() {
        chain.setBalance(BOB, BigInteger.valueOf(12345));
        assertThat(chain.balance(BOB)).isEqualTo(12345);

        chain.setBaseFee(BigInteger.valueOf(77_000_000_000L));
        chain.mine();
        assertThat(chain.rpc("eth_getBlockByNumber", "latest", false)
                        .path("baseFeePerGas")
                        .asString())
                .isEqualTo("0x11ed8ec200");
    }
}

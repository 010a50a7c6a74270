package dev.epilogue.chain.tx;

import dev.epilogue.testing.Anvil;
import dev.epilogue.testing.EnabledIfGeth;
import dev.epilogue.testing.MinedGeth;
import org.junit.jupiter.api.Tag;

/** The same on geth, which is told when to mine as a consensus client would. */
@EnabledIfGeth
@Tag("database")
class TransactionsOnMinedGethTest extends TransactionsOnAnvilTest {

    @Override
    Anvil start() {
        return MinedGeth.start();
    }
}

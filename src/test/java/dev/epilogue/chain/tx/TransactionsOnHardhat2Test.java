package dev.epilogue.chain.tx;

import dev.epilogue.testing.Anvil;
import dev.epilogue.testing.EnabledIfHardhat;
import dev.epilogue.testing.Hardhat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;

/** The same on Hardhat 2. */
@EnabledIfHardhat
@EnabledIf(value = "isInstalled", disabledReason = "none of the named folders has Hardhat 2")
@Tag("database")
class TransactionsOnHardhat2Test extends TransactionsOnAnvilTest {

    static boolean isInstalled() {
        return Hardhat.installed(2).isPresent();
    }

    @Override
    Anvil start() {
        return Hardhat.start(Hardhat.installed(2).orElseThrow());
    }
}

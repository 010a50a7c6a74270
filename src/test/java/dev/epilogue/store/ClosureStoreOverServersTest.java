package dev.epilogue.store;

import org.junit.jupiter.api.Tag;

/** The same with the statements that go to several servers. */
@Tag("citus")
class ClosureStoreOverServersTest extends ClosureStoreTest {

    @Override
    boolean several() {
        return true;
    }
}

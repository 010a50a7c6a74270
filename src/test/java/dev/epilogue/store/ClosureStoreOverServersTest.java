package dev.epilogue.store;

/** The same with the statements that go to several servers. */
class ClosureStoreOverServersTest extends ClosureStoreTest {

    @Override
    boolean several() {
        return true;
    }
}

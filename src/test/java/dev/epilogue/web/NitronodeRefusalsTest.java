package dev.epilogue.web;

import dev.epilogue.sandbox.nitronode.FakeNitronodeOptions;
import dev.epilogue.testing.NitronodeStand;
import dev.epilogue.testing.NodeStand;
import java.util.List;

class NitronodeRefusalsTest extends SharedRefusals {

    private final NitronodeStand stand = NitronodeStand.start(FakeNitronodeOptions.defaults());

    @Override
    NodeStand stand() {
        return stand;
    }

    @Override
    List<Refusal> signaturesOfTheDialect(RefusalScene scene) {
        return RefusedNitronodeSignatures.rows(scene, stand.node().ledger());
    }
}

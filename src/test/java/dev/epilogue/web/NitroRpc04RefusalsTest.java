package dev.epilogue.web;

import dev.epilogue.testing.ClearNodeStand;
import dev.epilogue.testing.NodeStand;
import java.util.List;

class NitroRpc04RefusalsTest extends SharedRefusals {

    @Override
    NodeStand stand() {
        return ClearNodeStand.start(ClearNodeStand.V04);
    }

    @Override
    List<Refusal> signaturesOfTheDialect(RefusalScene scene) {
        return RefusedNitroRpcSignatures.rows(scene);
    }
}

package dev.epilogue.web;

import dev.epilogue.testing.ClearNodeStand;
import dev.epilogue.testing.NodeStand;
import java.util.List;

class NitroRpc02RefusalsTest extends SharedRefusals {

    @Override
    NodeStand stand() {
        return ClearNodeStand.start(ClearNodeStand.V02);
    }

    @Override
    List<Refusal> signaturesOfTheDialect(RefusalScene scene) {
        return RefusedNitroRpcSignatures.rows(scene);
    }
}

package dev.epilogue.dialects;

import dev.epilogue.testing.ClearNodeStand;
import dev.epilogue.testing.Stage;

class NitroRpcLooksEndToEndTest extends LooksBehaviour {

    @Override
    Stage stage() {
        return ClearNodeStand.start(ClearNodeStand.V04).stage(OFTEN);
    }
}

package dev.epilogue.dialects;

import dev.epilogue.testing.ClearNodeStand;
import dev.epilogue.testing.Stage;

class NitroRpc04BehaviourEndToEndTest extends SharedBehaviour {

    @Override
    Stage stage() {
        return ClearNodeStand.start(ClearNodeStand.V04).stage();
    }
}

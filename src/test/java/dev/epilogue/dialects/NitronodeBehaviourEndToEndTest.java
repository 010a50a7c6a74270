package dev.epilogue.dialects;

import dev.epilogue.testing.NitronodeStand;
import dev.epilogue.testing.Stage;
import java.util.Map;

class NitronodeBehaviourEndToEndTest extends SharedBehaviour {

    @Override
    Stage stage() {
        return Stage.at(NitronodeStand.start(Stage.unlimited()), Map.of());
    }
}

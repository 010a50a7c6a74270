package dev.epilogue.dialects;

import dev.epilogue.testing.NitronodeStand;
import dev.epilogue.testing.Stage;

class NitronodeLooksEndToEndTest extends LooksBehaviour {

    @Override
    Stage stage() {
        return Stage.at(NitronodeStand.start(Stage.unlimited()), OFTEN);
    }
}

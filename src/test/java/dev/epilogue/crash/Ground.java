package dev.epilogue.crash;

import dev.epilogue.sandbox.clearnode.FakeClearNodeOptions;
import dev.epilogue.sandbox.nitronode.FakeNitronodeOptions;
import dev.epilogue.testing.ClearNodeStand;
import dev.epilogue.testing.NitronodeStand;
import dev.epilogue.testing.NodeStand;
import dev.epilogue.testing.NodeTime;

/** The node that a story is told at. A 0.x one pays twice if it gets a second frame while the first may still run. */
enum Ground {
    V1 {
        @Override
        NodeStand start(NodeTime time) {
            return NitronodeStand.start(FakeNitronodeOptions.defaults().withoutRateLimits());
        }
    },
    V04 {
        @Override
        NodeStand start(NodeTime time) {
            return ClearNodeStand.start(FakeClearNodeOptions.defaults().withClock(time), ClearNodeStand.V04);
        }
    },
    V02 {
        @Override
        NodeStand start(NodeTime time) {
            return ClearNodeStand.start(FakeClearNodeOptions.defaults().withClock(time), ClearNodeStand.V02);
        }
    };

    abstract NodeStand start(NodeTime time);
}

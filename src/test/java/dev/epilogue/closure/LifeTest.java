package dev.epilogue.closure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Thousands of random lives: whatever happens in whatever order, the rules hold. A failure names its seed; {@code
 * -Depilogue.life.seed=…} plays that one again, {@code -Depilogue.life.seeds=…} plays more of them.
 */
class LifeTest {

    private static final int STEPS = 60;

    @Test
    void noOrderOfFactsBreaksARule() {
        Long only = Long.getLong("epilogue.life.seed");
        int seeds = Integer.getInteger("epilogue.life.seeds", 4_000);
        LongStream chosen = only != null ? LongStream.of(only) : LongStream.range(0, seeds);
        LifeFigures figures = new LifeFigures();
        chosen.forEach(seed -> live(seed, figures));
        System.out.println("random lives: " + figures);
        if (only == null) {
            assertThat(figures.reached())
                    .as("the lives visit what there is on this path")
                    .contains(
                            ClosureStatus.SETTLED,
                            ClosureStatus.SUPERSEDED,
                            ClosureStatus.EXPIRED,
                            ClosureStatus.DECLINED,
                            ClosureStatus.CANCELLED,
                            ClosureStatus.PARKED);
        }
    }

    private static void live(long seed, LifeFigures figures) {
        RandomLife life = new RandomLife(seed);
        for (int step = 0; step < STEPS && !life.over(); step++) {
            life.step();
        }
        figures.add(life);
    }
}

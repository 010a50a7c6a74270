package dev.epilogue.pipeline;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;

import dev.epilogue.testing.Closing;
import dev.epilogue.testing.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Last signatures of many closures at once: each goes to the pipeline with its caller, and none waits for another on a thread of others. */
class HandoverEndToEndTest {

    private static final int CLOSURES = 40;
    private static final int TIMES = 1;

    @Test
    void lastSignaturesAtTheSameMomentAreAllTaken() throws Exception {
        try (Stage stage = Stage.open();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int time = 0; time < TIMES; time++) {
                List<Closing> all = IntStream.range(0, CLOSURES)
                        .mapToObj(i -> stage.propose(stage.session()).signedBy(ALICE))
                        .toList();
                List<Future<?>> last = new ArrayList<>();
                all.forEach(closing -> last.add(callers.submit(() -> closing.signedBy(BOB))));
                for (Future<?> each : last) {
                    each.get();
                }
                all.forEach(closing -> closing.settles("COOPERATIVE"));
            }
        }
    }
}

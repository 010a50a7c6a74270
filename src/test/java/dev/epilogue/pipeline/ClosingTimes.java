package dev.epilogue.pipeline;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;

import dev.epilogue.testing.Closing;
import dev.epilogue.testing.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** How long closures of Alice and Bob take, to be compared with what they take beside something else. */
final class ClosingTimes {

    static final int CLOSURES = 5;

    private ClosingTimes() {}

    static List<Closing> signedByOne(Stage stage) {
        return IntStream.range(0, CLOSURES)
                .mapToObj(i -> stage.propose(stage.session()).signedBy(ALICE))
                .toList();
    }

    /** From the last signature to the proof, one closure after another. */
    static List<Duration> closed(List<Closing> closings) {
        List<Duration> times = new ArrayList<>();
        for (Closing closing : closings) {
            long since = System.nanoTime();
            closing.signedBy(BOB).booked("COOPERATIVE");
            times.add(Duration.ofNanos(System.nanoTime() - since));
        }
        return times;
    }

    static Duration median(List<Duration> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }
}

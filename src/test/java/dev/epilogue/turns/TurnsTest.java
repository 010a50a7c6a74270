package dev.epilogue.turns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class TurnsTest {

    private final List<String> begun = new ArrayList<>();

    @Test
    void lanesTakeTurns() {
        Turns turns = new Turns(1, 100, Schedulers.immediate());
        Sinks.Empty<Void> first = Sinks.empty();
        turns.take("greedy", work("greedy 1", first)).subscribe();
        for (int i = 2; i <= 4; i++) {
            turns.take("greedy", work("greedy " + i, done())).subscribe();
        }
        turns.take("modest", work("modest 1", done())).subscribe();
        assertThat(begun).containsExactly("greedy 1");

        first.tryEmitEmpty();

        assertThat(begun).containsExactly("greedy 1", "greedy 2", "modest 1", "greedy 3", "greedy 4");
        assertThat(turns.running()).isZero();
        assertThat(turns.waiting()).isZero();
    }

    @Test
    void whoeverGivesUpLeavesThePlaceToTheNext() {
        Turns turns = new Turns(1, 100, Schedulers.immediate());
        Disposable running = turns.take("a", Mono.never()).subscribe();
        Disposable gone = turns.take("a", work("gone", done())).subscribe();
        turns.take("a", work("next", done())).subscribe();

        gone.dispose();
        running.dispose();

        assertThat(begun).containsExactly("next");
        assertThat(turns.running()).isZero();
    }

    @Test
    void failuresLeaveTheirPlaceToo() {
        Turns turns = new Turns(1, 100, Schedulers.immediate());
        for (int i = 0; i < 3; i++) {
            StepVerifier.create(turns.take("a", Mono.error(new IllegalStateException("no"))))
                    .verifyErrorMessage("no");
        }
        assertThat(turns.running()).isZero();
    }

    @Test
    void tooMuchIsRefused() {
        Turns turns = new Turns(1, 1, Schedulers.immediate());
        turns.take("a", Mono.never()).subscribe();
        turns.take("a", Mono.never()).subscribe();
        StepVerifier.create(turns.take("b", Mono.empty())).verifyError(Turns.Full.class);
    }

    @Test
    void aLongLineThatEndsAtOnceNeedsNoStack() {
        Turns turns = new Turns(1, 100_000, Schedulers.immediate());
        Sinks.Empty<Void> first = Sinks.empty();
        turns.take("a", first.asMono()).subscribe();
        AtomicInteger ended = new AtomicInteger();
        for (int i = 0; i < 100_000; i++) {
            turns.take("a", Mono.fromRunnable(ended::incrementAndGet)).subscribe();
        }
        first.tryEmitEmpty();
        assertThat(ended).hasValue(100_000);
    }

    @Test
    void whoHasGivenUpBeforeAskingTakesNoTurn() {
        Turns turns = new Turns(1, 10, Schedulers.immediate());
        Turns.Turn turn = turns.turn("a");
        turn.end();

        turn.come().subscribe();

        assertThat(turns.running()).isZero();
        assertThat(turns.waiting()).isZero();
    }

    @Test
    void neverMoreThanAllowedWhoeverComesAndGoes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Turns turns = new Turns(4, 10_000);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Flux.range(0, 2000)
                .flatMap(
                        number -> {
                            Mono<Long> work = Mono.defer(() -> {
                                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                                return Mono.delay(Duration.ofNanos(100_000))
                                        .doOnTerminate(now::decrementAndGet)
                                        .doOnCancel(now::decrementAndGet);
                            });
                            Mono<Long> turn = turns.take("lane " + number % 7, work);
                            return random.nextInt(10) == 0
                                    ? turn.timeout(Duration.ofMillis(2)).onErrorComplete()
                                    : turn;
                        },
                        256)
                .subscribeOn(Schedulers.parallel())
                .blockLast(Duration.ofMinutes(1));
        assertThat(most.get()).as("seed " + seed).isBetween(1, 4);
        await().until(() -> turns.running() == 0);
        assertThat(turns.waiting()).isZero();
    }

    private Mono<Void> work(String name, Sinks.Empty<Void> end) {
        return Mono.fromRunnable(() -> begun.add(name)).then(end.asMono());
    }

    private static Sinks.Empty<Void> done() {
        Sinks.Empty<Void> done = Sinks.empty();
        done.tryEmitEmpty();
        return done;
    }
}

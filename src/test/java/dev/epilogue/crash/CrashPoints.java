package dev.epilogue.crash;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Where a service can die: before each of its outward calls, to the database or to a node. The effects of dying after one are
 * those of dying before the next. Once dead, nothing that it calls does anything or ever ends, as after SIGKILL.
 */
final class CrashPoints {

    /** What a caller of a dead service sees. */
    static final class Died extends RuntimeException {
        Died(String where) {
            super("died before " + where, null, false, false);
        }
    }

    private final int fatal;
    private final Sinks.Empty<Void> death = Sinks.empty();
    private final Sinks.Empty<Void> cleared = Sinks.empty();
    private int passed;
    private volatile boolean dead;

    private CrashPoints(int fatal) {
        this.fatal = fatal;
    }

    /** @param number of the call before which the service dies, from 1 */
    static CrashPoints at(int number) {
        return new CrashPoints(number);
    }

    static CrashPoints none() {
        return new CrashPoints(Integer.MAX_VALUE);
    }

    /** Calls so far. */
    synchronized int passed() {
        return passed;
    }

    /** Whether it was a call that killed the service. */
    synchronized boolean died() {
        return passed >= fatal;
    }

    private void kill(String why) {
        dead = true;
        death.tryEmitError(new Died(why));
    }

    private synchronized boolean survives(String call) {
        if (!dead && ++passed == fatal) {
            kill(call);
        }
        return !dead;
    }

    <T> Mono<T> before(String call, Mono<T> made) {
        return Mono.defer(() -> survives(call) ? made : gone().then(Mono.empty()));
    }

    <T> Flux<T> before(String call, Flux<T> made) {
        return Flux.defer(() -> survives(call) ? made : gone().thenMany(Flux.empty()));
    }

    /** For calls that are made again and again anyway, however long the service lives. */
    <T> Flux<T> whileAlive(Flux<T> made) {
        return Flux.defer(() -> dead ? gone().thenMany(Flux.empty()) : made);
    }

    /** Hangs until the remains are cleared away. */
    private Mono<Void> gone() {
        return cleared.asMono();
    }

    /** The object graph of the dead service is about to be closed: nothing has to hang any more, and nothing works either. */
    void clear() {
        kill("the end");
        cleared.tryEmitError(new Died("the end"));
    }

    /** As a caller outside of the service sees it. */
    <T> Mono<T> seen(Mono<T> call) {
        return Mono.firstWithSignal(call, death.asMono().then(Mono.never()));
    }
}

package dev.epilogue.crash;

import java.util.function.Predicate;
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
    private final String fatalCall;
    private String awaited;
    private final Sinks.Empty<Void> death = Sinks.empty();
    private final Sinks.Empty<Void> cleared = Sinks.empty();
    private Predicate<String> counts = call -> true;
    private int passed;
    private boolean struck;
    private boolean armed = true;
    private volatile boolean dead;

    private CrashPoints(int fatal, String fatalCall, String awaited) {
        this.fatal = fatal;
        this.fatalCall = fatalCall;
        this.awaited = awaited;
    }

    /** @param number of the call before which the service dies, from 1 */
    static CrashPoints at(int number) {
        return new CrashPoints(number, null, null);
    }

    /** @param part of the first call before which the service dies */
    static CrashPoints before(String part) {
        return new CrashPoints(Integer.MAX_VALUE, part, null);
    }

    /**
     * @param part of the first call before which the service dies, once another one was made
     * @param after part of that other one
     */
    static CrashPoints before(String part, String after) {
        return new CrashPoints(Integer.MAX_VALUE, part, after);
    }

    static CrashPoints none() {
        return new CrashPoints(Integer.MAX_VALUE, null, null);
    }

    /** Nothing counts and nothing is fatal before {@link #arm}, and then only these calls. */
    CrashPoints later(Predicate<String> calls) {
        armed = false;
        counts = calls;
        return this;
    }

    synchronized void arm() {
        armed = true;
    }

    /** Calls so far. */
    synchronized int passed() {
        return passed;
    }

    /** Whether it was a call that killed the service. */
    synchronized boolean died() {
        return struck;
    }

    boolean alive() {
        return !dead;
    }

    private void kill(String why) {
        dead = true;
        death.tryEmitError(new Died(why));
    }

    /** Whether a call is made that is a point at which the service can die. */
    synchronized boolean survives(String call) {
        if (!dead && armed && counts.test(call)) {
            passed++;
            if (passed == fatal || fatalCall != null && awaited == null && call.contains(fatalCall)) {
                struck = true;
                kill(call);
            }
            if (awaited != null && call.contains(awaited)) {
                awaited = null;
            }
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

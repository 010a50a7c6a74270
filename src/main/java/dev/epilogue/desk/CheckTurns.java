package dev.epilogue.desk;

import dev.epilogue.node.Lane;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.turns.Turns;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Signatures that are decided on at a time, from the look at their closure to the receipt, whichever way they came: so many for the whole
 * instance, in turns by caller. Whoever hands in thousands waits behind himself, and reads find the database free.
 */
@Component
class CheckTurns {

    private static final Duration COME_BACK = Duration.ofSeconds(1);

    private final Turns turns;
    private final Turns readings;

    CheckTurns(VerificationSettings settings, MeterRegistry meters) {
        turns = new Turns(settings.atOnce(), settings.waiting());
        readings = new Turns(settings.readings(), settings.atOnce());
        Gauge.builder("epilogue.verification.running", turns, Turns::running)
                .description("Signatures that are decided on")
                .register(meters);
        Gauge.builder("epilogue.verification.waiting", turns, Turns::waiting)
                .description("Signatures that wait for their caller's turn")
                .register(meters);
    }

    /** The work when its caller's turn has come. */
    <T> Mono<T> take(Mono<T> work) {
        return take(turns, work);
    }

    /**
     * Work within such a turn that has to read its closure first, as all that is refused does: of connections to the database it gets a few,
     * and whoever only reads finds the others free.
     */
    <T> Mono<T> read(Mono<T> work) {
        return take(readings, work);
    }

    private static <T> Mono<T> take(Turns turns, Mono<T> work) {
        return Mono.deferContextual(
                        context -> turns.take(Lane.of(context).map(Lane::caller).orElse(""), work))
                .onErrorMap(
                        Turns.Full.class,
                        full -> Problem.of(ProblemCode.OVERLOADED, "Too many signatures wait to be checked.")
                                .retryAfter(COME_BACK)
                                .exception());
    }
}

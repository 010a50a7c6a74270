package dev.epilogue.pipeline;

import dev.epilogue.closure.Change;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.Hindrance;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Makes heard what an operator has to know of: {@code epilogue.closures.parked} by code, {@code epilogue.steps.failed}, and
 * {@code epilogue.outcomes.overdue}, which counts the looks at submissions that should have been proved, or proved not to have happened,
 * long ago, and at closures whose split has been booked long ago and whose session is open still.
 */
@Component
class Alarm {

    private static final Logger LOG = LoggerFactory.getLogger(Alarm.class);

    /** After the deadline: a 0.x frame may run until a quarter of an hour after it, and then the proof is a matter of seconds. */
    private static final Duration PROVED_WITHIN = Duration.ofMinutes(30);

    private final MeterRegistry meters;
    private final Counter failures;
    private final Counter overdue;

    Alarm(MeterRegistry meters) {
        this.meters = meters;
        this.failures = meters.counter("epilogue.steps.failed");
        this.overdue = meters.counter("epilogue.outcomes.overdue");
    }

    /** A stored change: does an operator have to decide now, or to find out why nothing can be proved? */
    void look(Change change, Instant now) {
        Closure after = change.after();
        boolean owed = after.status() == ClosureStatus.SUBMITTING
                || (after.status() == ClosureStatus.READY && after.paidOut());
        if (owed && now.isAfter(after.times().deadline().plus(PROVED_WITHIN))) {
            overdue.increment();
        }
        if (after.status() == ClosureStatus.PARKED && change.before().status() != ClosureStatus.PARKED) {
            Hindrance problem = after.work().problem();
            String code = problem == null ? "unknown" : problem.code();
            meters.counter("epilogue.closures.parked", "code", code).increment();
            LOG.error("closure {} is parked: {}", after.id(), code);
        }
    }

    /** Work that ended without a word in the row; its lease runs out, then it is tried again. */
    void failed(ClosureId closure, Throwable failure) {
        failures.increment();
        if (failure instanceof DataAccessException) {
            LOG.warn("closure {}: the database was not there: {}", closure, failure.toString());
        } else {
            LOG.error("closure {}: a step failed", closure, failure);
        }
    }
}

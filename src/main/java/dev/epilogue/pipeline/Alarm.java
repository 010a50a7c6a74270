package dev.epilogue.pipeline;

import dev.epilogue.closure.Change;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.Hindrance;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Makes heard what an operator has to know of: {@code epilogue.closures.parked} by code, {@code epilogue.steps.failed}. */
@Component
class Alarm {

    private static final Logger LOG = LoggerFactory.getLogger(Alarm.class);

    private final MeterRegistry meters;

    Alarm(MeterRegistry meters) {
        this.meters = meters;
    }

    /** A stored change: does an operator have to decide now? */
    void look(Change change) {
        boolean parked = change.after().status() == ClosureStatus.PARKED
                && change.before().status() != ClosureStatus.PARKED;
        if (parked) {
            Hindrance problem = change.after().work().problem();
            String code = problem == null ? "unknown" : problem.code();
            meters.counter("epilogue.closures.parked", "code", code).increment();
            LOG.error("closure {} is parked: {}", change.after().id(), code);
        }
    }

    /** Work that ended without a word in the row; its lease runs out, then it is tried again. */
    void failed(ClosureId closure, Throwable failure) {
        meters.counter("epilogue.steps.failed").increment();
        if (failure instanceof DataAccessException) {
            LOG.warn("closure {}: the database was not there: {}", closure, failure.toString());
        } else {
            LOG.error("closure {}: a step failed", closure, failure);
        }
    }
}

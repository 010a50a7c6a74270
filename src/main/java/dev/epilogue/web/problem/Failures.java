package dev.epilogue.web.problem;

import dev.epilogue.node.NodeException;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.problem.ProblemException;
import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.TransactionException;
import org.springframework.web.server.ResponseStatusException;

/** What callers are told about a failure. Words of databases, nodes, parsers and frameworks stay inside. */
public final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    public static Problem problemOf(Throwable failure) {
        return switch (failure) {
            case ProblemException told -> told.problem();
            case NodeException node -> ofNode(node);
            case R2dbcException database -> ofDatabase(database);
            case DataAccessException database -> ofDatabase(database);
            case TransactionException database -> ofDatabase(database);
            case DataBufferLimitException large -> Problem.of(ProblemCode.TOO_LARGE, "The body is too large.");
            case ResponseStatusException framework -> ofFramework(framework);
            case RejectedExecutionException full ->
                Problem.of(ProblemCode.OVERLOADED, "Too much waits to be computed.")
                        .retryAfter(Duration.ofSeconds(1));
            case TimeoutException late ->
                Problem.of(ProblemCode.OVERLOADED, "The service did not finish in time.")
                        .retryAfter(Duration.ofSeconds(2));
            default -> unexpected(failure);
        };
    }

    private static Problem ofNode(NodeException failure) {
        return switch (failure) {
            case NodeException.Unsupported unsupported ->
                Problem.of(
                        ProblemCode.SESSION_UNSUPPORTED,
                        "The node shows the session in a shape or with numbers that cannot be served.");
            case NodeException.Answered answered ->
                switch (answered.error()) {
                    case NOT_FOUND -> Problem.of(ProblemCode.SESSION_NOT_FOUND, "The node knows no such session.");
                    default -> nodeUnavailable();
                };
            case NodeException.Overloaded overloaded ->
                Problem.of(
                                ProblemCode.OVERLOADED,
                                "The node is asked for more than callers' share of its pace; closures go on.")
                        .retryAfter(overloaded.retryAfter());
            case NodeException.WrongNode wrong -> nodeUnavailable();
            case NodeException.Unavailable unavailable -> nodeUnavailable();
        };
    }

    private static Problem nodeUnavailable() {
        return Problem.of(ProblemCode.NODE_UNAVAILABLE, "The node gives no usable answer at present.")
                .retryAfter(Duration.ofSeconds(2));
    }

    private static Problem ofDatabase(Exception failure) {
        if (ours(failure)) {
            return unexpected(failure);
        }
        LOG.warn("a request failed at the database: {}", failure.toString());
        return Problem.of(ProblemCode.DATABASE_UNAVAILABLE, "The database cannot be used at present.")
                .retryAfter(Duration.ofSeconds(2));
    }

    /** Values or statements that the database does not take: waiting does not mend them. */
    private static boolean ours(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof R2dbcException database) {
                String state = String.valueOf(database.getSqlState());
                return state.startsWith("22") || state.startsWith("23") || state.startsWith("42");
            }
        }
        return false;
    }

    private static Problem ofFramework(ResponseStatusException failure) {
        HttpStatus status = HttpStatus.resolve(failure.getStatusCode().value());
        if (status == null) {
            return unexpected(failure);
        }
        return switch (status) {
            case NOT_FOUND -> Problem.of(ProblemCode.NOT_FOUND, "There is nothing at this address.");
            case METHOD_NOT_ALLOWED -> Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "The method is not possible here.");
            case NOT_ACCEPTABLE -> Problem.of(ProblemCode.NOT_ACCEPTABLE, "No acceptable form of the answer exists.");
            case UNSUPPORTED_MEDIA_TYPE ->
                Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "The body's media type is not taken here.");
            case CONTENT_TOO_LARGE -> Problem.of(ProblemCode.TOO_LARGE, "The body is too large.");
            case BAD_REQUEST -> Problem.of(ProblemCode.INVALID_PARAMETER, "The request cannot be read.");
            default -> unexpected(failure);
        };
    }

    private static Problem unexpected(Throwable failure) {
        String id = UUID.randomUUID().toString();
        LOG.error("unexpected failure {}", id, failure);
        return Problem.of(ProblemCode.INTERNAL, "Something unexpected happened; it is noted under this errorId.")
                .with("errorId", id);
    }
}

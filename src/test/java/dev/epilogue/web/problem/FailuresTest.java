package dev.epilogue.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.epilogue.node.NodeError;
import dev.epilogue.node.NodeException;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.web.http.Wire;
import io.r2dbc.spi.R2dbcTransientResourceException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;

class FailuresTest {

    @ParameterizedTest
    @MethodSource
    void everyFailureHasACodeAndKeepsItsOwnWords(Throwable failure, String code) {
        Problem problem = Failures.problemOf(failure);
        assertThat(problem.code().wireName()).isEqualTo(code);
        assertThat(Wire.text(ProblemDocument.of(problem, "/x").fields())).doesNotContain("secret");
    }

    static Stream<Arguments> everyFailureHasACodeAndKeepsItsOwnWords() {
        return Stream.of(
                Arguments.of(new IllegalStateException("secret"), "internal"),
                Arguments.of(new R2dbcTransientResourceException("secret"), "database-unavailable"),
                Arguments.of(new DataAccessResourceFailureException("secret"), "database-unavailable"),
                Arguments.of(new NodeException.Unavailable("secret"), "node-unavailable"),
                Arguments.of(new NodeException.Unsupported("secret"), "session-unsupported"),
                Arguments.of(new NodeException.Answered(NodeError.TRANSIENT, "secret"), "node-unavailable"),
                Arguments.of(new NodeException.Answered(NodeError.NOT_FOUND, "secret"), "session-not-found"),
                Arguments.of(new RejectedExecutionException("secret"), "overloaded"),
                Arguments.of(new DataBufferLimitException("secret"), "too-large"),
                Arguments.of(new ResponseStatusException(HttpStatus.NOT_FOUND, "secret"), "not-found"),
                Arguments.of(new MethodNotAllowedException("secret", java.util.Set.of()), "method-not-allowed"),
                Arguments.of(new NotAcceptableStatusException("secret"), "not-acceptable"),
                Arguments.of(new UnsupportedMediaTypeStatusException("secret"), "unsupported-media-type"),
                Arguments.of(new ServerWebInputException("secret"), "invalid-parameter"));
    }

    /** Errors too, as that of a guard against blocking. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theUnexpectedIsLoggedOnceUnderTheIdThatItsCallerIsTold(boolean error) {
        Throwable failure = error ? new AssertionError("secret") : new IllegalStateException("secret");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(Failures.class);
        log.start();
        logger.addAppender(log);
        Problem problem;
        try {
            problem = Failures.problemOf(failure);
        } finally {
            logger.detachAppender(log);
        }
        assertThat(problem.code()).isEqualTo(ProblemCode.INTERNAL);
        assertThat(problem.detail()).doesNotContain("secret");
        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.ERROR);
            assertThat(event.getArgumentArray()[0]).isEqualTo(problem.members().get("errorId"));
            assertThat(event.getThrowableProxy().getMessage()).isEqualTo("secret");
        });
    }

    @ParameterizedTest
    @EnumSource(ProblemCode.class)
    void everyDocumentHasEveryMember(ProblemCode code) {
        ProblemDocument document = ProblemDocument.of(Problem.of(code, "why"), "/v1/x");
        assertThat(document.fields().members())
                .containsKeys(
                        "type",
                        "title",
                        "status",
                        "detail",
                        "instance",
                        "code",
                        "retryable",
                        "retryAfter",
                        "actor",
                        "violations")
                .containsEntry("type", "/problems/" + code.wireName())
                .containsEntry("status", document.status().value());
        assertThat(document.status().isError()).isTrue();
    }

    @Test
    void unavailabilityAlwaysSaysWhenToComeAgainInWholeSeconds() {
        assertThat(ProblemDocument.of(Problem.of(ProblemCode.OVERLOADED, "x"), null)
                        .retryAfterSeconds())
                .isEqualTo(1);
        Problem soon = Problem.of(ProblemCode.OUTCOME_UNKNOWN, "x").retryAfter(Duration.ofMillis(1500));
        assertThat(ProblemDocument.of(soon, null).retryAfterSeconds()).isEqualTo(2);
        assertThat(ProblemDocument.of(Problem.of(ProblemCode.CLOSURE_ENDED, "x"), null)
                        .retryAfterSeconds())
                .isNull();
    }

    @Test
    void extraMembersNeverReplaceStandardOnes() {
        Problem problem = Problem.of(ProblemCode.CLOSURE_ACTIVE, "x")
                .with("closureId", "c")
                .with("code", "other");
        assertThat(ProblemDocument.of(problem, null).fields().members())
                .containsEntry("closureId", "c")
                .containsEntry("code", "closure-active");
    }
}

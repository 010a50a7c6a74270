package dev.epilogue.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** How changes are gathered. Words are written; the first letter is the subject. */
class BatchesTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final List<List<String>> statements = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Sinks.One<List<String>>> answers = new ConcurrentLinkedQueue<>();
    private final AtomicLong clock = new AtomicLong();
    private final Batches<String, String> batches = new Batches<>(word -> word.charAt(0), this::statement, clock::get);

    /** Answers when the test says so. */
    private Mono<List<String>> statement(List<String> words) {
        Sinks.One<List<String>> answer = Sinks.one();
        answers.add(answer);
        statements.add(words);
        return answer.asMono();
    }

    @Test
    void whatComesAloneGoesAtOnce() {
        CompletableFuture<String> written = write("a");

        assertThat(statements).containsExactly(List.of("a"));
        answer("A");
        assertThat(written.join()).isEqualTo("A");
    }

    @Test
    void whatGathersMeanwhileGoesTogetherAndEachGetsItsOwnAnswer() {
        CompletableFuture<String> first = write("a");
        CompletableFuture<String> second = write("b");
        CompletableFuture<String> third = write("c");
        assertThat(statements).hasSize(1);

        answer("A");
        awaitStatements(2);

        assertThat(statements.getLast()).containsExactly("b", "c");
        answer("B", "C");
        assertThat(List.of(first.join(), second.join(), third.join())).containsExactly("A", "B", "C");
    }

    @Test
    void twoOfOneSubjectNeverGoTogether() {
        write("a");
        write("b1");
        CompletableFuture<String> later = write("b2");
        write("c");
        answer("A");
        awaitStatements(2);

        assertThat(statements.getLast()).containsExactly("b1", "c");
        answer("B1", "C");
        awaitStatements(3);
        assertThat(statements.getLast()).containsExactly("b2");
        answer("B2");
        assertThat(later.join()).isEqualTo("B2");
    }

    @Test
    void oneThatIsRefusedSpoilsNoOther() {
        write("a");
        CompletableFuture<String> good = write("b");
        CompletableFuture<String> bad = write("c");
        answer("A");
        awaitStatements(2);

        refuse();
        awaitStatements(3);
        answer("B");
        awaitStatements(4);
        refuse();

        assertThat(good.join()).isEqualTo("B");
        assertThatThrownBy(bad::join).hasRootCauseInstanceOf(R2dbcDataIntegrityViolationException.class);
        assertThat(statements.subList(2, 4)).containsExactly(List.of("b"), List.of("c"));
    }

    @Test
    void whereTheConnectionBreaksNothingIsWrittenASecondTime() {
        write("a");
        CompletableFuture<String> one = write("b");
        CompletableFuture<String> other = write("c");
        answer("A");
        awaitStatements(2);

        answers.remove().tryEmitError(new DataAccessResourceFailureException("gone"));

        assertThatThrownBy(one::join).hasCauseInstanceOf(DataAccessResourceFailureException.class);
        assertThatThrownBy(other::join).hasCauseInstanceOf(DataAccessResourceFailureException.class);
        assertThat(statements).hasSize(2);
        write("d");
        assertThat(statements.getLast()).containsExactly("d");
    }

    @Test
    void whoHangsUpTakesNothingBack() {
        write("a");
        Disposable caller = batches.write("b").subscribe();
        caller.dispose();
        answer("A");
        awaitStatements(2);

        assertThat(statements.getLast()).containsExactly("b");
    }

    @Test
    void aFullBatchTakesAnotherConnection() {
        write("a");
        List<CompletableFuture<String>> many = new ArrayList<>();
        IntStream.range(0, Batches.FULL).forEach(number -> many.add(write(Character.toString('一' + number))));

        assertThat(statements).hasSize(2);
        assertThat(statements.getLast()).hasSize(Batches.FULL);
        assertThat(batches.waiting()).isZero();
    }

    @Test
    void aStatementThatTakesLongHoldsUpNobodyElse() {
        write("a1");
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        write("b");
        write("a2");

        assertThat(statements).containsExactly(List.of("a1"), List.of("b"));
    }

    @Test
    void whatCouldNotBeWrittenInTimeIsGivenBackUnwritten() {
        write("a1");
        CompletableFuture<String> late = write("a2");
        clock.addAndGet(Whole.LIMIT.plusSeconds(1).toNanos());
        answer("A1");

        assertThatThrownBy(late::join).hasCauseInstanceOf(QueryTimeoutException.class);
        assertThat(statements).hasSize(1);
    }

    private CompletableFuture<String> write(String word) {
        return batches.write(word).toFuture();
    }

    private void answer(String... results) {
        answers.remove().tryEmitValue(List.of(results));
    }

    private void refuse() {
        answers.remove()
                .tryEmitError(new DataIntegrityViolationException(
                        "refused", new R2dbcDataIntegrityViolationException("refused", "23514")));
    }

    private void awaitStatements(int number) {
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(statements).hasSize(number));
    }
}

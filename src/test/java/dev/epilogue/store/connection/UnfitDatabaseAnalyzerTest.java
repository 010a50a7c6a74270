package dev.epilogue.store.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What poolers and servers said, and what whoever starts the service reads of it. */
class UnfitDatabaseAnalyzerTest {

    private final UnfitDatabaseAnalyzer analyzer = new UnfitDatabaseAnalyzer();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            08P01 | FATAL: unsupported startup parameter: extra_float_digits         | startup parameter extra_float_digits
            08P01 | FATAL: unsupported startup parameter: statement_timeout          | startup parameter statement_timeout
            08P01 | unsupported startup parameter in options: lock_timeout           | startup parameter lock_timeout
            25006 | ERROR: cannot execute CREATE TABLE in a read-only transaction    | is a standby
            """)
    void isSaidInASentence(String state, String text, String said) {
        var analysis = analyzer.analyze(new IllegalStateException("flyway", new SQLException(text, state)));

        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription()).contains(said);
    }

    @ParameterizedTest
    @CsvSource({"28P01,password authentication failed", "3D000,database does not exist"})
    void whatSpeaksForItselfIsLeftAsItIs(String state, String text) {
        assertThat(analyzer.analyze(new SQLException(text, state))).isNull();
    }
}

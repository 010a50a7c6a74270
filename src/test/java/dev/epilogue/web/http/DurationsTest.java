package dev.epilogue.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({"P1D,P1D", "PT24H,P1D", "PT1H,PT1H", "PT90M,PT1H30M", "P1DT30S,P1DT30S", "PT0S,PT0S", "PT3600S,PT1H"})
    void textIsCanonical(String given, String canonical) {
        assertThat(Durations.text(Durations.parse(given))).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "P", "PT", "1h", "P1M", "P1Y", "P1W", "-PT1H", "PT-1H", "PT1.5S", "pt1h", "P1DT", "3600"})
    void anythingElseIsNoDuration(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse(text));
    }
}

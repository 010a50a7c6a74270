package dev.epilogue.chain.tx;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GasLimitsTest {

    @ParameterizedTest(name = "{0} gas, block of {1}: {2}")
    @CsvSource({
        "100000,   30000000, 125000",
        "13500000, 30000000, 16777216",
        "16777216, 30000000, 16777216",
        "20000000, 60000000, 20000000",
        "900000,   1000000,  1000000",
        "13500000, 0,        16777216"
    })
    void theMarginAloneNeverMakesACallInvalid(long estimate, long block, long limit) {
        assertThat(GasLimits.of(BigInteger.valueOf(estimate), 25, BigInteger.valueOf(block)))
                .isEqualTo(BigInteger.valueOf(limit));
    }
}

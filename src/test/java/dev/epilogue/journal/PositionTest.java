package dev.epilogue.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

    private static final Position PLACE =
            new Position(4711, UUID.fromString("019abcde-0000-7000-8000-00000000002a"), 17);

    @Test
    void aClientHandsBackWhatItGot() {
        assertThat(Position.parse(PLACE.text())).isEqualTo(PLACE);
        assertThat(PLACE.text()).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void transactionThenClosureThenNumber() {
        Position laterNumber = new Position(4711, PLACE.closure(), 18);
        Position laterClosure = new Position(4711, UUID.fromString("f19abcde-0000-7000-8000-00000000002a"), 1);
        Position laterTransaction = Position.before(4712);

        assertThat(laterNumber.after(PLACE)).isTrue();
        assertThat(laterClosure.after(laterNumber)).isTrue();
        assertThat(laterTransaction.after(laterClosure)).isTrue();
        assertThat(PLACE.after(PLACE)).isFalse();
        assertThat(PLACE.after(Position.before(4711))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "17", "AQ", "!!", "AgAAAAAAABJnAZq83gAAcACAAAAAAAAAKgAAAAAAAAAR"})
    void whatIsNoPositionOfOursIsRefused(String text) {
        assertThatThrownBy(() -> Position.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}

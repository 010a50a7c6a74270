package dev.epilogue.web.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {

    private final Lines lines = new Lines(5);
    private final List<String> seen = new ArrayList<>();

    @Test
    void linesAreTheSameHoweverTheirBytesArrive() {
        String text = "ab\n\ncdefgh\r\nxyz";
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            note(lines.take(new byte[] {each}));
        }
        note(lines.rest());
        List<String> oneByOne = List.copyOf(seen);
        seen.clear();
        Lines atOnce = new Lines(5);
        note(atOnce.take(text.getBytes(StandardCharsets.UTF_8)));
        note(atOnce.rest());
        assertThat(oneByOne)
                .containsExactly("1 ab", "2 blank", "3 overlong", "4 xyz")
                .isEqualTo(seen);
    }

    @Test
    void afterALineTooLongTheNextOneIsWhole() {
        note(lines.take("1234567".getBytes(StandardCharsets.UTF_8)));
        note(lines.take("89\nok\n".getBytes(StandardCharsets.UTF_8)));
        note(lines.rest());
        assertThat(seen).containsExactly("1 overlong", "2 ok");
    }

    private void note(List<Lines.Line> found) {
        for (Lines.Line line : found) {
            String text = new String(line.bytes(), StandardCharsets.UTF_8);
            seen.add(line.number() + " " + (line.overlong() ? "overlong" : line.blank() ? "blank" : text));
        }
    }
}

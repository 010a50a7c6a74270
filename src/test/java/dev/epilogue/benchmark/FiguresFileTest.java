package dev.epilogue.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FiguresFileTest {

    @TempDir
    private Path folder;

    @Test
    void aLaterRunTakesThePlaceOfAnEarlierOneAndTheRestStays() throws IOException {
        Path file = folder.resolve("figures.json");
        FiguresFile.keep(file, "ClaimBenchmark", "ms to claim", Map.of("median", 9.086, "samples", 60));
        FiguresFile.keep(file, "FanOutBenchmark", "deliveries/s", Map.of("median", 30_905.0));
        FiguresFile.keep(file, "ClaimBenchmark", "ms to claim", Map.of("median", 8.5, "samples", 3));

        JsonNode kept = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(kept.at("/ClaimBenchmark/ms to claim/median").asDouble()).isEqualTo(8.5);
        assertThat(kept.at("/ClaimBenchmark/ms to claim/samples").asInt()).isEqualTo(3);
        assertThat(kept.at("/ClaimBenchmark/ms to claim/cores").asInt()).isPositive();
        assertThat(kept.at("/FanOutBenchmark/deliveries~1s/median").asDouble()).isEqualTo(30_905.0);
    }
}

package dev.epilogue.logs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

/** The log as the service itself writes it. */
@ExtendWith(OutputCaptureExtension.class)
class EscapedLogTest {

    private static final Logger LOG = LoggerFactory.getLogger(EscapedLogTest.class);
    private static final String FORGED = "harmless\r\n2026-11-24 ERROR forged\u2028and \u202Ereversed\u001b[2J";

    static final class Nothing {}

    @Test
    void nothingThatAStrangerWroteBeginsALineOfItsOwn(CapturedOutput output) {
        try (var context = started()) {
            LOG.error("refused: {}", FORGED, new IllegalStateException(FORGED, new IllegalArgumentException(FORGED)));
        }
        assertThat(output.getOut()).contains("refused: harmless\\r\\n2026-11-24 ERROR forged\\u2028and");
        assertThat(output.getOut()).contains("Caused by: java.lang.IllegalArgumentException: harmless\\r\\n2026");
        assertThat(output.getOut().lines()).noneMatch(line -> line.startsWith("2026-11-24 ERROR"));
        assertThat(output.getOut()).doesNotContain("\u2028", "\u202E", "\u001b[2J");
    }

    @Test
    void structuredFormatsAreStillThere(CapturedOutput output) {
        try (var context = started("--logging.structured.format.console=ecs")) {
            LOG.error("refused: {}", FORGED);
        }
        assertThat(output.getOut().lines().filter(line -> line.contains("refused")))
                .singleElement()
                .satisfies(line -> {
                    assertThat(JsonMapper.shared().readTree(line).get("message").asString())
                            .endsWith(FORGED);
                });
    }

    private static org.springframework.context.ConfigurableApplicationContext started(String... arguments) {
        return new SpringApplicationBuilder(Nothing.class)
                .web(WebApplicationType.NONE)
                .properties("logging.config=classpath:logback-spring.xml", "spring.main.banner-mode=off")
                .run(arguments);
    }
}

package dev.epilogue.chain.tx;

import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Progress as it is stored. */
final class ProgressJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private ProgressJson() {}

    static String write(Progress progress) {
        return MAPPER.writeValueAsString(progress);
    }

    static Progress read(String text) {
        return MAPPER.readValue(text, Progress.class);
    }
}

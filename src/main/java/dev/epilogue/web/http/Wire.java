package dev.epilogue.web.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** How answers are written, whatever the rest of the service does with JSON: instants and durations as text, nulls shown. */
public final class Wire {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS, DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .addModule(new SimpleModule().addSerializer(Duration.class, new CanonicalDuration()))
            .build();

    private static final byte[] LINE_END = {'\n'};

    private Wire() {}

    public static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** One line of NDJSON. */
    public static byte[] line(Object value) {
        byte[] json = bytes(value);
        byte[] line = Arrays.copyOf(json, json.length + LINE_END.length);
        line[json.length] = LINE_END[0];
        return line;
    }

    public static String text(Object value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }

    private static final class CanonicalDuration extends ValueSerializer<Duration> {
        @Override
        public void serialize(@Nullable Duration value, JsonGenerator json, SerializationContext context) {
            if (value == null) {
                json.writeNull();
            } else {
                json.writeString(Durations.text(value));
            }
        }
    }
}

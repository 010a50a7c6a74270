package dev.epilogue.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Secrets that were seen while a suite ran, and the places in which none of them may be found: whatever was logged, measured, stored
 * or answered as a problem.
 */
public final class Canaries implements AutoCloseable {

    /** Tokens, and signatures of 65 bytes or more. */
    private static final Pattern SECRET = Pattern.compile("ep[lsk]_[A-Za-z0-9_-]{40,}|0x[0-9a-fA-F]{130,}");

    /** Whoever could let something slip, more talkative than in production. What they say goes to the test alone. */
    private static final List<String> TALKERS =
            List.of("dev.epilogue", "org.springframework.web", "org.springframework.http", "org.springframework.r2dbc");

    private record Talker(Logger logger, @Nullable Level level, boolean additive) {}

    private final List<Talker> talkers = new ArrayList<>();
    private final Set<String> secrets = ConcurrentHashMap.newKeySet();
    private final Set<String> confidences = ConcurrentHashMap.newKeySet();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();

    public Canaries() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%level %logger %msg %kvp %mdc%n%ex");
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(log);
        appender.start();
        for (String name : TALKERS) {
            Logger logger = context.getLogger(name);
            talkers.add(new Talker(logger, logger.getLevel(), logger.isAdditive()));
            logger.setLevel(Level.DEBUG);
            logger.setAdditive(false);
            logger.addAppender(appender);
        }
    }

    /** Remembers what is secret in something that was sent or received. */
    public void seen(String text) {
        Matcher found = SECRET.matcher(text);
        while (found.find()) {
            secrets.add(found.group());
        }
    }

    /** Of another form. */
    public void secret(String value) {
        secrets.add(value);
    }

    /** What may be stored and shown to its own people, and nowhere else. */
    public void confidence(String value) {
        confidences.add(value);
    }

    public void problem(String body) {
        problems.add(body);
    }

    /** @param metrics as they are scraped */
    public void requireUntold(TestDatabase database, String metrics) {
        String logged = log.toString(StandardCharsets.UTF_8);
        assertThat(logged).as("the log was listened to").contains("/v1/").containsAnyOf("access_session", "api_key");
        assertThat(logged.lines().filter(line -> line.startsWith("ERROR ")))
                .as("what goes wrong is seen here alone")
                .isEmpty();
        assertThat(secrets).as("there was something to tell").hasSizeGreaterThan(3);
        String stored = String.join("\n", database.dump());
        for (String secret : secrets) {
            assertThat(logged.contains(secret)).as("logged").isFalse();
            assertThat(metrics.contains(secret)).as("measured").isFalse();
            assertThat(stored.contains(secret)).as("stored").isFalse();
            assertThat(problems).as("answered").noneMatch(body -> body.contains(secret));
        }
        for (String confidence : confidences) {
            assertThat(logged.contains(confidence)).as("logged: " + confidence).isFalse();
            assertThat(metrics.contains(confidence))
                    .as("measured: " + confidence)
                    .isFalse();
            assertThat(problems).as("answered").noneMatch(body -> body.contains(confidence));
        }
    }

    @Override
    public void close() {
        for (Talker talker : talkers) {
            talker.logger().detachAppender(appender);
            talker.logger().setLevel(talker.level());
            talker.logger().setAdditive(talker.additive());
        }
        appender.stop();
    }
}

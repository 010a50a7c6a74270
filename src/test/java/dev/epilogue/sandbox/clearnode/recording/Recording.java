package dev.epilogue.sandbox.clearnode.recording;

import dev.epilogue.sandbox.clearnode.client.DevelopmentKeys;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Conversations with a running node, frame by frame. */
public final class Recording {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Recording() {}

    /** What happened, in order. @param ms since the scenario's start */
    public sealed interface Step {
        long ms();
    }

    public record Sent(String connection, long ms, String frame) implements Step {}

    public record Received(String connection, long ms, String frame) implements Step {
        public JsonNode res() {
            return JSON.readTree(frame).get("res");
        }

        public String method() {
            return res().get(1).asString();
        }
    }

    public record Note(long ms, String text) implements Step {}

    /** @param wallets address by name */
    public record Scenario(String name, Map<String, String> wallets, List<Step> steps) {

        /** Index in the mnemonic of whoever connects without being introduced. */
        private static final Map<String, Integer> CAST = Map.of("bob", 2, "dave", 4);

        /** The wallet behind a connection, null for nobody's: {@code alice-2} is alice's second one. */
        public String walletOf(String connection) {
            String name = connection.replaceFirst("-[0-9]+$", "");
            return wallets.containsKey(name) || !CAST.containsKey(name)
                    ? wallets.get(name)
                    : DevelopmentKeys.address(CAST.get(name)).checksummed();
        }

        public List<Received> received() {
            return steps.stream()
                    .filter(Received.class::isInstance)
                    .map(Received.class::cast)
                    .toList();
        }

        /** The node's clock at the start, in milliseconds. */
        public long start() {
            Received first = received().getFirst();
            return first.res().get(3).asLong() - first.ms();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    public static List<Scenario> load(String resource) {
        Map<String, Scenario> scenarios = new LinkedHashMap<>();
        try (InputStream in = Recording.class.getResourceAsStream(resource);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines().map(JSON::readTree).forEach(line -> add(scenarios, line));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return List.copyOf(scenarios.values());
    }

    private static void add(Map<String, Scenario> scenarios, JsonNode line) {
        String name = line.get("scenario").asString();
        if (line.has("about")) {
            Map<String, String> wallets = new LinkedHashMap<>();
            line.get("participants")
                    .properties()
                    .forEach(wallet ->
                            wallets.put(wallet.getKey(), wallet.getValue().asString()));
            scenarios.put(name, new Scenario(name, wallets, new ArrayList<>()));
            return;
        }
        scenarios.get(name).steps().add(step(line));
    }

    private static Step step(JsonNode line) {
        long ms = line.get("ms").asLong();
        if (line.has("note")) {
            return new Note(ms, line.get("note").asString());
        }
        String connection = line.get("conn").asString();
        String frame = line.get("frame").asString();
        return line.get("dir").asString().equals("send")
                ? new Sent(connection, ms, frame)
                : new Received(connection, ms, frame);
    }
}

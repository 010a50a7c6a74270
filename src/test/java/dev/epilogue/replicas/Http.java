package dev.epilogue.replicas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.IntSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls whichever instance it is given, and never waits long for one that has frozen. */
record Http(IntSupplier port) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 5_000;

    record Answer(int status, JsonNode body) {}

    Answer get(String path) {
        try {
            return answer(open(path, Map.of()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Answer post(String path, Object body, Map<String, String> headers) {
        try {
            HttpURLConnection connection = open(path, headers);
            connection.setRequestMethod("POST");
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setDoOutput(true);
            connection.getOutputStream().write(JSON.writeValueAsBytes(body));
            return answer(connection);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** An event stream; reading from it fails once nothing came for a while, heartbeats included. */
    HttpURLConnection stream(String path, long lastSeen) throws IOException {
        return open(
                path,
                lastSeen == 0
                        ? Map.of("Accept", "text/event-stream")
                        : Map.of("Accept", "text/event-stream", "Last-Event-ID", Long.toString(lastSeen)));
    }

    private HttpURLConnection open(String path, Map<String, String> headers) throws IOException {
        URI address = URI.create("http://127.0.0.1:" + port.getAsInt() + path);
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        headers.forEach(connection::setRequestProperty);
        return connection;
    }

    private static Answer answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(status, text.startsWith("{") ? JSON.readTree(text) : JSON.nullNode());
        }
    }
}

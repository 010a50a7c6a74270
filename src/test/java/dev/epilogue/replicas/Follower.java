package dev.epilogue.replicas;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Follows one closure to its last event, over whichever instances there are, from where it was each time. */
final class Follower implements Runnable {

    private static final long PAUSE_NANOS = 100_000_000;

    private final Http http;
    private final String closure;
    private final List<Long> positions = new ArrayList<>();
    private int connects;
    private volatile boolean ended;
    private volatile boolean given;

    Follower(Http http, String closure) {
        this.http = http;
        this.closure = closure;
    }

    @Override
    public void run() {
        while (!ended && !given) {
            try {
                read();
            } catch (IOException gone) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    void giveUp() {
        given = true;
    }

    private void read() throws IOException {
        long last = positions.isEmpty() ? 0 : positions.getLast();
        HttpURLConnection connection = http.stream("/v1/closures/" + closure + "/events", last);
        if (connection.getResponseCode() != 200) {
            throw new IOException("status " + connection.getResponseCode());
        }
        boolean served = false;
        String position = "0";
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null && !ended && !given) {
                if (line.startsWith("id:")) {
                    position = line.substring(3).strip();
                } else if (line.equals("event:stream.opened")) {
                    served = true;
                    connects++;
                } else if (line.startsWith("event:")) {
                    positions.add(Long.parseLong(position));
                    ended |= line.substring(6).strip().equals("closure.ended");
                }
                line = lines.readLine();
            }
            if (!served) {
                throw new IOException("sent away");
            }
        } finally {
            connection.disconnect();
        }
    }

    /** How often it came back and was served. */
    int returns() {
        return Math.max(0, connects - 1);
    }

    boolean ended() {
        return ended;
    }

    /** Each event once, in order, none left out. */
    boolean sawEverythingOnce() {
        for (int index = 0; index < positions.size(); index++) {
            if (positions.get(index) != index + 1) {
                return false;
            }
        }
        return ended;
    }

    List<Long> positions() {
        return positions;
    }
}

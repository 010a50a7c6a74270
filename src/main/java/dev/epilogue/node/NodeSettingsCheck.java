package dev.epilogue.node;

import dev.epilogue.value.Address;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that is wrong with a node's settings, not only the first thing. */
final class NodeSettingsCheck {

    private static final Set<String> DIALECTS = Set.of("nitronode-v1", "nitrorpc");
    private static final double V1_LIMIT = 10;
    private static final int V1_BURST = 20;

    private final NodeSettings settings;
    private final List<String> mistakes = new ArrayList<>();

    NodeSettingsCheck(NodeSettings settings) {
        this.settings = settings;
    }

    List<String> mistakes() {
        mistakes.clear();
        url();
        String dialect = settings.dialect();
        expect(dialect != null && DIALECTS.contains(dialect), "dialect must be nitronode-v1 or nitrorpc");
        String address = settings.address();
        expect(address == null || isAddress(address), "address must be 0x and 40 hex digits");
        pace(settings.pace(), "nitronode-v1".equals(dialect));
        connections(settings.connections());
        timeouts(settings.timeouts());
        expect(settings.messageExpiry().isPositive(), "message-expiry must be above 0");
        resending(settings.resendAfter());
        login(settings.login());
        contracts(settings.contracts());
        return List.copyOf(mistakes);
    }

    private void url() {
        String text = settings.url();
        if (text == null || text.isBlank()) {
            mistakes.add("url is missing");
            return;
        }
        try {
            URI url = URI.create(text);
            expect(
                    "ws".equals(url.getScheme()) || "wss".equals(url.getScheme()),
                    "url must start with ws:// or wss://");
            expect(url.getHost() != null, "url names no host");
        } catch (IllegalArgumentException notAnAddress) {
            mistakes.add("url is not a valid address");
        }
    }

    private void pace(NodeSettings.Pace pace, boolean limited) {
        double rate = pace.requestsPerSecond();
        expect(rate > 0, "pace.requests-per-second must be above 0");
        expect(!limited || rate < V1_LIMIT, "pace.requests-per-second must be below 10");
        expect(pace.burst() >= 2, "pace.burst must be at least 2: a pay-out and its close go together");
        expect(!limited || pace.burst() < V1_BURST - 1, "pace.burst must be at most 18");
        expect(pace.inFlight() >= 2, "pace.in-flight must be at least 2");
        expect(!limited || pace.inFlight() < V1_BURST - 1, "pace.in-flight must be at most 18");
        expect(pace.queue() >= 1, "pace.queue must be at least 1");
        expect(pace.unanswered() >= 1, "pace.unanswered must be at least 1");
        expect(pace.callersShare() > 0 && pace.callersShare() < 1, "pace.callers-share must be above 0 and below 1");
    }

    private void connections(NodeSettings.Connections connections) {
        expect(connections.reading() >= 1, "connections.reading must be at least 1");
        expect(connections.submitting() >= 1, "connections.submitting must be at least 1");
        expect(connections.fresh() >= 1, "connections.fresh must be at least 1");
        expect(connections.limit() >= 1, "connections.limit must be at least 1");
        expect(connections.idle().isPositive(), "connections.idle must be above 0");
    }

    /** What was written may still arrive for as long as the operating system tries. */
    private void resending(@Nullable Duration after) {
        if (after == null) {
            return;
        }
        expect("nitrorpc".equals(settings.dialect()), "resend-after is for the dialect nitrorpc only");
        expect(
                after.compareTo(settings.timeouts().unacknowledged()) > 0,
                "resend-after must be longer than timeouts.unacknowledged");
    }

    private void login(NodeSettings.@Nullable Login login) {
        if (login == null) {
            return;
        }
        String key = login.privateKey();
        expect(
                key != null && (!key.startsWith("0x") || key.matches("0x[0-9a-fA-F]{64}")),
                "login.private-key must be 0x and 64 hex digits, or the path of a file that holds them");
        expect(
                !login.application().isBlank() && !"clearnode".equals(login.application()),
                "login.application must be a name of its own, not clearnode");
    }

    private void contracts(@Nullable Map<Long, String> contracts) {
        if (contracts != null) {
            contracts.forEach((chainId, contract) ->
                    expect(isAddress(contract), "contracts." + chainId + " must be 0x and 40 hex digits"));
        }
    }

    private void timeouts(NodeSettings.Timeouts timeouts) {
        positive(timeouts.connect(), "connect");
        positive(timeouts.turn(), "turn");
        positive(timeouts.answer(), "answer");
        positive(timeouts.silence(), "silence");
        positive(timeouts.unacknowledged(), "unacknowledged");
        positive(timeouts.firstRetry(), "first-retry");
        positive(timeouts.longestRetry(), "longest-retry");
        expect(
                timeouts.firstRetry().compareTo(timeouts.longestRetry()) <= 0,
                "timeouts.first-retry must not exceed timeouts.longest-retry");
        expect(
                timeouts.longestRetry().compareTo(Duration.ofSeconds(30)) <= 0,
                "timeouts.longest-retry must be at most 30s");
    }

    private void positive(Duration duration, String name) {
        expect(duration.isPositive(), "timeouts." + name + " must be above 0");
    }

    private void expect(boolean rule, String mistake) {
        if (!rule) {
            mistakes.add(mistake);
        }
    }

    private static boolean isAddress(String text) {
        try {
            Address.parse(text);
            return true;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}

package dev.epilogue.web.http;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the HTTP side allows.
 *
 * @param publicOrigin how participants reach the service; stands in texts that wallets sign
 * @param hosts names, beside the public origin's and those of its own machine, to which the service answers: the ones by which
 *     applications reach it inside
 * @param trustedProxies networks, as 10.0.0.0/8, from which {@code X-Forwarded-For} is believed: callers are told apart by the last
 *     address in it that is in none of them
 * @param bodyLimit largest request body
 * @param longestWait how long a request may wait for a change
 * @param heartbeat between comments on an idle event stream
 * @param signing limits of a stream of signatures
 * @param deadlines for callers that send nothing, or little by little, or take nothing
 */
@ConfigurationProperties("epilogue.web")
public record WebSettings(
        @DefaultValue("http://localhost:8080") URI publicOrigin,
        @DefaultValue Set<String> hosts,
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("64KB") DataSize bodyLimit,
        @DefaultValue("PT60S") Duration longestWait,
        @DefaultValue("PT15S") Duration heartbeat,
        @DefaultValue SigningStream signing,
        @DefaultValue Deadlines deadlines) {

    /**
     * @param head from the first byte of a request to the end of its headers
     * @param body from the headers to the end of the body
     * @param lines the same for a stream of signatures, whose lines are decided on while it comes; it may not fall silent either
     * @param idle how long a connection without a request stays open
     * @param answer how long a caller may take for what is written to it at once; longer than that, and its connection is closed
     */
    public record Deadlines(
            @DefaultValue("PT10S") Duration head,
            @DefaultValue("PT20S") Duration body,
            @DefaultValue("PT30M") Duration lines,
            @DefaultValue("PT75S") Duration idle,
            @DefaultValue("PT60S") Duration answer) {}

    /**
     * @param lines most lines of one request
     * @param size most bytes of one request
     * @param concurrency how many lines are decided at a time
     */
    public record SigningStream(
            @DefaultValue("1000") int lines,
            @DefaultValue("1MB") DataSize size,
            @DefaultValue("16") int concurrency) {}

    public WebSettings {
        hosts = Set.copyOf(hosts);
        trustedProxies = List.copyOf(trustedProxies);
        List<String> mistakes = new ArrayList<>();
        if (!publicOrigin.isAbsolute()
                || !publicOrigin.getRawSchemeSpecificPart().matches("//[^/?#]+")) {
            mistakes.add("public-origin must be scheme and host, without a path");
        }
        if (hosts.stream().anyMatch(host -> !host.matches("[A-Za-z0-9.\\-]+|\\[[0-9a-fA-F:]+]"))) {
            mistakes.add("hosts must be names without a port");
        }
        if (!trustedProxies.stream().allMatch(Network::isOne)) {
            mistakes.add("trusted-proxies must be networks such as 10.0.0.0/8");
        }
        if (bodyLimit.toBytes() < 1 || bodyLimit.compareTo(DataSize.ofMegabytes(16)) > 0) {
            mistakes.add("body-limit must be from 1B to 16MB");
        }
        if (!heartbeat.isPositive() || longestWait.isNegative()) {
            mistakes.add("heartbeat must be positive, longest-wait not negative");
        }
        if (signing.lines() < 1 || signing.concurrency() < 1 || signing.size().toBytes() < 1) {
            mistakes.add("signing.lines, signing.size and signing.concurrency must be positive");
        }
        if (!deadlines.head().isPositive()
                || !deadlines.body().isPositive()
                || !deadlines.lines().isPositive()
                || !deadlines.idle().isPositive()
                || !deadlines.answer().isPositive()) {
            mistakes.add("deadlines must be positive");
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException("epilogue.web: " + String.join("; ", mistakes));
        }
    }
}

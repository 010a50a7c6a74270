package dev.epilogue.web.gate;

import dev.epilogue.web.http.Network;
import dev.epilogue.web.http.WebSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.http.server.HttpServer;

/**
 * Where a request comes from that a proxy passes on. A proxy adds to the end of {@code X-Forwarded-For} whom it was asked by; what stands
 * before that, anybody can have written. So the list is read from its end for as long as it is proxies that are trusted who speak.
 */
@Component
final class TrustedProxies implements NettyServerCustomizer {

    private static final String HEADER = "X-Forwarded-For";

    /** With or without a port; of IPv6 in brackets then. */
    private static final Pattern ENTRY =
            Pattern.compile("\\[([0-9a-fA-F:.]+)](?::\\d+)?|([0-9.]+)(?::\\d+)?|([0-9a-fA-F:.]+)");

    private final List<Network> trusted;

    TrustedProxies(WebSettings settings) {
        this.trusted = settings.trustedProxies().stream().map(Network::parse).toList();
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return trusted.isEmpty()
                ? server
                : server.forwarded((connection, request) -> {
                    InetSocketAddress from = connection.getRemoteAddress();
                    return from == null || from.getAddress() == null
                            ? connection
                            : connection.withRemoteAddress(new InetSocketAddress(
                                    caller(from.getAddress(), request.headers().getAll(HEADER)), from.getPort()));
                });
    }

    /** @param told the header, as often as it stands */
    InetAddress caller(InetAddress connected, List<String> told) {
        List<String> entries = told.stream()
                .flatMap(line -> Stream.of(line.split(",")))
                .map(String::strip)
                .toList();
        InetAddress caller = connected;
        for (String entry : entries.reversed()) {
            Optional<InetAddress> before = trusted(caller) ? address(entry) : Optional.empty();
            if (before.isEmpty()) {
                break;
            }
            caller = before.get();
        }
        return caller;
    }

    private boolean trusted(InetAddress address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    private static Optional<InetAddress> address(String entry) {
        Matcher matcher = ENTRY.matcher(entry);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Stream.of(1, 2, 3)
                    .map(matcher::group)
                    .filter(group -> group != null)
                    .findFirst()
                    .map(InetAddress::ofLiteral);
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }
}

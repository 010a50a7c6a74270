package dev.epilogue.web.http;

import dev.epilogue.access.Principal;
import dev.epilogue.node.Lane;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Gives every request the lane in which its reads of a node wait. A tenant has one, whichever of its keys are used, and so has an
 * operator. Links and wallets can be had in any number, so whoever comes with one is known by its address, as a caller without a name is.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 200)
public final class CallerLanes implements WebFilter {

    /** What one household or machine has of an IPv6 address. */
    private static final int NETWORK_BYTES = 8;

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return chain.filter(exchange).contextWrite(lane(exchange.getRequest())::in);
    }

    private static Lane lane(ServerHttpRequest request) {
        return new Lane(address(request));
    }

    /** Where the request comes from: an address, or what one household has of IPv6. */
    public static String address(ServerHttpRequest request) {
        InetSocketAddress from = request.getRemoteAddress();
        return from == null || from.getAddress() == null ? "" : network(from.getAddress());
    }

    /** The context of a request, once it is known who makes it. */
    public static Context known(Principal principal, Context context) {
        return switch (principal.kind()) {
            case APPLICATION -> new Lane("tenant:" + principal.tenant()).in(context);
            case OPERATOR -> new Lane(principal.subject()).in(context);
            case LINK, WALLET -> context;
        };
    }

    private static String network(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                : address.getHostAddress();
    }
}

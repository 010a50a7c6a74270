package dev.epilogue.webhook;

import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Where endpoints may be. What can be said of an address as text is said when it is handed in; what a name resolves to is judged each
 * time that it is dialled, since names turn.
 */
@Component
class WebhookTargets {

    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final WebhookSettings settings;
    private final AddressGuard guard;

    WebhookTargets(WebhookSettings settings) {
        this.settings = settings;
        this.guard = new AddressGuard(settings.internal());
    }

    /** A connection was not made since nobody may call there. */
    static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message, null, false, false);
        }
    }

    /** @throws dev.epilogue.problem.ProblemException {@code webhook-target-refused} */
    void check(String url) {
        Optional<String> wrong = wrong(URI.create(url));
        if (wrong.isPresent()) {
            throw Problem.of(ProblemCode.WEBHOOK_TARGET_REFUSED, wrong.get()).exception();
        }
    }

    private Optional<String> wrong(URI url) {
        String host = url.getHost();
        if (host == null) {
            return Optional.of("The address names no host.");
        }
        if (url.getRawUserInfo() != null) {
            return Optional.of("An address must not carry a user or a password.");
        }
        if (url.getRawFragment() != null) {
            return Optional.of("An address must not have a fragment.");
        }
        Optional<InetAddress> literal = literal(host);
        if (literal.isPresent() && !guard.allows(literal.get())) {
            return Optional.of("The service calls nobody at an address that is not public.");
        }
        boolean maybeInside =
                literal.map(guard::inside).orElse(!settings.internal().isEmpty());
        return maybeInside ? Optional.empty() : outside(url);
    }

    private Optional<String> outside(URI url) {
        if (!secure(url)) {
            return Optional.of("Only https addresses are called.");
        }
        return settings.ports().contains(port(url))
                ? Optional.empty()
                : Optional.of("This port is not called, but " + settings.ports() + ".");
    }

    /**
     * Of what a name has resolved to, what may be dialled.
     *
     * @throws RefusedException where nothing of it may
     */
    List<? extends SocketAddress> dialled(boolean secure, List<? extends SocketAddress> resolved) {
        List<? extends SocketAddress> allowed = resolved.stream()
                .filter(address -> address instanceof InetSocketAddress socket
                        && socket.getAddress() != null
                        && allows(secure, socket.getPort(), socket.getAddress()))
                .toList();
        if (allowed.isEmpty()) {
            throw new RefusedException("nobody may be called at the address of this name");
        }
        return allowed;
    }

    /** @throws RefusedException where there is no host, or one that is written as an address that may not be dialled */
    void judgeLiteral(URI url) {
        String host = url.getHost();
        if (host == null) {
            throw new RefusedException("this is no address of anybody");
        }
        literal(host)
                .filter(address -> !allows(secure(url), port(url), address))
                .ifPresent(refused -> {
                    throw new RefusedException("nobody may be called at this address");
                });
    }

    private boolean allows(boolean secure, int port, InetAddress address) {
        return guard.inside(address)
                || guard.allows(address) && secure && settings.ports().contains(port);
    }

    private static Optional<InetAddress> literal(String host) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host.replaceAll("^\\[|]$", ""));
        try {
            return bytes == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static boolean secure(URI url) {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    private static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : secure(url) ? HTTPS_PORT : HTTP_PORT;
    }
}

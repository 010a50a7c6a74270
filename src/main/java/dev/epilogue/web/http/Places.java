package dev.epilogue.web.http;

import java.util.ArrayList;
import java.util.List;
import org.springframework.web.server.ServerWebExchange;

/**
 * What a request has that others wait for: a place among those that are worked on, a turn. A request that does nothing more but wait
 * gives it back, so that whoever is made to wait holds up nobody.
 */
public final class Places {

    private static final String ATTRIBUTE = Places.class.getName();

    private final List<Runnable> taken = new ArrayList<>();

    private Places() {}

    /** @param back may be called again by whoever took the place, at the end of the request */
    public static void took(ServerWebExchange exchange, Runnable back) {
        Places places = (Places) exchange.getAttributes().computeIfAbsent(ATTRIBUTE, first -> new Places());
        places.taken.add(back);
    }

    /** All that the request has. It gets nothing again. */
    public static void giveBack(ServerWebExchange exchange) {
        if (exchange.getAttribute(ATTRIBUTE) instanceof Places places) {
            places.taken.forEach(Runnable::run);
        }
    }
}

package dev.epilogue.node.link;

import java.util.List;

/**
 * A call whose frame is made when it is written. Equal requests that run at the same time may share an answer.
 *
 * @param params the dialect's parameters as JSON text
 * @param signatures only for dialects whose calls carry some
 * @param lane whom the call concerns (a session's id): lanes take turns, so that one cannot starve another
 */
public record Request(String method, String params, List<String> signatures, String lane) {

    public Request {
        signatures = List.copyOf(signatures);
    }

    public static Request of(String method, String params, String lane) {
        return new Request(method, params, List.of(), lane);
    }

    @Override
    public String toString() {
        return "Request[" + method + "]";
    }
}

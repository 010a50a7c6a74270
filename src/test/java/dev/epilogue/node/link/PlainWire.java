package dev.epilogue.node.link;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.StringNode;

/** The smallest dialect: {@code ask <id> <method>}, {@code answer <id> <millis> <text>}, {@code error <id> <millis> <text>}. */
class PlainWire implements Wire {

    private final Function<Function<Request, Mono<Incoming.Answer>>, Mono<Void>> opening;
    private final Optional<IdlePing> ping;

    PlainWire() {
        this(ask -> Mono.empty(), Optional.empty());
    }

    PlainWire(Function<Function<Request, Mono<Incoming.Answer>>, Mono<Void>> opening, Optional<IdlePing> ping) {
        this.opening = opening;
        this.ping = ping;
    }

    @Override
    public String encode(long id, Request request, Instant now) {
        return "ask " + id + " " + request.method();
    }

    @Override
    public Incoming decode(String text) {
        String[] words = text.split(" ", 4);
        if (words.length < 4 || !words[1].matches("[0-9]+")) {
            return new Incoming.Garbage();
        }
        boolean refused = "error".equals(words[0]);
        return new Incoming.Answer(
                Long.parseLong(words[1]),
                StringNode.valueOf(words[3]),
                refused ? words[3] : null,
                Instant.ofEpochMilli(Long.parseLong(words[2])),
                text);
    }

    @Override
    public Mono<Void> open(Function<Request, Mono<Incoming.Answer>> ask) {
        return opening.apply(ask);
    }

    @Override
    public Request probe() {
        return Request.of("probe", "{}", "");
    }

    @Override
    public Optional<IdlePing> idlePing() {
        return ping;
    }

    @Override
    public boolean spoilsConnection(Incoming.Answer answer) {
        return "authenticate first".equals(answer.error());
    }

    static long id(String frame) {
        return Long.parseLong(frame.split(" ")[1]);
    }

    static String answer(String frame, String text) {
        return "answer " + id(frame) + " " + System.currentTimeMillis() + " " + text;
    }
}

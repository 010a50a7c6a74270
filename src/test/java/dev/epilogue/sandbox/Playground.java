package dev.epilogue.sandbox;

import dev.epilogue.sandbox.clearnode.FakeClearNode;
import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.testing.ClearNodeStand;
import dev.epilogue.testing.NitronodeStand;
import dev.epilogue.testing.NodeStand;
import dev.epilogue.testing.NodeStand.Mishap;
import dev.epilogue.testing.NodeTime;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.SessionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What can be done around the service where nothing is real, over HTTP; behind the service's own guard against other sites' pages.
 *
 * <pre>
 * POST /sandbox/sessions  {"node":"sandbox","alice":"50","bob":"37.5"}   one more session; every member may be left out
 * POST /sandbox/wallets   {"alice":"silent"}                             Alice answers nothing by herself, until "signs"
 * POST /sandbox/faults    {"sessionId":"0x…","fault":"UNANSWERED"}       the next close of the session meets with it
 * POST /sandbox/clock     {"node":"clearnode","leap":"-PT30M"}           its clock goes back; the service keeps the machine's
 * GET  /sandbox/hooks?closure=…                                          what the sandbox's own receiver was told of it, by a webhook
 * GET  /sandbox/wallet.js, POST /sandbox/wallet                          the wallet on the sandbox's pages
 * </pre>
 */
final class Playground implements WebFilter {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PREFIX = "/sandbox/";
    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");
    private static final String WALLET = "<script src=\"/sandbox/wallet.js\"></script>";

    private final Map<String, NodeStand> nodes;
    private final Map<String, NodeTime> clocks;
    private final BrowserWallet wallet = new BrowserWallet(Wallet.ALICE, Wallet.BOB, Wallet.CAROL, Wallet.DAVE);
    private final LocalReceiver receiver = new LocalReceiver();
    private final byte[] script;

    private Playground(Map<String, NodeStand> nodes, Map<String, NodeTime> clocks) {
        this.nodes = nodes;
        this.clocks = clocks;
        try {
            script = new ClassPathResource("sandbox/wallet.js").getContentAsByteArray();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** @param clocks of the nodes, by their names */
    static Playground around(FakeNitronode node, FakeClearNode clearNode, Map<String, NodeTime> clocks) {
        return new Playground(
                Map.of(
                        "sandbox",
                        NitronodeStand.of(node),
                        "clearnode",
                        ClearNodeStand.of(clearNode, ClearNodeStand.V04)),
                clocks);
    }

    /** Where webhooks of the sandbox may lead. */
    LocalReceiver receiver() {
        return receiver;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String path = exchange.getRequest().getPath().value();
        if (path.startsWith(PREFIX)) {
            return answer(exchange, path.substring(PREFIX.length()));
        }
        boolean page = path.equals("/inbox") || path.startsWith("/s/") && !path.equals("/s/check");
        return chain.filter(
                page
                        ? exchange.mutate()
                                .response(new PageWithWallet(exchange.getResponse(), WALLET))
                                .build()
                        : exchange);
    }

    private Mono<Void> answer(ServerWebExchange exchange, String wish) {
        ServerHttpRequest request = exchange.getRequest();
        ServerHttpResponse response = exchange.getResponse();
        if (request.getMethod() == HttpMethod.GET && wish.equals("wallet.js")) {
            return write(response, HttpStatus.OK, SCRIPT, script);
        }
        if (request.getMethod() == HttpMethod.GET && wish.equals("hooks")) {
            String closure = request.getQueryParams().toSingleValueMap().getOrDefault("closure", "");
            return Mono.fromCallable(() -> receiver.received(closure))
                    .subscribeOn(Schedulers.boundedElastic())
                    .flatMap(received -> json(response, HttpStatus.OK, received));
        }
        MediaType type = request.getHeaders().getContentType();
        if (request.getMethod() != HttpMethod.POST || !MediaType.APPLICATION_JSON.equalsTypeAndSubtype(type)) {
            return json(response, HttpStatus.NOT_FOUND, Map.of("detail", "There is nothing at this address."));
        }
        return DataBufferUtils.join(request.getBody())
                .map(Playground::text)
                .defaultIfEmpty("{}")
                .flatMap(body ->
                        Mono.fromCallable(() -> done(request, wish, body)).subscribeOn(Schedulers.boundedElastic()))
                .flatMap(done -> json(response, HttpStatus.OK, done))
                .onErrorResume(
                        RuntimeException.class,
                        unfit -> json(
                                response,
                                HttpStatus.BAD_REQUEST,
                                Map.of("detail", String.valueOf(unfit.getMessage()))));
    }

    private Map<String, Object> done(ServerHttpRequest request, String wish, String body) {
        if (wish.equals("hook")) {
            return receiver.take(request.getHeaders(), body);
        }
        JsonNode asked = JSON.readTree(body);
        return switch (wish) {
            case "wallet" -> wallet.answer(body);
            case "sessions" -> Map.of("sessionId", session(asked).hex());
            case "wallets" -> Map.of("silent", silence(asked));
            case "faults" -> strike(asked);
            case "clock" -> leap(asked);
            default -> throw new NoSuchElementException("There is no such wish.");
        };
    }

    private SessionId session(JsonNode asked) {
        onlyOf(asked, "node", "alice", "bob");
        return node(asked)
                .session(
                        2,
                        List.of(Wallet.ALICE, Wallet.BOB),
                        holds(Wallet.ALICE, asked, "50"),
                        holds(Wallet.BOB, asked, "37.5"));
    }

    private static Allocation holds(Wallet wallet, JsonNode asked, String otherwise) {
        String amount = asked.path(wallet.name()).asString(otherwise);
        return new Allocation(wallet.address(), "yusd", Amount.parse(amount));
    }

    private static List<String> silence(JsonNode asked) {
        onlyOf(asked, "alice", "bob");
        asked.propertyStream().forEach(each -> DemoWallets.silence(each.getKey(), isSilent(each.getValue())));
        return DemoWallets.silent();
    }

    private static boolean isSilent(JsonNode word) {
        return switch (word.asString("")) {
            case "silent" -> true;
            case "signs" -> false;
            default -> throw new IllegalArgumentException("A wallet is \"silent\", or it \"signs\".");
        };
    }

    /** A misspelt wish would otherwise be another one. */
    private static void onlyOf(JsonNode asked, String... names) {
        asked.propertyStream().forEach(each -> {
            if (!List.of(names).contains(each.getKey())) {
                throw new NoSuchElementException("There is no " + each.getKey() + " here, but " + List.of(names) + ".");
            }
        });
    }

    private Map<String, Object> strike(JsonNode asked) {
        onlyOf(asked, "node", "sessionId", "fault");
        Mishap mishap = Mishap.valueOf(asked.path("fault").asString("FAILED"));
        SessionId session = SessionId.parse(asked.path("sessionId").asString());
        node(asked).strikeClose(session, mishap);
        return Map.of("sessionId", session.hex(), "fault", mishap);
    }

    private Map<String, Object> leap(JsonNode asked) {
        onlyOf(asked, "node", "leap");
        Duration by = Duration.parse(asked.path("leap").asString("PT0S"));
        return Map.of("ahead", named(clocks, asked).leap(by).toString());
    }

    private NodeStand node(JsonNode asked) {
        return named(nodes, asked);
    }

    private static <T> T named(Map<String, T> things, JsonNode asked) {
        String name = asked.path("node").asString("sandbox");
        T thing = things.get(name);
        if (thing == null) {
            throw new NoSuchElementException("There is no " + name + " here, but " + things.keySet() + ".");
        }
        return thing;
    }

    private static Mono<Void> json(ServerHttpResponse response, HttpStatusCode status, Map<String, ?> body) {
        return write(response, status, MediaType.APPLICATION_JSON, JSON.writeValueAsBytes(body));
    }

    private static Mono<Void> write(ServerHttpResponse response, HttpStatusCode status, MediaType type, byte[] body) {
        response.setStatusCode(status);
        response.getHeaders().setContentType(type);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }

    static String text(DataBuffer buffer) {
        try {
            return buffer.toString(StandardCharsets.UTF_8);
        } finally {
            DataBufferUtils.release(buffer);
        }
    }
}

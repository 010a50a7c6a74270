package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.ErrorTable;
import dev.epilogue.node.NodeError;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeJson;
import dev.epilogue.node.link.Incoming.Answer;
import dev.epilogue.node.link.Request;
import dev.epilogue.signing.nitrorpc.AuthRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Makes a connection the service's own: with the token of an earlier login where there is one, else by the wallet's signature. */
final class Login {

    private static final Logger LOG = LoggerFactory.getLogger(Login.class);
    private static final Instant FAR = Instant.parse("2999-12-31T00:00:00Z");
    private static final String SCOPE = "closing";
    private static final int KEYS_TRIED = 3;

    /** The node keeps what was registered once for ever, and takes an expired address never again. */
    private static final String KEY_IS_SPENT = "session key already exists but is expired";

    private final ServiceWallet wallet;
    private final String application;
    private volatile @Nullable String token;

    Login(ServiceWallet wallet, String application) {
        this.wallet = wallet;
        this.application = application;
    }

    /** @param ask on the connection that is to be logged in; fails with {@link NodeException} when it cannot be */
    Mono<Void> on(Function<Request, Mono<Answer>> ask) {
        return Mono.defer(() -> {
            String known = token;
            return known == null ? signed(ask, KEYS_TRIED) : again(ask, known);
        });
    }

    private Mono<Void> again(Function<Request, Mono<Answer>> ask, String known) {
        return ask.apply(Request.of("auth_verify", NodeJson.write(Map.of("jwt", known)), ""))
                .flatMap(answer -> {
                    if ("invalid JWT token".equals(answer.error())) {
                        token = null;
                        return signed(ask, KEYS_TRIED);
                    }
                    return Mono.fromRunnable(() -> verified(answer));
                });
    }

    private Mono<Void> signed(Function<Request, Mono<Answer>> ask, int keysLeft) {
        Instant now = Instant.now();
        AuthRequest request =
                new AuthRequest(wallet.address(), wallet.freshSessionKey(now), application, List.of(), FAR, SCOPE);
        return ask.apply(Request.of("auth_request", request.params(), ""))
                .publishOn(Schedulers.parallel())
                .flatMap(challenge -> ask.apply(verification(request, challenge)))
                .flatMap(answer -> {
                    if (KEY_IS_SPENT.equals(answer.error()) && keysLeft > 1) {
                        return signed(ask, keysLeft - 1);
                    }
                    return Mono.fromRunnable(() -> verified(answer));
                });
    }

    private Request verification(AuthRequest request, Answer answer) {
        refuse(answer);
        String challenge = NodeJson.text(answer.body(), "challenge_message");
        String signature = wallet.sign(request.digest(challenge)).hex();
        return new Request("auth_verify", NodeJson.write(Map.of("challenge", challenge)), List.of(signature), "");
    }

    private void verified(Answer answer) {
        refuse(answer);
        boolean ours = answer.body().path("success").asBoolean(false)
                && NodeJson.address(answer.body(), "address").equals(wallet.address());
        if (!ours) {
            throw new NodeException.Unavailable("the node logged in somebody else");
        }
        if (answer.body().path("jwt_token").isString()) {
            token = answer.body().get("jwt_token").stringValue();
            LOG.info("Logged in as {}", wallet.address());
        }
    }

    private static void refuse(Answer answer) {
        String error = answer.error();
        if (error != null) {
            ErrorTable.Meaning meaning = NitroRpcErrors.of(error);
            NodeError kind = meaning.error();
            throw new NodeException.Answered(kind, "login refused: " + meaning.safeText());
        }
    }
}

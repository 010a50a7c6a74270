package dev.epilogue.web.access;

import dev.epilogue.access.Access;
import dev.epilogue.credential.participant.SignInText;
import dev.epilogue.desk.SignInDesk;
import dev.epilogue.limits.Limit;
import dev.epilogue.web.gate.Origins;
import dev.epilogue.web.http.Answers;
import dev.epilogue.web.http.Bodies;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.http.Query;
import dev.epilogue.web.http.Route;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Sign-In with Ethereum (EIP-4361), with a text of ours. */
@Component
final class SignInEndpoints implements Endpoints {

    private final SignInDesk desk;
    private final Origins origins;
    private final Bodies bodies;
    private final Entry entry;

    SignInEndpoints(SignInDesk desk, Origins origins, Bodies bodies, Entry entry) {
        this.desk = desk;
        this.origins = origins;
        this.bodies = bodies;
        this.entry = entry;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/v1/siwe/nonce", Access.PUBLIC, this::invite).limited(Limit.SIGN_INS),
                Route.post("/v1/siwe/session", Access.PUBLIC, this::enter).limited(Limit.SIGN_INS));
    }

    /** Whose page asks is what the caller says, as far as it may say it; what {@code Host} says is nowhere in the text. */
    private Mono<ServerResponse> invite(ServerRequest request) {
        new Query(request).end();
        return bodies.read(request, EntryInput.Invitation::read)
                .flatMap(asked -> origins.signIn(asked.origin())
                        .flatMap(origin -> desk.invite(origin, asked.address(), asked.chainId())))
                .flatMap(text -> Answers.json(ServerResponse.status(201), view(text)));
    }

    private static Fields view(SignInText text) {
        return Fields.of("message", text.text()).put("nonce", text.nonce()).put("expiresAt", text.expiresAt());
    }

    private Mono<ServerResponse> enter(ServerRequest request) {
        new Query(request).end();
        return bodies.read(request, EntryInput.SignedText::read)
                .flatMap(signed -> desk.enter(signed.message(), signed.signature())
                        .flatMap(entered -> entry.of(entered, signed.cookie())));
    }
}

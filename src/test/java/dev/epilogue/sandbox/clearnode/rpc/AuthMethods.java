package dev.epilogue.sandbox.clearnode.rpc;

import dev.epilogue.sandbox.clearnode.encoding.BrokerToken;
import dev.epilogue.sandbox.clearnode.encoding.Policy;
import dev.epilogue.sandbox.clearnode.engine.Refusal;
import dev.epilogue.sandbox.clearnode.gojson.Fields;
import dev.epilogue.sandbox.clearnode.gojson.Json;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import java.time.DateTimeException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Logging in (protocol 2.1, 2.2, 2.4). */
final class AuthMethods {

    private static final String PARSE = "failed to parse auth parameters";

    private final Logins logins;
    private final BrokerToken tokens;
    private final Collection<String> assets;

    AuthMethods(Logins logins, BrokerToken tokens, Collection<String> assets) {
        this.logins = logins;
        this.tokens = tokens;
        this.assets = assets;
    }

    Map<String, Method> all() {
        return Map.of(
                "auth_request", new Method(Method.Access.PUBLIC, this::request),
                "auth_verify", new Method(Method.Access.PUBLIC, this::verify));
    }

    private Work request(Call call) {
        Policy policy = call.params(PARSE, AuthMethods::policy);
        return () ->
                Reply.of("auth_challenge", Json.obj().with("challenge_message", logins.challenge(policy, call.now())));
    }

    private static Policy policy(Fields params) {
        return new Policy(
                params.text("address"),
                params.text("session_key"),
                params.text("application"),
                params.text("scope"),
                params.unsigned("expires_at"),
                params.objects("allowances").stream()
                        .map(allowance -> new Policy.Allowance(allowance.text("asset"), allowance.text("amount")))
                        .toList());
    }

    private Work verify(Call call) {
        Optional<String> challenge =
                call.params(PARSE, params -> params.string("challenge").map(AuthMethods::uuid));
        String jwt = call.params(PARSE, params -> params.text("jwt"));
        if (!jwt.isEmpty()) {
            return byToken(call, jwt);
        }
        if (call.request().signatures().isEmpty()) {
            throw new Refusal("invalid authentication method: expected JWT or signature");
        }
        return bySignature(call, challenge.orElse(new UUID(0, 0).toString()));
    }

    private static String uuid(String text) {
        try {
            if (text.length() == 36) {
                return UUID.fromString(text).toString();
            }
        } catch (IllegalArgumentException wrong) {
            // refused below like a wrong length
        }
        throw new Refusal(PARSE);
    }

    private Work byToken(Call call, String jwt) {
        BrokerToken.Bearer bearer = tokens.read(jwt, call.now()).orElseThrow(() -> new Refusal("invalid JWT token"));
        return () -> loggedIn(call, bearer, Optional.empty());
    }

    private Work bySignature(Call call, String challenge) {
        Logins.Challenge pending = logins.find(challenge).orElseThrow(() -> new Refusal("invalid challenge"));
        if (call.request().signatures().getFirst().length < EcdsaSignature.LENGTH) {
            throw new Crash();
        }
        Policy policy = pending.policy();
        String signer = signer(call, policy, challenge);
        if (pending.used() || !pending.expiresAt().isAfter(call.now()) || !signer.equals(policy.wallet())) {
            throw new Refusal("invalid challenge or signature");
        }
        logins.use(challenge);
        call.state().keys().register(policy, assets, call.now());
        String token = token(call, policy);
        return () -> loggedIn(call, new BrokerToken.Bearer(policy.wallet(), policy.sessionKey()), Optional.of(token));
    }

    private static String signer(Call call, Policy policy, String challenge) {
        try {
            Hash32 digest = policy.digest(challenge);
            return Request.recover(digest, call.request().signatures().getFirst())
                    .map(Address::checksummed)
                    .orElseThrow(() -> new Refusal("invalid signature"));
        } catch (IllegalArgumentException noTypedData) {
            throw new Refusal("invalid signature");
        }
    }

    private String token(Call call, Policy policy) {
        try {
            return tokens.issue(policy, call.now());
        } catch (DateTimeException beyondAllDates) {
            throw new Refusal("failed to generate JWT token");
        }
    }

    private Reply loggedIn(Call call, BrokerToken.Bearer bearer, Optional<String> token) {
        String wallet = bearer.wallet();
        boolean changed = !call.peer().wallet().equals(Optional.of(wallet));
        call.peer().authenticate(wallet);
        logins.login(wallet, call.now());
        Json.Obj result = Json.obj().with("address", wallet);
        result = token.isPresent() ? result.with("jwt_token", token.get()) : result;
        List<Push> greeting = changed
                ? List.of(Pushes.channels(call.state(), wallet), Pushes.balances(call.state(), wallet))
                : List.of();
        return new Reply(
                "auth_verify",
                result.with("session_key", bearer.sessionKey()).with("success", true),
                List.of(),
                greeting);
    }
}

package dev.epilogue.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** An issuer of tokens with a key set that is served over HTTP. */
public final class TestIssuer implements AutoCloseable {

    public static final String AUDIENCE = "epilogue-test";

    private final AtomicInteger fetches = new AtomicInteger();
    private final DisposableServer server;
    private volatile ECKey key = fresh("first");
    private volatile boolean down;

    private TestIssuer() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.get("/keys", (request, response) -> {
                            fetches.incrementAndGet();
                            return down
                                    ? response.status(503).send()
                                    : response.header("Content-Type", "application/json")
                                            .sendString(Mono.just(new JWKSet(key)
                                                    .toPublicJWKSet()
                                                    .toString()));
                        })
                        .get(
                                "/.well-known/openid-configuration",
                                (request, response) ->
                                        response.sendString(Mono.just("{\"jwks_uri\":\"" + uri() + "/keys\"}"))))
                .bindNow();
    }

    public static TestIssuer start() {
        return new TestIssuer();
    }

    public String uri() {
        return "http://127.0.0.1:" + server.port();
    }

    /** How often its keys were asked for. */
    public int fetches() {
        return fetches.get();
    }

    public void goDown() {
        down = true;
    }

    public void comeBack() {
        down = false;
    }

    /** From now on another key signs, and the old one is told no more. */
    public void changeKey(String id) {
        key = fresh(id);
    }

    public ECKey key() {
        return key;
    }

    /** What the service is told about this issuer, under a name. */
    public Map<String, Object> settings(String name, Map<String, Object> more) {
        String prefix = "epilogue.access.issuers." + name + ".";
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(prefix + "uri", uri());
        all.put(prefix + "audience", AUDIENCE);
        more.forEach((setting, value) -> all.put(prefix + setting, value));
        return all;
    }

    public static ECKey fresh(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Good for five minutes, for everybody whom the claims do not name. */
    public JWTClaimsSet.Builder claims(String scope) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(uri())
                .audience(AUDIENCE)
                .subject("tester")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("scope", scope);
    }

    public String token(String scope) {
        return sign(key, claims(scope).build());
    }

    public String token(String scope, UnaryOperator<JWTClaimsSet.Builder> changes) {
        return sign(key, changes.apply(claims(scope)).build());
    }

    public static String sign(ECKey key, JWTClaimsSet claims) {
        return sign(key, new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()), claims);
    }

    public static String sign(ECKey key, JWSHeader.Builder header, JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(header.build(), claims);
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** As who hopes that the public key is taken for a shared secret. */
    public String signedWithPublicKey(String scope) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .keyID(key.getKeyID())
                            .type(JOSEObjectType.JWT)
                            .build(),
                    claims(scope).build());
            token.sign(new MACSigner(key.toPublicJWK().toECPublicKey().getEncoded()));
            return token.serialize();
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public String unsigned(String scope) {
        return new PlainJWT(claims(scope).build()).serialize();
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}

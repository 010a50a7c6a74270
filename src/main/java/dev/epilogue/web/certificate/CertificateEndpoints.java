package dev.epilogue.web.certificate;

import dev.epilogue.access.Access;
import dev.epilogue.access.Scope;
import dev.epilogue.certificate.Certificate;
import dev.epilogue.desk.CertificateDesk.Material;
import dev.epilogue.desk.PublishedKeys;
import dev.epilogue.desk.SealingDesk;
import dev.epilogue.limits.Limit;
import dev.epilogue.signing.ReceiptSigner;
import dev.epilogue.value.Address;
import dev.epilogue.web.http.Callers;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Query;
import dev.epilogue.web.http.Route;
import dev.epilogue.web.http.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /v1/closures/{id}/certificate}. */
@Component
final class CertificateEndpoints implements Endpoints {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final SealingDesk desk;
    private final PublishedKeys keys;
    private final ReceiptSigner signer;

    CertificateEndpoints(SealingDesk desk, PublishedKeys keys, ReceiptSigner signer) {
        this.desk = desk;
        this.keys = keys;
        this.signer = signer;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(
                        "/v1/closures/{id}/certificate",
                        Access.application(Scope.CLOSURES_READ)
                                .withParticipants()
                                .withOperators(),
                        this::certificate)
                .limited(Limit.SIGNATURES));
    }

    /** As of now, whatever the closure's state is: an open one's says how far it is. */
    private Mono<ServerResponse> certificate(ServerRequest request) {
        new Query(request).end();
        Address reader = Callers.own(request, null);
        return desk.seal(Callers.tenant(request), Callers.closure(request), material -> sealed(material, reader))
                .flatMap(certificate -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .header("Cache-Control", "no-store")
                        .header(
                                "Content-Disposition",
                                "attachment; filename=\"closure-%s.json\""
                                        .formatted(certificate.get("closureId").asString()))
                        .bodyValue(Wire.bytes(certificate)));
    }

    private ObjectNode sealed(Material material, @Nullable Address reader) {
        JsonNode published = JSON.valueToTree(keys.all());
        return Certificate.sealed(
                material.loaded().closure().id().toString(),
                material.loaded().now(),
                CertificateView.statements(material, reader),
                published,
                signer);
    }
}

package dev.epilogue.web.closures;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.SignatureRequest;
import dev.epilogue.web.http.Fields;
import java.util.List;

/** Everybody who takes part, with what he was asked to sign and did with it, round by round. */
final class ParticipantsView {

    private ParticipantsView() {}

    static List<Fields> of(Closure closure) {
        return closure.subject().definition().members().stream()
                .map(member -> Fields.of("participant", member.participant())
                        .put("weight", member.weight())
                        .put(
                                "requests",
                                SignatureRequest.of(closure, member.participant()).stream()
                                        .map(ParticipantsView::request)
                                        .toList()))
                .toList();
    }

    private static Fields request(SignatureRequest request) {
        return Fields.of("round", request.round())
                .put("state", request.state())
                .put("askedAt", request.askedAt())
                .put("openedAt", request.openedAt())
                .put("signedAt", request.signedAt())
                .put("declinedAt", request.declinedAt())
                .put("supersededAt", request.supersededAt());
    }
}

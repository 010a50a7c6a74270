package dev.epilogue.web.access;

import dev.epilogue.credential.participant.Link;
import dev.epilogue.web.http.Fields;

/** A link, without what opens it. */
final class LinkView {

    private LinkView() {}

    static Fields of(Link link) {
        return Fields.of("linkId", link.id())
                .put("participant", link.participant())
                .put("reuse", link.reusable())
                .put("createdAt", link.createdAt())
                .put("expiresAt", link.expiresAt())
                .put("firstUsedAt", link.firstUsedAt())
                .put("revokedAt", link.revokedAt());
    }
}

package dev.epilogue.web.access;

import dev.epilogue.access.Principal;
import dev.epilogue.access.Scope;
import dev.epilogue.web.http.Fields;

/** Who somebody is, to itself. */
final class PrincipalView {

    private PrincipalView() {}

    static Fields of(Principal principal) {
        return Fields.of(
                "principal",
                Fields.of("kind", principal.kind())
                        .put(
                                "tenant",
                                principal.tenant() == null
                                        ? null
                                        : principal.tenant().value())
                        .put(
                                "scopes",
                                principal.scopes().stream()
                                        .map(Scope::wireName)
                                        .sorted()
                                        .toList())
                        .put("closureId", principal.closure())
                        .put("participant", principal.wallet())
                        .put("until", principal.until()));
    }
}

package dev.epilogue.web.webhooks;

import dev.epilogue.journal.Position;
import dev.epilogue.web.http.Faults;
import dev.epilogue.web.http.Kind;
import dev.epilogue.web.http.Kinds;
import dev.epilogue.web.http.Members;
import dev.epilogue.web.http.Texts;
import dev.epilogue.webhook.Terms;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a tenant says of a webhook. */
final class WebhookInput {

    private static final int MOST_TYPES = 100;
    private static final Kind<String> URL = Kinds.text(
                    "an https address of at most 2000 characters", "https?://[!-~]{1,1990}", text -> text)
            .within(
                    "an https address of at most 2000 characters",
                    text -> URI.create(text).isAbsolute());
    private static final Kind<String> DESCRIPTION = Texts.line(0, 200);

    private WebhookInput() {}

    static Terms wanted(JsonNode body) {
        Members given = Members.of(body, new Faults());
        String url = given.parsed("url", URL);
        String description = given.parsed("description", DESCRIPTION);
        List<String> types = given.list("types", MOST_TYPES, Texts.eventType());
        given.require("url", url);
        given.end();
        given.faults().check();
        return new Terms(Objects.requireNonNull(url), description, types == null ? Set.of() : Set.copyOf(types));
    }

    /** @param enabled null where nothing is said */
    record Change(UnaryOperator<Terms> terms, @Nullable Boolean enabled) {}

    /** What is left out stays as it is. */
    static Change change(JsonNode body) {
        Members given = Members.of(body, new Faults());
        String url = given.parsed("url", URL);
        String description = given.parsed("description", DESCRIPTION);
        List<String> types = given.list("types", MOST_TYPES, Texts.eventType());
        Boolean enabled = given.bool("enabled");
        given.end();
        given.faults().check();
        return new Change(
                old -> new Terms(
                        url == null ? old.url() : url,
                        description == null ? old.description() : description,
                        types == null ? old.types() : Set.copyOf(types)),
                enabled);
    }

    /** One of the two is there. */
    record Replay(@Nullable Position position, @Nullable Instant time) {}

    private static final Kind<Replay> FROM = Kind.of(
            "a time as 2026-11-24T01:02:03Z, or the position of an event of the tenant's stream",
            text -> text.length() > 4 && text.charAt(4) == '-' && text.matches("[0-9]{4}-.*")
                    ? new Replay(null, Kinds.INSTANT.read(text))
                    : new Replay(Kinds.POSITION.read(text), null));

    static Replay replay(JsonNode body) {
        Members given = Members.of(body, new Faults());
        Replay from = given.parsed("from", FROM);
        given.require("from", from);
        given.end();
        given.faults().check();
        return Objects.requireNonNull(from);
    }

    /** A misspelt member must not be swallowed. */
    static Members nothing(JsonNode body) {
        Members given = Members.of(body, new Faults());
        given.end();
        given.faults().check();
        return given;
    }
}

package dev.epilogue.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.epilogue.access.Access;
import dev.epilogue.access.Scope;
import dev.epilogue.closure.EventType;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.web.channels.ChannelUpdateInput;
import dev.epilogue.web.closures.Actions;
import dev.epilogue.web.closures.ClosureDefaults;
import dev.epilogue.web.closures.ProposalInput;
import dev.epilogue.web.contract.Contract;
import dev.epilogue.web.escalation.EscalationInput;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Route;
import dev.epilogue.web.http.StrictJson;
import dev.epilogue.web.http.WebSettings;
import dev.epilogue.web.http.Wire;
import dev.epilogue.web.signing.SigningInput;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import tools.jackson.databind.JsonNode;

/** The published description and the service say the same. */
class OpenApiTest {

    private static final Binder BINDER = new Binder(new MapConfigurationPropertySource(Map.of()));
    private static final ClosureDefaults DEFAULTS = BINDER.bindOrCreate("epilogue.closure", ClosureDefaults.class);
    private static final WebSettings SETTINGS = BINDER.bindOrCreate("epilogue.web", WebSettings.class);

    private static final Path WRITTEN = Path.of("target", "openapi.yaml");

    /** In a stream they say where it goes on and that events are missing; webhooks are told of themselves as well. */
    private static final List<String> NO_EVENTS =
            List.of("stream.opened", "reset", "snapshot", "webhook.disabled", "webhook.recovered", "webhook.test");

    /** Codes and types have members of their own. */
    private static final Set<String> LEAVES_OUT =
            Set.of("Problem", "Key", "EventData", "ProtectionEvent", "NothingProtected", "UnprotectedBecause");

    private static final Map<String, Object> DOCUMENT = Contract.document();

    /** For tools that read files. */
    @BeforeAll
    static void write() throws IOException {
        Files.createDirectories(WRITTEN.getParent());
        Files.write(WRITTEN, Contract.yaml());
    }

    @Test
    void everyRouteIsDescribedAndEveryDescribedCallIsARoute() throws ReflectiveOperationException {
        Set<String> routes = new TreeSet<>();
        for (Endpoints concern : concerns()) {
            concern.routes().forEach(route -> routes.add(route.method() + " " + route.pattern()));
        }
        Set<String> described = new TreeSet<>();
        object(DOCUMENT, "paths")
                .forEach((path, calls) -> object(DOCUMENT, "paths", path).keySet().stream()
                        .filter(method -> !method.equals("parameters"))
                        .forEach(method -> described.add(method.toUpperCase() + " " + path)));
        assertThat(described).isEqualTo(routes).hasSizeGreaterThan(20);
    }

    /** What follows a comma in text that was meant to stand in quotes becomes a member without a value. */
    @Test
    void noTextIsTornAtAComma() {
        assertThat(torn("", DOCUMENT)).isEmpty();
    }

    private static List<String> torn(String place, Object node) {
        List<String> found = new ArrayList<>();
        if (node instanceof Map<?, ?> members) {
            members.forEach((name, value) -> {
                if (value == null && !place.contains("/example") && !name.equals("default")) {
                    found.add(place + "/" + name);
                }
                found.addAll(torn(place + "/" + name, value));
            });
        } else if (node instanceof List<?> entries) {
            entries.forEach(entry -> found.addAll(torn(place + "/-", entry)));
        }
        return found;
    }

    @ParameterizedTest
    @MethodSource
    void examplesAreAccepted(String path, Consumer<JsonNode> reader) {
        Map<String, Object> body = object(DOCUMENT, "paths", path, "post", "requestBody");
        if (body.containsKey("$ref")) {
            body = object(DOCUMENT, "components", "requestBodies", "Reason");
        }
        Object example = object(body, "content", "application/json").get("example");
        assertThat(example).isNotNull();
        assertThatCode(() -> reader.accept(StrictJson.object(Wire.bytes(example))))
                .doesNotThrowAnyException();
    }

    static List<Arguments> examplesAreAccepted() {
        return List.of(
                example("/v1/closures", body -> ProposalInput.read(body, DEFAULTS)),
                example("/v1/closures/{id}/extension", Actions.Extension::read),
                example("/v1/closures/{id}/cancellation", Actions.Reason::read),
                example("/v1/closures/{id}/rounds", body -> Actions.CounterProposal.read(body, DEFAULTS)),
                example("/v1/closures/{id}/decline", body -> Actions.Refusal.read(body, DEFAULTS)),
                example("/v1/closures/{id}/challenge", EscalationInput::read),
                example("/v1/channels/{channelId}/escalation-pack", EscalationInput.Deposit::read),
                example("/v1/channels/{channelId}/watch", EscalationInput.Watched::read),
                example("/v1/closures/{id}/signatures", SigningInput::read),
                example("/v1/channels/{channelId}/update", ChannelUpdateInput::read),
                example("/v1/channel-updates/{id}/signatures", SigningInput::read));
    }

    /** Of what the service answers; the bodies that it takes are closed and say themselves what may be left out. */
    @Test
    void everyMemberOfAnAnswerIsAlwaysThere() {
        object(DOCUMENT, "components", "schemas").forEach((name, schema) -> {
            if (!LEAVES_OUT.contains(name) && schema instanceof Map<?, ?> object && answer(object)) {
                assertThat(Set.copyOf((Collection<?>) object.get("required")))
                        .as(name)
                        .isEqualTo(((Map<?, ?>) object.get("properties")).keySet());
            }
        });
    }

    private static boolean answer(Map<?, ?> schema) {
        return schema.containsKey("properties") && !schema.containsKey("additionalProperties");
    }

    @Test
    void everyProblemCodeAndEventTypeIsNamed() {
        assertThat(named("ProblemCode"))
                .isEqualTo(Arrays.stream(ProblemCode.values())
                        .map(ProblemCode::wireName)
                        .toList());
        List<String> types = Stream.concat(
                        Arrays.stream(EventType.values()).map(EventType::wireName), NO_EVENTS.stream())
                .toList();
        assertThat(named("EventType")).isEqualTo(types);
        assertThat(List.copyOf(object(DOCUMENT, "components", "schemas", "EventData", "properties")
                        .keySet()))
                .isEqualTo(named("EventType"));
    }

    private static List<?> named(String schema) {
        List<?> alternatives =
                (List<?>) object(DOCUMENT, "components", "schemas", schema).get("anyOf");
        return (List<?>) ((Map<?, ?>) alternatives.getFirst()).get("enum");
    }

    @Test
    void everyCallSaysWhoMayMakeIt() throws ReflectiveOperationException {
        for (Endpoints concern : concerns()) {
            concern.routes()
                    .forEach(route -> assertThat(call(route).get("security"))
                            .as(route.method() + " " + route.pattern())
                            .isIn(security(route)));
        }
    }

    @Test
    void everyCallHasItsRefusals() throws ReflectiveOperationException {
        for (Endpoints concern : concerns()) {
            concern.routes().forEach(route -> {
                Set<String> statuses = object(call(route), "responses").keySet();
                assertThat(statuses).as(route.pattern()).anyMatch(status -> status.startsWith("4"));
                if (route.access().guarded()) {
                    assertThat(statuses).as(route.pattern()).contains("400", "401", "403", "429", "500", "503");
                }
            });
        }
    }

    private static Map<String, Object> call(Route route) {
        return object(DOCUMENT, "paths", route.pattern(), route.method().name().toLowerCase());
    }

    /** A link's own token is what the call that exchanges it is about: the gate lets everybody through to it. */
    private static List<List<Map<String, List<String>>>> security(Route route) {
        return route.access().guarded()
                ? List.of(security(route.access()))
                : List.of(List.of(), List.of(allowed("link")));
    }

    private static List<Map<String, List<String>>> security(Access access) {
        return switch (access) {
            case Access.Everybody everybody -> List.of();
            case Access.Holders holders ->
                List.of(allowed("application"), allowed("link"), allowed("wallet"), allowed("operator"));
            case Access.Ruled ruled -> {
                List<Map<String, List<String>>> ways = new ArrayList<>();
                if (ruled.application() != null) {
                    ways.add(allowed("application", ruled.application()));
                }
                if (ruled.link()) {
                    ways.add(allowed("link"));
                }
                if (ruled.wallet()) {
                    ways.add(allowed("wallet"));
                }
                switch (ruled.operators()) {
                    case NONE -> {}
                    case READ -> ways.add(allowed("operator", Scope.OPERATOR_READ));
                    case ACT -> ways.add(allowed("operator", Scope.OPERATOR));
                }
                yield ways;
            }
        };
    }

    private static Map<String, List<String>> allowed(String scheme, Scope... scopes) {
        return Map.of(scheme, Arrays.stream(scopes).map(Scope::wireName).toList());
    }

    @Test
    void everyReferenceLeadsSomewhereAndNothingIsLeftOver() {
        Set<String> references = references(DOCUMENT);
        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            Object target = DOCUMENT;
            for (String step : reference.substring(2).split("/")) {
                target = ((Map<?, ?>) target).get(step);
                assertThat(target).as(reference).isNotNull();
            }
        });
        object(DOCUMENT, "components")
                .forEach((kind, all) -> ((Map<?, ?>) all).keySet().forEach(name -> {
                    String reference = "#/components/" + kind + "/" + name;
                    assertThat(kind.equals("securitySchemes")
                                    || references.stream().anyMatch(each -> (each + "/").startsWith(reference + "/")))
                            .as(reference)
                            .isTrue();
                }));
    }

    private static Arguments example(String path, Consumer<JsonNode> reader) {
        return Arguments.of(path, reader);
    }

    private static Set<String> references(Object node) {
        Set<String> all = new TreeSet<>();
        if (node instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (name.equals("$ref")) {
                    all.add((String) value);
                } else {
                    all.addAll(references(value));
                }
            });
        } else if (node instanceof Collection<?> list) {
            list.forEach(value -> all.addAll(references(value)));
        }
        return all;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> from, String... steps) {
        Map<String, Object> here = from;
        for (String step : steps) {
            here = (Map<String, Object>) here.get(step);
        }
        return here;
    }

    /** Every concern of the package, made without what it would need to answer. */
    private static List<Endpoints> concerns() throws ReflectiveOperationException {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(Endpoints.class));
        List<Endpoints> all = new java.util.ArrayList<>();
        for (var found : scanner.findCandidateComponents("dev.epilogue.web")) {
            Constructor<?> constructor = Class.forName(found.getBeanClassName()).getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            Object[] arguments = Arrays.stream(constructor.getParameterTypes())
                    .map(type -> type == WebSettings.class ? SETTINGS : null)
                    .toArray();
            all.add((Endpoints) constructor.newInstance(arguments));
        }
        return all;
    }
}

package dev.epilogue.web;

import static dev.epilogue.testing.Sessions.NODE;
import static dev.epilogue.testing.Sessions.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.epilogue.channel.ChannelAllocation;
import dev.epilogue.channel.ChannelAllocation.OffChain;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Proposals;
import dev.epilogue.desk.ChannelDesk.Shown;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.testing.Sessions;
import dev.epilogue.value.Amount;
import dev.epilogue.web.channels.ChannelUpdateInput;
import dev.epilogue.web.channels.ChannelView;
import dev.epilogue.web.closures.Actions;
import dev.epilogue.web.closures.ClosureDefaults;
import dev.epilogue.web.closures.ClosureView;
import dev.epilogue.web.closures.ConsensusView;
import dev.epilogue.web.closures.PreviewView;
import dev.epilogue.web.closures.ProposalInput;
import dev.epilogue.web.escalation.EscalationInput;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.http.StrictJson;
import dev.epilogue.web.http.WebSettings;
import dev.epilogue.web.http.Wire;
import dev.epilogue.web.problem.ProblemDocument;
import dev.epilogue.web.sessions.SessionView;
import dev.epilogue.web.signing.PayloadsView;
import dev.epilogue.web.signing.SigningInput;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** The published description and the service say the same. */
class OpenApiTest {

    private static final Binder BINDER = new Binder(new MapConfigurationPropertySource(Map.of()));
    private static final ClosureDefaults DEFAULTS = BINDER.bindOrCreate("epilogue.closure", ClosureDefaults.class);
    private static final WebSettings SETTINGS = BINDER.bindOrCreate("epilogue.web", WebSettings.class);

    private static final Map<String, Object> DOCUMENT = document();

    @Test
    void everyRouteIsDescribedAndEveryDescribedCallIsARoute() throws ReflectiveOperationException {
        Set<String> routes = new TreeSet<>();
        for (Endpoints concern : concerns()) {
            concern.routes().forEach(route -> routes.add(route.method() + " " + route.pattern()));
        }
        Set<String> described = new TreeSet<>();
        object(DOCUMENT, "paths")
                .forEach((path, calls) -> object(DOCUMENT, "paths", path)
                        .keySet()
                        .forEach(method -> described.add(method.toUpperCase() + " " + path)));
        assertThat(described).isEqualTo(routes).hasSizeGreaterThan(20);
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

    @ParameterizedTest
    @MethodSource
    void answersHaveExactlyTheRequiredMembers(String schema, Fields answer) {
        assertThat(new LinkedHashSet<>(required(schema)))
                .containsExactlyInAnyOrderElementsOf(answer.members().keySet());
    }

    static List<Arguments> answersHaveExactlyTheRequiredMembers() {
        var session = Sessions.alicesAndBobs("openapi");
        Closure closure =
                Proposals.propose(Sessions.asItStands(), session, NODE, NOON).after();
        Fields payloads = PayloadsView.of(closure, null, NOON);
        return List.of(
                Arguments.of("Session", SessionView.session("sandbox", session)),
                Arguments.of("FinalState", SessionView.finalState(session)),
                Arguments.of("Closure", ClosureView.of(closure, 2)),
                Arguments.of("Consensus", ConsensusView.of(closure)),
                Arguments.of("PendingSigners", ConsensusView.pendingSigners(closure)),
                Arguments.of("Payloads", payloads),
                Arguments.of("Payload", ((List<?>) payloads.members().get("payloads")).getFirst()),
                Arguments.of("Preview", PreviewView.of(closure)),
                Arguments.of("ChannelAllocation", ChannelView.of(new Shown(withoutChannel(), List.of()))),
                Arguments.of(
                        "Problem",
                        ProblemDocument.of(Problem.of(ProblemCode.OVERLOADED, "x"), null)
                                .fields()));
    }

    private static ChannelAllocation withoutChannel() {
        return new ChannelAllocation(
                NODE.address(), "usdc", null, new OffChain(0, 0, Amount.ZERO, null), null, null, null, Set.of(), NOON);
    }

    @Test
    void theDocumentIsOf31AndEveryReferenceLeadsSomewhere() {
        assertThat(DOCUMENT.get("openapi")).isEqualTo("3.1.0");
        assertThat(references(DOCUMENT)).isNotEmpty().allSatisfy(reference -> {
            Object target = DOCUMENT;
            for (String step : reference.substring(2).split("/")) {
                target = ((Map<?, ?>) target).get(step);
                assertThat(target).as(reference).isNotNull();
            }
        });
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
    private static List<String> required(String schema) {
        return (List<String>) object(DOCUMENT, "components", "schemas", schema).get("required");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> from, String... steps) {
        Map<String, Object> here = from;
        for (String step : steps) {
            here = (Map<String, Object>) here.get(step);
        }
        return here;
    }

    private static Map<String, Object> document() {
        try (InputStream in = OpenApiTest.class.getResourceAsStream("/static/openapi.yaml")) {
            return new Yaml().load(in);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
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

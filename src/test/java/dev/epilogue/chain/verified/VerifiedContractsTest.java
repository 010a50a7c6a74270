package dev.epilogue.chain.verified;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.epilogue.node.ClearNode;
import dev.epilogue.node.NodeChannels;
import dev.epilogue.node.NodeContract;
import dev.epilogue.node.NodeIdentity;
import dev.epilogue.node.NodeProperties;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.node.NodeSettings;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.testing.EnabledIfAnvil;
import dev.epilogue.testing.LocalChain;
import dev.epilogue.value.Address;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Node, configuration and contract must agree. What a node's answer looks like on the wire is proved with its client. */
@EnabledIfAnvil
class VerifiedContractsTest {

    private static final long CHAIN = 31338;
    private static final Address OTHER = Address.parse("0x" + "0c".repeat(20));

    private static LocalChain chain;

    @BeforeAll
    static void start() {
        chain = LocalChain.start(CHAIN);
    }

    @AfterAll
    static void stop() {
        chain.close();
    }

    @Test
    void theNodesWordSufficesWhereTheContractBearsItOut() {
        assertThat(contracts(hub(chain.hub()), Map.of())
                        .of("node", CHAIN)
                        .block()
                        .address())
                .isEqualTo(chain.hub());
        assertThat(contracts(custody(), Map.of()).of("node", CHAIN).block().address())
                .isEqualTo(chain.custody());
    }

    @Test
    @DisplayName("v1 checklist 60: another address in the configuration than the node's is refused")
    void theConfigurationMustAgree() {
        assertThat(contracts(hub(chain.hub()), Map.of(CHAIN, chain.hub().lowerCase()))
                        .of("node", CHAIN)
                        .block()
                        .address())
                .isEqualTo(chain.hub());
        refused(contracts(hub(chain.hub()), Map.of(CHAIN, OTHER.lowerCase())), CHAIN, "the configuration " + OTHER);
    }

    @Test
    @DisplayName("v1 checklist 60: a node's word that the contract does not bear out is refused")
    void theContractMustAgree() {
        refused(contracts(hub(OTHER), Map.of(CHAIN, OTHER.lowerCase())), CHAIN, "is no ChannelHub");
    }

    @Test
    void aChainWithoutContractOrConfigurationIsRefused() {
        refused(contracts(null, Map.of()), CHAIN, "names no contract");
        refused(contracts(hub(chain.hub()), Map.of()), 1, "chain 1 is not configured");
    }

    private static NodeContract hub(Address address) {
        return new NodeContract(CHAIN, "local", address, null, null);
    }

    private static NodeContract custody() {
        return new NodeContract(CHAIN, "local", chain.custody(), chain.adjudicator(), null);
    }

    private static VerifiedContracts contracts(@Nullable NodeContract named, Map<Long, String> configured) {
        NodeSettings settings =
                NodeSettings.of("ws://127.0.0.1:1/ws", "nitronode-v1").withContracts(configured);
        return new VerifiedContracts(
                new NodeRegistry(
                        List.of(node(Optional.ofNullable(named).stream().toList())), "node"),
                new NodeProperties(Map.of("node", settings), "node"),
                id -> id == CHAIN ? Optional.of(chain.chain()) : Optional.empty());
    }

    private static ClearNode node(List<NodeContract> named) {
        NodeChannels channels = port(NodeChannels.class, Map.of("contracts", Mono.just(named)));
        NodeIdentity identity = new NodeIdentity(LocalChain.NODE.address(), "v1");
        return port(ClearNode.class, Map.of("name", "node", "identity", Mono.just(identity), "channels", channels));
    }

    /** A node that answers these questions and no others. */
    private static <T> T port(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (port, method, values) -> {
                    Object answer = "on".equals(method.getName()) ? port : answers.get(method.getName());
                    if (answer == null) {
                        throw new AssertionError("nobody should ask " + method.getName());
                    }
                    return answer;
                }));
    }

    private static void refused(VerifiedContracts contracts, long chainId, String why) {
        assertThatThrownBy(() -> contracts.of("node", chainId).block())
                .isInstanceOfSatisfying(ProblemException.class, refusal -> {
                    assertThat(refusal.problem().code()).isEqualTo(ProblemCode.CONTRACT_UNVERIFIED);
                    assertThat(refusal.problem().detail()).contains(why);
                });
    }
}

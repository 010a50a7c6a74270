package dev.epilogue.escalation;

import dev.epilogue.chain.Chains;
import dev.epilogue.chain.ChannelContract;
import dev.epilogue.chain.ChannelContracts;
import dev.epilogue.chain.channelhub.ChannelHub;
import dev.epilogue.chain.custody.Custody;
import dev.epilogue.node.Budget;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeIdentity;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.store.Whole;
import dev.epilogue.value.Address;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The contract of a node: by the node's verified word while it speaks, else as it was verified last. Escalation is for the day when
 * the node is gone, and neither contract can change behind its address.
 */
@Component
class KnownContracts {

    private static final Duration NODE_WITHIN = Duration.ofSeconds(5);

    private final NodeRegistry nodes;
    private final ChannelContracts contracts;
    private final Chains chains;
    private final DatabaseClient database;

    KnownContracts(NodeRegistry nodes, ChannelContracts contracts, Chains chains, DatabaseClient database) {
        this.nodes = nodes;
        this.contracts = contracts;
        this.chains = chains;
        this.database = database;
    }

    /**
     * Fails as {@link ChannelContracts#of} does where the node speaks, and where it was never verified. Whoever has taken the node's name
     * over is another node, and asked nothing.
     */
    Mono<ChannelContract> of(ChannelNode node, long chainId) {
        return Mono.defer(() -> nodes.of(node.name(), Budget.WORK).identity())
                .map(NodeIdentity::address)
                .filter(node.address()::equals)
                .switchIfEmpty(Mono.error(
                        () -> new NodeException.Unavailable("node " + node.name() + " is not the one that it was")))
                .flatMap(same -> contracts.of(node.name(), chainId))
                .filter(contract -> (contract instanceof Custody) == node.custody())
                .switchIfEmpty(Mono.error(
                        () -> new NodeException.Unavailable("node " + node.name() + " has changed its dialect")))
                .timeout(NODE_WITHIN)
                .flatMap(contract -> remember(node, contract).thenReturn(contract))
                .onErrorResume(
                        failure -> failure instanceof NodeException || failure instanceof TimeoutException,
                        silent -> met(node, chainId).switchIfEmpty(Mono.error(silent)));
    }

    private Mono<Void> remember(ChannelNode node, ChannelContract contract) {
        return Whole.one(database.sql("""
                        INSERT INTO node_contract AS m (node_address, node, custody, chain_id, address, met_at)
                        VALUES (:address, :node, :custody, :chain, :contract, now())
                        ON CONFLICT (node_address, node, custody, chain_id) DO UPDATE SET address = excluded.address, met_at = now()
                        WHERE m.address <> excluded.address
                        """)
                .bind("address", node.address().lowerCase())
                .bind("node", node.name())
                .bind("custody", node.custody())
                .bind("chain", contract.chainId())
                .bind("contract", contract.address().checksummed())
                .fetch()
                .rowsUpdated()
                .then());
    }

    private Mono<ChannelContract> met(ChannelNode node, long chainId) {
        return Whole.one(database.sql("""
                        SELECT address FROM node_contract
                        WHERE node_address = :address AND node = :node AND custody = :custody AND chain_id = :chain
                        """)
                .bind("address", node.address().lowerCase())
                .bind("node", node.name())
                .bind("custody", node.custody())
                .bind("chain", chainId)
                .map(row -> contract(node, chainId, Address.parse(Objects.requireNonNull(row.get(0, String.class)))))
                .one());
    }

    private ChannelContract contract(ChannelNode node, long chainId, Address address) {
        return node.custody()
                ? new Custody(chains.of(chainId), address, node.address())
                : new ChannelHub(chains.of(chainId), address);
    }
}

package dev.epilogue.escalation;

import dev.epilogue.chain.Chains;
import dev.epilogue.chain.ChannelContract;
import dev.epilogue.chain.ChannelContracts;
import dev.epilogue.chain.channelhub.ChannelHub;
import dev.epilogue.chain.custody.Custody;
import dev.epilogue.node.NodeException;
import dev.epilogue.store.Whole;
import dev.epilogue.value.Address;
import io.r2dbc.spi.Readable;
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

    private final ChannelContracts contracts;
    private final Chains chains;
    private final DatabaseClient database;

    KnownContracts(ChannelContracts contracts, Chains chains, DatabaseClient database) {
        this.contracts = contracts;
        this.chains = chains;
        this.database = database;
    }

    /** Fails as {@link ChannelContracts#of} does where the node speaks, and where it was never verified. */
    Mono<ChannelContract> of(String node, Address nodeAddress, long chainId) {
        return Mono.defer(() -> contracts.of(node, chainId))
                .timeout(NODE_WITHIN)
                .flatMap(contract -> remember(nodeAddress, contract).thenReturn(contract))
                .onErrorResume(
                        failure -> failure instanceof NodeException || failure instanceof TimeoutException,
                        silent -> met(nodeAddress, chainId).switchIfEmpty(Mono.error(silent)));
    }

    private Mono<Void> remember(Address node, ChannelContract contract) {
        return Whole.one(database.sql("""
                        INSERT INTO contract_met AS m (node_address, chain_id, address, custody, met_at)
                        VALUES (:node, :chain, :address, :custody, now())
                        ON CONFLICT (node_address, chain_id) DO UPDATE SET address = excluded.address,
                          custody = excluded.custody, met_at = now()
                        WHERE m.address <> excluded.address
                        """)
                .bind("node", node.lowerCase())
                .bind("chain", contract.chainId())
                .bind("address", contract.address().checksummed())
                .bind("custody", contract instanceof Custody)
                .fetch()
                .rowsUpdated()
                .then());
    }

    private Mono<ChannelContract> met(Address node, long chainId) {
        return Whole.one(database.sql(
                        "SELECT address, custody FROM contract_met WHERE node_address = :node AND chain_id = :chain")
                .bind("node", node.lowerCase())
                .bind("chain", chainId)
                .map(row -> contract(row, node, chainId))
                .one());
    }

    private ChannelContract contract(Readable row, Address node, long chainId) {
        Address address = Address.parse(Objects.requireNonNull(row.get("address", String.class)));
        boolean custody = Objects.requireNonNull(row.get("custody", Boolean.class));
        return custody ? new Custody(chains.of(chainId), address, node) : new ChannelHub(chains.of(chainId), address);
    }
}

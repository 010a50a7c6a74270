package dev.epilogue.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.epilogue.node.NodeState;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.signing.ClosureVault;
import dev.epilogue.signing.MasterKey;
import dev.epilogue.signing.VaultException;
import dev.epilogue.signing.nitronode.ChannelLedger;
import dev.epilogue.signing.nitronode.ChannelState;
import dev.epilogue.signing.nitronode.PackedState;
import dev.epilogue.signing.nitronode.StateSignature;
import dev.epilogue.signing.nitronode.Transition;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

@Tag("database")
class StateArchiveTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Address NODE = Wallet.CAROL.address();
    private static final Hash32 FIRST = Hash32.parse("0x01" + "aa".repeat(31));
    private static final Hash32 SECOND = Hash32.parse("0x01" + "bb".repeat(31));

    private final TestDatabase database = TestDatabase.migrated();
    private final ConnectionPool pool =
            new ConnectionPool(ConnectionPoolConfiguration.builder(database.connectionFactory())
                    .initialSize(1)
                    .maxSize(2)
                    .build());
    private final DatabaseClient client = DatabaseClient.create(pool);
    private final StateArchive archive = new StateArchive(client, new ClosureVault(MasterKey.generate(), List.of()));

    @BeforeEach
    void connect() {
        pool.warmup().block(PATIENCE);
    }

    @AfterEach
    void close() {
        pool.dispose();
        database.close();
    }

    private static NodeState signed(Hash32 channel, long epoch, long version, String balance) {
        Amount amount = Amount.parse(balance);
        ChannelLedger ledger = new ChannelLedger(31338, Wallet.BOB.address(), amount, amount, Amount.ZERO, Amount.ZERO);
        Transition transition = new Transition(10, FIRST, channel.hex(), amount);
        ChannelState state =
                new ChannelState(Wallet.ALICE.address(), "yusd", epoch, version, channel, transition, ledger, null);
        PackedState packed = state.packed(6, 0).orElseThrow();
        return new NodeState(
                state,
                packed,
                6,
                new StateSignature(Wallet.ALICE.sign(packed.digest())).wire(),
                new StateSignature(Wallet.CAROL.sign(packed.digest())).wire(),
                List.of());
    }

    private void keep(NodeState... states) {
        for (NodeState state : states) {
            archive.keep(NODE, state).block(PATIENCE);
        }
    }

    @Test
    @DisplayName("v1 checklist 50, 52: the newest co-signed state comes back as it was, whatever order they came in")
    void theNewestComesBackAsItWas() {
        NodeState old = signed(FIRST, 0, 9, "1");
        NodeState newest = signed(SECOND, 1, 2, "2");

        keep(newest, signed(FIRST, 0, 8, "3"), old, newest);

        assertThat(archive.newest(NODE, Wallet.ALICE.address(), "yusd").block(PATIENCE))
                .contains(newest);
        assertThat(archive.newestOf(NODE, FIRST).block(PATIENCE)).contains(old);
        assertThat(archive.newest(NODE, Wallet.BOB.address(), "yusd").block(PATIENCE))
                .isEmpty();
        assertThat(archive.newestOf(Wallet.BOB.address(), FIRST).block(PATIENCE))
                .isEmpty();
    }

    @Test
    void whatOnlyOneSignedIsNotKept() {
        NodeState both = signed(FIRST, 0, 1, "1");

        keep(new NodeState(both.state(), both.packed(), 6, null, both.nodeSignature(), List.of()));

        assertThat(archive.newestOf(NODE, FIRST).block(PATIENCE)).isEmpty();
    }

    @Test
    void nothingOfItCanBeReadWithoutTheServicesKey() {
        NodeState state = signed(FIRST, 0, 1, "1");
        keep(state);
        String row = client.sql("SELECT channel_state::text AS row FROM channel_state")
                .map(each -> each.get("row", String.class))
                .one()
                .block(PATIENCE);
        StateArchive anothers = new StateArchive(client, new ClosureVault(MasterKey.generate(), List.of()));

        assertThat(row).doesNotContain(state.nodeSignature().substring(4, 40));
        assertThatThrownBy(() -> anothers.newestOf(NODE, FIRST).block(PATIENCE)).isInstanceOf(VaultException.class);
    }
}

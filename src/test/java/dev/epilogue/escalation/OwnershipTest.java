package dev.epilogue.escalation;

import static dev.epilogue.testing.Sessions.ALICE;
import static dev.epilogue.testing.Sessions.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.chain.ChannelContract;
import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.chain.channelhub.ChannelHub;
import dev.epilogue.chain.custody.Custody;
import dev.epilogue.closure.Protection;
import dev.epilogue.node.Dialect;
import dev.epilogue.testing.Sessions;
import dev.epilogue.value.Address;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose channel it is, as the contract's own storage has it. */
class OwnershipTest {

    private static final Address NODE = Sessions.NODE.address();
    private static final Address OTHER = Address.parse("0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc");

    @ParameterizedTest
    @CsvSource({
        "NITRONODE_V1, nothing,     ",
        "NITRORPC_04,  nothing,     ",
        "NITRORPC_02,  nothing,     ",
        "NITRONODE_V1, user,        channel-not-the-participants",
        "NITRORPC_04,  user,        ",
        "NITRORPC_04,  both,        channel-not-the-participants",
        "NITRONODE_V1, node,        channel-foreign",
        "NITRORPC_04,  node,        channel-foreign",
        "NITRONODE_V1, token,       channel-foreign",
        "NITRORPC_04,  token,       channel-foreign",
        "NITRONODE_V1, chain,       channel-foreign",
        "NITRORPC_04,  chain,       channel-foreign",
        "NITRONODE_V1, kind,        channel-foreign",
        "NITRORPC_04,  kind,        channel-foreign"
    })
    void whatIsNotTheClosuresIsNamed(Dialect dialect, String differs, String objection) {
        long chainId = differs.equals("chain") ? 2 : 1;
        ChannelNode node = new ChannelNode("node", NODE, dialect);
        boolean custody = node.custody() != differs.equals("kind");
        Protection.Target target = new Protection.Target(ALICE, "yusd", Channels.ID, 1, Channels.TOKEN, 6);
        ChannelOnChain open = Channels.open(4, 10);
        ChannelOnChain stored = new ChannelOnChain(
                open.channelId(),
                open.status(),
                differs.equals("user") || differs.equals("both") ? BOB : ALICE,
                differs.equals("node") ? OTHER : NODE,
                differs.equals("both") ? BOB : ALICE,
                differs.equals("token") ? OTHER : Channels.TOKEN,
                open.challengeDuration(),
                open.stateVersion(),
                open.last(),
                null,
                open.userAmount(),
                open.locked(),
                open.readAt());

        assertThat(Ownership.objection(node, target, contract(custody, chainId), stored))
                .isEqualTo(Optional.ofNullable(objection));
    }

    private static ChannelContract contract(boolean custody, long chainId) {
        MuteChain chain = new MuteChain(chainId);
        return custody ? new Custody(chain, OTHER, NODE) : new ChannelHub(chain, OTHER);
    }
}

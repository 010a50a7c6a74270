package dev.epilogue.web;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.clearnode.FakeClearNode;
import dev.epilogue.sandbox.clearnode.FakeClearNodeOptions;
import dev.epilogue.sandbox.clearnode.engine.Channel;
import dev.epilogue.signing.nitrorpc.CustodyChannel;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Channels over real HTTP, of a 0.x node, without a chain. */
@Tag("database")
class ClearNodeChannelsEndToEndTest {

    private static final Address USDC = Address.parse("0x749d20d85555330d20862770b58a72939285c42a");
    private static final Address ADJUDICATOR = Address.parse("0xcbbc03a873c11beefa8d99477e830be48d8ae6d7");

    @Test
    void theUnifiedBalanceStandsBesideTheChannel() {
        try (FakeClearNode node = FakeClearNode.start(FakeClearNodeOptions.defaults());
                Stage stage =
                        new Stage("epilogue.nodes.older.url", node.url(), "epilogue.nodes.older.dialect", "nitrorpc")) {
            Hash32 channel = open(node);
            node.fund(ALICE.address(), "usdc", "12.5");
            String path = "/v1/channels/" + channel.hex() + "/allocation";

            assertThat(stage.get(path).at("/code")).isEqualTo("node-required");
            Reply nothing = stage.get(path + "?node=older");
            assertThat(nothing.at("/code")).isEqualTo("invalid-parameter");
            assertThat(nothing.json().get("violations")).hasSize(1);
            Reply shown = stage.get(path + "?node=older&participant=" + ALICE.address());

            assertThat(shown.status()).as(shown.text()).isEqualTo(200);
            assertThat(shown.at("/status")).isEqualTo("OPEN");
            assertThat(shown.at("/asset")).isEqualTo("usdc");
            assertThat(shown.at("/challengeDuration")).isEqualTo("PT1H");
            assertThat(shown.at("/offChain/balance")).isEqualTo("12.5");
            assertThat(shown.json().at("/offChain/signedBy")).isEmpty();
            assertThat(shown.json().get("onChain").isNull()).isTrue();
            // met by now
            assertThat(stage.get(path + "?node=older").at("/offChain/balance")).isEqualTo("12.5");
            assertThat(stage.get(path + "?node=older&asset=eth").at("/code")).isEqualTo("channel-not-found");
        }
    }

    private static Hash32 open(FakeClearNode node) {
        BigInteger nonce = BigInteger.valueOf(1_795_485_894_480L);
        Hash32 id = new CustodyChannel(
                        List.of(ALICE.address(), node.brokerAddress()), ADJUDICATOR, 3600, nonce.longValue())
                .id(31337);
        Channel.Terms terms = new Channel.Terms(
                ALICE.address().checksummed(), USDC.checksummed(), 31337, ADJUDICATOR.checksummed(), 3600, nonce);
        node.alter(state -> state.channels().offer(id.hex(), terms));
        node.chain().channelCreated(id.hex());
        return id;
    }
}

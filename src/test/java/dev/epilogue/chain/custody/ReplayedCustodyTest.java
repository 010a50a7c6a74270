package dev.epilogue.chain.custody;

import static dev.epilogue.chain.ChainRecording.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.chain.ChainRecording;
import dev.epilogue.chain.ContractCall;
import dev.epilogue.chain.Revert;
import dev.epilogue.signing.Abi;
import dev.epilogue.testing.EnabledIfAnvil;
import dev.epilogue.testing.LocalChain;
import dev.epilogue.testing.RecordedChain;
import dev.epilogue.testing.TestContract;
import dev.epilogue.value.Address;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * Our own Custody does what the real one did: every recorded transaction at the same addresses and times, with the same signatures, makes
 * the same logs and leaves the same storage, and every recorded refusal comes out the same.
 */
@EnabledIfAnvil
class ReplayedCustodyTest {

    private static final Address CUSTODY = Address.parse("0xd89c1432eaa169c54dc7610c744c68a2f4b6b3e5");
    private static final Address ADJUDICATOR = Address.parse("0xa01C278F1Ea79D11D008b1b7DB96258dAD7621E4");
    private static final Address USD = Address.parse("0x749d20D85555330d20862770b58a72939285c42a");

    private static final Address WETH = Address.parse("0x5c4A427Fbc88c761db3887d88606D97D32e95c3B");

    private static RecordedChain chain;

    @BeforeAll
    static void start() {
        chain = RecordedChain.start(31337);
        chain.place(chain.local().custody(), CUSTODY);
        chain.place(chain.local().usd(), USD);
        chain.place(chain.local().weth(), WETH);
        chain.place(chain.deploy(TestContract.CONSENSUS_ADJUDICATOR, Abi.address(CUSTODY)), ADJUDICATOR);
        Set<Address> senders = new HashSet<>();
        ChainRecording.CUSTODY.forEach(
                recorded -> senders.add(Address.parse(recorded.get("from").asString())));
        senders.forEach(sender -> chain.lend(List.of(USD, WETH), sender, CUSTODY));
    }

    @AfterAll
    static void stop() {
        chain.close();
    }

    @TestFactory
    List<DynamicTest> everythingHappensAsItDidThere() {
        return RecordedChain.inOrder(
                chain.tests(ChainRecording.CUSTODY, ReplayedCustodyTest::replay),
                chain.tests(ChainRecording.CUSTODY_REVERTS, ReplayedCustodyTest::refuse));
    }

    private static void replay(JsonNode recorded) {
        LocalChain.Receipt receipt =
                chain.replay(recorded, CUSTODY, recorded.get("input").asString());

        assertThat(receipt.succeeded()).isTrue();
        chain.assertSameLogs(receipt, recorded);
        for (JsonNode answer : recorded.get("after")) {
            CustodyViews.ChannelData data = CustodyViews.channelData(
                    chain.ask(CUSTODY, answer.get("input").asString()));
            assertThat(tree(CustodyTexts.data(data))).isEqualTo(answer.get("decoded"));
        }
    }

    private static void refuse(JsonNode recorded) {
        Custody custody = new Custody(chain.local().chain(), CUSTODY, LocalChain.NODE.address());
        ContractCall call =
                new ContractCall(31337, CUSTODY, recorded.get("input").asString(), BigInteger.ZERO);
        Optional<Revert> revert =
                custody.simulate(call, LocalChain.STRANGER.address()).block();

        JsonNode answer = recorded.get("answer");
        assertThat(revert.map(Revert::data))
                .isEqualTo(Optional.ofNullable(answer.get("data")).map(JsonNode::asString));
    }
}

package dev.epilogue.chain.channelhub;

import static dev.epilogue.chain.ChainRecording.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.chain.ChainRecording;
import dev.epilogue.chain.ContractCall;
import dev.epilogue.chain.Revert;
import dev.epilogue.signing.Abi;
import dev.epilogue.signing.Eip191;
import dev.epilogue.testing.EnabledIfAnvil;
import dev.epilogue.testing.LocalChain;
import dev.epilogue.testing.RecordedChain;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hex;
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
 * Our own ChannelHub does what the real one did: every recorded transaction at the same addresses and times, with the same signatures,
 * makes the same logs and leaves the same storage, and every recorded refusal comes out the same. Only the registration of the session key
 * validator is signed anew: what the real contract's node signs for it is not known.
 */
@EnabledIfAnvil
class ReplayedHubTest {

    private static final Address HUB = Address.parse("0x58c1c343c185aa5cd3c2cc1c2b7d7bd055f1bf98");
    private static final Address USD = Address.parse("0x749d20D85555330d20862770b58a72939285c42a");
    private static final Address WETH = Address.parse("0x5c4A427Fbc88c761db3887d88606D97D32e95c3B");
    private static final Address SESSION_KEYS = Address.parse("0x4425918ff69Fe214AC093710cF41216AE9149c3A");

    private static RecordedChain chain;

    @BeforeAll
    static void start() {
        chain = RecordedChain.start(31338);
        chain.place(chain.local().hub(), HUB);
        chain.place(chain.local().usd(), USD);
        chain.place(chain.local().weth(), WETH);
        chain.place(chain.local().sessionKeyValidator(), SESSION_KEYS);
        for (Address account : everybody()) {
            chain.lend(List.of(USD, WETH), account, HUB);
        }
    }

    @AfterAll
    static void stop() {
        chain.close();
    }

    @TestFactory
    List<DynamicTest> everythingHappensAsItDidThere() {
        List<DynamicTest> transactions = chain.tests(ChainRecording.HUB, ReplayedHubTest::replay);
        List<DynamicTest> refusals = chain.tests(ChainRecording.HUB_REVERTS, ReplayedHubTest::refuse);
        return RecordedChain.inOrder(transactions, refusals);
    }

    private static void replay(JsonNode recorded) {
        LocalChain.Receipt receipt = chain.replay(recorded, HUB, input(recorded));

        assertThat(receipt.succeeded()).isTrue();
        chain.assertSameLogs(receipt, recorded);
        for (JsonNode answer : recorded.get("after")) {
            HubViews.ChannelData data =
                    HubViews.channelData(chain.ask(HUB, answer.get("input").asString()));
            assertThat(tree(HubTexts.data(data))).isEqualTo(answer.get("decoded"));
        }
    }

    private static Set<Address> everybody() {
        Set<Address> accounts = new HashSet<>();
        for (JsonNode recorded : ChainRecording.HUB) {
            accounts.add(Address.parse(recorded.get("from").asString()));
            if (recorded.get("args").get(0).has("user")) {
                accounts.add(
                        Address.parse(recorded.get("args").get(0).get("user").asString()));
            }
        }
        return accounts;
    }

    private static String input(JsonNode recorded) {
        HubCall call = HubCall.read(recorded.get("input").asString()).orElseThrow();
        if (!(call instanceof HubCall.RegisterValidator register)) {
            return recorded.get("input").asString();
        }
        byte[] message = Abi.encode(
                Abi.uint256(BigInteger.valueOf(31338)),
                Abi.address(HUB),
                Abi.uint(register.validatorId()),
                Abi.address(register.validator()));
        String signature =
                Hex.encode(LocalChain.NODE.sign(Eip191.digest(message)).bytes());
        return new HubCall.RegisterValidator(register.validatorId(), register.validator(), signature).encoded();
    }

    private static void refuse(JsonNode recorded) {
        ChannelHub hub = new ChannelHub(chain.local().chain(), HUB);
        ContractCall call = new ContractCall(31338, HUB, recorded.get("input").asString(), BigInteger.ZERO);
        Optional<Revert> revert =
                hub.simulate(call, LocalChain.STRANGER.address()).block();

        assertThat(revert.map(Revert::data))
                .contains(recorded.get("answer").get("data").asString());
    }
}

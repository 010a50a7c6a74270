package dev.epilogue.sandbox.nitronode;

import dev.epilogue.sandbox.nitronode.ledger.Asset;
import dev.epilogue.sandbox.nitronode.ledger.Limits;
import dev.epilogue.sandbox.nitronode.ledger.Network;
import dev.epilogue.sandbox.nitronode.ledger.Token;
import dev.epilogue.sandbox.nitronode.socket.TransportLimits;
import dev.epilogue.value.Address;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * How a fake node is set up.
 *
 * @param port 0 for a free one
 * @param nodeKey {@code 0x} hex of the node's private key
 * @param clock what the node takes for now: key expiry, times in answers and rows
 */
public record FakeNitronodeOptions(int port, String nodeKey, Network network, Settings settings, InstantSource clock) {

    /** @param ledger what is counted in requests @param transport what is counted on connections */
    public record Settings(Limits ledger, TransportLimits transport) {}

    /** Key 0 of the development mnemonic, as in the recorded conversations. */
    private static final String RECORDED_NODE_KEY =
            "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

    private static final String CHAIN = "31338";

    private static final Network RECORDED_NETWORK = new Network(
            "anvil",
            CHAIN,
            "0x58c1c343c185Aa5CD3c2Cc1c2b7d7bD055F1bf98",
            "v1.4.1",
            List.of(
                    new Asset(
                            "weth",
                            "Ether",
                            18,
                            List.of(new Token(CHAIN, "0x5c4a427fbc88c761db3887d88606d97d32e95c3b", 18))),
                    new Asset(
                            "yusd",
                            "Yellow USD",
                            6,
                            List.of(new Token(CHAIN, "0x749d20d85555330d20862770b58a72939285c42a", 6)))));

    /** A free port, and everything else like the node of the recorded conversations: yusd (6) and weth (18) on chain 31338. */
    public static FakeNitronodeOptions defaults() {
        return new FakeNitronodeOptions(
                0,
                RECORDED_NODE_KEY,
                RECORDED_NETWORK,
                new Settings(Limits.DEFAULTS, TransportLimits.DEFAULTS),
                InstantSource.system());
    }

    public FakeNitronodeOptions withPort(int number) {
        return new FakeNitronodeOptions(number, nodeKey, network, settings, clock);
    }

    public FakeNitronodeOptions withNodeKey(String key) {
        return new FakeNitronodeOptions(port, key, network, settings, clock);
    }

    public FakeNitronodeOptions withNetwork(Network other) {
        return new FakeNitronodeOptions(port, nodeKey, other, settings, clock);
    }

    /** The same two assets on a real chain: yusd (6) and weth (18). */
    public FakeNitronodeOptions onChain(long chainId, Address hub, Address yusd, Address weth) {
        String chain = Long.toString(chainId);
        return withNetwork(new Network(
                "local",
                chain,
                hub.checksummed(),
                network.nodeVersion(),
                List.of(
                        new Asset("weth", "Ether", 18, List.of(new Token(chain, weth.lowerCase(), 18))),
                        new Asset("yusd", "Yellow USD", 6, List.of(new Token(chain, yusd.lowerCase(), 6))))));
    }

    public FakeNitronodeOptions withClock(InstantSource other) {
        return new FakeNitronodeOptions(port, nodeKey, network, settings, other);
    }

    public FakeNitronodeOptions withLedgerLimits(Limits limits) {
        return new FakeNitronodeOptions(port, nodeKey, network, new Settings(limits, settings.transport()), clock);
    }

    public FakeNitronodeOptions withTransport(TransportLimits limits) {
        return new FakeNitronodeOptions(port, nodeKey, network, new Settings(settings.ledger(), limits), clock);
    }

    /** For load: no limit on requests, bytes and waiting frames. */
    public FakeNitronodeOptions withoutRateLimits() {
        return withTransport(settings.transport().withoutRates());
    }

    public FakeNitronodeOptions withPings(Duration interval, Duration pongTimeout) {
        return withTransport(settings.transport().withKeepalive(interval, pongTimeout));
    }
}

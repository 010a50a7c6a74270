package dev.epilogue.sandbox.clearnode;

import dev.epilogue.sandbox.clearnode.rpc.Chain;
import dev.epilogue.sandbox.clearnode.rpc.Settings;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hex;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * How a node is started.
 *
 * @param port 0 for any free one
 */
public record FakeClearNodeOptions(int port, Settings settings) {

    /** The first key of the publicly known development mnemonic. */
    private static final String BROKER_KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

    private static final Chain DEVELOPMENT_CHAIN = new Chain(
            List.of(new Chain.Network(
                    31337,
                    "anvil",
                    "0x8658501c98C3738026c4e5c361c6C3fa95DfB255",
                    "0xcbbc03a873c11beeFA8D99477E830be48d8Ae6D7")),
            List.of(
                    new Chain.Asset("0x749d20D85555330d20862770b58a72939285c42a", 31337, "usdc", 6),
                    new Chain.Asset("0x5c4A427Fbc88c761db3887d88606D97D32e95c3B", 31337, "eth", 18)));

    /** Any port, development keys and assets, the system's clock, 60 s of message expiry. */
    public static FakeClearNodeOptions defaults() {
        Settings.Timing timing =
                new Settings.Timing(InstantSource.system(), Duration.ofSeconds(60), Duration.ofMillis(20));
        return new FakeClearNodeOptions(0, new Settings(Hex.decode(BROKER_KEY), DEVELOPMENT_CHAIN, timing));
    }

    public FakeClearNodeOptions withPort(int newPort) {
        return new FakeClearNodeOptions(newPort, settings);
    }

    /** @param key 32 bytes */
    public FakeClearNodeOptions withBrokerKey(byte[] key) {
        return new FakeClearNodeOptions(port, new Settings(key, settings.chain(), settings.timing()));
    }

    public FakeClearNodeOptions withChain(Chain chain) {
        return new FakeClearNodeOptions(port, new Settings(settings.brokerKey(), chain, settings.timing()));
    }

    /** The same two assets on a real chain: usdc (6) and eth (18). */
    public FakeClearNodeOptions onChain(long chainId, Address custody, Address adjudicator, Address usdc, Address eth) {
        return withChain(new Chain(
                List.of(new Chain.Network(chainId, "local", custody.checksummed(), adjudicator.checksummed())),
                List.of(
                        new Chain.Asset(usdc.checksummed(), chainId, "usdc", 6),
                        new Chain.Asset(eth.checksummed(), chainId, "eth", 18))));
    }

    public FakeClearNodeOptions withClock(InstantSource clock) {
        Settings.Timing timing = settings.timing();
        return withTiming(new Settings.Timing(clock, timing.messageExpiry(), timing.work()));
    }

    public FakeClearNodeOptions withMessageExpiry(Duration expiry) {
        Settings.Timing timing = settings.timing();
        return withTiming(new Settings.Timing(timing.clock(), expiry, timing.work()));
    }

    /** How long a change of a session lies between its checks and its commit: the window in which two closes both pay. */
    public FakeClearNodeOptions withWork(Duration work) {
        Settings.Timing timing = settings.timing();
        return withTiming(new Settings.Timing(timing.clock(), timing.messageExpiry(), work));
    }

    private FakeClearNodeOptions withTiming(Settings.Timing timing) {
        return new FakeClearNodeOptions(port, new Settings(settings.brokerKey(), settings.chain(), timing));
    }
}

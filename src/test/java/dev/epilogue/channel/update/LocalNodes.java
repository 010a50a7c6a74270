package dev.epilogue.channel.update;

import dev.epilogue.sandbox.nitronode.FakeNitronodeOptions;
import dev.epilogue.testing.LocalChain;
import dev.epilogue.testing.Stage;
import java.util.HashMap;
import java.util.Map;

/** Fake nodes whose contracts stand on a local chain, and a service that pays on it. */
final class LocalNodes {

    /** Of the development mnemonic; pays for gas and is no party to anything. */
    private static final String PAYER = "0x92db14e403b83dfe3df233f83dfa3a0d7096f21ca9b0d6d6b8d88b2b4ec1564e";

    private LocalNodes() {}

    static FakeNitronodeOptions nitronode(LocalChain chain) {
        return Stage.unlimited()
                .withNodeKey(LocalChain.NODE.privateKey())
                .onChain(chain.id(), chain.hub(), chain.usd(), chain.weth());
    }

    /** Impatient. */
    static Map<String, Object> settings(LocalChain chain) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("epilogue.chains.local.id", chain.id());
        settings.put("epilogue.chains.local.urls", chain.anvil().url());
        settings.put("epilogue.chains.local.poll", "200ms");
        settings.put("epilogue.chains.local.confirmations", 1);
        settings.put("epilogue.chains.local.account.plain-key", PAYER);
        settings.put("epilogue.chains.local.account.sandbox", true);
        settings.put("epilogue.work.poll", "200ms");
        settings.put("epilogue.channels.updates.follow-transaction", "200ms");
        settings.put("epilogue.channels.updates.first-pause", "100ms");
        settings.put("epilogue.channels.updates.longest-pause", "500ms");
        settings.put("epilogue.channels.updates.look-again", "1s");
        return settings;
    }
}

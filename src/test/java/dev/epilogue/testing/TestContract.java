package dev.epilogue.testing;

import dev.epilogue.signing.Abi;
import dev.epilogue.value.Hex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** Our own contracts for tests, compiled: see {@code src/test/solidity}. */
public enum TestContract {
    CHANNEL_HUB("ChannelHub"),
    CONSENSUS_ADJUDICATOR("ConsensusAdjudicator"),
    CUSTODY("Custody"),
    ECDSA_VALIDATOR("EcdsaValidator"),
    SESSION_KEY_VALIDATOR("SessionKeyValidator"),
    TEST_TOKEN("TestToken");

    static final Path FOLDER = Path.of("src", "test", "solidity");

    private final String contract;

    TestContract(String contract) {
        this.contract = contract;
    }

    /** What a transaction carries that deploys it. */
    public String creation(Abi.Value... arguments) {
        Path file = FOLDER.resolve(Path.of("build", contract + ".json"));
        try {
            String bytecode = JsonMapper.shared()
                    .readTree(Files.readString(file))
                    .get("bytecode")
                    .asString();
            return bytecode + Hex.encode(Abi.encode(arguments)).substring(2);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

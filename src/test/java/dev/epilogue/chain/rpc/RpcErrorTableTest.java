package dev.epilogue.chain.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.chain.ChainException;
import dev.epilogue.chain.ChainException.About;
import dev.epilogue.chain.tx.AccountChain.SendAnswer;
import dev.epilogue.chain.tx.SendVerdict;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.web3j.protocol.core.Response;

/**
 * What each software says, as it was run in November 2026; where the release is {@code source} the text was only read in the client's
 * source. Hardhat 2 is {@code hardhat2}.
 */
class RpcErrorTableTest {

    private static final String SENDING = """
            geth     | 1.17.10 | -32000 | already known                                                         | TAKEN
            anvil    | 1.7.1   | -32003 | transaction already imported                                          | TAKEN
            hardhat  | 3.18.0  | -32000 | Known transaction: 0x1234                                             | TAKEN
            nethermind | source | -32010 | AlreadyKnown                                                         | TAKEN
            erigon   | source  | -32000 | ALREADY_EXISTS: already known                                         | TAKEN
            geth     | 1.17.10 | -32000 | nonce too low: next nonce 49, tx nonce 0                              | NONCE_TOO_LOW
            anvil    | 1.7.1   | -32003 | nonce too low                                                         | NONCE_TOO_LOW
            hardhat  | 3.18.0  | -32000 | Nonce too low. Expected nonce to be 1 but got 0. Note that            | NONCE_TOO_LOW
            hardhat  | 3.18.0  | -32000 | Transaction nonce too low. Expected nonce to be at least 49 but got 0. | NONCE_TOO_LOW
            nethermind | source | -32010 | OldNonce, Current nonce: 1, nonce of rejected tx: 0                  | NONCE_TOO_LOW
            besu     | source  | -32001 | Transaction nonce below sender account nonce                          | NONCE_TOO_LOW
            hardhat  | 3.18.0  | -32000 | Nonce too high. Expected nonce to be 0 but got 5.                     | LATER
            nethermind | source | -32010 | NonceGap, Future nonce. Expected nonce: 0                            | LATER
            geth     | 1.17.10 | -32000 | replacement transaction underpriced                                   | OUTBID
            anvil    | 1.7.1   | -32003 | replacement transaction underpriced                                   | OUTBID
            hardhat  | 3.18.0  | -32000 | Replacement transaction underpriced. A gasPrice/maxFeePerGas of at least 1100 is necessary | OUTBID
            besu     | source  | -32000 | Transaction replacement underpriced                                   | OUTBID
            nethermind | source | -32010 | ReplacementNotAllowed                                                | OUTBID
            geth     | 1.17.10 | -32000 | transaction gas price below minimum: gas tip cap 0, minimum needed 1  | UNDERPRICED
            geth     | 1.15.8  | -32000 | transaction underpriced: tip needed 1, tip permitted 0                | UNDERPRICED
            reth     | source  | -32003 | transaction priority fee below minimum required priority fee 1        | UNDERPRICED
            anvil    | 1.7.1   | -32003 | max fee per gas less than block base fee                              | UNDERPRICED
            hardhat  | 3.18.0  | -32000 | Transaction maxFeePerGas (10) is too low for the next block, which has a baseFeePerGas of 20 | UNDERPRICED
            ganache  | 7.9.2   | -32000 | VM Exception while processing transaction: Transaction's maxFeePerGas (10) is less than the block's baseFeePerGas (20) | UNDERPRICED
            nethermind | source | -32010 | FeeTooLow, MaxFeePerGas too low                                      | UNDERPRICED
            besu     | source  | -32009 | Gas price below configured minimum gas price                          | UNDERPRICED
            geth     | 1.17.10 | -32000 | insufficient funds for gas * price + value: balance 0, tx cost 1, overshot 1 | FUNDS
            anvil    | 1.7.1   | -32003 | Insufficient funds for gas * price + value                            | FUNDS
            hardhat  | 3.18.0  | -32000 | Sender doesn't have enough funds to send tx. The max upfront cost is: 1 and the sender's balance is: 0. | FUNDS
            besu     | source  | -32004 | Upfront cost exceeds account balance                                  | FUNDS
            geth     | 1.17.10 | -32000 | tx fee (1.05 ether) exceeds the configured cap (1.00 ether)           | LATER
            reth     | source  | -32000 | tx fee (2 wei) exceeds the configured cap (1 wei)                     | LATER
            besu     | source  | -32000 | Transaction fee cap exceeded                                          | LATER
            geth     | 1.17.10 | -32000 | transaction gas limit too high (cap: 16777216, tx: 16777217)          | REFUSED
            hardhat  | 3.18.0  | -32000 | Transaction gas limit is 16777217 and exceeds transaction gas cap of 16777216 | REFUSED
            geth     | 1.17.10 | -32000 | exceeds block gas limit                                               | REFUSED
            ganache  | 7.9.2   | -32000 | exceeds block gas limit                                               | REFUSED
            besu     | source  | -32005 | Transaction gas limit exceeds block gas limit                         | REFUSED
            geth     | 1.17.10 | -32000 | intrinsic gas too low: gas 20000, minimum needed 21000                | REFUSED
            geth     | 1.17.10 | -32000 | insufficient gas for floor data gas cost: gas 1, minimum needed 2     | REFUSED
            anvil    | 1.7.1   | -32000 | intrinsic gas too high -- tx.gas_limit > env.block.gas_limit          | REFUSED
            hardhat  | 3.18.0  | -32000 | Transaction requires at least 21000 gas but got 20000                 | REFUSED
            geth     | 1.17.10 | -32000 | max priority fee per gas higher than max fee per gas                  | REFUSED
            hardhat  | 3.18.0  | -32000 | maxPriorityFeePerGas (2) is bigger than maxFeePerGas (1)              | REFUSED
            geth     | 1.17.10 | -32000 | invalid sender: invalid chain id for signer: have 1338 want 1337      | REFUSED
            anvil    | 1.7.1   | -32003 | invalid chain id for signer                                           | REFUSED
            hardhat  | 3.18.0  | -32602 | Trying to send a raw transaction with an invalid chainId. The expected chainId is 31337 | REFUSED
            ganache  | 7.9.2   | -32000 | Invalid chain id (1338) for chain with id 1337.                       | REFUSED
            geth     | 1.17.10 | -32000 | only replay-protected (EIP-155) transactions allowed over RPC         | REFUSED
            any      | -       | -32005 | too many requests                                                     | LATER
            any      | -       | -32000 | something that nobody has ever said                                   | UNKNOWN
            erigon   | source  | -32000 | existing tx with same hash                                            | TAKEN
            nethermind | source | -32010 | OwnNonceAlreadyUsed                                                  | OUTBID
            besu     | source  | -32000 | Transaction nonce is too distant from current sender nonce            | LATER
            geth     | source  | -32000 | txpool is full                                                        | LATER
            anvil    | 1.7.1   | -32003 | max priority fee per gas higher than max fee per gas                  | REFUSED
            anvil    | 1.7.1   | -32000 | intrinsic gas too low                                                 | REFUSED
            ganache  | 7.9.2   | -32000 | intrinsic gas too low                                                 | REFUSED
            ganache  | source  | -32003 | insufficient funds for gas * price + value                            | FUNDS
            nethermind | source | -32010 | GasLimitExceeded, Gas limit: 1, gas limit of rejected tx: 2          | REFUSED
            geth     | source  | -32000 | oversized data                                                        | REFUSED
            erigon   | source  | -32000 | rlp too long                                                          | REFUSED
            geth     | source  | -32000 | max initcode size exceeded: code size 49153, limit 49152              | REFUSED
            besu     | source  | -32000 | transaction max priority fee per gas 2 cannot be greater than max fee per gas 1 | REFUSED
            erigon   | source  | -32000 | tip above fee cap                                                     | REFUSED
            erigon   | source  | -32000 | could not replace existing tx                                         | OUTBID
            erigon   | source  | -32000 | fee too low                                                           | UNDERPRICED
            nethermind | source | -32010 | InsufficientFunds, Balance is 0 less than sending value + gas 1      | FUNDS
            """;

    @ParameterizedTest(name = "{0} {1}: {3}")
    @CsvSource(delimiter = '|', textBlock = SENDING)
    void whatIsSaidToATransaction(String software, String release, int code, String text, SendAnswer answer) {
        assertThat(RpcErrorTable.of("eth_sendRawTransaction", code, text).sending())
                .as("%s %s", software, release)
                .isEqualTo(answer);
    }

    private static final String ASKING = """
            geth     | 1.17.10 | eth_call        | 3      | execution reverted: nope                    | REVERTED
            anvil    | 1.7.1   | eth_estimateGas | 3      | execution reverted                          | REVERTED
            hardhat2 | 2.29.1  | eth_call        | -32603 | Error: VM Exception while processing transaction: reverted with reason string 'nope' | REVERTED
            ganache  | 7.9.2   | eth_call        | -32000 | VM Exception while processing transaction: revert nope | REVERTED
            nethermind | source | eth_call       | -32015 | VM execution error.                         | REVERTED
            geth     | 1.17.10 | eth_estimateGas | -32000 | invalid opcode: INVALID                     | HALTED
            anvil    | 1.7.1   | eth_estimateGas | -32603 | EVM error InvalidFEOpcode                   | HALTED
            anvil    | 1.7.1   | eth_call        | -32603 | EVM error OutOfGas                          | HALTED
            anvil    | 1.7.1   | eth_estimateGas | -32003 | Out of gas: gas required exceeds allowance: 30000000 | HALTED
            hardhat2 | 2.29.1  | eth_estimateGas | -32603 | Error: VM Exception while processing transaction: invalid opcode | HALTED
            ganache  | 7.9.2   | eth_call        | -32000 | VM Exception while processing transaction: invalid opcode | HALTED
            geth     | 1.17.10 | eth_estimateGas | -32000 | gas required exceeds allowance (30000000)   | HALTED
            geth     | 1.17.10 | eth_call        | -32000 | stack underflow (0 <=> 1)                   | HALTED
            geth     | 1.17.10 | eth_estimateGas | -32000 | insufficient funds for transfer             | FUNDS
            geth     | 1.17.10 | eth_getLogs     | -32602 | block range extends beyond current head block | NO_HISTORY
            anvil    | 1.7.1   | eth_getLogs     | -32602 | BlockOutOfRangeError: block height is 5     | NO_HISTORY
            geth     | 1.17.10 | eth_getTransactionCount | -32000 | missing trie node 12 (path ) state 0x12 is not available | NO_HISTORY
            geth     | 1.17.10 | eth_foo         | -32601 | the method eth_foo does not exist/is not available | NO_METHOD
            hardhat  | 3.18.0  | eth_maxPriorityFeePerGas | -32004 | Method eth_maxPriorityFeePerGas is not supported | NO_METHOD
            any      | -       | eth_call        | 429    | Your app has exceeded its compute units     | BUSY
            any      | -       | eth_call        | -32603 | internal error                              | FAILED
            any      | -       | eth_call        | -32000 | something that nobody has ever said         | UNHEARD
            hardhat  | 3.18.0  | eth_call        | 3      | VM Exception while processing transaction: reverted with reason string 'nope' | REVERTED
            hardhat  | 3.18.0  | eth_call        | 3      | VM Exception while processing transaction: invalid opcode | HALTED
            ganache  | 7.9.2   | eth_estimateGas | -32000 | VM Exception while processing transaction: revert nope | REVERTED
            geth     | source  | eth_call        | -32000 | stack limit reached 1024 (1023)             | HALTED
            geth     | source  | eth_call        | -32000 | invalid jump destination                    | HALTED
            geth     | source  | eth_call        | -32000 | gas uint64 overflow                         | HALTED
            geth     | source  | eth_call        | -32000 | write protection                            | HALTED
            geth     | 1.17.10 | eth_getLogs     | -32602 | invalid block range params                  | INVALID
            geth     | 1.17.10 | eth_getLogs     | -32602 | invalid argument 0: cannot specify both BlockHash and FromBlock/ToBlock, choose one or the other | INVALID
            hardhat  | 3.18.0  | eth_getLogs     | -32602 | blockHash is mutually exclusive with fromBlock/toBlock | INVALID
            geth     | source  | eth_getLogs     | -32000 | unknown block                               | NO_HISTORY
            geth     | source  | eth_call        | -32000 | header not found                            | NO_HISTORY
            geth     | 1.17.10 | eth_getTransactionReceipt | -32000 | transaction indexing is in progress | NO_HISTORY
            geth     | source  | eth_getLogs     | 4444   | pruned history unavailable                  | NO_HISTORY
            geth     | source  | eth_call        | -32000 | historical state 0x12 is not available      | NO_HISTORY
            anvil    | 1.7.1   | eth_foo         | -32601 | Method not found                            | NO_METHOD
            ganache  | 7.9.2   | eth_foo         | -32700 | The method eth_foo does not exist/is not available | NO_METHOD
            """;

    /** In the table for safety's sake: heard of, and of whom is not written down. */
    private static final Set<String> OF_NOBODY_IN_PARTICULAR = Set.of(
            "nonce is too low",
            "old nonce",
            "nonce gap",
            "transaction pool is full",
            "transaction pool not accepting",
            "exceeds maximum tx gas limit",
            "gas limit is too high",
            "exceeds block's gas limit",
            "replacement not allowed",
            "below current base fee",
            "fee cap too low",
            "insufficient balance",
            "stack overflow",
            "bad instruction",
            "cannot estimate gas",
            "could not be completed due to exception",
            "block not found",
            "state is not available",
            "max proof window",
            "method is not supported",
            "unsupported method",
            "rate limit",
            "request limit",
            "limit exceeded",
            "capacity exceeded");

    @Test
    void everyTextWasHeardSomewhere() {
        String heard = (SENDING + ASKING).toLowerCase(Locale.ROOT);

        assertThat(RpcErrorTable.texts().filter(text -> !heard.contains(text)))
                .containsExactlyInAnyOrderElementsOf(OF_NOBODY_IN_PARTICULAR);
    }

    @ParameterizedTest(name = "{0} {1} {2}: {4}")
    @CsvSource(delimiter = '|', textBlock = ASKING)
    void whatIsSaidToAQuestion(
            String software, String release, String method, int code, String text, RpcMeaning meaning) {
        assertThat(RpcErrorTable.of(method, code, text))
                .as("%s %s", software, release)
                .isEqualTo(meaning);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            geth, anvil, hardhat: a string | 0xdeadbeef                                    | 0xdeadbeef
            hardhat2: in data              | {"message":"0x12 failed","data":"0xdeadbeef"} | 0xdeadbeef
            ganache: in result             | {"hash":"0x1234","result":"0xdeadbeef"}       | 0xdeadbeef
            nested                         | {"data":{"data":"0xdeadbeef"}}                | 0xdeadbeef
            words are no data              | Reverted 0xdeadbeef                           | 0x
            a message is no data           | {"message":"0xdeadbeef"}                      | 0x
            odd digits are no data         | 0xabc                                         | 0x
            """)
    void revertDataIsTakenFromItsPlacesAlone(String software, String data, String found) {
        assertThat(RpcErrors.data(data)).isEqualTo(found);
    }

    @Test
    void whatATextDemandsIsReadFromIt() {
        assertThat(sending("transaction gas price below minimum: gas tip cap 0, minimum needed 25000000"))
                .extracting(SendVerdict::leastTip)
                .isEqualTo(BigInteger.valueOf(25_000_000));
        assertThat(sending(
                        "Replacement transaction underpriced. A gasPrice/maxFeePerGas of at least 1100 is necessary"))
                .extracting(SendVerdict::leastMax)
                .isEqualTo(BigInteger.valueOf(1100));
        assertThat(
                        sending(
                                "Transaction maxFeePerGas (10) is too low for the next block, which has a baseFeePerGas of 875000000"))
                .extracting(SendVerdict::leastMax)
                .isEqualTo(BigInteger.valueOf(875_000_000));
        assertThat(sending("replacement transaction underpriced").leastTip()).isNull();
    }

    @Test
    void aHaltSpeaksOfTheCallAndLeavesTheEndpointSound() {
        ChainException halted =
                RpcErrors.of("eth_estimateGas", new Response.Error(-32603, "EVM error InvalidFEOpcode"));

        assertThat(halted).isInstanceOf(ChainException.Reverted.class);
        assertThat(RpcErrors.of("eth_call", new Response.Error(-32000, "something that nobody has ever said")))
                .isInstanceOfSatisfying(
                        ChainException.Refused.class,
                        refused -> assertThat(refused.about()).isEqualTo(About.ENDPOINT));
    }

    private static SendVerdict sending(String text) {
        return RpcErrors.sending(new ChainException.Refused(-32000, text, About.CALL));
    }
}

package dev.epilogue.chain.verified;

import dev.epilogue.chain.Chain;
import dev.epilogue.chain.ChainException;
import dev.epilogue.chain.ChannelContract;
import dev.epilogue.chain.channelhub.ChannelHub;
import dev.epilogue.chain.custody.Custody;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.value.Address;
import java.math.BigInteger;
import reactor.core.publisher.Mono;

/** Asks a contract whether it is what it should be. */
final class ContractCheck {

    private static final String CUSTODY_NAME = "Nitrolite:Custody";
    private static final String CUSTODY_VERSION = "0.3.0";

    private ContractCheck() {}

    /** ChannelHub belongs to one node for ever. */
    static Mono<ChannelContract> hub(Chain chain, Address address, Address node) {
        ChannelHub hub = new ChannelHub(chain, address);
        return hub.node()
                .onErrorMap(ContractCheck::isStrange, strange -> refused(chain, address, "is no ChannelHub"))
                .flatMap(owner -> owner.equals(node)
                        ? Mono.just(hub)
                        : Mono.error(refused(
                                chain, address, "belongs to %s, the node's address is %s".formatted(owner, node))));
    }

    /**
     * Custody serves any node: that a channel is this node's shows in its participants. Its signatures bind name, version, chain and
     * address, which all must be as they are signed here.
     */
    static Mono<ChannelContract> custody(Chain chain, Address address, Address node) {
        Custody custody = new Custody(chain, address, node);
        return custody.domain()
                .onErrorMap(ContractCheck::isStrange, strange -> refused(chain, address, "is no Custody"))
                .flatMap(domain -> domain.name().equals(CUSTODY_NAME)
                                && domain.version().equals(CUSTODY_VERSION)
                                && domain.chainId().equals(BigInteger.valueOf(chain.id()))
                                && domain.verifyingContract().equals(address)
                        ? Mono.just(custody)
                        : Mono.error(refused(
                                chain,
                                address,
                                "calls itself %s %s of chain %s, expected %s %s"
                                        .formatted(
                                                domain.name(),
                                                domain.version(),
                                                domain.chainId(),
                                                CUSTODY_NAME,
                                                CUSTODY_VERSION))));
    }

    /** No code there, or code that does not know the question. */
    private static boolean isStrange(Throwable failure) {
        return failure instanceof IllegalArgumentException || failure instanceof ChainException.Reverted;
    }

    static ProblemException refused(Chain chain, Address address, String what) {
        return refused("contract %s on chain %d %s".formatted(address, chain.id(), what));
    }

    static ProblemException refused(String detail) {
        return new ProblemException(Problem.of(ProblemCode.CONTRACT_UNVERIFIED, detail));
    }
}

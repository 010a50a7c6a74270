package dev.epilogue.chain.channelhub;

import dev.epilogue.signing.Abi;
import dev.epilogue.signing.AbiReader;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The arguments of each function. */
final class HubCallReader {

    private static final int SELECTOR_TEXT = 10;

    private static final Map<String, Function<AbiReader, HubCall>> FUNCTIONS = Stream.concat(
                    Arrays.stream(HubCall.OnState.Kind.values())
                            .map(kind -> function(
                                    kind.signature, at -> new HubCall.OnState(kind, at.bytes32(), HubTypes.state(at)))),
                    Stream.of(
                            function(
                                    HubCall.Create.SIGNATURE,
                                    at -> new HubCall.Create(HubTypes.definition(at), HubTypes.state(at))),
                            function(
                                    HubCall.Challenge.SIGNATURE,
                                    at -> new HubCall.Challenge(
                                            at.bytes32(), HubTypes.state(at), at.bytesHex(), at.uint8())),
                            function(HubCall.Claim.SIGNATURE, at -> new HubCall.Claim(at.address(), at.address())),
                            function(
                                    HubCall.DepositToNode.SIGNATURE,
                                    at -> new HubCall.DepositToNode(at.address(), at.uint256())),
                            function(
                                    HubCall.RegisterValidator.SIGNATURE,
                                    at -> new HubCall.RegisterValidator(at.uint8(), at.address(), at.bytesHex()))))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private HubCallReader() {}

    static Optional<HubCall> read(String data) {
        return data.length() < SELECTOR_TEXT
                ? Optional.empty()
                : Optional.ofNullable(FUNCTIONS.get(data.substring(0, SELECTOR_TEXT)))
                        .map(function -> function.apply(AbiReader.arguments(data)));
    }

    private static Map.Entry<String, Function<AbiReader, HubCall>> function(
            String signature, Function<AbiReader, HubCall> arguments) {
        return Map.entry(Abi.selector(signature), arguments);
    }
}

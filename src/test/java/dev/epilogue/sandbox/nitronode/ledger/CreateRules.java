package dev.epilogue.sandbox.nitronode.ledger;

import dev.epilogue.value.Address;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Section 3.5, up to the signatures. */
final class CreateRules {

    private static final Pattern APPLICATION = Pattern.compile("[a-z0-9_-]{1,66}");

    private final Limits limits;

    CreateRules(Limits limits) {
        this.limits = limits;
    }

    Definition check(CreateRequest request, int signatures) {
        int members = request.members().size();
        if (members > limits.participants()) {
            throw new Refusal("participants array exceeds maximum length of " + limits.participants());
        }
        checkCount(signatures, members);
        checkData(request.sessionData());
        if (request.applicationId().isEmpty()) {
            throw new Refusal("application id is required");
        }
        if (!APPLICATION.matcher(request.applicationId()).matches()) {
            throw new Refusal("invalid application id: must match ^[a-z0-9_-]{1,66}$");
        }
        long nonce = Numbers.uint64(request.nonce()).orElseThrow(() -> new Refusal("invalid app definition"));
        if (nonce == 0) {
            throw new Refusal("nonce must be non-zero");
        }
        if (request.quorum() == 0) {
            throw new Refusal("quorum must be greater than zero");
        }
        return new Definition(request.applicationId(), participants(request), request.quorum(), nonce);
    }

    void checkCount(int signatures, int participants) {
        if (signatures > participants) {
            throw new Refusal(
                    "quorum_sigs count (" + signatures + ") exceeds participants count (" + participants + ")");
        }
    }

    void checkData(String sessionData) {
        if (sessionData.getBytes(StandardCharsets.UTF_8).length > limits.sessionData()) {
            throw new Refusal("session_data exceeds maximum length of " + limits.sessionData());
        }
    }

    private static List<Participant> participants(CreateRequest request) {
        List<Participant> participants = new ArrayList<>();
        Set<Address> seen = new HashSet<>();
        int weights = 0;
        for (CreateRequest.Member member : request.members()) {
            Address wallet = HexAddress.parse(
                    member.wallet(), "invalid participant wallet_address \"" + member.wallet() + "\": ");
            if (!seen.add(wallet)) {
                throw new Refusal("duplicate participant address: " + wallet.lowerCase());
            }
            participants.add(new Participant(wallet, member.weight()));
            weights += member.weight();
        }
        if (request.quorum() > weights) {
            throw new Refusal("target quorum (" + request.quorum() + ") cannot be greater than total sum of weights ("
                    + weights + ")");
        }
        return participants;
    }
}

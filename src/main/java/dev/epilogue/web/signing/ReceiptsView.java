package dev.epilogue.web.signing;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.store.StoredSignature;
import dev.epilogue.web.closures.ConsensusView;
import dev.epilogue.web.http.Fields;
import java.util.List;

/** What a signer gets for its signatures. */
public final class ReceiptsView {

    private ReceiptsView() {}

    public static Fields of(Closure closure, List<StoredSignature> signatures) {
        return Fields.of("receipts", receipts(closure.id(), signatures)).put("consensus", ConsensusView.of(closure));
    }

    public static List<Fields> receipts(ClosureId closure, List<StoredSignature> signatures) {
        return signatures.stream()
                .map(signature -> Fields.of("closureId", closure)
                        .put("round", signature.round())
                        .put("index", signature.payload())
                        .put("participant", signature.participant())
                        .put("signer", signature.signer())
                        .put("digest", signature.digest())
                        .put("signatureHash", signature.signatureHash())
                        .put("receivedAt", signature.receivedAt())
                        .put("keyId", signature.keyId())
                        .put("jws", signature.jws()))
                .toList();
    }
}

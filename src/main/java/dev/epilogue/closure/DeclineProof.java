package dev.epilogue.closure;

/**
 * By what others can tell that the participant refused.
 *
 * @param service the public origin that the signed text names
 * @param signature of the participant's wallet, 65 bytes in hex
 */
public record DeclineProof(String service, String signature) {

    @Override
    public String toString() {
        return "DeclineProof[" + service + "]";
    }
}

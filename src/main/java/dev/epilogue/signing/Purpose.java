package dev.epilogue.signing;

/** What executing a payload does. */
public enum Purpose {
    /** v1: books another split; the session stays open. */
    OPERATE,
    /** Ends the session and pays out. */
    CLOSE,
    /** v1, optional: the participant's signature on the release that the node will issue. */
    RELEASE,
    /** v1, optional: the acknowledgement of that release. */
    ACKNOWLEDGE,
    /** v1, optional: authorises a challenge with exactly one channel state. */
    CHALLENGE,
    /** 0.x: asks the node for a signed state that resizes or closes the participant's channel. */
    CHANNEL_REQUEST,
    /** 0.x: that state, which the chain takes with the participant's signature beside the node's. */
    CHANNEL_STATE
}

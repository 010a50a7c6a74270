// Made from the service's own description (openapi.yaml) by openapi-typescript, and compared with it by a test. Not written by hand.

export interface paths {
    "/v1/closures/{id}/certificate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        /**
         * What can be proved of a closure, as one file that is checked without the service
         * @description Of a closure in whatever state: an open one's certificate says how far it is. A participant's leaves out what others may sign along. Signatures stand in it once the close is proved; before, their hashes and receipts.
         */
        get: operations["getCertificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{sessionId}/channels": {
        parameters: {
            query?: {
                /** @description Needed where several nodes are configured and none is the default */
                node?: components["parameters"]["Node"];
            };
            header?: never;
            path: {
                sessionId: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        /** For each asset and participant of the session its channel, or what the node owes without one */
        get: operations["getSessionChannels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels/{channelId}/allocation": {
        parameters: {
            query?: {
                /** @description Needed where several nodes are configured and none is the default */
                node?: components["parameters"]["Node"];
                /** @description Whose channel it is; needed where it was never met */
                participant?: components["parameters"]["ChannelOwner"];
                /** @description Likewise, on v1 */
                asset?: components["parameters"]["ChannelAsset"];
            };
            header?: never;
            path: {
                channelId: components["parameters"]["ChannelId"];
            };
            cookie?: never;
        };
        /** What a participant has in a channel, off chain, signed by both, and on chain */
        get: operations["getChannelAllocation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels/{channelId}/update": {
        parameters: {
            query?: {
                /** @description Needed where several nodes are configured and none is the default */
                node?: components["parameters"]["Node"];
                /** @description Whose channel it is; needed where it was never met */
                participant?: components["parameters"]["ChannelOwner"];
                /** @description Likewise, on v1 */
                asset?: components["parameters"]["ChannelAsset"];
            };
            header?: never;
            path: {
                channelId: components["parameters"]["ChannelId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring a channel to what a close made of it, or see that it is there
         * @description Asking twice for the same gets the same update. Without a closure the newest one that credited the channel counts; without a mode, that closure's policy.
         */
        post: operations["updateChannelState"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channel-updates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ChannelUpdateId"];
            };
            cookie?: never;
        };
        /** How far a channel update has come, with the channel as it is now */
        get: operations["getChannelUpdate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channel-updates/{id}/payloads": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ChannelUpdateId"];
            };
            cookie?: never;
        };
        /** What the participant is asked to sign for its channel */
        get: operations["listChannelUpdatePayloads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channel-updates/{id}/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ChannelUpdateId"];
            };
            cookie?: never;
        };
        /** The receipts of every signature that was taken for it */
        get: operations["getChannelUpdateReceipts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channel-updates/{id}/signatures": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ChannelUpdateId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The participant's signatures for its channel; all or nothing */
        post: operations["signChannelUpdate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/closures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Closures that meet every given condition, newest first */
        get: operations["listClosures"];
        put?: never;
        /**
         * Propose to close a session
         * @description Only sessionId is required. Without a final state the session closes as it stands.
         */
        post: operations["proposeClosure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/closures/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a proposal would become; nothing is stored */
        post: operations["previewClosure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/closures/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        /** A closure; waits for a change when asked to */
        get: operations["getClosure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/closures/{id}/pending-signers": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        /** Who has not signed, and the smallest groups that would suffice */
        get: operations["getPendingSigners"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/closures/{id}/extension": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** More time; the new deadline is the later of now and the deadline, plus the seconds */
        post: operations["extendClosure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/closures/{id}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a closure without closing the session */
        post: operations["cancelClosure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/closures/{id}/rounds": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Another split; also brings a declined or expired closure back */
        post: operations["counterPropose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/closures/{id}/finalization": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Wait for the proof that the session is closed
         * @description The service closes the session by itself; this call changes nothing.
         */
        post: operations["awaitFinalization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.yaml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["getContract"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document as a page on which calls can be tried out, at index.html, and what the page is made of
         * @description Nothing in the address decides what it shows, and it keeps no credential.
         */
        get: operations["getDocs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every code that a refusal can carry, with its cause and its remedy */
        get: operations["listProblems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems/{problem}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a code means and what to do, as a page where HTML is accepted by name
         * @description A problem's `type` leads here.
         */
        get: operations["getProblem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/closures/{id}/challenge": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        /** What can be protected on chain for the participants, what cannot, who is frozen meanwhile and what it costs */
        get: operations["reportChallenge"];
        put?: never;
        /** Protect on chain what can be protected. A channel is challenged; a session cannot be */
        post: operations["challengeApplicationState"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels/{channelId}/escalation-pack": {
        parameters: {
            query?: {
                /** @description Needed where several nodes are configured and none is the default */
                node?: components["parameters"]["Node"];
                /** @description Whose channel it is; needed where it was never met */
                participant?: components["parameters"]["ChannelOwner"];
                /** @description Likewise, on v1 */
                asset?: components["parameters"]["ChannelAsset"];
            };
            header?: never;
            path: {
                channelId: components["parameters"]["ChannelId"];
            };
            cookie?: never;
        };
        /** What a participant signs so that its channel can be challenged, and what it has deposited; never a signature */
        get: operations["offerEscalationPack"];
        put?: never;
        /** Deposit a wallet's signature over the challenge; kept sealed, and destroyed as soon as a newer state is seen */
        post: operations["depositEscalationPack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels/{channelId}/watch": {
        parameters: {
            query?: {
                /** @description Needed where several nodes are configured and none is the default */
                node?: components["parameters"]["Node"];
                /** @description Whose channel it is; needed where it was never met */
                participant?: components["parameters"]["ChannelOwner"];
                /** @description Likewise, on v1 */
                asset?: components["parameters"]["ChannelAsset"];
            };
            header?: never;
            path: {
                channelId: components["parameters"]["ChannelId"];
            };
            cookie?: never;
        };
        /** Whether disputes of the channel are answered */
        get: operations["readWatch"];
        put?: never;
        /** Have disputes with an old state answered with the newest state that both signed, or have that ended */
        post: operations["enrolChannel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/closures/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        /**
         * What happened to a closure, from its first event, and what goes on happening
         * @description Ends after closure.ended. 204 when the reader has seen the last event. A position that the closure does not have, as an unknown Last-Event-ID, is answered with reset and snapshot. When no stream can be opened at present, 200 with retry and a comment, and the end: after any other status browsers do not come again.
         */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/closures/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        /** The same events as a list */
        get: operations["getTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happens to all closures of the tenant, from now on or behind a position
         * @description A stream opens with stream.opened. A position that is lost or unknown is answered with reset and snapshot before it. When no stream can be opened at present, 200 with retry and a comment, and the end.
         */
        get: operations["streamTenantEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/participants/{address}/events": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                address: components["parameters"]["Participant"];
            };
            cookie?: never;
        };
        /**
         * A participant's inbox: what happens to every closure that it takes part in
         * @description As the stream of the tenant.
         */
        get: operations["streamParticipantEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tenant's keys, newest first, without their secrets */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Make a key
         * @description The key is sent as `Authorization: Bearer`. Only its hash is kept. A repeat under the same `Idempotency-Key` makes no second one: as long as the key is unused it gets another secret, and the one before ends.
         */
        post: operations["makeApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys/{keyId}/rotation": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                keyId: components["parameters"]["KeyId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a key in place of another, which lives on for 24 hours */
        post: operations["rotateApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                keyId: components["parameters"]["KeyId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a key at once, and the streams that it opened within a heartbeat */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/closures/{id}/explanation": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        /** Why a closure is where it is, and what helps */
        get: operations["explainClosure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/closures/{id}/parking": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop working on a closure until an operator resumes it */
        post: operations["parkClosure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/closures/{id}/resumption": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a parked closure back to where it was */
        post: operations["resumeClosure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/closures/{id}/reconciliation": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read the node now and draw what conclusions the reading allows */
        post: operations["reconcileClosure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/nodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The configured nodes as their links see them */
        get: operations["getNodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/s/{closure}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The page on which a participant looks at a closure and signs it
         * @description The same for everybody, whatever the address says: address and token are read in the reader's browser. Getting it consumes nothing.
         */
        get: operations["getSigningPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/s/h/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same page, for who comes with a code from another browser */
        get: operations["getSigningPageByCode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/s/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page that computes what is signed from typed-in fields
         * @description One file: saved, it works without a network. It asks no service.
         */
        get: operations["getCheckPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page that verifies a closing certificate
         * @description One file: saved, it works without a network. What it is given is sent nowhere.
         */
        get: operations["getVerifyPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The page on which a wallet sees everything that waits for it */
        get: operations["getInboxPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/assets/{version}/pages/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the pages are made of
         * @description The version is made of the files' content; those of another version are not found.
         */
        get: operations["getPageFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/assets/{version}/js/lib/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Modules of the JavaScript client that the pages run */
        get: operations["getClientModule"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/closures/{id}/links": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        /** The links of a closure, newest first, without their tokens */
        get: operations["listLinks"];
        put?: never;
        /**
         * Make a link for one participant
         * @description The token stands in the fragment of the address, which no browser sends: the page exchanges it. A link reads and signs; it lives at most until the closure can no longer be reopened. Making, renewing and revoking links does not move the closure's revision. A repeat under the same Idempotency-Key makes no second link: as long as the link is unopened it gets another token, and the one before ends.
         */
        post: operations["makeLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/closures/{id}/links/{linkId}/renewal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
                linkId: components["parameters"]["LinkId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a link live longer, or shorter, from now on */
        post: operations["renewLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/closures/{id}/links/{linkId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
                linkId: components["parameters"]["LinkId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a link, and every session and code that came of it */
        delete: operations["revokeLink"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom the credential stands for */
        get: operations["whoAmI"];
        put?: never;
        post?: never;
        /** End the session and take its cookie away */
        delete: operations["leave"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/access/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a link for a session
         * @description The token is sent as bearer. Without a cookie nothing changes but that the participant counts as having opened its link: the token itself goes on being used. The first exchange is the event participant.opened.
         */
        post: operations["exchangeLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/access/handover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A code by which another browser takes over the link
         * @description For the browser inside a wallet, which shares no cookies with the one that the link was opened in.
         */
        post: operations["offerHandover"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/access/handover/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take over a link by its code */
        post: operations["takeHandover"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/access/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A wallet's sessions that stand, newest first */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/access/sessions/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of the wallet's sessions */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/siwe/nonce": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The text by which a wallet signs in
         * @description The service writes the text and remembers its hash for some minutes. Its domain is the public origin's, or that of an origin that the operator lists.
         */
        post: operations["inviteWallet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/siwe/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with the text and its signature
         * @description EIP-191 (personal_sign) over the text, byte for byte. Each text is good for one attempt. Contract wallets (ERC-1271, ERC-6492) cannot sign in: nodes count signatures of keys only, so a contract wallet cannot sign a close either.
         */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{sessionId}": {
        parameters: {
            query?: {
                /** @description Needed where several nodes are configured and none is the default */
                node?: components["parameters"]["Node"];
                /** @description Which closure's cookie is meant, where the browser has several */
                closure?: components["parameters"]["CookieOf"];
            };
            header?: never;
            path: {
                sessionId: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        /** A session as its node shows it now */
        get: operations["getSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{sessionId}/final-state": {
        parameters: {
            query?: {
                /** @description Needed where several nodes are configured and none is the default */
                node?: components["parameters"]["Node"];
                /** @description Which closure's cookie is meant, where the browser has several */
                closure?: components["parameters"]["CookieOf"];
            };
            header?: never;
            path: {
                sessionId: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        /** What a closure at the current split would end with */
        get: operations["getFinalState"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{sessionId}/closures": {
        parameters: {
            query?: {
                /** @description Needed where several nodes are configured and none is the default */
                node?: components["parameters"]["Node"];
                /** @description Which closure's cookie is meant, where the browser has several */
                closure?: components["parameters"]["CookieOf"];
            };
            header?: never;
            path: {
                sessionId: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        /** Our closures of a session, newest first */
        get: operations["getClosuresOfSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{sessionId}/closure": {
        parameters: {
            query?: {
                /** @description Needed where several nodes are configured and none is the default */
                node?: components["parameters"]["Node"];
                /** @description Which closure's cookie is meant, where the browser has several */
                closure?: components["parameters"]["CookieOf"];
            };
            header?: never;
            path: {
                sessionId: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        /** What a closed session left; 409 session-open while it is open */
        get: operations["getClosedSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/closures/{id}/payloads": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        /** What is to be signed, with every field from which a wallet rebuilds it */
        get: operations["getPayloads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/closures/{id}/signatures": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One signature for each required payload, in order; all or nothing */
        post: operations["sign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/closures/{id}/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        /** The receipts of every signature that was taken, also of those that no longer count; a participant's own alone to itself */
        get: operations["getReceipts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/closures/{id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A participant refuses the current round
         * @description The signature is EIP-191 by the participant's wallet over the text "Epilogue decline\nservice: {origin}\nclosure: {id}\nround: {n}\nsession: {id}\nreason: {reason}".
         */
        post: operations["decline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/signatures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signatures of many closures, one line each, answered line by line as decided
         * @description At most 1,000 lines or 1 MiB. The last line of the answer is `{"end":true,"lines":n,"accepted":a,"refused":r}`; where it is missing the stream was cut off, and everything may be sent again.
         */
        post: operations["signStream"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/participants/{address}/payloads": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                address: components["parameters"]["Participant"];
            };
            cookie?: never;
        };
        /** What one wallet has to sign, as JSON or as lines */
        get: operations["getPayloadsOfParticipant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The keys by which receipts are verified, retired ones with the time within which they signed */
        get: operations["getReceiptKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tenant's webhooks, newest first, without their secrets */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Make a webhook, which is told what happens from now on
         * @description Messages are signed as Standard Webhooks say. One that does not come through is sent again, and none behind it before; each carries in `webhook-id` the event's id. The secret is shown here and never again.
         */
        post: operations["makeWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhookId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhookId: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        /** One webhook, and how it stands */
        get: operations["showWebhook"];
        put?: never;
        post?: never;
        /** Remove a webhook with what is known of its deliveries */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /**
         * Change what is named, pause it, or enable it again
         * @description A webhook that was paused or disabled goes on where it stood, oldest first.
         */
        patch: operations["changeWebhook"];
        trace?: never;
    };
    "/v1/webhooks/{webhookId}/test": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhookId: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send one message of type `webhook.test` now, and answer what came of it
         * @description The webhook stays where it is; nothing is sent again.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhookId}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhookId: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        /**
         * What was tried, newest first, with what was answered
         * @description The last 1,000 of a webhook are kept, for 30 days where the operator says nothing else.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhookId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhookId: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go on with another event, further back or further on
         * @description From the event at that position, or from the first one since that time, everything is sent, whether it was sent before or not. A message that comes again has the id that it had.
         */
        post: operations["replayWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhookId}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhookId: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make another secret; the present one goes on signing for 24 hours beside it */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description EIP-55; any case is accepted */
        Address: string;
        Hash: string;
        NullableHash: string | null;
        /** @description In the asset's unit */
        Amount: string;
        /** @description In the asset's unit */
        NullableAmount: string | null;
        /** @example PT1H */
        Duration: string;
        /**
         * Format: date-time
         * @description From the year 1 to the year 9999
         */
        Time: string;
        /** Format: date-time */
        NullableTime: string | null;
        /** @description One line without control characters */
        Line: string;
        /** @description One line without control characters, marks of direction and others that cannot be seen */
        Reason: string | null;
        /** @description Who can do something about it */
        Actor: ("CALLER" | "PARTICIPANT" | "OPERATOR" | "NODE") | string;
        Dialect: ("nitronode-v1" | "nitrorpc-0.4" | "nitrorpc-0.2") | string;
        Allocation: {
            participant: components["schemas"]["Address"];
            asset: string;
            amount: components["schemas"]["Amount"];
        };
        Member: {
            participant: components["schemas"]["Address"];
            weight: number;
        };
        FinalState: {
            sessionId: components["schemas"]["Hash"];
            /** @constant */
            isFinal: true;
            /** @description The current version plus one: the state that it builds on. Once the session is closed, the version at which it was. */
            versionNumber: number;
            /** @description Milliseconds since the epoch */
            timestamp: number;
            allocations: components["schemas"]["Allocation"][];
            sessionData: string;
        };
        Certificate: {
            /** @example epilogue-certificate/1 */
            format: string;
            /** Format: uuid */
            closureId: string;
            issuedAt: components["schemas"]["Time"];
            statements: components["schemas"]["Statement"][];
            /** @description Receipt keys as JWKs, with nbf and exp where their time is known, and revoked where they were */
            keys: Record<string, never>[];
            /** @description A JWS over the SHA-256 of each part in canonical form (RFC 8785) */
            seal: string;
        };
        Statement: {
            /** @description No other statement of the certificate has it */
            name: string;
            /** @description Whose word it is */
            mark: ("SIGNED_BY_NODE" | "SIGNED_BY_PARTICIPANT" | "OBSERVED") | string;
            content: Record<string, never>;
        };
        ChannelsOfSession: {
            channels: components["schemas"]["ChannelAllocation"][];
        };
        ChannelAllocation: {
            /** @description null without a channel */
            channelId: components["schemas"]["NullableHash"];
            participant: components["schemas"]["Address"];
            /** @description null where the node no longer lists the token */
            asset: string | null;
            /** @description The contract has the last word where it was read */
            status: ("VOID" | "OPEN" | "RESIZING" | "CHALLENGED" | "CLOSING" | "CLOSED" | "NO_CHANNEL") | string;
            readAt: components["schemas"]["Time"];
            chainId: number | null;
            /** @description How long a dispute of the channel lasts */
            challengeDuration: string | null;
            /** @description The newest that counts at the node; null for a channel that has ended */
            offChain: components["schemas"]["ChannelBalance"] | null;
            /** @description The newest that participant and node have both signed for this channel */
            coSigned: components["schemas"]["ChannelBalance"] | null;
            /** @description Of the contract's storage; null where no chain of that id can be read */
            onChain: components["schemas"]["ChannelOnChain"] | null;
            pendingOperations: (("CREATION" | "NODE_SIGNATURE" | "ACKNOWLEDGEMENT" | "CHECKPOINT" | "RESIZE" | "CLOSE" | "CHALLENGE") | string)[];
            anomalies: (("went-back" | "node-signature-invalid" | "user-signature-invalid" | "token-unknown") | string)[];
            /** @description What closures of the caller's paid to the participant in this asset, newest first */
            credits: components["schemas"]["ChannelCredit"][];
        };
        ChannelBalance: {
            epoch: number;
            stateVersion: number;
            balance: components["schemas"]["NullableAmount"];
            /** @description Verified */
            signedBy: (("PARTICIPANT" | "NODE") | string)[];
        };
        ChannelOnChain: {
            status: ("VOID" | "INITIAL" | "OPEN" | "CHALLENGED" | "CLOSED" | "MIGRATING") | string;
            stateVersion: number;
            balance: components["schemas"]["NullableAmount"];
            /** @description In the token's smallest unit */
            rawAmount: string;
            decimals: number | null;
            /** @description Chain time */
            challengeExpiresAt: components["schemas"]["NullableTime"];
            block: number;
        };
        ChannelCredit: {
            sessionId: components["schemas"]["Hash"];
            amount: components["schemas"]["Amount"];
            status: components["schemas"]["SettlementStatus"];
        };
        ChannelUpdateStatus: ("PENDING" | "WAITING_SIGNATURE" | "SENT" | "REFLECTED" | "CONFIRMED" | "NO_CREDIT" | "NO_CHANNEL" | "CHALLENGED" | "UNACKNOWLEDGED" | "FAILED") | string;
        ChannelMode: ("VERIFY" | "ACKNOWLEDGE" | "CHECKPOINT" | "RESIZE" | "CLOSE_CHANNEL") | string;
        ChannelUpdate: {
            /**
             * Format: uuid
             * @description Null where looking was all there was to do
             */
            id: string | null;
            mode: components["schemas"]["ChannelMode"];
            status: components["schemas"]["ChannelUpdateStatus"];
            /** Format: uuid */
            closureId: string | null;
            node: string;
            channelId: components["schemas"]["NullableHash"];
            participant: components["schemas"]["Address"];
            asset: string;
            /** @description What is proved of the money, as in a closure's settlement */
            reached: components["schemas"]["SettlementStatus"] | null;
            detail: string | null;
            deadline: components["schemas"]["NullableTime"];
            endedAt: components["schemas"]["NullableTime"];
            problem: components["schemas"]["Hindrance"] | null;
            allocation: components["schemas"]["ChannelAllocation"] | null;
        };
        ChannelUpdatePayloads: {
            /** Format: uuid */
            channelUpdateId: string;
            /** Format: uuid */
            closureId: string | null;
            node: string;
            channelId: components["schemas"]["NullableHash"];
            participant: components["schemas"]["Address"];
            asset: string;
            mode: components["schemas"]["ChannelMode"];
            status: components["schemas"]["ChannelUpdateStatus"];
            /** @description Null while nothing is asked for */
            round: number | null;
            /** @description Why it is asked */
            because: ("SETTLING" | "STATE_MOVED" | "PREDICTION_DIFFERS" | "WINDOW_LAPSED" | "PREPARED") | string | null;
            signable: boolean;
            signableUntil: components["schemas"]["Time"];
            payloads: components["schemas"]["Payload"][];
        };
        ChannelUpdateReceipts: {
            receipts: components["schemas"]["ChannelUpdateReceipt"][];
            /** Format: uuid */
            channelUpdateId: string;
            status: components["schemas"]["ChannelUpdateStatus"];
        };
        ChannelUpdateReceipt: {
            /** Format: uuid */
            closureId: string | null;
            /** Format: uuid */
            channelUpdateId: string;
            round: number;
            index: number;
            participant: components["schemas"]["Address"];
            signer: components["schemas"]["Address"];
            digest: components["schemas"]["Hash"];
            signatureHash: components["schemas"]["Hash"];
            receivedAt: components["schemas"]["Time"];
            keyId: string;
            jws: string;
        };
        /** @enum {string} */
        KnownStatus: "COLLECTING" | "READY" | "SUBMITTING" | "SETTLING" | "ESCALATING" | "SETTLED" | "PROTECTED" | "EXPIRED" | "DECLINED" | "CANCELLED" | "SUPERSEDED" | "PARKED";
        Status: components["schemas"]["KnownStatus"] | string;
        /** @enum {string} */
        KnownOutcome: "COOPERATIVE" | "QUORUM_AT_DEADLINE" | "CLOSED_ELSEWHERE" | "CHALLENGED" | "PAID_OUT_OPEN" | "NONE";
        /** @description null until proved */
        NullableOutcome: components["schemas"]["KnownOutcome"] | string | null;
        /** @enum {string} */
        KnownWaitingFor: "SIGNATURES" | "PROPOSAL" | "DEADLINE" | "NODE" | "PROOF" | "FENCE" | "CHANNELS" | "CHAIN" | "OPERATOR";
        NullableWaitingFor: components["schemas"]["KnownWaitingFor"] | string | null;
        SettlementStatus: ("PENDING" | "CREDITED" | "UNACKNOWLEDGED" | "ACKNOWLEDGED" | "CHECKPOINTED" | "RESIZED" | "CHANNEL_CLOSED" | "NO_CHANNEL" | "CHALLENGED") | string;
        ProposedAllocation: {
            participant: components["schemas"]["Address"];
            asset: string;
            amount: components["schemas"]["Amount"];
        };
        ProposedMember: {
            participant: components["schemas"]["Address"];
            weight: number;
        };
        /** @description May also carry the other members of a session or final-state answer: they must agree, or are ignored (timestamp, active, readAt). */
        ProposedState: {
            isFinal?: boolean | null;
            versionNumber?: number | null;
            /** @description What is left out is zero */
            allocations?: components["schemas"]["ProposedAllocation"][] | null;
            /** @description null keeps what is stored */
            sessionData?: string | null;
            sessionId?: components["schemas"]["NullableHash"];
            node?: string | null;
            dialect?: string | null;
            application?: string | null;
            quorum?: number | null;
            participants?: components["schemas"]["ProposedMember"][] | null;
            /** @description Ignored */
            timestamp?: unknown;
            /** @description Ignored */
            active?: unknown;
            /** @description Ignored */
            readAt?: unknown;
        };
        /** @description What it leaves out is the service's default */
        ProposedPolicy: {
            /** @enum {string|null} */
            consensus?: "UNANIMOUS" | "QUORUM" | "UNANIMOUS_THEN_QUORUM" | null;
            requiredParticipants?: components["schemas"]["Address"][] | null;
            /** @description From PT5S to P30D */
            timeout?: components["schemas"]["Duration"] | null;
            /** @description From the timeout to P30D */
            maxDeadline?: components["schemas"]["Duration"] | null;
            /** @description From PT5S to P30D */
            signableFor?: components["schemas"]["Duration"] | null;
            /** @enum {string|null} */
            onVersionChange?: "NEW_ROUND" | "FAIL" | null;
            /** @description Rounds that somebody causes: the first, counter-proposals, and one for each move of the session by somebody else. A round whose window lapses is followed by the next without being counted. */
            maxRounds?: number | null;
            /** @enum {string|null} */
            channelUpdate?: "VERIFY" | "ACKNOWLEDGE" | "CHECKPOINT" | "RESIZE" | "CLOSE_CHANNEL" | null;
            /** @description At most P30D */
            settleFor?: components["schemas"]["Duration"] | null;
            /** @enum {string|null} */
            escalation?: "NONE" | "CHECKPOINT" | "CHALLENGE" | null;
            /** @description At most P30D */
            reopenFor?: components["schemas"]["Duration"] | null;
            /** @description Percents of a round's time at which those who have not signed are reminded; an empty list: never */
            reminders?: number[] | null;
            /**
             * @description Whether whoever refuses has to say why
             * @enum {string|null}
             */
            declineReason?: "OPTIONAL" | "REQUIRED" | null;
        };
        Proposal: {
            node?: string | null;
            sessionId: components["schemas"]["Hash"];
            finalState?: components["schemas"]["ProposedState"] | null;
            policy?: components["schemas"]["ProposedPolicy"] | null;
            reference?: string | null;
            memo?: components["schemas"]["Reason"];
        };
        Policy: {
            consensus: ("UNANIMOUS" | "QUORUM" | "UNANIMOUS_THEN_QUORUM") | string;
            requiredParticipants: components["schemas"]["Address"][] | null;
            /** @example PT1H */
            timeout: string;
            /** @example P1D */
            maxDeadline: string;
            signableFor: string | null;
            onVersionChange: ("NEW_ROUND" | "FAIL") | string;
            /** @description Rounds that somebody causes: the first, counter-proposals, and one for each move of the session by somebody else. A round whose window lapses is followed by the next without being counted. */
            maxRounds: number;
            channelUpdate: components["schemas"]["ChannelMode"];
            /** @description Percents of a round's time */
            reminders: number[];
            declineReason: ("OPTIONAL" | "REQUIRED") | string;
            /** @example P1D */
            settleFor: string;
            escalation: components["schemas"]["EscalationLevel"];
            /** @example P1D */
            reopenFor: string;
        };
        Prerequisite: {
            name: string;
            result: ("OK" | "WARN" | "BLOCKING" | "UNKNOWABLE") | string;
            detail: string | null;
        };
        SplitChange: {
            participant: components["schemas"]["Address"];
            asset: string;
            from: components["schemas"]["Amount"];
            to: components["schemas"]["Amount"];
        };
        Preview: {
            /** @description With a null id */
            closure: components["schemas"]["Closure"];
            payloads: components["schemas"]["Payload"][];
            changes: components["schemas"]["SplitChange"][];
            prerequisites: components["schemas"]["Prerequisite"][];
            warnings: string[];
        };
        ClosurePage: {
            closures: components["schemas"]["Closure"][];
            nextCursor: string | null;
            asOf: components["schemas"]["Time"];
        };
        Consensus: {
            reached: boolean;
            unanimous: boolean;
            requiredWeight: number;
            achievedWeight: number;
            missingWeight: number;
            quorumWeight: number;
            quorumReached: boolean;
            signed: components["schemas"]["Signed"][];
            pending: components["schemas"]["Member"][];
            declined: components["schemas"]["Declined"][];
        };
        Signed: {
            participant: components["schemas"]["Address"];
            weight: number;
            signer: components["schemas"]["Address"];
            signedAt: components["schemas"]["Time"];
            /** @description Whether it counts only as long as a session key does */
            conditional: boolean;
        };
        Declined: {
            participant: components["schemas"]["Address"];
            weight: number;
            reason: string;
            at: components["schemas"]["Time"];
            counterProposal: components["schemas"]["Split"] | null;
        };
        Split: {
            allocations: components["schemas"]["Allocation"][];
        };
        PendingSigners: {
            pending: components["schemas"]["Member"][];
            missingWeight: number;
            sufficientSets: components["schemas"]["Address"][][];
            sufficientSetsTruncated: boolean;
        };
        Round: {
            number: number;
            openedAt: components["schemas"]["Time"];
            closedAt: components["schemas"]["NullableTime"];
            closedBecause: string | null;
            signableUntil: components["schemas"]["NullableTime"];
        };
        /** @description How long whoever holds the signatures can use them */
        Enforceable: {
            until: components["schemas"]["NullableTime"];
            whileVersionNumber: number | null;
        };
        SubmissionStatus: ("PENDING" | "SENT" | "UNKNOWN" | "EXECUTED" | "REFUSED") | string;
        Submission: {
            index: number;
            purpose: components["schemas"]["Purpose"];
            versionNumber: number;
            status: components["schemas"]["SubmissionStatus"];
            provedAt: components["schemas"]["NullableTime"];
        };
        /** @description The session as it was read last */
        ClosureSession: {
            closed: boolean;
            closedAt: components["schemas"]["NullableTime"];
            versionNumber: number;
            /** @description When the session was last seen as it is told here. While signatures are collected it is looked at about once a minute, as far as the node bears it; nobody may have noticed yet what happened later. Moves without a new `revision`. */
            readAt: components["schemas"]["Time"];
        };
        SettlementLine: {
            participant: components["schemas"]["Address"];
            asset: string;
            amount: components["schemas"]["Amount"];
            channelId: components["schemas"]["NullableHash"];
            status: components["schemas"]["SettlementStatus"];
            channelUpdate: components["schemas"]["ChannelStep"] | null;
        };
        ChannelStep: {
            /** Format: uuid */
            id: string;
            status: components["schemas"]["ChannelUpdateStatus"];
            detail: string | null;
            /** @description 0.x: what the update brought about */
            moved: components["schemas"]["ChannelMoves"] | null;
            /** @description What became of a challenge that was signed along */
            escalationPack: components["schemas"]["ChallengeFate"] | null;
        };
        ChannelMoves: {
            /** @description Of the channel into the participant's account in the contract */
            paidOut: components["schemas"]["NullableAmount"];
            /** @description On chain afterwards */
            lockedInChannel: components["schemas"]["NullableAmount"];
            /** @description In the node's books afterwards, what the channel holds included */
            nodeBalance: components["schemas"]["NullableAmount"];
        };
        ChallengeFate: {
            status: ("KEPT" | "DISCARDED") | string;
            reason: string | null;
        };
        Hindrance: {
            /**
             * @description An open set. `round-expiring` is no failure: everybody has to sign again if the round, whose window ends before the deadline, is not signed until then; it is told with the event `round.expiring`, an hour before at the most.
             * @example round-expiring
             * @example answer-lost
             * @example node-went-back
             */
            code: string;
            detail: string;
            actor: components["schemas"]["Actor"];
            at: components["schemas"]["Time"];
        };
        Participant: {
            participant: components["schemas"]["Address"];
            weight: number;
            /** @description What it was asked to sign, one for each round, oldest first */
            requests: components["schemas"]["SignatureRequest"][];
        };
        SignatureRequest: {
            round: number;
            /** @description An open set. Whoever takes a refusal back by signing has SIGNED; a request is SUPERSEDED once its round is over, by another round or because nobody waits for the answer any more, but for answers that counted to the end. */
            state: ("ASKED" | "OPENED" | "SIGNED" | "DECLINED" | "SUPERSEDED") | string;
            askedAt: components["schemas"]["Time"];
            /** @description When it first came to look at the closure, in whatever round */
            openedAt: components["schemas"]["NullableTime"];
            signedAt: components["schemas"]["NullableTime"];
            declinedAt: components["schemas"]["NullableTime"];
            supersededAt: components["schemas"]["NullableTime"];
        };
        Closure: {
            /** Format: uuid */
            id: string | null;
            revision: number;
            node: string;
            dialect: components["schemas"]["Dialect"];
            sessionId: components["schemas"]["Hash"];
            application: string;
            status: components["schemas"]["Status"];
            outcome: components["schemas"]["NullableOutcome"];
            reference: string | null;
            memo: string | null;
            createdAt: components["schemas"]["Time"];
            updatedAt: components["schemas"]["Time"];
            endedAt: components["schemas"]["NullableTime"];
            firstDeadline: components["schemas"]["Time"];
            deadline: components["schemas"]["Time"];
            reopenableUntil: components["schemas"]["NullableTime"];
            finalState: components["schemas"]["FinalState"];
            policy: components["schemas"]["Policy"];
            participants: components["schemas"]["Participant"][];
            round: components["schemas"]["Round"];
            consensus: components["schemas"]["Consensus"];
            enforceable: components["schemas"]["Enforceable"];
            submissions: components["schemas"]["Submission"][];
            session: components["schemas"]["ClosureSession"];
            settlement: components["schemas"]["SettlementLine"][];
            prerequisites: components["schemas"]["Prerequisite"][];
            warnings: string[];
            /** @description What a node did wrong */
            anomalies: (("paid-twice" | "went-back" | "not-recounted" | "unserved") | string)[];
            /** @description What was undertaken on chain */
            protections: components["schemas"]["Protection"][];
            waitingFor: components["schemas"]["NullableWaitingFor"];
            nextAttemptAt: components["schemas"]["NullableTime"];
            /** @description Why the last step did not succeed */
            problem: components["schemas"]["Hindrance"] | null;
            lastEventId: string | null;
        };
        EscalationLevel: ("NONE" | "CHECKPOINT" | "CHALLENGE") | string;
        ProtectionAction: ("CHECKPOINT" | "CHALLENGE" | "FINALISE") | string;
        ProtectionStatus: ("PLANNED" | "SENT" | "DISPUTED" | "ANSWERING" | "CLOSING" | "CHECKPOINTED" | "FINALISED" | "ANSWERED" | "CLOSED_BY_AGREEMENT" | "STOPPED" | "REFUSED") | string;
        Protection: {
            /** Format: uuid */
            id: string;
            participant: components["schemas"]["Address"];
            asset: string;
            channelId: components["schemas"]["Hash"];
            chainId: number;
            action: components["schemas"]["ProtectionAction"];
            status: components["schemas"]["ProtectionStatus"];
            reason: string | null;
            transaction: components["schemas"]["NullableHash"];
            /** @description Chain time */
            windowEndsAt: components["schemas"]["NullableTime"];
            recovered: components["schemas"]["NullableAmount"];
            reclaimable: components["schemas"]["NullableAmount"];
            /** @description What the participant's own wallet has to do for money that waits in the contract */
            claim: string | null;
        };
        CostEstimate: {
            wei: string;
        };
        ChallengeReport: {
            /** Format: uuid */
            closureId: string;
            status: components["schemas"]["Status"];
            started: boolean;
            possible: boolean;
            /** @description The most that is allowed here */
            level: components["schemas"]["EscalationLevel"];
            /** @description Why nothing at all is possible */
            reasons: string[];
            channels: components["schemas"]["ReportedChannel"][];
            withoutChannel: components["schemas"]["WithoutChannel"][];
            recoverable: components["schemas"]["Recoverable"][];
            notRecoverable: components["schemas"]["NotRecoverable"][];
            frozen: components["schemas"]["Frozen"][];
            costEstimate: components["schemas"]["CostEstimate"] | null;
            /** @description Chain time */
            earliestFinality: components["schemas"]["NullableTime"];
            /** @description What was undertaken so far */
            protections: components["schemas"]["Protection"][];
        };
        ReportedChannel: {
            participant: components["schemas"]["Address"];
            asset: string;
            channelId: components["schemas"]["Hash"];
            chainId: number;
            action: ("CHECKPOINT" | "CHALLENGE" | "FINALISE" | "NONE") | string;
            reasons: string[];
            amount: components["schemas"]["Amount"];
            /** @description A duration */
            frozenFor: string | null;
            /** @description Chain time */
            earliestFinality: components["schemas"]["NullableTime"];
            costEstimate: components["schemas"]["CostEstimate"] | null;
        };
        WithoutChannel: {
            participant: components["schemas"]["Address"];
            asset: string;
            reason: string;
        };
        Recoverable: {
            participant: components["schemas"]["Address"];
            asset: string;
            channelId: components["schemas"]["Hash"];
            amount: components["schemas"]["Amount"];
            how: ("ENFORCEABLE_ON_CHAIN" | "PAID_OUT") | string;
        };
        NotRecoverable: {
            participant: components["schemas"]["Address"];
            asset: string;
            amount: components["schemas"]["Amount"];
            what: ("SESSION_FUNDS" | "NOT_CO_SIGNED" | "UNIFIED_BALANCE") | string;
            detail: string;
        };
        Frozen: {
            participant: components["schemas"]["Address"];
            asset: string;
            channelId: components["schemas"]["Hash"];
            /** @description A duration */
            for: string;
            detail: string;
        };
        EscalationPack: {
            channelId: components["schemas"]["Hash"];
            node: string;
            participant: components["schemas"]["Address"];
            asset: string;
            chainId: number;
            /** @description The newest state that both signed */
            candidate: components["schemas"]["PackCandidate"] | null;
            sign: components["schemas"]["PackMessage"] | null;
            /** @description Why nothing can be signed */
            reason: string | null;
            pack: components["schemas"]["HeldPack"] | null;
        };
        PackCandidate: {
            epoch: string;
            stateVersion: string;
            balance: components["schemas"]["Amount"];
            onChain: boolean;
        };
        PackMessage: {
            /** @constant */
            scheme: "EIP191";
            /** @description Its bytes are signed as a personal message */
            message: string;
            digest: components["schemas"]["Hash"];
        };
        HeldPack: {
            status: ("CURRENT" | "STALE" | "SPENT") | string;
            reason: string | null;
            epoch: string;
            stateVersion: string;
            digest: components["schemas"]["Hash"];
            signatureHash: components["schemas"]["Hash"];
            receivedAt: components["schemas"]["Time"];
        };
        Watch: {
            channelId: components["schemas"]["Hash"];
            node: string;
            participant: components["schemas"]["Address"];
            asset: string;
            watched: boolean;
            enrolledBy: ("REQUEST" | "PACK" | "POLICY") | string | null;
            /** @description Chain time */
            disputeEndsAt: components["schemas"]["NullableTime"];
            /** @description Why a dispute is not answered */
            remark: string | null;
            answered: number;
            transaction: components["schemas"]["NullableHash"];
        };
        /** @description Of a closure's own stream */
        EventNumber: string;
        /** @description Opaque; of a stream over many closures */
        Position: string;
        EventPage: {
            events: components["schemas"]["Event"][];
            /** @description where the next page or the stream goes on */
            position: string;
            nextCursor: string | null;
            /** @description the given position was pruned; what follows is a snapshot */
            reset: boolean;
        };
        Timeline: {
            events: components["schemas"]["Event"][];
            nextCursor: string | null;
        };
        /** @description Clients ignore names that they do not know */
        EventType: ("closure.proposed" | "round.opened" | "round.closed" | "round.expiring" | "signature.accepted" | "signature.removed" | "participant.opened" | "participant.declined" | "consensus.reached" | "consensus.lost" | "closure.extended" | "closure.reminder" | "submission.started" | "submission.unknown" | "submission.refused" | "payload.executed" | "session.closed" | "channel.updated" | "escalation.started" | "escalation.sent" | "escalation.confirmed" | "escalation.answered" | "escalation.finalised" | "escalation.refused" | "escalation.unwatched" | "payment.doubled" | "closure.parked" | "operator.acted" | "closure.resumed" | "closure.expired" | "closure.declined" | "closure.ended" | "stream.opened" | "reset" | "snapshot" | "webhook.disabled" | "webhook.recovered" | "webhook.test") | string;
        /** @description The same in streams, timelines and wherever else it is seen. What `data` holds is at its type in EventData. */
        Event: {
            /** @description The same wherever the event is seen; null for stream.opened, reset and snapshot in streams */
            id: string | null;
            position: string;
            type: components["schemas"]["EventType"];
            at: components["schemas"]["Time"];
            /** Format: uuid */
            closureId: string | null;
            sessionId: components["schemas"]["NullableHash"];
            status: components["schemas"]["Status"] | null;
            revision: number | null;
            /** @description Leaves out what does not apply */
            data: Record<string, never>;
        } & (unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown);
        /** @description For each type of event what its `data` holds */
        EventData: {
            "closure.proposed"?: {
                deadline: components["schemas"]["Time"];
                consensus: string;
            };
            "round.opened"?: {
                round: number;
                versionNumber: number;
                /** @description How many have to be signed */
                payloads: number;
                changes: components["schemas"]["SplitChange"][];
            };
            "round.closed"?: {
                round: number;
                reason: string;
                /** @description What was signed may still be carried out by whoever has it */
                executable?: boolean;
                executableUntil?: components["schemas"]["Time"];
                whileVersionNumber?: number;
            };
            "round.expiring"?: {
                round?: number;
                signableUntil?: components["schemas"]["Time"];
            };
            "signature.accepted"?: {
                participant: components["schemas"]["Address"];
                signer: components["schemas"]["Address"];
                weight?: number;
                conditional?: boolean;
                round: number;
                /** @description Of what was signed along */
                optional?: number[];
            };
            "signature.removed"?: {
                participant: components["schemas"]["Address"];
                round: number;
                reason: string;
                cure?: string;
            };
            "participant.opened"?: {
                participant: components["schemas"]["Address"];
            };
            "participant.declined"?: {
                participant: components["schemas"]["Address"];
                reason: string;
                round: number;
            };
            "consensus.reached"?: {
                round: number;
                unanimous: boolean;
            };
            "consensus.lost"?: {
                round: number;
                reason: string;
            };
            "closure.extended"?: {
                deadline: components["schemas"]["Time"];
                signaturesKept: boolean;
            };
            "closure.reminder"?: {
                round: number;
                /** @description Percent of the round's time that is over */
                part: number;
                deadline: components["schemas"]["Time"];
                /** @description Who has neither signed nor refused */
                pending: components["schemas"]["Address"][];
                missingWeight: number;
            };
            "submission.started"?: {
                round: number;
                payloads: number[];
            };
            "submission.unknown"?: {
                reason: string;
            };
            "submission.refused"?: {
                payload: number;
                reason: string;
            };
            "payload.executed"?: {
                payload: number;
                versionNumber: number;
            };
            "session.closed"?: {
                outcome: string;
                asProposed: boolean;
                versionNumber: number;
            };
            "channel.updated"?: {
                participant: components["schemas"]["Address"];
                asset: string;
                amount: components["schemas"]["Amount"];
                status: components["schemas"]["SettlementStatus"];
                channelId?: components["schemas"]["Hash"];
                /** Format: uuid */
                updateId?: string;
                update?: components["schemas"]["ChannelUpdateStatus"];
                detail?: string;
                escalationPack?: string;
                escalationPackReason?: string;
            };
            "escalation.started"?: {
                because: string;
                protections: components["schemas"]["ProtectionEvent"][];
            };
            "escalation.sent"?: components["schemas"]["ProtectionEvent"];
            "escalation.confirmed"?: components["schemas"]["ProtectionEvent"];
            "escalation.answered"?: components["schemas"]["ProtectionEvent"];
            "escalation.finalised"?: components["schemas"]["ProtectionEvent"];
            "escalation.refused"?: components["schemas"]["ProtectionEvent"] | components["schemas"]["NothingProtected"];
            "escalation.unwatched"?: {
                /** @description That are not looked after */
                channels: components["schemas"]["UnprotectedBecause"][];
            };
            "payment.doubled"?: {
                records: string[];
            };
            "closure.parked"?: {
                code: string;
                detail: string;
            };
            /** @description Who did something by hand, and why; what came of it stands in the events that follow */
            "operator.acted"?: {
                actor: string;
                /** @example parking */
                action: string;
                reason: string;
            };
            "closure.resumed"?: {
                status: components["schemas"]["Status"];
            };
            "closure.expired"?: {
                reopenableUntil: components["schemas"]["Time"];
                reason?: string;
                detail?: string;
            };
            "closure.declined"?: {
                round: number;
                reopenableUntil: components["schemas"]["Time"];
                reason?: string;
                detail?: string;
            };
            "closure.ended"?: {
                outcome: components["schemas"]["KnownOutcome"];
                reason?: string;
                detail?: string;
            };
            /** @description The first event of a stream, behind a snapshot if there is one. Its position is where the stream goes on */
            "stream.opened"?: Record<string, never>;
            /** @description The given position was pruned or is none of this stream; a snapshot follows */
            reset?: Record<string, never>;
            /** @description A closure's own stream has one closure, the others a page of them */
            snapshot?: {
                closure?: components["schemas"]["Closure"];
                closures?: components["schemas"]["Closure"][];
                nextCursor?: string | null;
            };
            /** @description Only in webhooks */
            "webhook.disabled"?: {
                /** Format: uuid */
                webhookId: string;
                url: string;
                reason: string;
            };
            /** @description Only in webhooks */
            "webhook.recovered"?: {
                /** Format: uuid */
                webhookId: string;
                url: string;
            };
            /** @description Only in webhooks */
            "webhook.test"?: {
                /** Format: uuid */
                webhookId: string;
            };
        };
        ProtectionEvent: {
            /** Format: uuid */
            protection: string;
            participant: components["schemas"]["Address"];
            asset: string;
            channelId: components["schemas"]["Hash"];
            action: components["schemas"]["ProtectionAction"];
            state: components["schemas"]["ProtectionStatus"];
            reason?: string;
            transaction?: components["schemas"]["Hash"];
            windowEndsAt?: components["schemas"]["Time"];
            recovered?: components["schemas"]["Amount"];
            reclaimable?: components["schemas"]["Amount"];
        };
        NothingProtected: {
            because?: string;
            reasons: components["schemas"]["UnprotectedBecause"][];
        };
        /** @description One entry for each channel, or one for all */
        UnprotectedBecause: {
            reason?: string;
            participant?: components["schemas"]["Address"];
            asset?: string;
            channelId?: components["schemas"]["Hash"];
            reasons?: string[];
        };
        /** @enum {string} */
        Scope: "closures:read" | "closures:write" | "closures:escalate" | "admin";
        WantedApiKey: {
            name: string;
            scopes: components["schemas"]["Scope"][];
            expiresAt?: components["schemas"]["NullableTime"];
        };
        ApiKey: {
            id: string;
            name: string;
            scopes: string[];
            createdAt: components["schemas"]["Time"];
            expiresAt: components["schemas"]["NullableTime"];
            /**
             * Format: date-time
             * @description To the hour
             */
            lastUsedAt: string | null;
            revokedAt: components["schemas"]["NullableTime"];
        };
        ApiKeys: {
            apiKeys: components["schemas"]["ApiKey"][];
        };
        MadeApiKey: {
            id: string;
            name: string;
            scopes: string[];
            createdAt: components["schemas"]["Time"];
            expiresAt: components["schemas"]["NullableTime"];
            lastUsedAt: components["schemas"]["NullableTime"];
            revokedAt: components["schemas"]["NullableTime"];
            key: string;
        };
        ApiKeyAgain: {
            id: string;
            name: string;
            scopes: string[];
            createdAt: components["schemas"]["Time"];
            expiresAt: components["schemas"]["NullableTime"];
            lastUsedAt: components["schemas"]["NullableTime"];
            revokedAt: components["schemas"]["NullableTime"];
            key: string | null;
        };
        Nodes: {
            nodes: components["schemas"]["Node"][];
        };
        Node: {
            name: string;
            /** @description SILENT is connected and gives no answers. REFUSED means that something else answers there than the configured node */
            link: ("CONNECTING" | "UP" | "SILENT" | "DOWN" | "REFUSED") | string;
            address: components["schemas"]["Address"] | null;
            version: string | null;
            /** @description The node's clock minus ours */
            clockOffsetMillis: number | null;
            requestsPerSecond: number | null;
            connections: number | null;
            lastHeardAt: components["schemas"]["NullableTime"];
            /** @description A circuit breaker. While it is open the node is asked nothing but a question from time to time */
            asking: ("CLOSED" | "OPEN" | "HALF_OPEN") | string;
            awaySince: components["schemas"]["NullableTime"];
            problem: string | null;
            /** @description Others that answer with the same key. Channels of each are told apart by its name, dialect and chains */
            sharesKeyWith: string[];
        };
        /** @description Of addresses, load and troubles only operators are told */
        NodeState: {
            name: string;
            /** @description SILENT is connected and gives no answers. REFUSED means that something else answers there than the configured node */
            link: ("CONNECTING" | "UP" | "SILENT" | "DOWN" | "REFUSED") | string;
            address: components["schemas"]["Address"] | null;
            version: string | null;
            /** @description The node's clock minus ours */
            clockOffsetMillis: number | null;
            requestsPerSecond: number | null;
            connections: number | null;
            lastHeardAt: components["schemas"]["NullableTime"];
            /** @description A circuit breaker. While it is open the node is asked nothing but a question from time to time */
            asking: ("CLOSED" | "OPEN" | "HALF_OPEN") | string;
            awaySince: components["schemas"]["NullableTime"];
            problem: string | null;
        };
        Explanation: {
            waitingFor: components["schemas"]["NullableWaitingFor"];
            since: components["schemas"]["Time"];
            actor: components["schemas"]["Actor"] | null;
            summary: string;
            nextAttemptAt: components["schemas"]["NullableTime"];
            attempts: components["schemas"]["Attempt"][];
            gate: components["schemas"]["Gate"];
            lease: components["schemas"]["Lease"] | null;
            node: components["schemas"]["NodeState"] | null;
            /** @description What can be done now, by the last part of the call's path */
            remedies: string[];
        };
        Attempt: {
            index: number;
            purpose: components["schemas"]["Purpose"];
            status: components["schemas"]["SubmissionStatus"];
            attempts: number;
            sentAt: components["schemas"]["NullableTime"];
            refusal: string | null;
        };
        /** @description What keeps two closures from submitting for one session */
        Gate: {
            /** @example IDLE */
            state: string;
            heldByThis: boolean;
            fenceUntil: components["schemas"]["NullableTime"];
        };
        /** @description Which instance works on it */
        Lease: {
            owner: string | null;
            until: components["schemas"]["Time"];
            epoch: number;
        };
        WantedLink: {
            participant: components["schemas"]["Address"];
            /** @description A day where nothing is said */
            expiresIn?: components["schemas"]["Duration"] | null;
            /** @description Whether it can be exchanged more than once, as by a mail scanner and then by its reader; true where nothing is said */
            reuse?: boolean | null;
        };
        LinkRenewal: {
            /** @description A day where nothing is said */
            expiresIn?: components["schemas"]["Duration"] | null;
        };
        Link: {
            /** Format: uuid */
            linkId: string;
            participant: components["schemas"]["Address"];
            reuse: boolean;
            createdAt: components["schemas"]["Time"];
            expiresAt: components["schemas"]["Time"];
            firstUsedAt: components["schemas"]["NullableTime"];
            revokedAt: components["schemas"]["NullableTime"];
        };
        MadeLink: {
            /** Format: uuid */
            linkId: string;
            participant: components["schemas"]["Address"];
            reuse: boolean;
            createdAt: components["schemas"]["Time"];
            expiresAt: components["schemas"]["Time"];
            firstUsedAt: components["schemas"]["NullableTime"];
            revokedAt: components["schemas"]["NullableTime"];
            /**
             * Format: uri
             * @description Where the participant begins; the token stands behind the #
             */
            url: string;
        };
        LinkAgain: {
            /** Format: uuid */
            linkId: string;
            participant: components["schemas"]["Address"];
            reuse: boolean;
            createdAt: components["schemas"]["Time"];
            expiresAt: components["schemas"]["Time"];
            firstUsedAt: components["schemas"]["NullableTime"];
            revokedAt: components["schemas"]["NullableTime"];
            /**
             * Format: uri
             * @description Where the participant begins; the token stands behind the #
             */
            url: string | null;
        };
        Links: {
            links: components["schemas"]["Link"][];
        };
        Exchange: {
            /** @description Whether the session is kept in a cookie; false where nothing is said */
            cookie?: boolean | null;
        };
        Caller: {
            kind: ("APPLICATION" | "LINK" | "WALLET" | "OPERATOR") | string;
            tenant: string | null;
            /** @description By which participants know the tenant; the operator gave it */
            tenantName: string | null;
            scopes: string[];
            /**
             * Format: uuid
             * @description The only closure that a link opens
             */
            closureId: string | null;
            participant: components["schemas"]["Address"] | null;
            until: components["schemas"]["NullableTime"];
        };
        Whoever: {
            principal: components["schemas"]["Caller"];
        };
        Entry: {
            principal: components["schemas"]["Caller"];
            /** @description Of the session, to be sent as bearer: shown once, and only where no cookie was asked for */
            token: string | null;
        };
        Handover: {
            /** Format: uri */
            url: string;
            /** @example 4F7K-Q2ZM */
            code: string;
            expiresAt: components["schemas"]["Time"];
            /** @description The address as the rows of a QR code; 1 is a dark module */
            qr: string[];
        };
        AccessSessions: {
            sessions: components["schemas"]["AccessSession"][];
        };
        AccessSession: {
            /** Format: uuid */
            sessionId: string;
            /** @description Whether this call was made with it */
            current: boolean;
            createdAt: components["schemas"]["Time"];
            seenAt: components["schemas"]["Time"];
            until: components["schemas"]["Time"];
        };
        SignInInvitation: {
            address: components["schemas"]["Address"];
            chainId: number;
            /** @description Of the page that asks; ours where nothing is said */
            origin?: string | null;
        };
        SignInText: {
            message: string;
            nonce: string;
            expiresAt: components["schemas"]["Time"];
        };
        SignedText: {
            message: string;
            signature: string;
            cookie?: boolean | null;
        };
        Violation: {
            /** @example finalState.allocations[1].amount */
            path: string;
            /**
             * @description A problem's code, or a finer one of its kind
             * @example outsider-deposit
             */
            code: string;
            detail: string;
        };
        /** @description RFC 9457. Members that are not required belong to single codes. */
        Problem: {
            /**
             * Format: uri-reference
             * @description Where the code has a page, seen from the address that answered
             */
            type: string;
            title: string;
            status: number;
            detail: string;
            instance: string | null;
            code: components["schemas"]["ProblemCode"];
            /** @description Whether the same request may succeed later without anybody changing it */
            retryable: boolean;
            /** @description Seconds */
            retryAfter: number | null;
            actor: components["schemas"]["Actor"];
            violations: components["schemas"]["Violation"][];
            /**
             * Format: uuid
             * @description `closure-active`: which one
             */
            closureId?: string;
            /** @description `round-superseded`: the current one */
            round?: number;
            /** @description `stale-version`: the one to build on */
            versionNumber?: number;
            /** @description `node-required`, `node-not-found`: which there are */
            nodes?: string[];
            /** @description `method-not-allowed`: the methods that are possible */
            allow?: string;
            /** @description Why nothing can be done on chain */
            reasons?: string[];
            report?: components["schemas"]["ChallengeReport"];
            /**
             * Format: date-time
             * @description `outcome-unknown`: from when on insisting ends the closure all the same
             */
            cancellableFrom?: string;
            /**
             * @description `rate-limited`: which limit
             * @example node-reads
             * @example proposals
             * @example signatures
             * @example refused-signatures
             * @example streams
             * @example sign-ins
             * @example failed-credentials
             * @example open-streams
             */
            limit?: string;
            /**
             * Format: date-time
             * @description `not-extendable`: how far an extension may reach at most
             */
            latestDeadline?: string;
            /** @description `not-extendable`: only a new round could bring more time, see `newRound` */
            newRoundNeeded?: boolean;
            /**
             * Format: uuid
             * @description `internal`: under which it is noted
             */
            errorId?: string;
        };
        Problems: {
            problems: components["schemas"]["ProblemPage"][];
        };
        ProblemPage: {
            code: components["schemas"]["ProblemCode"];
            title: string;
            /** @description With which it is answered */
            status: number;
            /** @description Whether the same request may succeed later without anybody changing it */
            retryable: boolean;
            actor: components["schemas"]["Actor"];
            cause: string;
            remedy: string;
        };
        /** @description By which clients decide; never renamed */
        ProblemCode: ("malformed-json" | "unknown-member" | "invalid-parameter" | "node-required" | "unauthenticated" | "link-expired" | "sign-in-expired" | "scope-missing" | "session-not-yours" | "origin-refused" | "not-found" | "method-not-allowed" | "not-acceptable" | "session-not-found" | "channel-not-found" | "channel-update-not-found" | "closure-not-found" | "node-not-found" | "api-key-not-found" | "key-revoked" | "webhook-not-found" | "closure-active" | "closure-active-elsewhere" | "session-closed" | "session-open" | "stale-version" | "round-superseded" | "round-sealed" | "closure-ended" | "not-extendable" | "outcome-unknown" | "challenge-unavailable" | "idempotency-in-progress" | "limit-links" | "limit-webhooks" | "revision-mismatch" | "request-timeout" | "too-large" | "unsupported-media-type" | "allocation-sum" | "allocation-unknown-participant" | "allocation-unknown-asset" | "allocation-duplicate" | "allocation-negative" | "allocation-precision" | "final-state-mismatch" | "session-unsupported" | "consensus-unreachable" | "idempotency-key-reused" | "reason-required" | "webhook-target-refused" | "signature-length" | "signature-high-s" | "signature-stranger" | "signature-prefix" | "signature-round" | "signature-order" | "signature-count" | "contract-wallet-unsupported" | "session-key-unknown" | "session-key-expired" | "session-key-scope" | "rate-limited" | "contract-unverified" | "issuer-unavailable" | "node-unavailable" | "overloaded" | "database-unavailable" | "internal") | string;
        Session: {
            sessionId: components["schemas"]["Hash"];
            node: string;
            dialect: components["schemas"]["Dialect"];
            application: string;
            active: boolean;
            versionNumber: number;
            quorum: number;
            participants: components["schemas"]["Member"][];
            /** @description Every participant and asset, in hashing order */
            allocations: components["schemas"]["Allocation"][];
            sessionData: string;
            readAt: components["schemas"]["Time"];
        };
        ClosuresOfSession: {
            closures: components["schemas"]["Closure"][];
        };
        /** @description The final state, and how we know that it was */
        ClosedSession: {
            sessionId: components["schemas"]["Hash"];
            /** @constant */
            isFinal: true;
            /** @description At which the session was closed */
            versionNumber: number;
            /** @description Milliseconds since the epoch */
            timestamp: number;
            allocations: components["schemas"]["Allocation"][];
            sessionData: string;
            closedAt: components["schemas"]["NullableTime"];
            outcome: components["schemas"]["NullableOutcome"];
            /** Format: uuid */
            closureId: string | null;
            signatures: components["schemas"]["DisclosedSignature"][];
            evidence: components["schemas"]["Evidence"] | null;
            /** @description Where the certificate of the closure is; null where somebody else closed the session */
            certificate: string | null;
            source: ("EPILOGUE" | "NODE") | string;
        };
        DisclosedSignature: {
            /** @description Of the payload */
            index: number;
            participant: components["schemas"]["Address"];
            signer: components["schemas"]["Address"];
            digest: components["schemas"]["Hash"];
            signature: string;
        };
        Evidence: {
            versionNumber: number;
            credits: components["schemas"]["CreditRecord"][];
        };
        CreditRecord: {
            participant: components["schemas"]["Address"];
            asset: string;
            amount: components["schemas"]["Amount"];
            /** @description The node's own record of the payment */
            recordId: string | null;
        };
        Purpose: ("OPERATE" | "CLOSE" | "RELEASE" | "ACKNOWLEDGE" | "CHALLENGE" | "CHANNEL_REQUEST" | "CHANNEL_STATE") | string;
        Payload: {
            index: number;
            purpose: components["schemas"]["Purpose"];
            required: boolean;
            participant: components["schemas"]["Address"] | null;
            asset: string | null;
            channelId: components["schemas"]["NullableHash"];
            versionNumber: number;
            intent: number | null;
            /** @description EIP191: personal_sign over the bytes of message. RAW: ECDSA over digest without a prefix */
            scheme: ("EIP191" | "RAW") | string;
            message: string;
            /** @description The message's bytes where they are text */
            text: string | null;
            /** @description What recovery takes */
            digest: components["schemas"]["Hash"];
            request: components["schemas"]["FrozenRequest"] | null;
            allocations: components["schemas"]["Allocation"][];
            sessionData: string | null;
        };
        /** @description The 0.x request around the payload, so that a client can rebuild it */
        FrozenRequest: {
            id: number;
            method: string;
            /** @description Milliseconds since the epoch */
            timestamp: number;
        };
        Payloads: {
            /** Format: uuid */
            closureId: string;
            round: number;
            /** @description Whether the round still takes signatures */
            signable: boolean;
            signableUntil: components["schemas"]["NullableTime"];
            payloads: components["schemas"]["Payload"][];
        };
        InboxEntry: {
            /** Format: uuid */
            closureId: string;
            round: number;
            /** @description Whether the round still takes signatures */
            signable: boolean;
            signableUntil: components["schemas"]["NullableTime"];
            payloads: components["schemas"]["Payload"][];
            sessionId: components["schemas"]["Hash"];
            node: string;
            application: string;
            reference: string | null;
            memo: string | null;
            status: components["schemas"]["Status"];
            deadline: components["schemas"]["Time"];
        };
        Inbox: {
            closures: components["schemas"]["InboxEntry"][];
            /** @description What waits for the wallet after closes; all of it with the first page */
            channelUpdates: components["schemas"]["ChannelUpdatePayloads"][];
            nextCursor: string | null;
            asOf: components["schemas"]["Time"];
        };
        InboxEnd: {
            /** @constant */
            end: true;
            nextCursor: string | null;
        };
        /** @description 0x hex: 65 bytes, or with the dialect's type byte in front */
        PostedSignature: string;
        OptionalSignature: {
            /** @description Of an optional payload */
            index: number;
            /** @description By the wallet itself: 65 bytes, or 0x00 and 65 bytes */
            signature: components["schemas"]["PostedSignature"];
        };
        /** @description By which a 0.x participant's wallet vouches (EIP-712) for the session key that signed */
        Mandate: {
            signer: components["schemas"]["Address"];
            /** @description A whole second */
            notAfter: components["schemas"]["Time"];
            signature: string;
        };
        Signing: {
            participant: components["schemas"]["Address"];
            round: number;
            signatures: components["schemas"]["PostedSignature"][];
            optionalSignatures?: components["schemas"]["OptionalSignature"][] | null;
            mandate?: components["schemas"]["Mandate"] | null;
        };
        SigningLine: {
            /** @description The caller's own mark, repeated in the answer */
            ref?: string | null;
            closureId: string;
            participant: components["schemas"]["Address"];
            round: number;
            signatures: components["schemas"]["PostedSignature"][];
            optionalSignatures?: components["schemas"]["OptionalSignature"][] | null;
            mandate?: components["schemas"]["Mandate"] | null;
        };
        SigningLineAnswer: {
            line: number;
            ref: string | null;
            closureId: string | null;
            round: number | null;
            repeated: boolean;
            receipts: components["schemas"]["Receipt"][];
            problem: components["schemas"]["Problem"] | null;
        };
        SigningEnd: {
            /** @constant */
            end: true;
            lines: number;
            accepted: number;
            refused: number;
        };
        Refusal: {
            participant: components["schemas"]["Address"];
            round: number;
            reason?: components["schemas"]["Reason"];
            signature: components["schemas"]["PostedSignature"];
            counterProposal?: components["schemas"]["CounterSplit"] | null;
        };
        CounterSplit: {
            allocations: components["schemas"]["ProposedAllocation"][];
        };
        Receipt: {
            /** Format: uuid */
            closureId: string;
            round: number;
            /** @description Of the payload */
            index: number;
            participant: components["schemas"]["Address"];
            signer: components["schemas"]["Address"];
            digest: components["schemas"]["Hash"];
            signatureHash: components["schemas"]["Hash"];
            receivedAt: components["schemas"]["Time"];
            /** @description Of the key set */
            keyId: string;
            /** @description The same, signed by the service */
            jws: string;
        };
        Receipts: {
            receipts: components["schemas"]["Receipt"][];
            consensus: components["schemas"]["Consensus"];
        };
        ReceiptsOfClosure: {
            receipts: components["schemas"]["Receipt"][];
        };
        KeySet: {
            keys: components["schemas"]["Key"][];
        };
        Key: {
            /** @constant */
            kty: "OKP";
            /** @constant */
            crv: "Ed25519";
            x: string;
            /** @description RFC 7638 thumbprint */
            kid: string;
            /** @constant */
            use: "sig";
            /** @description Ed25519 (RFC 9864). Receipts of earlier versions name the same algorithm EdDSA */
            alg: string;
            /** @description Of a retired key: seconds since 1970 from which on it signed */
            nbf?: number;
            /** @description Of a retired key: seconds since 1970 until which it signed */
            exp?: number;
            /** @description Of a key that somebody else may have; what it signed is told as signed by a revoked key, whatever its date */
            revoked?: {
                /** @description Seconds since 1970 */
                revoked_at: number;
                reason?: string;
            };
        };
        /**
         * Format: uri
         * @description https and a public address, unless the operator says otherwise: `webhook-target-refused`
         */
        WebhookUrl: string;
        /** @description Types of events that it wants; empty for all */
        WebhookTypes: string[] | null;
        WebhookDescription: string | null;
        WantedWebhook: {
            url: components["schemas"]["WebhookUrl"];
            types?: components["schemas"]["WebhookTypes"];
            description?: components["schemas"]["WebhookDescription"];
        };
        ChangedWebhook: {
            url?: components["schemas"]["WebhookUrl"] | null;
            types?: components["schemas"]["WebhookTypes"];
            description?: components["schemas"]["WebhookDescription"];
            /** @description False pauses it; true begins anew, with what stands behind its place */
            enabled?: boolean | null;
        };
        WebhookReplay: {
            /** @description A time, or the position of an event of the tenant's stream */
            from: string;
        };
        /** @description The last replay that was asked for; null where none was */
        WebhookReplayed: {
            /** @description How many there were */
            number: number;
            /** @description What stands behind it was asked for */
            position: string;
            at: components["schemas"]["Time"];
        } | null;
        /** @description DISABLED has failed for a day and is tried every hour: the first good answer enables it. GONE answered 410; only a change enables it. */
        WebhookStatus: ("ENABLED" | "DISABLED" | "GONE" | "PAUSED") | string;
        Webhook: {
            /** Format: uuid */
            id: string;
            url: string;
            description: string | null;
            types: string[];
            status: components["schemas"]["WebhookStatus"];
            /** @description Up to here everything was told: a position of the tenant's stream */
            position: string;
            createdAt: components["schemas"]["Time"];
            updatedAt: components["schemas"]["Time"];
            /** @description In a row */
            failures: number;
            failingSince: components["schemas"]["NullableTime"];
            lastError: components["schemas"]["WebhookError"];
            disabledAt: components["schemas"]["NullableTime"];
            lastDeliveredAt: components["schemas"]["NullableTime"];
            /**
             * Format: date-time
             * @description While it fails
             */
            nextAttemptAt: string | null;
            /**
             * Format: date-time
             * @description While two secrets sign
             */
            olderSecretUntil: string | null;
            replay: components["schemas"]["WebhookReplayed"];
        };
        MadeWebhook: {
            /** Format: uuid */
            id: string;
            url: string;
            description: string | null;
            types: string[];
            status: components["schemas"]["WebhookStatus"];
            /** @description Up to here everything was told: a position of the tenant's stream */
            position: string;
            createdAt: components["schemas"]["Time"];
            updatedAt: components["schemas"]["Time"];
            /** @description In a row */
            failures: number;
            failingSince: components["schemas"]["NullableTime"];
            lastError: components["schemas"]["WebhookError"];
            disabledAt: components["schemas"]["NullableTime"];
            lastDeliveredAt: components["schemas"]["NullableTime"];
            /**
             * Format: date-time
             * @description While it fails
             */
            nextAttemptAt: string | null;
            /**
             * Format: date-time
             * @description While two secrets sign
             */
            olderSecretUntil: string | null;
            replay: components["schemas"]["WebhookReplayed"];
            secret: string;
        };
        Webhooks: {
            webhooks: components["schemas"]["Webhook"][];
        };
        /** @description Why a message did not come through */
        WebhookError: ("status" | "redirect" | "timeout" | "connect-timeout" | "connection-refused" | "connection" | "unknown-host" | "tls" | "target-refused") | (string | null);
        WebhookReply: {
            delivered: boolean;
            tookMillis: number;
            /** @description What was answered */
            status: number | null;
            error: components["schemas"]["WebhookError"];
            /** @description The first 1024 bytes of it */
            answer: string | null;
        };
        WebhookDelivery: {
            /** @description Of the webhook's tries */
            number: number;
            eventId: string;
            type: string;
            /** @description At this event */
            attempt: number;
            at: components["schemas"]["Time"];
            tookMillis: number;
            delivered: boolean;
            /** @description What was answered */
            status: number | null;
            error: components["schemas"]["WebhookError"];
            /** @description The first 1024 bytes of it */
            answer: string | null;
        };
        WebhookDeliveries: {
            deliveries: components["schemas"]["WebhookDelivery"][];
            nextCursor: string | null;
        };
    };
    responses: {
        /** @description The closure */
        Closure: {
            headers: {
                ETag: components["headers"]["ETag"];
                "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Closure"];
            };
        };
        /** @description The new closure, or the closure with its new round */
        ClosureCreated: {
            headers: {
                Location: components["headers"]["Location"];
                ETag: components["headers"]["ETag"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Closure"];
            };
        };
        /** @description The key stood for this already; the resource as it is now */
        Replayed: {
            headers: {
                "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                Location: components["headers"]["Location"];
                ETag: components["headers"]["ETag"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Closure"];
            };
        };
        /** @description The key; its text is shown here and never again */
        MadeApiKey: {
            headers: {
                Location?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["MadeApiKey"];
            };
        };
        /** @description The key that was made under this Idempotency-Key; with another secret while nobody has used it, and without one afterwards */
        ApiKeyAgain: {
            headers: {
                "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                Location?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiKeyAgain"];
            };
        };
        /** @description `malformed-json`, `unknown-member`, `invalid-parameter`, `node-required`: the request itself is wrong */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `unauthenticated`, `link-expired`, `sign-in-expired`: no credential that counts */
        Unauthenticated: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `scope-missing`, `session-not-yours`, `origin-refused`: the credential is not for this */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `closure-not-found`, `session-not-found`, `channel-not-found`, `channel-update-not-found`, `node-not-found` */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `not-acceptable`: the answer has no form that the caller reads */
        NotAcceptable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What is asked for does not go with the state of things; `code` says why */
        Conflict: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `revision-mismatch`: it is at another revision than `If-Match` names */
        RevisionMismatch: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `request-timeout`: the body did not arrive in time; the connection is closed */
        RequestTimeout: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `too-large`: a body may have 64 KiB, a stream of signatures 1 MiB */
        TooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `unsupported-media-type`: the body is no JSON, or no NDJSON where lines are read */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Well formed, but not to be carried out; `code` and `violations` say why */
        Unprocessable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `rate-limited`: too many of this kind from this caller. Where the caller holds too many streams open, the limit is `open-streams` */
        RateLimited: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `internal`: a fault of the service's own; it is noted under `errorId` */
        Unexpected: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `node-unavailable`, `overloaded`, `database-unavailable`: the same request may succeed later. The fields about limits are those of a counted call, or say that nothing is left until then */
        Unavailable: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The webhook with its secret */
        MadeWebhook: {
            headers: {
                Location?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["MadeWebhook"];
            };
        };
        /** @description The webhook */
        ShownWebhook: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Webhook"];
            };
        };
    };
    parameters: {
        /** @description Needed where several nodes are configured and none is the default */
        Node: components["schemas"]["Line"];
        /** @description nextCursor of the page before */
        Cursor: string;
        /** @description How long to wait for what is asked; the service may answer sooner */
        Wait: components["schemas"]["Duration"];
        /** @description Only at this revision: one ETag, or * */
        IfMatch: string;
        /** @description Under one key a call happens once. A call that comes again while the first one runs waits for it, for ten seconds at most, and is answered with what that did. */
        IdempotencyKey: string;
        /** @description In whose name an operator looks at what belongs to no tenant; without it `default`. An application names its own tenant, if any */
        InTheNameOf: string;
        ChannelId: components["schemas"]["Hash"];
        /** @description Whose channel it is; needed where it was never met */
        ChannelOwner: components["schemas"]["Address"];
        /** @description Likewise, on v1 */
        ChannelAsset: components["schemas"]["Line"];
        ChannelUpdateId: string;
        ClosureId: string;
        /** @description As a browser sends it; on a stream what is no position is taken as one that is lost */
        LastEventNumber: string;
        /** @description Position of the last event that the reader has seen */
        AfterNumber: components["schemas"]["EventNumber"];
        /** @description nextCursor of the page before */
        CursorNumber: components["schemas"]["EventNumber"];
        /** @description As a browser sends it; what is no position is taken as one that is lost */
        LastEventId: components["schemas"]["Position"];
        /** @description Position of the last event that the reader has seen */
        After: components["schemas"]["Position"];
        /** @description nextCursor of the page before */
        FeedCursor: components["schemas"]["Position"];
        /** @description Only events of this session */
        EventSession: components["schemas"]["Hash"];
        /** @description Of a page */
        EventLimit: number;
        /** @description Repeatable or separated by commas */
        Types: string[];
        KeyId: string;
        LinkId: string;
        /** @description Which closure's cookie is meant, where the browser has several */
        CookieOf: string;
        SessionId: components["schemas"]["Hash"];
        Participant: components["schemas"]["Address"];
        WebhookId: string;
    };
    requestBodies: {
        Reason: {
            content: {
                /**
                 * @example {
                 *       "reason": "The table was opened by mistake"
                 *     }
                 */
                "application/json": {
                    reason?: components["schemas"]["Reason"];
                };
            };
        };
        Nothing: {
            content: {
                /** @example {} */
                "application/json": Record<string, never>;
            };
        };
    };
    headers: {
        /** @description The revision */
        ETag: string;
        Location: string;
        /** @description The key stood for this already */
        IdempotentReplayed: "true";
        /** @description __Host-ep-…, where a cookie was asked for */
        SessionCookie: string;
        /** @description Seconds after which another try makes sense */
        RetryAfter: number;
        /** @description What is left of the limit, and in how many seconds there is more */
        RateLimit: string;
        /** @description How many at once, and in how many seconds that is filled up */
        RateLimitPolicy: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getCertificate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The certificate */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Certificate"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSessionChannels: {
        parameters: {
            query?: {
                /** @description Needed where several nodes are configured and none is the default */
                node?: components["parameters"]["Node"];
            };
            header?: {
                /** @description In whose name an operator looks at what belongs to no tenant; without it `default`. An application names its own tenant, if any */
                "Epilogue-Tenant"?: components["parameters"]["InTheNameOf"];
            };
            path: {
                sessionId: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Assets in hashing order, participants in the session's */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelsOfSession"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    getChannelAllocation: {
        parameters: {
            query?: {
                /** @description Needed where several nodes are configured and none is the default */
                node?: components["parameters"]["Node"];
                /** @description Whose channel it is; needed where it was never met */
                participant?: components["parameters"]["ChannelOwner"];
                /** @description Likewise, on v1 */
                asset?: components["parameters"]["ChannelAsset"];
            };
            header?: {
                /** @description In whose name an operator looks at what belongs to no tenant; without it `default`. An application names its own tenant, if any */
                "Epilogue-Tenant"?: components["parameters"]["InTheNameOf"];
            };
            path: {
                channelId: components["parameters"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As node and chain show it now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelAllocation"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateChannelState: {
        parameters: {
            query?: {
                /** @description Needed where several nodes are configured and none is the default */
                node?: components["parameters"]["Node"];
                /** @description Whose channel it is; needed where it was never met */
                participant?: components["parameters"]["ChannelOwner"];
                /** @description Likewise, on v1 */
                asset?: components["parameters"]["ChannelAsset"];
            };
            header?: never;
            path: {
                channelId: components["parameters"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "mode": null,
                 *       "closureId": null
                 *     }
                 */
                "application/json": {
                    /**
                     * @description VERIFY; v1: ACKNOWLEDGE, CHECKPOINT; 0.x: RESIZE, CLOSE_CHANNEL
                     * @enum {string|null}
                     */
                    mode?: "VERIFY" | "ACKNOWLEDGE" | "CHECKPOINT" | "RESIZE" | "CLOSE_CHANNEL" | null;
                    /** Format: uuid */
                    closureId?: string | null;
                };
            };
        };
        responses: {
            /** @description There is nothing left to do */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelUpdate"];
                };
            };
            /** @description Under way */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelUpdate"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    getChannelUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ChannelUpdateId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The update */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelUpdate"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    listChannelUpdatePayloads: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ChannelUpdateId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Payloads of the newest round */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelUpdatePayloads"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    getChannelUpdateReceipts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ChannelUpdateId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The receipts by round and payload */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelUpdateReceipts"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    signChannelUpdate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Under one key a call happens once. A call that comes again while the first one runs waits for it, for ten seconds at most, and is answered with what that did. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["ChannelUpdateId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "participant": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
                 *       "round": 1,
                 *       "signatures": [
                 *         "0x5c3e…1b"
                 *       ],
                 *       "optionalSignatures": [
                 *         {
                 *           "index": 1,
                 *           "signature": "0x7a11…1c"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Signing"];
            };
        };
        responses: {
            /** @description Signed before; the first receipts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelUpdateReceipts"];
                };
            };
            /** @description Accepted */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelUpdateReceipts"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    listClosures: {
        parameters: {
            query?: {
                /** @description Repeatable, or separated by commas */
                status?: components["schemas"]["KnownStatus"][];
                sessionId?: components["schemas"]["Hash"];
                participant?: components["schemas"]["Address"];
                reference?: components["schemas"]["Line"];
                application?: components["schemas"]["Line"];
                node?: components["schemas"]["Line"];
                outcome?: components["schemas"]["KnownOutcome"];
                ended?: boolean;
                waitingFor?: components["schemas"]["KnownWaitingFor"];
                deadlineBefore?: components["schemas"]["Time"];
                updatedSince?: components["schemas"]["Time"];
                limit?: number;
                /** @description nextCursor of the page before */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description In whose name an operator looks at what belongs to no tenant; without it `default`. An application names its own tenant, if any */
                "Epilogue-Tenant"?: components["parameters"]["InTheNameOf"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClosurePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    proposeClosure: {
        parameters: {
            query?: never;
            header?: {
                /** @description Under one key a call happens once. A call that comes again while the first one runs waits for it, for ten seconds at most, and is answered with what that did. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "node": "sandbox",
                 *       "sessionId": "0x91a62eeae7c4f5f17fc2b1f6a3a9d4a6fd0cbb54ffc1b4a5b0a9f4a6a2a5a9f1",
                 *       "finalState": {
                 *         "isFinal": true,
                 *         "versionNumber": 5,
                 *         "allocations": [
                 *           {
                 *             "participant": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
                 *             "asset": "yusd",
                 *             "amount": "40"
                 *           },
                 *           {
                 *             "participant": "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
                 *             "asset": "yusd",
                 *             "amount": "47.5"
                 *           }
                 *         ],
                 *         "sessionData": null
                 *       },
                 *       "policy": {
                 *         "consensus": "UNANIMOUS",
                 *         "requiredParticipants": null,
                 *         "timeout": "PT1H",
                 *         "maxDeadline": "P1D",
                 *         "signableFor": null,
                 *         "onVersionChange": "NEW_ROUND",
                 *         "maxRounds": 5,
                 *         "channelUpdate": "VERIFY",
                 *         "settleFor": "P1D",
                 *         "escalation": "NONE",
                 *         "reopenFor": "P1D"
                 *       },
                 *       "reference": "table-17",
                 *       "memo": "Table 17 ends"
                 *     }
                 */
                "application/json": components["schemas"]["Proposal"];
            };
        };
        responses: {
            200: components["responses"]["Replayed"];
            201: components["responses"]["ClosureCreated"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    previewClosure: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Proposal"];
            };
        };
        responses: {
            /** @description The preview */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    getClosure: {
        parameters: {
            query?: {
                /** @description The revision that the caller has seen, where a proxy takes If-None-Match away; without that header there is no 304 */
                seen?: string;
                /** @description How long to wait for what is asked; the service may answer sooner */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description The ETag that the caller has seen */
                "If-None-Match"?: string;
            };
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Closure"];
            /** @description Nothing has changed */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPendingSigners: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The pending signers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PendingSigners"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    extendClosure: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only at this revision: one ETag, or * */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Under one key a call happens once. A call that comes again while the first one runs waits for it, for ten seconds at most, and is answered with what that did. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "seconds": 3600
                 *     }
                 */
                "application/json": {
                    seconds: number;
                    /**
                     * @description Whether all may have to sign once more. Where the present round can be kept it is kept, with its signatures; where it cannot (expired, declined, beyond `maxDeadline` from the round's opening, beyond a 0.x round's window), the call is refused as `not-extendable` with `newRoundNeeded` unless this is true. No deadline lies further off than `maxDeadline` from now.
                     * @default false
                     */
                    newRound?: boolean;
                };
            };
        };
        responses: {
            200: components["responses"]["Closure"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["RevisionMismatch"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    cancelClosure: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only at this revision: one ETag, or * */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Under one key a call happens once. A call that comes again while the first one runs waits for it, for ten seconds at most, and is answered with what that did. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        requestBody?: components["requestBodies"]["Reason"];
        responses: {
            200: components["responses"]["Closure"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["RevisionMismatch"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    counterPropose: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only at this revision: one ETag, or * */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Under one key a call happens once. A call that comes again while the first one runs waits for it, for ten seconds at most, and is answered with what that did. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "basedOnRound": 1,
                 *       "finalState": {
                 *         "allocations": [
                 *           {
                 *             "participant": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
                 *             "asset": "yusd",
                 *             "amount": "87.5"
                 *           }
                 *         ]
                 *       },
                 *       "reason": "Alice won the last hand"
                 *     }
                 */
                "application/json": {
                    basedOnRound: number;
                    finalState?: components["schemas"]["ProposedState"] | null;
                    reason?: components["schemas"]["Reason"];
                };
            };
        };
        responses: {
            200: components["responses"]["Replayed"];
            201: components["responses"]["ClosureCreated"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["RevisionMismatch"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    awaitFinalization: {
        parameters: {
            query?: {
                /** @description How long to wait for what is asked; the service may answer sooner */
                wait?: components["parameters"]["Wait"];
                until?: "CLOSED" | "SETTLED";
            };
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        requestBody?: components["requestBodies"]["Nothing"];
        responses: {
            200: components["responses"]["Closure"];
            202: components["responses"]["Closure"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    getContract: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/yaml": string;
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Unexpected"];
        };
    };
    getDocs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "text/css": string;
                    "text/javascript": string;
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["Unexpected"];
        };
    };
    listProblems: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problems"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            500: components["responses"]["Unexpected"];
        };
    };
    getProblem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                problem: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The code */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemPage"];
                    "text/html": string;
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["Unexpected"];
        };
    };
    reportChallenge: {
        parameters: {
            query?: {
                /** @description Insist on one. Left out, the service chooses */
                action?: "CHECKPOINT" | "CHALLENGE";
            };
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. Money in an open session is out of any contract's reach, and always listed as such */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChallengeReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    challengeApplicationState: {
        parameters: {
            query?: never;
            header?: {
                /** @description Under one key a call happens once. A call that comes again while the first one runs waits for it, for ten seconds at most, and is answered with what that did. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "action": "CHECKPOINT",
                 *       "participants": [
                 *         "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @enum {string|null} */
                    action?: "CHECKPOINT" | "CHALLENGE" | null;
                    participants?: components["schemas"]["Address"][] | null;
                };
            };
        };
        responses: {
            /** @description The key stood for this already; the report as it is now */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChallengeReport"];
                };
            };
            /** @description It is being undertaken; the closure's events tell how far it is */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChallengeReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    offerEscalationPack: {
        parameters: {
            query?: {
                /** @description Needed where several nodes are configured and none is the default */
                node?: components["parameters"]["Node"];
                /** @description Whose channel it is; needed where it was never met */
                participant?: components["parameters"]["ChannelOwner"];
                /** @description Likewise, on v1 */
                asset?: components["parameters"]["ChannelAsset"];
            };
            header?: {
                /** @description In whose name an operator looks at what belongs to no tenant; without it `default`. An application names its own tenant, if any */
                "Epilogue-Tenant"?: components["parameters"]["InTheNameOf"];
            };
            path: {
                channelId: components["parameters"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest state that both signed, and the message over it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EscalationPack"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    depositEscalationPack: {
        parameters: {
            query?: {
                /** @description Needed where several nodes are configured and none is the default */
                node?: components["parameters"]["Node"];
                /** @description Whose channel it is; needed where it was never met */
                participant?: components["parameters"]["ChannelOwner"];
                /** @description Likewise, on v1 */
                asset?: components["parameters"]["ChannelAsset"];
            };
            header?: never;
            path: {
                channelId: components["parameters"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "participant": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
                 *       "signature": "0x00aa",
                 *       "epoch": 0,
                 *       "stateVersion": "4"
                 *     }
                 */
                "application/json": {
                    participant?: components["schemas"]["Address"] | null;
                    signature: string;
                    /** @description Of the state that was signed */
                    epoch?: number | null;
                    /** @description Of the state that was signed */
                    stateVersion?: string | null;
                };
            };
        };
        responses: {
            /** @description What is held now */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EscalationPack"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    readWatch: {
        parameters: {
            query?: {
                /** @description Needed where several nodes are configured and none is the default */
                node?: components["parameters"]["Node"];
                /** @description Whose channel it is; needed where it was never met */
                participant?: components["parameters"]["ChannelOwner"];
                /** @description Likewise, on v1 */
                asset?: components["parameters"]["ChannelAsset"];
            };
            header?: {
                /** @description In whose name an operator looks at what belongs to no tenant; without it `default`. An application names its own tenant, if any */
                "Epilogue-Tenant"?: components["parameters"]["InTheNameOf"];
            };
            path: {
                channelId: components["parameters"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The watch */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Watch"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    enrolChannel: {
        parameters: {
            query?: {
                /** @description Needed where several nodes are configured and none is the default */
                node?: components["parameters"]["Node"];
                /** @description Whose channel it is; needed where it was never met */
                participant?: components["parameters"]["ChannelOwner"];
                /** @description Likewise, on v1 */
                asset?: components["parameters"]["ChannelAsset"];
            };
            header?: never;
            path: {
                channelId: components["parameters"]["ChannelId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "participant": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
                 *       "watched": true
                 *     }
                 */
                "application/json": {
                    participant?: components["schemas"]["Address"] | null;
                    watched: boolean;
                };
            };
        };
        responses: {
            /** @description The watch */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Watch"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    streamEvents: {
        parameters: {
            query?: {
                /** @description Position of the last event that the reader has seen */
                after?: components["parameters"]["AfterNumber"];
                /** @description nextCursor of the page before */
                cursor?: components["parameters"]["CursorNumber"];
                /** @description Repeatable or separated by commas */
                types?: components["parameters"]["Types"];
                /** @description Only events of this session */
                sessionId?: components["parameters"]["EventSession"];
                /** @description Of a page */
                limit?: components["parameters"]["EventLimit"];
            };
            header?: {
                /** @description As a browser sends it; on a stream what is no position is taken as one that is lost */
                "Last-Event-ID"?: components["parameters"]["LastEventNumber"];
            };
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description id is the position, event the type, data an Event; stream.opened comes first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["Event"];
                };
            };
            /** @description Nothing can follow any more */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    getTimeline: {
        parameters: {
            query?: {
                /** @description Position of the last event that the reader has seen */
                after?: components["parameters"]["AfterNumber"];
                /** @description nextCursor of the page before */
                cursor?: components["parameters"]["CursorNumber"];
                /** @description Repeatable or separated by commas */
                types?: components["parameters"]["Types"];
                /** @description Only events of this session */
                sessionId?: components["parameters"]["EventSession"];
                /** @description Of a page */
                limit?: components["parameters"]["EventLimit"];
            };
            header?: {
                /** @description As a browser sends it; on a stream what is no position is taken as one that is lost */
                "Last-Event-ID"?: components["parameters"]["LastEventNumber"];
            };
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Timeline"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    streamTenantEvents: {
        parameters: {
            query?: {
                /** @description Position of the last event that the reader has seen */
                after?: components["parameters"]["After"];
                /** @description nextCursor of the page before */
                cursor?: components["parameters"]["FeedCursor"];
                /** @description Repeatable or separated by commas */
                types?: components["parameters"]["Types"];
                /** @description Only events of this session */
                sessionId?: components["parameters"]["EventSession"];
                /** @description Of a page */
                limit?: components["parameters"]["EventLimit"];
            };
            header?: {
                /** @description In whose name an operator looks at what belongs to no tenant; without it `default`. An application names its own tenant, if any */
                "Epilogue-Tenant"?: components["parameters"]["InTheNameOf"];
                /** @description As a browser sends it; what is no position is taken as one that is lost */
                "Last-Event-ID"?: components["parameters"]["LastEventId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream with text/event-stream; a page with application/json */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["Event"];
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    streamParticipantEvents: {
        parameters: {
            query?: {
                /** @description Position of the last event that the reader has seen */
                after?: components["parameters"]["After"];
                /** @description nextCursor of the page before */
                cursor?: components["parameters"]["FeedCursor"];
                /** @description Repeatable or separated by commas */
                types?: components["parameters"]["Types"];
                /** @description Only events of this session */
                sessionId?: components["parameters"]["EventSession"];
                /** @description Of a page */
                limit?: components["parameters"]["EventLimit"];
            };
            header?: {
                /** @description In whose name an operator looks at what belongs to no tenant; without it `default`. An application names its own tenant, if any */
                "Epilogue-Tenant"?: components["parameters"]["InTheNameOf"];
                /** @description As a browser sends it; what is no position is taken as one that is lost */
                "Last-Event-ID"?: components["parameters"]["LastEventId"];
            };
            path: {
                address: components["parameters"]["Participant"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream with text/event-stream; a page with application/json */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["Event"];
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    listApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeys"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    makeApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Under one key a call happens once. A call that comes again while the first one runs waits for it, for ten seconds at most, and is answered with what that did. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "tables",
                 *       "scopes": [
                 *         "closures:read",
                 *         "closures:write"
                 *       ],
                 *       "expiresAt": null
                 *     }
                 */
                "application/json": components["schemas"]["WantedApiKey"];
            };
        };
        responses: {
            200: components["responses"]["ApiKeyAgain"];
            201: components["responses"]["MadeApiKey"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    rotateApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Under one key a call happens once. A call that comes again while the first one runs waits for it, for ten seconds at most, and is answered with what that did. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                keyId: components["parameters"]["KeyId"];
            };
            cookie?: never;
        };
        requestBody?: components["requestBodies"]["Nothing"];
        responses: {
            200: components["responses"]["ApiKeyAgain"];
            201: components["responses"]["MadeApiKey"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                keyId: components["parameters"]["KeyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It has ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    explainClosure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The explanation */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Explanation"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    parkClosure: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only at this revision: one ETag, or * */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Under one key a call happens once. A call that comes again while the first one runs waits for it, for ten seconds at most, and is answered with what that did. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        requestBody?: components["requestBodies"]["Reason"];
        responses: {
            200: components["responses"]["Closure"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    resumeClosure: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only at this revision: one ETag, or * */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Under one key a call happens once. A call that comes again while the first one runs waits for it, for ten seconds at most, and is answered with what that did. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        requestBody?: components["requestBodies"]["Reason"];
        responses: {
            200: components["responses"]["Closure"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    reconcileClosure: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only at this revision: one ETag, or * */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Under one key a call happens once. A call that comes again while the first one runs waits for it, for ten seconds at most, and is answered with what that did. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        requestBody?: components["requestBodies"]["Reason"];
        responses: {
            200: components["responses"]["Closure"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    getNodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The nodes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Nodes"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSigningPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                closure: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["Unexpected"];
        };
    };
    getSigningPageByCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["Unexpected"];
        };
    };
    getCheckPage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Unexpected"];
        };
    };
    getVerifyPage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Unexpected"];
        };
    };
    getInboxPage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Unexpected"];
        };
    };
    getPageFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                version: string;
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/css": string;
                    "text/javascript": string;
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["Unexpected"];
        };
    };
    getClientModule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                version: string;
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/css": string;
                    "text/javascript": string;
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["Unexpected"];
        };
    };
    listLinks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The links */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Links"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    makeLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description Under one key a call happens once. A call that comes again while the first one runs waits for it, for ten seconds at most, and is answered with what that did. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "participant": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
                 *       "expiresIn": "PT24H",
                 *       "reuse": true
                 *     }
                 */
                "application/json": components["schemas"]["WantedLink"];
            };
        };
        responses: {
            /** @description The link that was made under this Idempotency-Key; with another token while nobody has opened it, and without one afterwards */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkAgain"];
                };
            };
            /** @description The link; its token is shown here and never again */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeLink"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    renewLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
                linkId: components["parameters"]["LinkId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "expiresIn": "PT24H"
                 *     }
                 */
                "application/json": components["schemas"]["LinkRenewal"];
            };
        };
        responses: {
            /** @description The link; its token stays as it is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Link"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    revokeLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
                linkId: components["parameters"]["LinkId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is over */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    whoAmI: {
        parameters: {
            query?: {
                /** @description Which closure's cookie is meant, where the browser has several */
                closure?: components["parameters"]["CookieOf"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Whoever"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    leave: {
        parameters: {
            query?: {
                /** @description Which closure's cookie is meant, where the browser has several */
                closure?: components["parameters"]["CookieOf"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is over */
            204: {
                headers: {
                    "Set-Cookie": components["headers"]["SessionCookie"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    exchangeLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "cookie": true
                 *     }
                 */
                "application/json": components["schemas"]["Exchange"];
            };
        };
        responses: {
            /** @description Who was let in */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["SessionCookie"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entry"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    offerHandover: {
        parameters: {
            query?: {
                /** @description Which closure's cookie is meant, where the browser has several */
                closure?: components["parameters"]["CookieOf"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: components["requestBodies"]["Nothing"];
        responses: {
            /** @description Good once and for minutes */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Handover"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    takeHandover: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Eight characters, in either case, with a hyphen or without */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "cookie": true
                 *     }
                 */
                "application/json": components["schemas"]["Exchange"];
            };
        };
        responses: {
            /** @description Who was let in */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["SessionCookie"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entry"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    listSessions: {
        parameters: {
            query?: {
                /** @description Which closure's cookie is meant, where the browser has several */
                closure?: components["parameters"]["CookieOf"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sessions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessSessions"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    endSession: {
        parameters: {
            query?: {
                /** @description Which closure's cookie is meant, where the browser has several */
                closure?: components["parameters"]["CookieOf"];
            };
            header?: never;
            path: {
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is over */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    inviteWallet: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "address": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
                 *       "chainId": 1,
                 *       "origin": null
                 *     }
                 */
                "application/json": components["schemas"]["SignInInvitation"];
            };
        };
        responses: {
            /** @description The complete text (EIP-4361) */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInText"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "message": "close.example wants you to sign in with your Ethereum account: …",
                 *       "signature": "0x5c3e…1b",
                 *       "cookie": true
                 *     }
                 */
                "application/json": components["schemas"]["SignedText"];
            };
        };
        responses: {
            /** @description Who was let in */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["SessionCookie"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entry"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSession: {
        parameters: {
            query?: {
                /** @description Needed where several nodes are configured and none is the default */
                node?: components["parameters"]["Node"];
                /** @description Which closure's cookie is meant, where the browser has several */
                closure?: components["parameters"]["CookieOf"];
            };
            header?: {
                /** @description In whose name an operator looks at what belongs to no tenant; without it `default`. An application names its own tenant, if any */
                "Epilogue-Tenant"?: components["parameters"]["InTheNameOf"];
            };
            path: {
                sessionId: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    getFinalState: {
        parameters: {
            query?: {
                /** @description Needed where several nodes are configured and none is the default */
                node?: components["parameters"]["Node"];
                /** @description Which closure's cookie is meant, where the browser has several */
                closure?: components["parameters"]["CookieOf"];
            };
            header?: {
                /** @description In whose name an operator looks at what belongs to no tenant; without it `default`. An application names its own tenant, if any */
                "Epilogue-Tenant"?: components["parameters"]["InTheNameOf"];
            };
            path: {
                sessionId: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The final state */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FinalState"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    getClosuresOfSession: {
        parameters: {
            query?: {
                /** @description Needed where several nodes are configured and none is the default */
                node?: components["parameters"]["Node"];
                /** @description Which closure's cookie is meant, where the browser has several */
                closure?: components["parameters"]["CookieOf"];
            };
            header?: {
                /** @description In whose name an operator looks at what belongs to no tenant; without it `default`. An application names its own tenant, if any */
                "Epilogue-Tenant"?: components["parameters"]["InTheNameOf"];
            };
            path: {
                sessionId: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The closures */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClosuresOfSession"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    getClosedSession: {
        parameters: {
            query?: {
                /** @description Needed where several nodes are configured and none is the default */
                node?: components["parameters"]["Node"];
                /** @description Which closure's cookie is meant, where the browser has several */
                closure?: components["parameters"]["CookieOf"];
            };
            header?: {
                /** @description In whose name an operator looks at what belongs to no tenant; without it `default`. An application names its own tenant, if any */
                "Epilogue-Tenant"?: components["parameters"]["InTheNameOf"];
            };
            path: {
                sessionId: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The closed session's data */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClosedSession"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPayloads: {
        parameters: {
            query?: {
                participant?: components["schemas"]["Address"];
            };
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The payloads */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payloads"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    sign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Under one key a call happens once. A call that comes again while the first one runs waits for it, for ten seconds at most, and is answered with what that did. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "participant": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
                 *       "round": 1,
                 *       "signatures": [
                 *         "0x5c3e…1b"
                 *       ],
                 *       "optionalSignatures": [],
                 *       "mandate": null
                 *     }
                 */
                "application/json": components["schemas"]["Signing"];
            };
        };
        responses: {
            /** @description Signed before; the first receipts */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipts"];
                };
            };
            /** @description Accepted */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipts"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    getReceipts: {
        parameters: {
            query?: {
                participant?: components["schemas"]["Address"];
            };
            header?: never;
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The receipts by round and payload */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptsOfClosure"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    decline: {
        parameters: {
            query?: never;
            header?: {
                /** @description Under one key a call happens once. A call that comes again while the first one runs waits for it, for ten seconds at most, and is answered with what that did. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["ClosureId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "participant": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
                 *       "round": 1,
                 *       "reason": "I won the last hand",
                 *       "signature": "0x5c3e…1b",
                 *       "counterProposal": {
                 *         "allocations": [
                 *           {
                 *             "participant": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
                 *             "asset": "yusd",
                 *             "amount": "87.5"
                 *           }
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Refusal"];
            };
        };
        responses: {
            200: components["responses"]["Closure"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    signStream: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-ndjson": components["schemas"]["SigningLine"];
            };
        };
        responses: {
            /** @description A line for each line, then one that ends them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["SigningLineAnswer"] | components["schemas"]["SigningEnd"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPayloadsOfParticipant: {
        parameters: {
            query?: {
                /** @description false: also what it has signed already */
                pending?: boolean;
                limit?: number;
                /** @description nextCursor of the page before */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description In whose name an operator looks at what belongs to no tenant; without it `default`. An application names its own tenant, if any */
                "Epilogue-Tenant"?: components["parameters"]["InTheNameOf"];
            };
            path: {
                address: components["parameters"]["Participant"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; as lines, the last one is `{"end":true,"nextCursor":…}` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inbox"];
                    "application/x-ndjson": components["schemas"]["InboxEntry"] | components["schemas"]["ChannelUpdatePayloads"] | components["schemas"]["InboxEnd"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    getReceiptKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A JWK set */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeySet"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Unexpected"];
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhooks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhooks"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    makeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://game.example/epilogue",
                 *       "types": [
                 *         "consensus.reached",
                 *         "closure.ended"
                 *       ],
                 *       "description": "the table server"
                 *     }
                 */
                "application/json": components["schemas"]["WantedWebhook"];
            };
        };
        responses: {
            201: components["responses"]["MadeWebhook"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    showWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhookId: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["ShownWebhook"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhookId: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhookId: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "enabled": true
                 *     }
                 */
                "application/json": components["schemas"]["ChangedWebhook"];
            };
        };
        responses: {
            200: components["responses"]["ShownWebhook"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhookId: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: components["requestBodies"]["Nothing"];
        responses: {
            /** @description What came of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookReply"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description Only those that came through or only those that did not */
                delivered?: boolean;
                limit?: number;
                /** @description nextCursor of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                webhookId: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of deliveries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveries"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    replayWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhookId: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "from": "2026-11-24T01:02:03Z"
                 *     }
                 */
                "application/json": components["schemas"]["WebhookReplay"];
            };
        };
        responses: {
            200: components["responses"]["ShownWebhook"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhookId: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: components["requestBodies"]["Nothing"];
        responses: {
            /** @description The webhook with its new secret, which is shown here and never again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeWebhook"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Unexpected"];
            503: components["responses"]["Unavailable"];
        };
    };
}

package dev.epilogue.crash;

import dev.epilogue.testing.RpcProxy;

/** The way of one service to its chain, on which it can die before each call; a dead one's calls reach nobody. */
record MortalChain(RpcProxy proxy) implements AutoCloseable {

    static final String BROADCAST = "eth_sendRawTransaction";

    static MortalChain before(String url, CrashPoints points) {
        RpcProxy proxy = RpcProxy.before(url);
        proxy.behave(call -> points.survives(call.method()) ? new RpcProxy.Forward() : new RpcProxy.Die());
        return new MortalChain(proxy);
    }

    String url() {
        return proxy.url();
    }

    @Override
    public void close() {
        proxy.close();
    }
}

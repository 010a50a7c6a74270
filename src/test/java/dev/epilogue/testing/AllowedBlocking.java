package dev.epilogue.testing;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * BlockHound watches every test. These calls look blocking and are none that matter: the kernel's random numbers, which never
 * wait once the machine is up, classes and
 * deserializers that are made once, and the short lock of Netty's buffer pool.
 */
public final class AllowedBlocking implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside("sun.security.provider.NativePRNG$RandomIO", "readFully")
                .allowBlockingCallsInside("java.lang.ClassLoader", "loadClass")
                .allowBlockingCallsInside("java.util.zip.ZipFile", "getInputStream")
                .allowBlockingCallsInside("java.util.zip.ZipFile$ZipFileInputStream", "read")
                .allowBlockingCallsInside("java.util.ServiceLoader$LazyClassPathLookupIterator", "hasNext")
                .allowBlockingCallsInside(
                        "tools.jackson.databind.deser.DeserializerCache", "_createAndCacheValueDeserializer")
                // an interval that is cancelled leaves its scheduler's queue, whose lock is held for the move of one
                // entry
                .allowBlockingCallsInside("reactor.core.scheduler.ExecutorServiceWorker", "dispose")
                // a virtual thread that is started may spin for a moment at its scheduler's queue
                .allowBlockingCallsInside("java.lang.ThreadBuilders$VirtualThreadBuilder", "start")
                .allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator", "allocate")
                .allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator$Magazine", "free");
    }
}

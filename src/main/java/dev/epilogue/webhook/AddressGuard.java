package dev.epilogue.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.http.client.InetAddressFilter;

/**
 * Which addresses the service may dial on a tenant's behalf: what is outside, and what the operator has listed. An address is judged in
 * its canonical form: one that carries an IPv4 address is that address, in whatever way it is written.
 */
final class AddressGuard {

    private static final int IPV4 = 4;
    private static final int IPV6 = 16;

    private final InetAddressFilter outside = InetAddressFilter.externalAddresses();
    private final InetAddressFilter internal;

    /** @param internal networks that are allowed though they are not outside */
    AddressGuard(List<String> internal) {
        this.internal =
                internal.isEmpty() ? InetAddressFilter.none() : InetAddressFilter.of(internal.toArray(String[]::new));
    }

    boolean allows(InetAddress address) {
        InetAddress canonical = canonical(address);
        return inside(address) || outside.matches(canonical) && outside.matches(address);
    }

    /** Listed by the operator. */
    boolean inside(InetAddress address) {
        return internal.matches(canonical(address));
    }

    private static InetAddress canonical(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != IPV6) {
            return address;
        }
        int from = embedded(bytes);
        return from < 0 ? address : of(Arrays.copyOfRange(bytes, from, from + IPV4));
    }

    /** Where an IPv4 address stands in it; -1 where none does. */
    private static int embedded(byte[] bytes) {
        if (zero(bytes, 0, 8) && (zero(bytes, 8, 12) && !zero(bytes, 12, 15) || mapped(bytes))) {
            return 12; // ::a.b.c.d, ::ffff:a.b.c.d, ::ffff:0:a.b.c.d
        }
        if (starts(bytes, 0x00, 0x64, 0xff, 0x9b)) {
            return 12; // translated by a gateway
        }
        if (starts(bytes, 0x20, 0x02)) {
            return 2; // 6to4
        }
        boolean isatap = (bytes[8] & 0xfd) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe;
        return isatap ? 12 : -1;
    }

    private static boolean mapped(byte[] bytes) {
        boolean mapped = zero(bytes, 8, 10) && bytes[10] == -1 && bytes[11] == -1;
        boolean translated = bytes[8] == -1 && bytes[9] == -1 && zero(bytes, 10, 12);
        return mapped || translated;
    }

    private static boolean starts(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if ((bytes[i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean zero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

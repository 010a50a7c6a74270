package dev.epilogue.web.http;

import java.net.InetAddress;

/**
 * Addresses that begin alike, as {@code 10.0.0.0/8}; an address alone is a network of one.
 *
 * @param bits of the beginning
 */
public record Network(InetAddress begin, int bits) {

    public Network {
        if (bits < 0 || bits > begin.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException("no such network");
        }
    }

    /** @throws IllegalArgumentException where the text is none; names are not looked up */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress begin = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        return new Network(
                begin, slash < 0 ? begin.getAddress().length * Byte.SIZE : Integer.parseInt(text.substring(slash + 1)));
    }

    static boolean isOne(String text) {
        try {
            parse(text);
            return true;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    public boolean contains(InetAddress address) {
        byte[] mine = begin.getAddress();
        byte[] theirs = address.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += Byte.SIZE) {
            int mask = 0xff << Math.max(0, bit + Byte.SIZE - bits);
            int place = bit / Byte.SIZE;
            if (((mine[place] ^ theirs[place]) & mask & 0xff) != 0) {
                return false;
            }
        }
        return true;
    }
}

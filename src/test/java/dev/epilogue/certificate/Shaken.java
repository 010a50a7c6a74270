package dev.epilogue.certificate;

import java.util.Random;

/** Files after somebody cut pieces out of them, doubled some, mixed in rubbish, or turned single bytes. */
final class Shaken {

    private Shaken() {}

    static byte[] by(Random random, byte[] file) {
        byte[] shaken = file.clone();
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int from = random.nextInt(shaken.length + 1);
            int to = Math.min(shaken.length, from + 1 + random.nextInt(random.nextBoolean() ? 4 : 400));
            shaken = switch (random.nextInt(5)) {
                case 0 -> joined(part(shaken, 0, from), part(shaken, to, shaken.length));
                case 1 -> joined(part(shaken, 0, to), part(shaken, from, shaken.length));
                case 2 -> joined(part(shaken, 0, from), rubbish(random), part(shaken, from, shaken.length));
                case 3 -> part(shaken, 0, from);
                default -> turned(random, shaken, from);
            };
        }
        return shaken;
    }

    private static byte[] turned(Random random, byte[] file, int at) {
        byte[] turned = file.clone();
        if (at < turned.length) {
            turned[at] ^= (byte) (1 + random.nextInt(255));
        }
        return turned;
    }

    private static byte[] rubbish(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(16)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] part(byte[] file, int from, int to) {
        return java.util.Arrays.copyOfRange(file, from, Math.max(from, to));
    }

    private static byte[] joined(byte[]... parts) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}

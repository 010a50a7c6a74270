package dev.epilogue.web.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Everything that a signer's browser runs: the pages' own files, and the modules of the JavaScript client, which are the same files that
 * applications get. They are served under a name that is made of their content, so that no page ever runs with another one's modules.
 */
final class PageFiles {

    /** Stands in the pages where the name of this release's files belongs. */
    private static final String VERSION = "/assets/VERSION/";

    private static final int DIGITS = 20;

    private final Map<String, byte[]> files = new TreeMap<>();
    private final String version;

    private PageFiles() {
        read("pages/*.*");
        read("js/lib/*.*");
        read("js/certificate.js");
        version = hash();
    }

    static PageFiles read() {
        return new PageFiles();
    }

    String version() {
        return version;
    }

    /** @param name as {@code pages/sign.js} or {@code js/lib/keccak.js} */
    boolean has(String name) {
        return files.containsKey(name) && !name.endsWith(".html");
    }

    byte[] bytes(String name) {
        byte[] found = files.get(name);
        if (found == null) {
            throw new IllegalStateException("no file " + name);
        }
        return found;
    }

    String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /** A page, with the names of the files that belong to it. */
    byte[] page(String name) {
        return text("pages/" + name)
                .replace(VERSION, "/assets/" + version + "/")
                .getBytes(StandardCharsets.UTF_8);
    }

    private void read(String pattern) {
        String folder = pattern.substring(0, pattern.lastIndexOf('/') + 1);
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath:" + pattern)) {
                files.put(folder + file.getFilename(), file.getContentAsByteArray());
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((name, bytes) -> {
                digest.update((name + "\n" + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            });
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}

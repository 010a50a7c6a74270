package dev.epilogue.web.pages;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page that is one file, so that it can be saved and works from there. Its modules are put one behind the other, each in a function of
 * its own whose value is what it exports; what they say is not touched. The page allows exactly this script and this style, by their hashes,
 * wherever it is opened from.
 *
 * @param policy the same as in the page, for the header
 */
record SinglePage(byte[] bytes, String policy) {

    private static final Pattern IMPORT =
            Pattern.compile("^import \\{([^}]*)\\} from \"([^\"]+)\";$", Pattern.MULTILINE);
    private static final Pattern EXPORT =
            Pattern.compile("^export ((?:async )?function\\*?|const|class) ([A-Za-z_$][\\w$]*)", Pattern.MULTILINE);
    private static final Pattern LEFT = Pattern.compile("^(import|export)\\b", Pattern.MULTILINE);

    /** @param name of the page's script; style and frame are those of all */
    static SinglePage of(PageFiles files, String name, String title) {
        Map<String, String> modules = new LinkedHashMap<>();
        add(files, modules, new ArrayDeque<>(), "pages/" + name + ".js");
        String script = "\n" + String.join("\n", modules.values());
        String style = "\n" + files.text("pages/pages.css");
        if (script.contains("</script") || style.contains("</style")) {
            throw new IllegalStateException("would end the element that it stands in");
        }
        String policy =
                "default-src 'none'; script-src '%s'; style-src '%s'; img-src data:; base-uri 'none'; form-action 'none'; "
                                .formatted(hash(script), hash(style))
                        + "require-trusted-types-for 'script'; trusted-types 'none'";
        String page = files.text("pages/single.html")
                .replace("TITLE", title)
                .replace("POLICY", policy)
                .replace("STYLE", style)
                .replace("SCRIPT", script);
        return new SinglePage(page.getBytes(StandardCharsets.UTF_8), policy + "; frame-ancestors 'none'");
    }

    /** What a module needs comes before it. */
    private static void add(PageFiles files, Map<String, String> modules, Deque<String> under, String name) {
        if (modules.containsKey(name)) {
            return;
        }
        if (under.contains(name)) {
            throw new IllegalStateException("modules that need each other: " + name);
        }
        under.push(name);
        String source = files.text(name);
        Matcher imports = IMPORT.matcher(source);
        StringBuilder body = new StringBuilder();
        while (imports.find()) {
            String needed = resolved(name, imports.group(2));
            add(files, modules, under, needed);
            String names = imports.group(1).replace(" as ", ": ");
            imports.appendReplacement(
                    body, Matcher.quoteReplacement("const {" + names + "} = " + variable(needed) + ";"));
        }
        imports.appendTail(body);
        under.pop();
        modules.put(name, wrapped(name, body.toString()));
    }

    private static String wrapped(String name, String source) {
        List<String> exported = new ArrayList<>();
        Matcher exports = EXPORT.matcher(source);
        StringBuilder body = new StringBuilder();
        while (exports.find()) {
            exported.add(exports.group(2));
            exports.appendReplacement(body, Matcher.quoteReplacement(exports.group(1) + " " + exports.group(2)));
        }
        exports.appendTail(body);
        if (LEFT.matcher(body).find()) {
            throw new IllegalStateException(name + " imports or exports in a form that is not known here");
        }
        return "// %s\nconst %s = (() => {\n%sreturn { %s };\n})();\n"
                .formatted(name, variable(name), body, String.join(", ", exported));
    }

    private static String resolved(String from, String specifier) {
        String folder = from.substring(0, from.lastIndexOf('/') + 1);
        return java.net.URI.create(folder).resolve(specifier).toString();
    }

    private static String variable(String name) {
        return "$" + name.replaceAll("[^A-Za-z0-9]", "_");
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}

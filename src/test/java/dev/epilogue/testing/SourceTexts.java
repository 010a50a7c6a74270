package dev.epilogue.testing;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The texts of the service's own classes as they are at run time: the constants of its methods, put together where the compiler does
 * that, and the values of its static fields, put together where a class does that as it is loaded.
 */
public final class SourceTexts {

    private static final Path CLASSES = Path.of("target", "classes");
    private static final Pattern STATEMENT = Pattern.compile("^\\s*(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH)\\s");

    private SourceTexts() {}

    /** What begins as an SQL statement does, by class; parts of statements among it. */
    public static SortedMap<String, SortedSet<String>> ofStatements() throws IOException {
        SortedMap<String, SortedSet<String>> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(CLASSES.resolve("dev"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                List<String> texts = constants(file);
                if (texts.stream().anyMatch(SourceTexts::isStatement)) {
                    texts.addAll(fields(file));
                }
                texts.stream()
                        .filter(SourceTexts::isStatement)
                        .forEach(text -> all.computeIfAbsent(name(file), name -> new TreeSet<>())
                                .add(text));
            }
        }
        return all;
    }

    private static boolean isStatement(String text) {
        return STATEMENT.matcher(text).find();
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".class", "");
    }

    private static List<String> constants(Path file) throws IOException {
        List<String> texts = new ArrayList<>();
        for (PoolEntry entry : ClassFile.of().parse(file).constantPool()) {
            if (entry instanceof StringEntry text) {
                texts.add(text.stringValue());
            }
        }
        return texts;
    }

    private static List<String> fields(Path file) {
        String name = CLASSES.relativize(file).toString().replace(".class", "").replace('/', '.');
        List<String> texts = new ArrayList<>();
        try {
            for (Field field : Class.forName(name).getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    texts.add(String.valueOf(field.get(null)));
                }
            }
        } catch (ReflectiveOperationException hidden) {
            throw new IllegalStateException(name, hidden);
        }
        return texts;
    }
}

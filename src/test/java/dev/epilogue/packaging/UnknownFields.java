package dev.epilogue.packaging;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Finds what a manifest says and its type does not know, or knows with another type: a cluster would drop or refuse it. */
final class UnknownFields {

    private final List<String> found = new ArrayList<>();

    static List<String> of(Object object) {
        UnknownFields search = new UnknownFields();
        search.visit(object.getClass().getSimpleName(), object);
        return search.found;
    }

    private void visit(String path, Object value) {
        switch (value) {
            case null -> {}
            case Collection<?> items -> items.forEach(item -> visit(path + "[]", item));
            case Map<?, ?> entries -> entries.forEach((key, item) -> visit(path + "." + key, item));
            default -> {
                if (value.getClass().getName().startsWith("io.fabric8.kubernetes.api.model")) {
                    visitBean(path, value);
                }
            }
        }
    }

    private void visitBean(String path, Object bean) {
        for (Method method : bean.getClass().getMethods()) {
            if (method.getParameterCount() != 0 || !method.getName().startsWith("get")) {
                continue;
            }
            String member = path + "." + method.getName().substring(3);
            Object value = read(method, bean);
            if (method.getName().equals("getAdditionalProperties")) {
                ((Map<?, ?>) value).keySet().forEach(key -> found.add(path + "." + key));
            } else {
                visit(member, value);
            }
        }
    }

    private static Object read(Method getter, Object bean) {
        try {
            return getter.invoke(bean);
        } catch (ReflectiveOperationException hidden) {
            throw new IllegalStateException(getter.toString(), hidden);
        }
    }
}

package cc.profitmaker.adapter.exchange.testing;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

/** All texts that can be reached from an object over objects of ours and the JDK's containers. */
public final class Reach {
    private Reach() {}

    public static Set<String> texts(Object root) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        var open = new ArrayDeque<Object>();
        var texts = new TreeSet<String>();
        open.add(root);
        while (!open.isEmpty()) {
            Object next = open.poll();
            if (!seen.add(next)) {
                continue;
            }
            switch (next) {
                case String text -> texts.add(text);
                case java.net.URI uri -> texts.add(uri.toString());
                case Optional<?> optional -> optional.ifPresent(open::add);
                case AtomicReference<?> reference -> add(open, reference.get());
                case Map<?, ?> map -> {
                    map.keySet().forEach(key -> add(open, key));
                    map.values().forEach(value -> add(open, value));
                }
                case Collection<?> all -> all.forEach(each -> add(open, each));
                default -> fields(next, open);
            }
        }
        return texts;
    }

    private static void add(ArrayDeque<Object> open, Object value) {
        if (value != null) {
            open.add(value);
        }
    }

    private static void fields(Object object, ArrayDeque<Object> open) {
        for (Class<?> type = object.getClass();
                type != null && type.getName().startsWith("cc.profitmaker.");
                type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    try {
                        field.setAccessible(true);
                        add(open, field.get(object));
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        }
    }
}

package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of the outside world with typed access. A {@code null} counts as absent, as Go's
 * programs write it for empty lists; a value of another type is a finding that names its place.
 */
public final class JsonObject {
  private final String place;
  private final Map<?, ?> members;

  JsonObject(String place, Map<?, ?> members) {
    this.place = place;
    this.members = members;
  }

  /** What this object is, for messages. */
  public String place() {
    return place;
  }

  /** Whether there is a member of this name that isn't null. */
  public boolean has(String name) {
    return members.get(name) != null;
  }

  /** The raw members, in their order. */
  Map<?, ?> members() {
    return members;
  }

  /** A text. */
  public Optional<String> text(String name) {
    Object value = members.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(text);
    }
    throw wrong(name, value, "a text");
  }

  /** A text that must be there. */
  public String requiredText(String name) {
    return text(name).orElseThrow(() -> missing(name));
  }

  /** A whole number. */
  public Optional<Long> number(String name) {
    Object value = members.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Integer || value instanceof Long) {
      return Optional.of(((Number) value).longValue());
    }
    throw wrong(name, value, "a whole number below 2^63");
  }

  /** A whole number that must be there. */
  public long requiredNumber(String name) {
    return number(name).orElseThrow(() -> missing(name));
  }

  /** A boolean, false where absent. */
  public boolean flag(String name) {
    Object value = members.get(name);
    if (value == null) {
      return false;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrong(name, value, "true or false");
  }

  /** An object. */
  public Optional<JsonObject> object(String name) {
    Object value = members.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Map<?, ?> map) {
      return Optional.of(new JsonObject(place + ": " + name, map));
    }
    throw wrong(name, value, "an object");
  }

  /** An object that must be there. */
  public JsonObject requiredObject(String name) {
    return object(name).orElseThrow(() -> missing(name));
  }

  /** A list of objects, empty where absent. */
  public List<JsonObject> objects(String name) {
    List<JsonObject> all = new ArrayList<>();
    for (Object item : list(name)) {
      String itemName = name + "[" + all.size() + "]";
      if (!(item instanceof Map<?, ?> map)) {
        throw wrong(itemName, item, "an object");
      }
      all.add(new JsonObject(place + ": " + itemName, map));
    }
    return all;
  }

  /** A list of texts, empty where absent. */
  public List<String> texts(String name) {
    List<String> all = new ArrayList<>();
    for (Object item : list(name)) {
      if (!(item instanceof String text)) {
        throw wrong(name + "[" + all.size() + "]", item, "a text");
      }
      all.add(text);
    }
    return List.copyOf(all);
  }

  /** An object whose values are texts, empty where absent. */
  public SortedMap<String, String> textMap(String name) {
    SortedMap<String, String> all = new TreeMap<>();
    object(name)
        .ifPresent(json ->
            json.members.forEach(
                (key, _) -> all.put(key.toString(), json.text(key.toString()).orElse(""))));
    return all;
  }

  /** The names of an object's members, sorted: how Go's sets are written. */
  public List<String> names(String name) {
    return object(name)
        .map(json -> json.members.keySet().stream().map(Object::toString).sorted().toList())
        .orElse(List.of());
  }

  private List<?> list(String name) {
    Object value = members.get(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw wrong(name, value, "a list");
  }

  /** The place of a member, to complain about its value. */
  public JsonObject at(String name) {
    return new JsonObject(place + ": " + name, Map.of());
  }

  public KobakoException finding(String fact) {
    return KobakoException.finding(Diagnostic.of(place, fact));
  }

  private KobakoException missing(String name) {
    return finding("no '" + name + "'");
  }

  private KobakoException wrong(String name, @Nullable Object value, String expected) {
    return at(name).finding(kind(value) + ", expected " + expected);
  }

  static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> text.equals("null") ? "null" : "a text";
      case Boolean flag -> flag.toString();
      case BigDecimal number -> "the number " + number;
      case Number number -> "the number " + number;
      case List<?> _ -> "a list";
      default -> "an object";
    };
  }
}
